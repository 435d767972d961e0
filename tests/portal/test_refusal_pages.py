"""The pages of refusals and failures stand without a request, a session or a database."""

import re
from pathlib import Path

import pytest
from django.template import loader
from django.test import Client, override_settings

from people.models import User

ALONE = ("400.html", "500.html", "503.html", "refused.html")


@pytest.mark.parametrize("name", ALONE)
def test_a_page_of_failure_needs_no_context_and_no_database(name: str) -> None:
    page = loader.render_to_string(name)
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
    assert "<form" not in page, "a form would need the CSRF key of a request"


def test_the_page_of_our_mistake_shows_the_reference_and_blames_nobody() -> None:
    page = loader.render_to_string("500.html", {"reference": "4F2A91C0"})
    assert "4F2A91C0" in page
    assert "It wasn&#x27;t anything you did" in page or "It wasn't anything you did" in page


def test_a_form_without_its_key_is_told_what_to_do(aiko: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "aiko@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


@override_settings(ACCOUNT_RATE_LIMITS={"reset_password": "1/m/ip"})
def test_too_many_tries_are_answered_in_words(stranger: Client) -> None:
    for _ in range(2):
        answer = stranger.post("/accounts/password/reset/", {"email": "aiko@example.org"})
    assert answer.status_code == 429
    assert "Too many tries in a short time" in answer.content.decode()


def test_every_icon_that_a_template_names_is_drawn() -> None:
    root = Path(__file__).resolve().parents[2]
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (root / "static/img/icons.svg").read_text()))
    named: dict[str, str] = {}
    for template in (root / "templates").rglob("*.html"):
        for name in re.findall(r'components/icon\.html" with name="([^"]+)"', template.read_text(encoding="utf-8")):
            named.setdefault(name, template.name)
    assert {name: where for name, where in named.items() if name not in drawn} == {}
