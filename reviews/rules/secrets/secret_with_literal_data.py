"""Secret with real data stands in the manifest."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Secret with its data in the manifest", ja="中身が書かれたままのSecret"),
    severity=Severity.WARNING,
    practices=("p10-03", "p10-09"),
)
MESSAGE = Text(
    en="Keep the value of {key} out of the manifest (SOPS, Sealed Secrets, External Secrets): base64 is a way of writing, not"
    " encryption. Change a value that was committed.",
    ja="{key}の値はマニフェストに置かないでください(SOPS、Sealed Secrets、External Secretsなどを使います)。base64は表記方法であって暗号化では"
    "ありません。コミット済みの値は変更してください。",
)


@RULE.each(Resource, kinds=("Secret",))
def check(secret: Resource) -> Iterator[Reported]:
    if secret.get("sops") is not None:  # encrypted on purpose; what was left in plain text is another rule's business
        return
    for section in ("data", "stringData"):
        for key in secret.mapping(section):
            field = secret.at(section, key)
            if field.secret():
                yield RULE.finding(field, MESSAGE, key=key)
