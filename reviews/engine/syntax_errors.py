"""Why a text could not be read, in a sentence for the person who wrote it."""

from __future__ import annotations

from reviews.engine.report import Text
from reviews.engine.unreadable import Unreadable

# libyaml's and our own words -> what they mean for someone who looks at the line. The first match counts.
_SENTENCES: tuple[tuple[str, Text], ...] = (
    (
        "mapping values are not allowed",
        Text(
            en="A colon followed by a space stands here where no key can begin. Check the indentation of this line, or put"
            " quotes around a value that contains ': '.",
            ja="キーが始まるはずのない場所に「: 」があります。この行のインデントを確認するか、「: 」を含む値を引用符で囲んでください。",
        ),
    ),
    (
        "did not find expected '-' indicator",
        Text(
            en="The list ends here unexpectedly: this line is indented like an item but does not begin with '- '."
            " Align it with the item it belongs to.",
            ja="リストがここで途切れています。項目と同じインデントですが「- 」で始まっていません。属する項目に揃えてください。",
        ),
    ),
    (
        "did not find expected key",
        Text(
            en="A key was expected here. Usually this line, or the one above, is indented by the wrong number of spaces.",
            ja="ここにはキーが必要です。多くの場合、この行か直前の行のインデントの空白数が合っていません。",
        ),
    ),
    (
        "could not find expected ':'",
        Text(
            en="This line is neither a 'key: value' nor the continuation of the one above. Add the colon, or indent the text"
            " below the key it belongs to.",
            ja="この行は「キー: 値」でも前の行の続きでもありません。コロンを付けるか、属するキーの下にインデントしてください。",
        ),
    ),
    (
        "did not find expected ',' or",
        Text(
            en="A bracket opened before this is not closed, or a comma is missing between two of its items.",
            ja="手前で開いた括弧が閉じられていないか、項目の間のカンマが抜けています。",
        ),
    ),
    (
        "block sequence entries are not allowed",
        Text(
            en="A list item ('- ') cannot begin here. Put it on a line of its own below its key.",
            ja="ここでリスト項目(「- 」)を始めることはできません。キーの次の行に書いてください。",
        ),
    ),
    (
        "block mapping entries",
        Text(
            en="A key cannot begin here. Put it on a line of its own.",
            ja="ここでキーを始めることはできません。独立した行に書いてください。",
        ),
    ),
    (
        "found a tab character",
        Text(
            en="A tab stands where YAML wants spaces for indentation. Replace it by spaces.",
            ja="インデントにタブが使われています。YAMLでは空白を使ってください。",
        ),
    ),
    (
        "found unexpected end of stream",
        Text(
            en="The text ends before something that was opened is closed: look for a missing quote.",
            ja="閉じられていないものが残ったままテキストが終わっています。引用符の閉じ忘れがないか確認してください。",
        ),
    ),
    (
        "found unexpected document indicator",
        Text(
            en="A line of '---' or '...' stands inside a quoted text. A quote is probably missing above.",
            ja="引用符の中に「---」か「...」の行があります。手前で引用符を閉じ忘れている可能性があります。",
        ),
    ),
    (
        "found unknown escape character",
        Text(
            en="YAML knows no such escape in double quotes. Write the backslash twice, or use single quotes.",
            ja="二重引用符の中で使えないエスケープです。バックスラッシュを2つ書くか、一重引用符を使ってください。",
        ),
    ),
    (
        "undefined tag handle",
        Text(
            en="This tag (!...) is not declared. Kubernetes needs no tags: take it out.",
            ja="このタグ(!…)は宣言されていません。Kubernetesにタグは不要です。削除してください。",
        ),
    ),
    (
        "alias refers to the value it stands in",
        Text(
            en="This alias refers to the value it stands in, which would never end. Write the value out.",
            ja="このエイリアスは自分自身を含む値を指しており、展開が終わりません。値を書き下してください。",
        ),
    ),
    (
        "has no anchor",
        Text(
            en="This alias (*name) has no anchor (&name) before it in the same document. Anchors do not reach across '---'.",
            ja="このエイリアス(*name)に対応するアンカー(&name)が同じドキュメントの手前にありません。アンカーは「---」をまたげません。",
        ),
    ),
    (
        "a key is a mapping or a list",
        Text(
            en="A key has to be a text; this one is a mapping or a list.",
            ja="キーは文字列でなければなりません。ここではマッピングかリストがキーになっています。",
        ),
    ),
    (
        "this is no key",
        Text(
            en="A key has to be a text, and this one is empty, null or a number that is too large. Put quotes around it.",
            ja="キーは文字列でなければなりません。ここは空か、null、大きすぎる数値です。引用符で囲んでください。",
        ),
    ),
    (
        "infinity is no number",
        Text(
            en="Kubernetes knows neither infinity nor not-a-number. Put quotes around it if a text is meant.",
            ja="Kubernetesでは無限大(.inf)も非数(.nan)も使えません。文字列のつもりなら引用符で囲んでください。",
        ),
    ),
    (
        "the value does not fit its tag",
        Text(
            en="The value behind this tag (!!...) is not of the type that the tag names. Take the tag out.",
            ja="このタグ(!!…)の示す型と値が合っていません。タグを削除してください。",
        ),
    ),
    (
        "another version of YAML",
        Text(
            en="Kubernetes' decoder refuses a %YAML line of any version but 1.1. Take the line out.",
            ja="Kubernetesのデコーダーは、1.1以外の%YAML行を受け付けません。この行を削除してください。",
        ),
    ),
    (
        "<< can merge only mappings",
        Text(
            en="'<<' can merge only mappings, and this is something else.",
            ja="「<<」でマージできるのはマッピングだけです。",
        ),
    ),
    (
        "did not find expected node content",
        Text(
            en="A value was expected here. A bracket is opened and not closed, or a value is missing between two commas.",
            ja="ここには値が必要です。括弧が閉じられていないか、カンマの間の値が抜けています。",
        ),
    ),
    (
        "control characters are not allowed",
        Text(
            en="An invisible control character stands here. Delete it and type the line again.",
            ja="目に見えない制御文字があります。削除して入力し直してください。",
        ),
    ),
)
_CANNOT_START = {
    "\t": Text(
        en="A tab stands where YAML wants spaces for indentation. Replace it by spaces.",
        ja="インデントにタブが使われています。YAMLでは空白を使ってください。",
    ),
    "@": Text(
        en="A value cannot begin with '@' unless it is quoted.", ja="「@」で始まる値は引用符で囲む必要があります。"
    ),
    "`": Text(
        en="A value cannot begin with a backtick unless it is quoted.",
        ja="バッククォートで始まる値は引用符で囲む必要があります。",
    ),
    "%": Text(
        en="A value cannot begin with '%' unless it is quoted.", ja="「%」で始まる値は引用符で囲む必要があります。"
    ),
}
_JSON = Text(en="This is not valid JSON: {problem}.", ja="JSONとして正しくありません({problem})。")
_OTHER = Text(en="This is not valid YAML: {problem}.", ja="YAMLとして正しくありません({problem})。")


def explained(error: Unreadable, text: str, *, is_json: bool) -> tuple[Text, int]:
    """A sentence for a reading error, and the offset at which to show it."""
    if is_json:
        return _JSON.filled({"problem": error.problem}), error.offset
    if "cannot start any token" in error.problem:
        sentence = _CANNOT_START.get(text[error.offset : error.offset + 1])
        if sentence is not None:
            return sentence, error.offset
    if error.context_offset is not None and "quoted scalar" in error.context:
        offset = error.context_offset  # an unclosed quote is found at the end of the text; it began here
    else:
        offset = error.offset
    for words, sentence in _SENTENCES:
        if words in error.problem:
            return sentence, offset
    return _OTHER.filled({"problem": error.problem}), offset
