"""People's Markdown (comments, notes) to safe HTML."""

import nh3
from markdown import Markdown

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def render_markdown(text: str) -> str:
    """Return `text` as HTML without scripts, images, styles or links that pass on our weight."""
    html = Markdown(extensions=["fenced_code", "tables", "sane_lists", "nl2br"]).convert(text.replace("\0", ""))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
