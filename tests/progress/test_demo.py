"""The demo: accounts that work, work to look at, and no second helping."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from people.models import Team, User
from progress.demo.accounts import demo_accounts
from reviews.models import Revision, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path) -> None:
    """Passwords of this test only."""
    settings.DATA_DIR = tmp_path


def _demo() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def test_every_printed_account_signs_in() -> None:
    said = _demo()
    for account in demo_accounts():
        assert f"{account.email:<28} {account.password}" in said
        answer = Client().post(reverse("account_login"), {"login": account.email, "password": account.password})
        assert (answer.status_code, answer.url) == (302, reverse("home")), account.part


def test_a_second_time_changes_nothing() -> None:
    before = _demo()
    counts = [model.objects.count() for model in (User, Team, Submission, Revision)]
    assert _demo() == before
    assert [model.objects.count() for model in (User, Team, Submission, Revision)] == counts


def test_lost_passwords_are_made_anew_and_work() -> None:
    _demo()
    (settings.DATA_DIR / "demo-accounts.json").unlink()
    _demo()
    for account in demo_accounts():
        assert User.objects.get(email=account.email).check_password(account.password)


def test_the_passwords_are_for_their_owners_eyes_only() -> None:
    _demo()
    assert (settings.DATA_DIR / "demo-accounts.json").stat().st_mode & 0o077 == 0


def test_the_learners_work_has_two_revisions_and_its_trainer_sees_it() -> None:
    _demo()
    submission = Submission.objects.get()
    assert list(submission.revisions.values_list("number", flat=True)) == [1, 2]
    trainer = User.objects.get(email="trainer@demo.example")
    assert submission in Submission.objects.visible_to(trainer)


def test_production_has_no_demo_unless_it_is_forced(settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--force"):
        call_command("demo", stdout=StringIO())
    assert not User.objects.exists()
    call_command("demo", "--force", stdout=StringIO())
    assert User.objects.exists()
