"""A learner's first review: sign in, paste a manifest, watch it, read it on the lines, apply fixes, see what is fixed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from people.models import Team, User
from reviews.models import Revision
from tests.people_of_the_tests import PASSWORD
from tests.reviews.reviewed import MENDED_SHOP, SHOP
from tests.services import Worker, wait_until

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


def text_of(browser: Client, address: str) -> str:
    response = browser.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def wait_for_result(browser: Client, address: str) -> str:
    """Ask as htmx does, until it is told to stop; then open the result."""

    def is_over() -> bool:
        return browser.get(f"{address}progress/", headers={"HX-Request": "true"}).status_code == 286

    wait_until(is_over, f"{address} is reviewed", 60)
    return text_of(browser, address)


def test_from_signing_in_to_a_second_revision_with_findings_fixed(
    aiko: User, harbour: Team, worker_process: Worker
) -> None:
    browser = Client()
    assert browser.get("/manifests/submit/").url.startswith("/accounts/login/")
    browser.post("/accounts/login/", {"login": aiko.email, "password": PASSWORD})

    handed_in = browser.post(
        "/manifests/submit/", {"pasted": MENDED_SHOP, "pasted_name": "web.yaml", "kubernetes": "1.37"}
    )
    assert handed_in.status_code == 302
    html = wait_for_result(browser, handed_in.url)
    assert "hunter2" not in html
    number = MENDED_SHOP.splitlines().index("          image: nginx:latest") + 1
    line = html[html.index(f'id="web.yaml-L{number}"') : html.index(f'id="web.yaml-L{number + 1}"')]
    assert "Image uses the moving tag latest" in line

    looked_at = browser.post(f"{handed_in.url}fixes/")
    wait_until(
        lambda: browser.get(looked_at.url, headers={"HX-Request": "true"}).status_code == 286,
        "the fixes are checked",
        60,
    )
    diff = text_of(browser, looked_at.url)
    assert "runAsNonRoot: true" in diff
    taken = browser.post(looked_at.url)
    assert taken.url.endswith("/2/")
    html = wait_for_result(browser, taken.url)
    fixed = re.search(r"(\d+) fixed since revision 1", html)
    assert fixed
    assert int(fixed.group(1)) == Revision.objects.get(number=2).latest_review().mended > 0


def test_a_learner_mends_a_manifest_by_hand_and_goes_back_again(
    aiko: User, harbour: Team, worker_process: Worker
) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": aiko.email, "password": PASSWORD})
    first = browser.post("/manifests/submit/", {"pasted": SHOP, "pasted_name": "web.yaml", "kubernetes": "1.37"})
    assert "Service that selects no Pod" in wait_for_result(browser, first.url)

    submission = first.url.rsplit("/", 2)[0]
    second = browser.post(
        f"{submission}/revise/", {"pasted": MENDED_SHOP, "pasted_name": "web.yaml", "note": "Selector"}
    )
    assert second.url == f"{submission}/2/"
    html = wait_for_result(browser, second.url)
    assert "fixed since revision 1" in html
    assert "fixed:" in text_of(browser, f"{second.url}diff/")

    third = browser.post(f"{submission}/1/restore/")
    html = wait_for_result(browser, third.url)
    assert "new because of your last change" in html
