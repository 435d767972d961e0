"""The sentences of schema-violation: what a field takes, and what stands there."""

from typing import Any

from reviews.engine.report import Text

MISSING = Text(
    en="Add {key}: the API server refuses this {kind} without it.",
    ja="{key}を追加してください。これがないと、APIサーバーはこの{kind}を受け付けません。",
)
VALUE = Text(
    en="{key} takes one of {allowed}; {value} is none of them.",
    ja="{key}に書けるのは{allowed}のいずれかです。{value}は含まれていません。",
)
VALUE_NEAR = Text(
    en="Write {nearest}: {key} takes one of {allowed}, letter by letter, and {value} is none of them.",
    ja="{nearest}と書いてください。{key}に書けるのは{allowed}のいずれかで、大文字と小文字も区別されます。{value}は含まれていません。",
)
_EXPECTED = {
    "string": Text(en="a text", ja="文字列"),
    "integer": Text(en="a whole number", ja="整数"),
    "number": Text(en="a number", ja="数値"),
    "boolean": Text(en="true or false", ja="trueかfalse"),
    "object": Text(en="a block of keys and values", ja="キーと値のブロック"),
    "array": Text(en="a list, each item beginning with '- '", ja="「- 」で始まる項目のリスト"),
}
_GIVEN: tuple[tuple[Any, Text], ...] = (
    (bool, Text(en="{value} is read as true or false", ja="{value}は真偽値として読まれます")),
    (int | float, Text(en="{value} is read as a number", ja="{value}は数値として読まれます")),
    (str, Text(en="{value} is a text", ja="{value}は文字列です")),
    (dict, Text(en="here stands a block of keys and values", ja="ここにあるのはキーと値のブロックです")),
    (list, Text(en="here stands a list", ja="ここにあるのはリストです")),
)
_NOTHING = Text(en="here stands nothing", ja="ここには値がありません")
_QUOTE = Text(en=" Put it in quotes.", ja="引用符で囲んでください。")
_UNQUOTE = Text(en=" Leave the quotes out.", ja="引用符を外してください。")
_PLACEHOLDERS: dict[str, Any] = {"string": "<text>", "integer": "<number>", "boolean": "<true or false>"}


def type_message(expected: tuple[str, ...], value: Any, *, quoting: bool) -> Text:
    """What a field takes and what stands there; `{key}` and `{value}` are left to fill in.

    quoting: whether putting quotes around it, or taking them off, is the answer.
    """
    takes = [_EXPECTED[name] for name in expected if name in _EXPECTED]
    given = next((text for kind, text in _GIVEN if isinstance(value, kind)), _NOTHING)
    en = f"{{key}} takes {' or '.join(text.en for text in takes)}; {given.en}."
    ja = f"{{key}}には{'または'.join(text.ja for text in takes)}を書きます。{given.ja}。"
    advice = (_UNQUOTE if isinstance(value, str) else _QUOTE) if quoting else Text(en="", ja="")
    return Text(en=en + advice.en, ja=ja + advice.ja)


def placeholder(expected: tuple[str, ...]) -> Any:
    """What to write for the author to replace, None for what is more than a word."""
    return _PLACEHOLDERS.get(expected[0]) if len(expected) == 1 else None
