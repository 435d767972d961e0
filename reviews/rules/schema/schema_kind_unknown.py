"""Kind that Kubernetes does not know."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Suggestion, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.engine.writing import set_value
from reviews.schemas import packed
from reviews.schemas.lifecycle import life_cycle

RULE = Rule(
    __name__,
    title=Text(en="Kind that Kubernetes does not know", ja="Kubernetesに存在しない種類"),
    severity=Severity.INFO,
    tier=Tier.CORE,
    practices=("p04-03",),
)
OTHER_API = Text(
    en="Write apiVersion {right}: {kind} is not served under {api_version}, so the API server finds no match for it.",
    ja="apiVersionは{right}と書いてください。{kind}は{api_version}では提供されておらず、APIサーバーは該当する種類を見つけられません。",
)
OTHER_KIND = Text(
    en="Write kind {right}: {api_version} has no kind {kind}, so the API server finds no match for it.",
    ja="kindは{right}と書いてください。{api_version}に{kind}という種類はなく、APIサーバーは該当する種類を見つけられません。",
)
NEWER = Text(
    en="{api_version} {kind} came with Kubernetes {since}; the API server of {kubernetes} finds no match for it.",
    ja="{api_version} {kind}が使えるのはKubernetes {since}以降です。{kubernetes}のAPIサーバーは該当する種類を見つけられません。",
)
UNKNOWN = Text(
    en="Check apiVersion and kind: Kubernetes {kubernetes} has no {kind} in {api_version}, so nothing in this object was checked against a schema.",
    ja="apiVersionとkindを確認してください。Kubernetes {kubernetes}の{api_version}に{kind}はないため、このオブジェクトはスキーマと照合されていません。",
)


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    api, kind, kubernetes = resource.api_version, resource.kind, bundle.kubernetes
    known = packed.kinds(kubernetes)
    if not api or not kind or kind.endswith("List") or f"{api} {kind}" in known or life_cycle(api, kind):
        return
    told: dict[str, Any] = {"api_version": api[:100], "kind": kind[:100], "kubernetes": kubernetes}
    served = packed.versions_of(api, kind)
    if served:
        yield RULE.finding(resource["apiVersion"], NEWER, severity=Severity.ERROR, since=served[0], **told)
        return
    is_own = resource.group in packed.groups()
    right_api = next(iter(packed.api_versions_of(kubernetes, kind)), "")
    if right_api and (is_own or _is_near(api, known)):
        field = resource["apiVersion"]
        fix = set_value(field, right_api)
        yield RULE.finding(field, OTHER_API, severity=Severity.ERROR, fix=fix, right=right_api, **told)
    elif is_own:
        here = [name.partition(" ")[2] for name in known if name.startswith(f"{api} ")]
        alike = [name for name in here if name.casefold() == kind.casefold()]
        near = alike or get_close_matches(kind[:100], here, n=1, cutoff=0.8)
        field = resource["kind"]
        if near:
            # Not a fix: once its kind is known, the object meets rules that never saw it before.
            suggestion = Suggestion(lines=f"kind: {near[0]}", edits=tuple(set_value(field, near[0])))
            yield RULE.finding(field, OTHER_KIND, severity=Severity.ERROR, suggestion=suggestion, right=near[0], **told)
        else:
            yield RULE.finding(field, UNKNOWN, **told)


def _is_near(api_version: str, known: Iterable[str]) -> bool:
    """Whether it was meant as one of Kubernetes' own: the groups of custom resources hold a dot and are like no other."""
    apis = {name.partition(" ")[0] for name in known}
    group = api_version.rpartition("/")[0]
    return "." not in group or bool(get_close_matches(api_version[:100], sorted(apis), n=1, cutoff=0.9))
