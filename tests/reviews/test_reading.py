"""How values read on a page: marks are pictures with words, never source text."""

import pytest
from django.template import Context, Template

MARKS = {"mark": "error", "severity_mark": "warning"}


@pytest.mark.parametrize("name", MARKS)
def test_a_mark_is_drawn_and_its_source_is_not_shown(name: str) -> None:
    page = Template("{% load reading %}{{ value|" + name + " }}").render(Context({"value": MARKS[name]}))
    assert "<svg" in page
    assert "&lt;" not in page
