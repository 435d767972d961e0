"""Suppression that silences nothing."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Suppression

RULE = Rule(
    __name__,
    title=Text(en="Suppression that silences nothing", ja="何も抑制していない抑制指定"),
    severity=Severity.INFO,
    tier=Tier.CORE,
    chapter=4,
)
MESSAGE = Text(
    en="Take this out: {rule} has nothing to say here. Left in place, it would hide the mistake when someone makes it one day.",
    ja="この指定は削除してください。ここには{rule}の指摘がありません。残しておくと、いつか本当に間違えたときに見逃します。",
)


@RULE.each(Suppression)
def check(suppression: Suppression) -> Iterator[Reported]:
    if suppression.runs and suppression.reason and not suppression.is_used:
        yield RULE.finding(suppression.place, MESSAGE, rule=suppression.rule)
