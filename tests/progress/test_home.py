"""Home: what to go on with, or where to begin."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Team, User
from progress.continuing import Why, what_next
from tests.progress.submitted import submitted

pytestmark = pytest.mark.django_db


def _submission(state: str = "done", errors: int = 0, warnings: int = 0) -> SimpleNamespace:
    return SimpleNamespace(latest_state=state, latest_errors=errors, latest_warnings=warnings)


CLEAN, TO_MEND, RUNNING = _submission(), _submission(warnings=1), _submission("running")
FAILED, OLDER_TO_MEND = _submission("given_up"), _submission(errors=2)


@pytest.mark.parametrize(
    ("submissions", "expected"),
    [
        ([], None),
        ([CLEAN], (CLEAN, Why.CLEAN)),
        ([CLEAN, TO_MEND], (TO_MEND, Why.TO_MEND)),
        ([TO_MEND, OLDER_TO_MEND], (TO_MEND, Why.TO_MEND)),
        ([TO_MEND, RUNNING, FAILED], (RUNNING, Why.IN_PROGRESS)),
        ([TO_MEND, FAILED], (FAILED, Why.FAILED)),
    ],
)
def test_what_to_go_on_with(submissions: list, expected: tuple | None) -> None:
    assert what_next(submissions) == expected


def test_the_first_visit_offers_one_button(browser_of, aiko: User) -> None:
    page = browser_of(aiko).get(reverse("home")).content.decode()
    assert "Begin with a manifest of your own" in page
    assert "Your latest manifests" not in page


def test_the_revision_that_waits_is_one_click_away(browser_of, harbour: Team, aiko: User) -> None:
    submitted(aiko, harbour, "web.yaml", errors=2, warnings=1)
    page = browser_of(aiko).get(reverse("home")).content.decode()
    assert "Revision 1 waits for you:" in page
    assert "2 errors" in page
    assert "1 warning<" in page


def test_home_shows_ones_own_work_only(browser_of, harbour: Team, aiko: User, ben: User, chie: User) -> None:
    submitted(ben, harbour, "bens-secret.yaml", errors=1)
    for person in (aiko, chie):
        assert "bens-secret" not in browser_of(person).get(reverse("home")).content.decode()


def test_home_asks_the_database_as_often_for_many_manifests_as_for_one(browser_of, harbour: Team, aiko: User) -> None:
    browser = browser_of(aiko)
    submitted(aiko, harbour, "web.yaml", errors=1)
    browser.get(reverse("home"))
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("home"))
    for number in range(20):
        submitted(aiko, harbour, f"web-{number}.yaml", errors=1)
    with CaptureQueriesContext(connection) as many:
        browser.get(reverse("home"))
    assert len(many) == len(few)
