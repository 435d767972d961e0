"""Personal API tokens open the API for their owner, and for nobody once they are revoked."""

import pytest
from django.urls import reverse

from people import services
from people.models import ApiToken, User
from people.problems import Refused
from people.tokens import MAX_TOKENS, create_token, revoke_token, user_for_token

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_token_stands_for_its_owner(aiko: User) -> None:
    new = create_token(user=aiko, name="CI")
    assert user_for_token(new.text) == aiko
    assert ApiToken.objects.get().last_used_at is not None


def test_the_database_does_not_hold_the_token(aiko: User) -> None:
    text = create_token(user=aiko, name="CI").text
    row = ApiToken.objects.values().get()
    assert text not in str(row)
    assert text.startswith(row["hint"])


@pytest.mark.parametrize("text", ["", "portal_", "portal_guess", "x" * 100_000, "\x00", "portal_\ud83d"])
def test_what_is_no_token_stands_for_nobody(aiko: User, text: str) -> None:
    create_token(user=aiko, name="CI")
    assert user_for_token(text) is None


def test_a_revoked_token_stands_for_nobody(aiko: User) -> None:
    new = create_token(user=aiko, name="CI")
    revoke_token(user=aiko, token=new.token)
    assert user_for_token(new.text) is None


def test_the_token_of_a_disabled_person_stands_for_nobody(aiko: User, frank: User) -> None:
    new = create_token(user=aiko, name="CI")
    services.set_active(actor=frank, user=aiko, active=False)
    assert user_for_token(new.text) is None


def test_one_has_so_many_tokens_and_no_more(aiko: User) -> None:
    tokens = [create_token(user=aiko, name=f"CI {number}").token for number in range(MAX_TOKENS)]
    with pytest.raises(Refused, match=f"You have {MAX_TOKENS} tokens"):
        create_token(user=aiko, name="One more")
    revoke_token(user=aiko, token=tokens[0])
    create_token(user=aiko, name="One more")


def test_a_new_token_is_shown_once(browser_of, aiko: User) -> None:
    browser = browser_of(aiko)
    first = browser.post(reverse("people:tokens"), {"name": "CI"}, follow=True).content.decode()
    hint = ApiToken.objects.get().hint
    assert first.count(hint) == 2  # in full, and in the table
    assert browser.get(reverse("people:tokens")).content.decode().count(hint) == 1


def test_nobody_revokes_another_persons_token(browser_of, aiko: User, chie: User) -> None:
    new = create_token(user=aiko, name="CI")
    answer = browser_of(chie).post(reverse("people:token_revoke", args=[new.token.public_id]))
    assert answer.status_code == 404
    assert user_for_token(new.text) == aiko
