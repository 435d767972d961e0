"""scaleTargetRef names an object that is not in the submission."""

from collections.abc import Iterator
from difflib import get_close_matches

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Autoscaler without its target", ja="対象が存在しないオートスケーラー"),
    severity=Severity.ERROR,
    practices=("p09-05",),
)
SIMILAR = Text(
    en="No {kind} {name} is handed in; {other} is. An autoscaler whose target is not found scales nothing, and says so only in its status.",
    ja="{kind} {name}はありませんが、{other}があります。対象が見つからないオートスケーラーは何もスケールせず、そのことは自身のstatusにしか現れません。",
)
ELSEWHERE = Text(
    en="{kind} {name} is not part of this submission. If it lives elsewhere, all is well; if not, nothing will be scaled.",
    ja="{kind} {name}はこの提出に含まれていません。別の場所にあるなら問題ありませんが、なければ何もスケールされません。",
)
THE_OTHER = Text(
    en="Is this the one that the autoscaler {autoscaler} should scale?",
    ja="オートスケーラー{autoscaler}の対象はこれですか?",
)


@RULE.each(Resource, kinds=("HorizontalPodAutoscaler",))
def check(autoscaler: Resource, bundle: Bundle) -> Iterator[Reported]:
    target = autoscaler.mapping("spec", "scaleTargetRef")
    kind, name = target.get("kind"), target.get("name")
    if not isinstance(kind, str) or not isinstance(name, str):
        return  # the schema's business
    version = target.get("apiVersion")
    group = version.rpartition("/")[0] if isinstance(version, str) else ""
    known = kind if "." not in group or group.endswith(".k8s.io") else f"{group}/{kind}"
    if bundle.find(known, autoscaler.namespace, name) is not None:
        return
    candidates = {
        workload.name: workload
        for workload in bundle.of_kind("Deployment", "StatefulSet", "ReplicaSet", known)
        if workload.name
    }
    close = get_close_matches(name, candidates, n=1, cutoff=0.75)
    other = candidates[close[0]] if close else None
    yield RULE.finding(
        autoscaler["spec", "scaleTargetRef", "name"],
        SIMILAR if other else ELSEWHERE,
        severity=None if other else Severity.INFO,
        related=[(other["metadata", "name"], THE_OTHER)] if other else (),
        kind=kind,
        name=name,
        other=other.identity if other else "",
        autoscaler=autoscaler.name,
    )
