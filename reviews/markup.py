"""Lines of code as markup, made by hand: a template takes a hundred times as long. Pure; everything is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import quote

from reviews.highlighting import Piece

# Characters that can make a line read differently from what it says.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


class Html(str):
    """Escaped markup; templates leave it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def html_of(pieces: Iterable[Piece]) -> Html:
    """The pieces of one line."""
    parts = []
    for text, css, severity in pieces:
        escaped = _UNSEEN.sub(_named, html.escape(text))
        classes = f"{css} range is-{severity}".strip() if severity else css
        parts.append(f'<span class="{classes}">{escaped}</span>' if classes else escaped)
    return Html("".join(parts))


def plain_line(number: int, code: Html, anchor: str) -> str:
    """The same markup that templates/reviews/_line.html has for a line of which nothing is said."""
    place = html.escape(f"{anchor}-L{number}")
    href = html.escape(f"{quote(anchor)}-L{number}")
    number = f'<a class="line__number" href="#{href}">{number}</a>'
    return f'<li class="line" id="{place}">{number}<code class="line__text">{code}</code></li>'


def _named(match: re.Match[str]) -> str:
    """An unseen character, as its code."""
    return f'<span class="unseen">U+{ord(match.group()):04X}</span>'
