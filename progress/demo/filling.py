"""Fills a portal with the demo: a team, its people, a submission with two revisions. Doing it again changes nothing."""

from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction

from people import services
from people.models import Role, Team, User
from progress.demo.accounts import Account, demo_accounts
from reviews.models import Submission
from reviews.submitting import submit, submit_revision
from reviews.uploads import Upload, read_upload

HERE = Path(__file__).resolve().parent
TEAM = "Demo team"


def fill() -> list[Account]:
    """Make what is missing of the demo; give the accounts to sign in with."""
    accounts = demo_accounts()
    with transaction.atomic():
        people = {account.part: _person(account) for account in accounts}
        team = _team(people["trainer"], people["learner"])
        if not people["administrator"].is_administrator:
            services.set_administrator(actor=None, user=people["administrator"], administrator=True)
    if not Submission.objects.filter(author=people["learner"]).exists():
        first = submit(author=people["learner"], team=team, upload=_upload("web-shop.yaml"))
        submit_revision(submission=first.submission, person=people["learner"], upload=_upload("web-shop-2.yaml"))
    return accounts


def _person(account: Account) -> User:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        return services.create_person(email=account.email, password=account.password, name=account.name)
    if not user.check_password(account.password):
        # The file with the passwords was deleted: what is printed has to work.
        user.set_password(account.password)
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def _team(trainer: User, learner: User) -> Team:
    team = Team.objects.current().filter(name=TEAM, members=trainer).first()
    team = team or services.create_team(actor=trainer, name=TEAM)
    services.add_member(actor=trainer, user=learner, team=team, role=Role.LEARNER)
    return team


def _upload(file_name: str) -> Upload:
    # Both revisions hold the same file; what tells them apart is the revision.
    text = (HERE / file_name).read_text(encoding="utf-8")
    return read_upload(pasted=text, pasted_name="web-shop.yaml")
