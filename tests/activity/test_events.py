"""Events are added, never changed, never removed."""

import pytest
from django.db import transaction

from activity.models import AppendOnly, Event
from activity.recording import record
from people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_an_event_tells_who_did_what_to_whom(chie: User, aiko: User) -> None:
    event = record(kind="people.role_changed", actor=chie, subject=aiko, team_id=7, target="team:x", after="trainer")
    event.refresh_from_db()
    assert (event.kind, event.actor, event.subject, event.team_id) == ("people.role_changed", chie, aiko, 7)
    assert (event.target, event.details) == ("team:x", {"after": "trainer"})


def test_an_event_belongs_to_the_transaction_of_what_it_tells(chie: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record(kind="people.invited", actor=chie)
        raise RuntimeError
    assert not Event.objects.filter(kind="people.invited").exists()


CHANGES = {
    "save": lambda event: event.save(),
    "delete": lambda event: event.delete(),
    "update": lambda event: Event.objects.update(kind="other"),
    "update of some": lambda event: Event.objects.filter(pk=event.pk).update(kind="other"),
    "delete of all": lambda event: Event.objects.all().delete(),
    "bulk_update": lambda event: Event.objects.bulk_update([event], ["kind"]),
    "update_or_create": lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"kind": "other"}),
    "bulk_create over one": lambda event: Event.objects.bulk_create(
        [Event(pk=event.pk, kind="other")], update_conflicts=True, update_fields=["kind"], unique_fields=["pk"]
    ),
    "save of a copy with its id": lambda event: Event(pk=event.pk, kind="other").save(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_changes_or_removes_an_event(chie: User, change) -> None:
    event = record(kind="people.invited", actor=chie)
    with pytest.raises(Exception), transaction.atomic():  # noqa: B017 a refusal of ours or of the database
        change(event)
    assert Event.objects.get().kind == "people.invited"


def test_a_refusal_says_what_to_do_instead(chie: User) -> None:
    with pytest.raises(AppendOnly, match="record a new one"):
        record(kind="people.invited", actor=chie).delete()


def test_a_deleted_person_stays_behind_as_a_pseudonym(chie: User, aiko: User) -> None:
    pseudonym = chie.public_id
    record(kind="people.invited", actor=chie, subject=aiko)
    chie.delete()
    event = Event.objects.get()
    assert (event.actor, event.actor_ref, event.subject) == (None, pseudonym, aiko)


def test_news_are_read_on_from_the_last_one_seen(chie: User) -> None:
    first = record(kind="a", actor=chie)
    second, third = record(kind="b", actor=chie), record(kind="c", actor=chie)
    assert list(Event.objects.after(first.pk)) == [second, third]
