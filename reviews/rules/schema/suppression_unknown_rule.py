"""Suppression of a rule that does not exist."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Suppression

RULE = Rule(
    __name__,
    title=Text(en="Suppression of a rule that does not exist", ja="存在しないルールの抑制指定"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    chapter=4,
)
NEAR = Text(
    en="Write {nearest}: there is no rule {rule}, so nothing is silenced.",
    ja="{nearest}と書いてください。{rule}というルールはなく、何も抑制されません。",
)
UNKNOWN = Text(
    en="Take this out, or copy the rule's name from its page: there is no rule {rule}, so nothing is silenced.",
    ja="この指定を削除するか、ルールのページから名前を写してください。{rule}というルールはなく、何も抑制されません。",
)


@RULE.each(Suppression)
def check(suppression: Suppression) -> Iterator[Reported]:
    if not suppression.is_known:
        message = NEAR if suppression.nearest else UNKNOWN
        yield RULE.finding(suppression.place, message, rule=suppression.rule[:100], nearest=suppression.nearest)
