"""The one way to write an event."""

from typing import Any

from activity.models import Event


def record(
    *, kind: str, actor: Any = None, subject: Any = None, team_id: int | None = None, target: str = "", **details: Any
) -> Event:
    """Write an event in the caller's transaction.

    `kind` is "<app>.<what>", for example "reviews.submitted"; `actor` did it, `subject` is whom it is about;
    `target` names the thing ("revision:<uuid>"); `details` are values that JSON can hold, never secrets.
    """
    actor = _person(actor)
    subject = _person(subject)
    return Event.objects.create(
        kind=kind,
        actor=actor,
        actor_ref=actor.public_id if actor else None,
        subject=subject,
        subject_ref=subject.public_id if subject else None,
        team_id=team_id,
        target=target,
        details=details,
    )


def _person(who: Any) -> Any:
    """Nobody (None) also for somebody who isn't signed in."""
    return who if who is not None and getattr(who, "pk", None) else None
