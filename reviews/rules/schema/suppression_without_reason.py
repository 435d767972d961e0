"""Suppression that gives no reason."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Suppression

RULE = Rule(
    __name__,
    title=Text(en="Suppression that gives no reason", ja="理由のない抑制指定"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    chapter=4,
)
MESSAGE = Text(
    en="Say why {rule} does not apply here: without a reason it is not silenced, and in a year nobody could tell whether it may go.",
    ja="{rule}をここで適用しない理由を書いてください。理由がない指定は効きません。理由がなければ、1年後に外してよいかを誰も判断できません。",
)


@RULE.each(Suppression)
def check(suppression: Suppression) -> Iterator[Reported]:
    if suppression.is_known and not suppression.reason:
        yield RULE.finding(suppression.place, MESSAGE, rule=suppression.rule)
