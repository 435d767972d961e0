"""The API's frame: tokens, its page, its limits."""

import pytest
from django.core.cache import cache
from django.test import Client
from ninja import NinjaAPI

from people.models import User
from people.tokens import create_token
from portal.api import PersonalToken, PersonThrottle, api


def test_its_page_needs_sign_in_and_nothing_from_elsewhere(stranger: Client, aiko: User, browser_of) -> None:
    assert stranger.get("/api/docs").status_code == 302
    page = browser_of(aiko).get("/api/docs").content.decode()
    assert "/api/openapi.json" in page
    assert "cdn" not in page
    assert "style=" not in page


def test_every_operation_stands_on_its_page(aiko: User, browser_of) -> None:
    page = browser_of(aiko).get("/api/docs").content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert path in page


def test_every_operation_needs_a_token(stranger: Client) -> None:
    for path, verbs in api.get_openapi_schema()["paths"].items():
        for verb in verbs:
            address = path.replace("{", "").replace("}", "")
            assert getattr(stranger, verb)(address).status_code in {401, 404}, f"{verb} {path}"


def test_a_token_stands_for_its_person(rf, aiko: User) -> None:
    text = create_token(user=aiko, name="CI").text
    request = rf.get("/api/anything")
    assert PersonalToken().authenticate(request, text) == aiko
    assert request.user == aiko
    assert PersonalToken().authenticate(rf.get("/"), "portal_guessed") is None


@pytest.mark.django_db
def test_the_limit_counts_people_apart(rf, aiko: User, ben: User) -> None:
    cache.clear()
    throttle = PersonThrottle("2/m")
    allowed = []
    for person in (aiko, aiko, aiko, ben):
        request = rf.get("/api/anything")
        request.user = person
        allowed.append(throttle.allow_request(request))
    assert allowed == [True, True, False, True]
    cache.clear()


def test_the_api_is_closed_by_default() -> None:
    assert isinstance(api, NinjaAPI)
    assert api.auth != []
    assert any(isinstance(auth, PersonalToken) for auth in api.auth)
