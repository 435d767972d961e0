"""API version that is on its way out."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.engine.writing import set_value
from reviews.rules.schema.successors import advice, is_drop_in
from reviews.schemas.lifecycle import life_cycle, minor

RULE = Rule(
    __name__,
    title=Text(en="API version that is on its way out", ja="廃止予定のAPIバージョン"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p04-03",),
)
ENDING = Text(
    en="{api_version} {kind} is deprecated since Kubernetes 1.{deprecated}, and 1.{removed} no longer serves it.",
    ja="{api_version} {kind}はKubernetes 1.{deprecated}から非推奨で、1.{removed}では提供されません。",
)
OPEN = Text(
    en="{api_version} {kind} is deprecated since Kubernetes 1.{deprecated}.",
    ja="{api_version} {kind}はKubernetes 1.{deprecated}から非推奨です。",
)


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    row = life_cycle(resource.api_version, resource.kind)
    version = minor(bundle.kubernetes)
    if row is None or not row.deprecated or version < row.deprecated or (row.removed and version >= row.removed):
        return
    told = advice(row, resource.kind, bundle.kubernetes)
    happened = ENDING if row.removed else OPEN
    field = resource["apiVersion"]
    yield RULE.finding(
        field,
        Text(en=f"{told.en} {happened.en}".strip(), ja=told.ja + happened.ja),
        fix=set_value(field, row.successor) if is_drop_in(row, resource.kind, bundle.kubernetes) else None,
        api_version=resource.api_version,
        kind=resource.kind,
        successor=row.successor,
        instead=row.instead,
        deprecated=row.deprecated,
        removed=row.removed,
    )
