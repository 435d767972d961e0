"""What every answer carries, and what refusals and failures look like."""

import logging
import sqlite3

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from people.models import User
from portal.errors import ReferenceFormatter


def broken(request: HttpRequest) -> HttpResponse:
    """A view with a mistake of ours."""
    raise KeyError("our mistake")


def without_database(request: HttpRequest) -> HttpResponse:
    """A view whose database went away."""
    raise OperationalError("connection refused")


def misspelt_column(request: HttpRequest) -> HttpResponse:
    """A view that asks SQLite for a column that is not there."""
    cause = sqlite3.OperationalError("no such column: colour")
    cause.sqlite_errorcode = sqlite3.SQLITE_ERROR
    raise OperationalError("no such column: colour") from cause


def locked(request: HttpRequest) -> HttpResponse:
    """A view that waited for SQLite in vain."""
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    raise OperationalError("database is locked") from cause


def too_often(request: HttpRequest) -> HttpResponse:
    """A view that a limit closed."""
    return HttpResponse(status=429)


urlpatterns = [
    path("broken", broken),
    path("api/broken", broken),
    path("without-database", without_database),
    path("misspelt-column", misspelt_column),
    path("locked", locked),
    path("too-often", too_often),
    path("", include("portal.urls")),
]
handler400 = "portal.errors.bad_request"
handler500 = "portal.errors.server_error"


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser that sees failures as pages."""
    return Client(raise_request_exception=False)


ADDRESSES = {
    "/accounts/login/": 200,
    "/healthz": 200,
    "/": 302,
    "/no-such-page/": 404,
    "/broken": 500,
    "/without-database": 503,
    "/too-often": 429,
    "/?q=%00": 400,
    "/static/css/layout.css": 200,
}


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_answer_carries_the_security_headers(visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_signed_in_persons_pages_are_kept_nowhere(aiko: User, browser_of) -> None:
    for address in ("/", "/no-such-page/", "/accounts/email/"):
        assert browser_of(aiko).get(address)["Cache-Control"] == "no-store"


def test_static_files_may_be_kept_also_by_somebody_signed_in(aiko: User, browser_of) -> None:
    answer = browser_of(aiko).get("/static/css/layout.css")
    assert "no-store" not in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/%00", "/manifests/%00/", "/search/?q=a%00b"])
def test_a_nul_in_the_address_is_refused_in_words(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 400
    assert "(NUL)" in answer.content.decode()


@pytest.mark.parametrize("cookie", ["session=a\0b", 'session="a\\000b"', "session=a%00b"])
def test_a_nul_in_a_cookie_is_refused_in_words(visitor: Client, cookie: str) -> None:
    answer = visitor.get("/", headers={"Cookie": cookie})
    assert answer.status_code == 400
    assert "(NUL)" in answer.content.decode()


def test_a_body_over_the_limit_is_refused_with_the_limit(visitor: Client, settings) -> None:
    settings.MAX_BODY_BYTES = 1024 * 1024
    accepted = visitor.post("/accounts/login/", b"x" * settings.MAX_BODY_BYTES, content_type="text/plain")
    assert accepted.status_code != 413
    refused = visitor.post("/accounts/login/", b"x" * (settings.MAX_BODY_BYTES + 1), content_type="text/plain")
    assert refused.status_code == 413
    assert "larger than 1 MiB" in refused.content.decode()


def test_an_address_that_is_not_ours_is_refused_with_the_setting_to_change(visitor: Client) -> None:
    answer = visitor.get("/", headers={"Host": "evil.example.org"})
    assert answer.status_code == 400
    assert "PORTAL_URL" in answer.content.decode()
    assert "evil" not in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_failures_reference_stands_on_its_page_and_in_the_log(visitor: Client, caplog) -> None:
    caplog.set_level(logging.ERROR, logger="django.request")
    page = visitor.get("/broken").content.decode()
    lines = [ReferenceFormatter("%(message)s").format(record) for record in caplog.records]
    (line,) = [line for line in lines if "KeyError: 'our mistake'" in line]
    reference = line.removeprefix("[reference ").partition("]")[0]
    assert len(reference) == 8
    assert reference in page
    assert "KeyError" not in page


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/without-database", "/locked"])
def test_a_database_that_is_away_is_a_503_that_says_when_to_come_back(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


@override_settings(ROOT_URLCONF=__name__)
def test_a_mistake_of_ours_in_a_query_is_not_called_an_absence(visitor: Client) -> None:
    assert visitor.get("/misspelt-column").status_code == 500


@override_settings(ROOT_URLCONF=__name__)
def test_the_api_tells_of_a_failure_in_json(visitor: Client) -> None:
    answer = visitor.get("/api/broken")
    assert answer.status_code == 500
    assert "reference" in answer.json()["detail"]


@override_settings(ROOT_URLCONF=__name__)
def test_too_many_requests_are_told_when_to_come_back(visitor: Client) -> None:
    assert visitor.get("/too-often")["Retry-After"] == "60"


def test_a_form_without_its_key_is_refused_in_words(aiko: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(aiko)
    answer = browser.post("/accounts/logout/")
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()


def test_refusals_are_in_the_visitors_language(visitor: Client) -> None:
    answer = visitor.get("/?q=%00", headers={"Accept-Language": "ja"})
    assert '<html lang="ja">' in answer.content.decode()


def test_guessing_passwords_is_slowed_down_by_account_and_not_by_room(visitor: Client, aiko: User, ben: User) -> None:
    from django.core.cache import cache

    cache.clear()
    guess = {"login": aiko.email, "password": "wrong"}
    answers = [visitor.post("/accounts/login/", guess) for _ in range(7)]
    assert [answer.status_code for answer in answers[:5]] == [200] * 5
    told = answers[6].content.decode()
    assert answers[6].status_code == 429 or "Too many" in told
    other = visitor.post("/accounts/login/", {"login": ben.email, "password": "a-harbour-at-night"})
    assert other.status_code == 302
    cache.clear()
