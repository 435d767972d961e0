"""ConfigMap holds a password, token or key."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Secret in a ConfigMap", ja="ConfigMapに含まれる秘密情報"),
    severity=Severity.ERROR,
    practices=("p10-03",),
)
MESSAGE = Text(
    en="Move {key} to a Secret and change the leaked value: what stands in a ConfigMap is neither encrypted at rest nor kept from"
    " readers of the namespace.",
    ja="{key}はSecretへ移し、漏れた値も変更してください。ConfigMapの内容は保存時に暗号化されず、Namespaceを読める人すべてに見えます。",
)


@RULE.each(Resource, kinds=("ConfigMap",))
def check(configmap: Resource) -> Iterator[Reported]:
    for section in ("data", "binaryData"):
        for key in configmap.mapping(section):
            field = configmap.at(section, key)
            for place in field.secrets():
                yield RULE.finding(place, MESSAGE, key=key)
