"""How values read on a page: marks are pictures with words, never source text."""

import pytest
from django.template import Context, Template

from people.models import Team, User
from tests.reviews.reviewed import page_of, reviewed

MARKS = {"mark": "error", "severity_mark": "warning"}


@pytest.mark.parametrize("name", MARKS)
def test_a_mark_is_drawn_and_its_source_is_not_shown(name: str) -> None:
    page = Template("{% load reading %}{{ value|" + name + " }}").render(Context({"value": MARKS[name]}))
    assert "<svg" in page
    assert "&lt;" not in page


@pytest.mark.django_db
def test_where_nothing_could_be_checked_the_head_does_not_speak_of_what_was(
    aiko: User, harbour: Team, browser_of
) -> None:
    chart = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n"
    html = browser_of(aiko).get(page_of(reviewed(aiko, harbour, chart))).content.decode()

    assert "Nothing could be checked yet" in html
    assert "Nothing to mend" not in html
    assert "helm template RELEASE CHART" in html
