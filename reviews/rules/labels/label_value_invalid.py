"""Label that the API server refuses."""

import re
from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Label that the API server refuses", ja="APIサーバーが受け付けないラベル"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    chapter=9,
)
VALUE = Text(
    en="Use at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit; what does not fit goes into an annotation. The API server refuses {value}.",
    ja="ラベルの値は英数字、「-」「_」「.」だけで63文字以内とし、英数字で始めて終えてください。収まらないものはアノテーションに書きます。APIサーバーは{value}を受け付けません。",
)
KEY = Text(
    en="Write the key as a name of at most 63 letters, digits, '-', '_' and '.', if need be behind a domain and '/'. The API server refuses {key}.",
    ja="キーは英数字、「-」「_」「.」だけで63文字以内の名前とし、必要ならドメインと「/」を前に付けてください。APIサーバーは{key}を受け付けません。",
)
_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
_VALUE = re.compile(rf"(?:{_WORD})?")
_KEY = re.compile(rf"(?:(?=.{{1,253}}/)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?{_WORD}")


@RULE.each(Resource)
def check(resource: Resource) -> Iterator[Reported]:
    places = [("metadata", "labels")]
    if resource.pod is not None and resource.pod.template:
        places.append((*resource.pod.template, "metadata", "labels"))  # type: ignore[arg-type]
    for place in places:
        for key, value in resource.mapping(*place).items():
            if not _KEY.fullmatch(key):
                yield RULE.finding(resource.at(*place, key), KEY, key=key[:100])
            elif isinstance(value, str) and not _VALUE.fullmatch(value):
                yield RULE.finding(resource.at(*place, key), VALUE, value=value[:100])
