"""People's Markdown becomes HTML that can do nothing."""

import pytest

from portal.markdown import render_markdown


def test_what_people_use_is_kept() -> None:
    html = render_markdown(
        "Set **both**:\n\n```yaml\nresources: {}\n```\n\n- one\n- two\n\n[why](https://kubernetes.io)"
    )
    assert "<strong>both</strong>" in html
    assert "<code>resources: {}" in html
    assert "<li>one</li>" in html
    assert 'href="https://kubernetes.io"' in html
    assert 'rel="nofollow noopener noreferrer"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![seen](https://tracker.example.org/pixel.png)",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://x" style="position:fixed">x</a>',
        "<iframe src=https://example.org></iframe>",
        "<svg><animate onbegin=alert(1)></svg>",
        '<p id="main" class="button">x</p>',
        "[x]: javascript:alert(1)\n\n[x]",
        "<style>body{display:none}</style>",
        "<form action=/accounts/logout/><button>x</button></form>",
    ],
)
def test_nothing_that_acts_loads_or_disguises_gets_through(text: str) -> None:
    html = render_markdown(text)
    for forbidden in (
        "<script",
        "onerror",
        "<img",
        "javascript:",
        "data:",
        "style",
        "<iframe",
        "<svg",
        "<form",
        "id=",
        "class=",
    ):
        assert forbidden not in html


def test_a_nul_is_dropped_before_it_is_stored() -> None:
    assert "\0" not in render_markdown("a\0b")
