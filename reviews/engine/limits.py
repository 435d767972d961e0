"""How much a submission may hold, each limit with the sentence that tells it.

The numbers leave room above 8,325 real manifests: their 99.9th percentile is 910 kB, and the largest had 148 documents,
65,699 nodes, a depth of 35 and no alias.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviews.engine.report import Text


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: its number and what is said to someone who passes it ({limit} is the number)."""

    id: str
    value: int
    sentence: Text

    def told(self) -> Text:
        """The sentence with its number in it."""
        return self.sentence.filled({"limit": f"{self.value:,}"})


class TooMuch(ValueError):
    """A text goes beyond a limit, at `offset` where that is known (characters from the start of what was read)."""

    def __init__(self, limit: Limit, offset: int | None = None) -> None:
        super().__init__(limit.told().en)
        self.limit = limit
        self.offset = offset


FILE_BYTES = Limit(
    "file-bytes",
    2 * 1024 * 1024,
    Text(
        en="The file is larger than {limit} bytes. Split it into several files, or leave out what need not be reviewed.",
        ja="ファイルが{limit}バイトを超えています。複数のファイルに分けるか、レビューに不要な部分を除いてください。",
    ),
)
DOCUMENTS = Limit(
    "documents",
    500,
    Text(
        en="The submission has more than {limit} documents. Hand it in as several submissions.",
        ja="ドキュメントが{limit}個を超えています。複数の提出に分けてください。",
    ),
)
NODES = Limit(
    "nodes",
    100_000,
    Text(
        en="One document has more than {limit} values. Split it into smaller documents.",
        ja="1つのドキュメントに値が{limit}個を超えて含まれています。小さなドキュメントに分けてください。",
    ),
)
DEPTH = Limit(
    "depth",
    64,
    Text(
        en="Values are nested more than {limit} levels deep here. No Kubernetes object needs that: look for brackets or"
        " indentation that never ends.",
        ja="ここで値が{limit}段を超えて入れ子になっています。Kubernetesのオブジェクトではありえない深さです。"
        "閉じていない括弧やインデントの誤りがないか確認してください。",
    ),
)
ALIASES = Limit(
    "aliases",
    200,
    Text(
        en="One document uses more than {limit} aliases (*name). Write the repeated parts out.",
        ja="1つのドキュメントでエイリアス(*name)を{limit}回を超えて使っています。繰り返し部分を書き下してください。",
    ),
)
EXPANDED_NODES = Limit(
    "expanded-nodes",
    200_000,
    Text(
        en="With its aliases written out, this document has more than {limit} values. Write the repeated parts out instead.",
        ja="エイリアスを展開すると、このドキュメントの値は{limit}個を超えます。エイリアスを使わずに書いてください。",
    ),
)
LINE_LENGTH = Limit(
    "line-length",
    500_000,
    Text(
        en="This line is longer than {limit} characters. Break it, or leave out the embedded file.",
        ja="この行は{limit}文字を超えています。改行するか、埋め込まれたファイルを除いてください。",
    ),
)
TAG_DIRECTIVES = Limit(
    "tag-directives",
    100,
    Text(
        en="The file has more than {limit} directive lines (%TAG, %YAML). Kubernetes needs none of them: take them out.",
        ja="ディレクティブ行(%TAG、%YAML)が{limit}行を超えています。Kubernetesには不要なので削除してください。",
    ),
)
FINDINGS = Limit(
    "findings",
    1_000,
    Text(
        en="More than {limit} findings: the first {limit} by file and line are shown.",
        ja="指摘が{limit}件を超えたため、ファイル順・行順に最初の{limit}件だけを表示しています。",
    ),
)
VERIFIED_FIXES = 1_000  # fixes that are tried out in one review; the findings beyond come without one
FIX_WORK = 1_600_000  # values read again for that in one review: trying a fix means reading its document once more
