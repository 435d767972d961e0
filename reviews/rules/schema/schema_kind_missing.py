"""Object without apiVersion or kind."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Suggestion, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.schemas import packed

RULE = Rule(
    __name__,
    title=Text(en="Object without apiVersion or kind", ja="apiVersionまたはkindのないオブジェクト"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p04-03",),
)
MISSING = Text(
    en="Add {key}: it says what kind of object this is, and kubectl refuses a document without it.",
    ja="{key}を追加してください。オブジェクトの種類を決めるもので、これがないとkubectlはドキュメントを受け付けません。",
)
NO_TEXT = Text(
    en="Write a text for {key}, such as {example}: what stands here is none.",
    ja="{key}には{example}のような文字列を書いてください。ここにあるのは文字列ではありません。",
)
FIRST_LINE = Text(en="at the top of the document", ja="ドキュメントの先頭")
_EXAMPLES = {"apiVersion": "apps/v1", "kind": "Deployment"}


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    for field, example in _EXAMPLES.items():
        value = resource.get(field)
        if isinstance(value, str) and value:
            continue
        message = MISSING if value is None or value == "" else NO_TEXT
        served = packed.api_versions_of(bundle.kubernetes, resource.kind) if field == "apiVersion" else ()
        suggestion = Suggestion(lines=f"apiVersion: {served[0]}", where=FIRST_LINE) if served else None
        yield RULE.finding(resource.at(field), message, suggestion=suggestion, key=field, example=example)
