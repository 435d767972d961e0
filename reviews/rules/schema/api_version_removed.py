"""API version that is no longer served."""

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
    title=Text(en="API version that is no longer served", ja="提供が終わったAPIバージョン"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p04-03",),
)
REMOVED = Text(
    en="{api_version} {kind} is gone since Kubernetes 1.{removed}: the API server of {kubernetes} finds no match for it.",
    ja="{api_version} {kind}はKubernetes 1.{removed}で提供が終わりました。{kubernetes}のAPIサーバーは該当する種類を見つけられません。",
)


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    row = life_cycle(resource.api_version, resource.kind)
    if row is None or not row.removed or minor(bundle.kubernetes) < row.removed:
        return
    told = advice(row, resource.kind, bundle.kubernetes)
    field = resource["apiVersion"]
    yield RULE.finding(
        field,
        Text(en=f"{told.en} {REMOVED.en}".strip(), ja=told.ja + REMOVED.ja),
        fix=set_value(field, row.successor) if is_drop_in(row, resource.kind, bundle.kubernetes) else None,
        api_version=resource.api_version,
        kind=resource.kind,
        successor=row.successor,
        instead=row.instead,
        removed=row.removed,
        kubernetes=bundle.kubernetes,
    )
