"""maxUnavailable 0 forbids every voluntary eviction."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.engine.writing import suggest

RULE = Rule(
    __name__,
    title=Text(en="PodDisruptionBudget that allows no eviction", ja="退避を一切許さないPodDisruptionBudget"),
    severity=Severity.WARNING,
    practices=("p06-03",),
)
MESSAGE = Text(
    en="Allow at least one Pod to be away: maxUnavailable {value} forbids every eviction, so a node drain (and with it every cluster"
    " upgrade) waits for ever.",
    ja="少なくとも1つのPodの停止を許可してください。maxUnavailableが{value}だと退避が一切できず、ノードのdrain(つまりクラスタのアップグレード)が終わりません。",
)


@RULE.each(Resource, kinds=("PodDisruptionBudget",))
def check(budget: Resource) -> Iterator[Reported]:
    value = budget.get("spec", "maxUnavailable")
    if value is False or value not in (0, "0", "0%"):
        return
    field = budget["spec", "maxUnavailable"]
    yield RULE.finding(field, MESSAGE, suggestion=suggest(field, 1), value=str(value))
