"""The page with what to copy into pipelines and hooks."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_aiko_finds_this_portals_own_address_in_every_snippet(browser_of, aiko, settings):
    settings.PORTAL_URL = "https://portal.example.org"
    page = browser_of(aiko).get(reverse("reviews:snippets"))
    assert page.status_code == 200
    assert page.content.decode().count("https://portal.example.org") >= 4


def test_a_stranger_is_sent_to_sign_in(stranger):
    assert stranger.get(reverse("reviews:snippets")).status_code == 302


def test_the_page_changes_nothing(browser_of, aiko):
    assert browser_of(aiko).post(reverse("reviews:snippets")).status_code == 405
