"""What people do with manifests: hand in, hand in again, restore, rename, put away, delete, take back, withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from activity.recording import record
from people.access import is_member_of
from people.models import Team, User
from reviews import content, profiles
from reviews.checker import DEFAULT_KUBERNETES, KUBERNETES_VERSIONS
from reviews.dispatching import enqueue, lock
from reviews.models import Review, ReviewState, Revision, RevisionFile, Source, Submission
from reviews.models.submissions import TITLE_LENGTH
from reviews.problems import Refused
from reviews.uploads import IncomingFile, Upload


@transaction.atomic
def submit(
    *,
    author: User,
    team: Team | None,
    upload: Upload,
    title: str = "",
    kubernetes: str = DEFAULT_KUBERNETES,
    profile: str = "default",
    source: str = Source.OWN,
    note: str = "",
) -> Revision:
    """Hands in a new piece of work; gives its first revision, whose review waits or is known already.

    Raises Refused when the learner's queue or pace is full, or for a version, profile or team that cannot be had.
    """
    if kubernetes not in KUBERNETES_VERSIONS:
        raise Refused("unknown-kubernetes", version=kubernetes[:40])
    if team is not None and not is_member_of(author, team):
        raise Refused("not-in-team")
    profiles.text_of(profile, team)
    submission = Submission.objects.create(
        author=author,
        team=team,
        title=title.strip() or _title_from(upload.files),
        kubernetes=kubernetes,
        profile=profile,
        source=source,
    )
    return _add_revision(submission, author, upload.files, note=note)


@transaction.atomic
def submit_revision(
    *, submission: Submission, person: User, upload: Upload, note: str = "", based_on: Revision | None = None
) -> Revision:
    """Adds a revision; gives the earlier one instead where the submission already has exactly this text."""
    _refuse_deleted(submission)
    earlier = revision_with_text(submission, upload.files)
    if earlier is not None:
        return earlier
    return _add_revision(submission, person, upload.files, note=note, based_on=based_on)


@transaction.atomic
def restore_revision(*, revision: Revision, person: User, note: str = "") -> Revision:
    """Makes an earlier revision's text the newest one again; gives the newest if it already has that text."""
    submission = revision.submission
    _refuse_deleted(submission)
    latest = submission.latest_revision()
    if latest is not None and latest.sha256 == revision.sha256:
        return latest
    files = [incoming(file.name, file.text, revision.masks()[file.name]) for file in revision.files.all()]
    return _add_revision(submission, person, files, note=note, based_on=revision)


@transaction.atomic
def review_again(*, revision: Revision, person: User) -> Review:
    """Asks for another review: after one that was given up, or by newer rules; gives the live one if there is one."""
    lock(person)
    live = revision.reviews.live().first()
    if live is not None:
        return live
    return enqueue(owner=revision.submission.author, revision=revision)


@transaction.atomic
def rename(*, submission: Submission, person: User, title: str) -> Submission:
    """Gives a submission another title."""
    if not title.strip():
        raise Refused("no-words")
    return _changed(submission, person, "reviews.renamed", title=title.strip()[:TITLE_LENGTH])


@transaction.atomic
def archive(*, submission: Submission, person: User) -> Submission:
    """Puts a submission away: it stays readable and no longer stands in the list."""
    return _changed(submission, person, "reviews.archived", archived_at=timezone.now())


@transaction.atomic
def unarchive(*, submission: Submission, person: User) -> Submission:
    """Takes a submission back into the list."""
    return _changed(submission, person, "reviews.unarchived", archived_at=None)


@transaction.atomic
def delete(*, submission: Submission, person: User) -> Submission:
    """Deletes a submission: nobody can read it; its author can take it back for 30 days."""
    Review.objects.waiting().filter(revision__submission=submission).update(
        state=ReviewState.WITHDRAWN, finished_at=timezone.now()
    )
    return _changed(submission, person, "reviews.deleted", deleted_at=timezone.now())


@transaction.atomic
def undelete(*, submission: Submission, person: User) -> Submission:
    """Takes a deleted submission back; what was waiting when it was deleted is reviewed now."""
    _changed(submission, person, "reviews.undeleted", deleted_at=None)
    latest = submission.latest_revision()
    review = latest.latest_review() if latest else None
    if latest and review and review.state == ReviewState.WITHDRAWN:
        review_again(revision=latest, person=person)
    return submission


@transaction.atomic
def withdraw(*, review: Review, person: User) -> Review:
    """Takes a review out of the queue, or from the worker that has it; Refused if it is already finished."""
    withdrawn = Review.objects.live().filter(pk=review.pk).update(
        state=ReviewState.WITHDRAWN, token=None, lease_until=None, finished_at=timezone.now()
    )  # fmt: skip
    if not withdrawn:
        raise Refused("already-finished")
    review.refresh_from_db()
    if review.revision is not None:
        _record("reviews.withdrawn", person, review.revision.submission, f"revision:{review.revision.public_id}")
    return review


def revision_with_text(submission: Submission, files: Iterable[IncomingFile]) -> Revision | None:
    """The submission's newest revision with exactly these files."""
    return submission.revisions.filter(sha256=_text_key(files)).order_by("-number").first()


def handed_in_before(revision: Revision) -> Revision | None:
    """The author's newest revision of another submission, not deleted, with exactly the same files."""
    own = Submission.objects.by(revision.submission.author).exclude(pk=revision.submission_id)
    same = Revision.objects.filter(submission__in=own, sha256=revision.sha256)
    return same.select_related("submission").order_by("-pk").first()


def _add_revision(
    submission: Submission, person: User, files: Iterable[IncomingFile], *, note: str, based_on: Revision | None = None
) -> Revision:
    """Writes the revision with its files and its review, all in the caller's transaction: accepted is one commit."""
    lock(submission.author)
    files = list(files)
    last = submission.revisions.aggregate(number=Max("number"))["number"] or 0
    revision = Revision.objects.create(
        submission=submission, number=last + 1, note=note.strip(), based_on=based_on, sha256=_text_key(files)
    )
    RevisionFile.objects.bulk_create(
        RevisionFile(
            revision=revision,
            order=order,
            name=file.name,
            text=file.text,
            masks=[list(mask) for mask in file.masks],
            sha256=content.file_key(file.text, file.masks),
        )
        for order, file in enumerate(files)
    )
    submission.updated_at = revision.created_at
    submission.save(update_fields=["updated_at"])
    _record("reviews.submitted", person, submission, f"revision:{revision.public_id}", number=revision.number)
    enqueue(owner=submission.author, revision=revision)
    return revision


def _text_key(files: Iterable[IncomingFile]) -> str:
    return content.text_key((file.name, file.text, file.masks) for file in files)


def incoming(name: str, text: str, masks: Any) -> IncomingFile:
    """A text that the portal already has, masked as it is."""
    return IncomingFile(name, text, tuple(masks))


def _title_from(files: Iterable[IncomingFile]) -> str:
    names = [file.name for file in files]
    return names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"


def _refuse_deleted(submission: Submission) -> None:
    if submission.deleted_at is not None:
        raise Refused("in-bin")


def _changed(submission: Submission, person: User, kind: str, **values: Any) -> Submission:
    for name, value in values.items():
        setattr(submission, name, value)
    submission.save(update_fields=list(values))
    _record(kind, person, submission, f"submission:{submission.public_id}")
    return submission


def _record(kind: str, person: User, submission: Submission, target: str, **details: Any) -> None:
    record(kind=kind, actor=person, subject=submission.author, team_id=submission.team_id, target=target, **details)
