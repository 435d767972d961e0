"""Lines of a text, in one way for the page, the marks and the editor."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from reviews.engine.report import Span

# YAML, browsers and editors agree on these three. libyaml also counts NEL, U+2028 and U+2029, which is why its own line
# numbers are never used, only its offsets.
_BREAK = re.compile(r"\r\n|\n|\r")


def split_lines(text: str) -> list[str]:
    """The lines of a text without their line breaks; a final line break does not begin another line."""
    lines = _BREAK.split(text)
    if lines[-1] == "":
        lines.pop()
    return lines


def line_break(text: str) -> str:
    """The line break that a text uses (that of its first line), a line feed if it has none."""
    match = _BREAK.search(text)
    return match.group() if match else "\n"


class LineTable:
    """Offsets to lines and columns, for one text."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        if "\r" in text:
            self.starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        else:
            self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]

    def line_of(self, offset: int) -> int:
        """The line, from 1, in which an offset lies."""
        return bisect_right(self.starts, offset)

    def start_of(self, line: int) -> int:
        """The offset at which a line, counted from 1, begins."""
        return self.starts[line - 1]

    def end_of(self, line: int) -> int:
        """The offset of a line's end, before its line break."""
        if line >= len(self.starts):
            return len(self.text)
        end = self.starts[line] - 1
        if end > self.starts[line - 1] and self.text[end - 1 : end + 1] == "\r\n":
            end -= 1
        return end

    def column_of(self, offset: int) -> int:
        """The column, from 1, of an offset in its line."""
        return offset - self.starts[bisect_right(self.starts, offset) - 1] + 1

    def span(self, file: str, start: int, end: int) -> Span:
        """The place between two offsets; end is exclusive."""
        line = bisect_right(self.starts, start)
        end_line = bisect_right(self.starts, end)
        return Span(
            file=file,
            start=start,
            end=end,
            line=line,
            column=start - self.starts[line - 1] + 1,
            end_line=end_line,
            end_column=end - self.starts[end_line - 1] + 1,
        )
