"""What people say to each other about manifests: questions, comments, verdicts, objections."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from activity.recording import record
from people.models import Team, User
from reviews.engine.lines import split_lines
from reviews.models import (
    Comment,
    Finding,
    Objection,
    ObjectionState,
    Revision,
    SavedComment,
    Thread,
    ThreadKind,
    ThreadState,
    Verdict,
)
from reviews.problems import Refused

MAX_WORDS_CHARACTERS = 10_000


@transaction.atomic
def start_thread(
    *,
    revision: Revision,
    person: User,
    text: str,
    file: str = "",
    first_line: int = 0,
    last_line: int = 0,
    finding: Finding | None = None,
) -> Thread:
    """Begins a conversation about lines of a file, or about the revision as a whole (no file).

    The author's is a question, anybody else's a comment. Refused for an empty text and lines that don't exist.
    """
    text = _words(text)
    last_line = last_line or first_line
    _check_lines(revision, file, first_line, last_line)
    kind = ThreadKind.QUESTION if revision.submission.author_id == person.pk else ThreadKind.COMMENT
    thread = Thread.objects.create(
        revision=revision,
        file=file,
        first_line=first_line,
        last_line=last_line,
        finding=finding,
        kind=kind,
        started_by=person,
    )
    Comment.objects.create(thread=thread, author=person, text=text)
    _record("reviews.asked" if kind == ThreadKind.QUESTION else "reviews.commented", person, thread)
    return thread


@transaction.atomic
def reply(*, thread: Thread, person: User, text: str) -> Comment:
    """Adds to a conversation. Another's reply to a question answers it; more words of the one who asked open it again."""
    comment = Comment.objects.create(thread=thread, author=person, text=_words(text))
    if thread.started_by_id == person.pk:
        state = ThreadState.OPEN if thread.state == ThreadState.ANSWERED else thread.state
    else:
        state = ThreadState.ANSWERED
    _set_state(thread, state)
    _record("reviews.replied", person, thread)
    return comment


@transaction.atomic
def take(*, thread: Thread, person: User) -> Thread:
    """Says "I will answer this", so that two trainers don't write the same; Refused if somebody else has taken it."""
    free = Thread.objects.filter(pk=thread.pk, state=ThreadState.OPEN)
    if not free.update(state=ThreadState.TAKEN, taken_by=person, updated_at=timezone.now()):
        raise Refused("thread-taken")
    thread.refresh_from_db()
    _record("reviews.took_question", person, thread)
    return thread


@transaction.atomic
def mark_answered(*, thread: Thread, person: User) -> Thread:
    """Closes a conversation."""
    _set_state(thread, ThreadState.ANSWERED)
    _record("reviews.answered", person, thread)
    return thread


@transaction.atomic
def reopen(*, thread: Thread, person: User) -> Thread:
    """Opens a conversation again."""
    thread.taken_by = None
    thread.save(update_fields=["taken_by"])
    _set_state(thread, ThreadState.OPEN)
    _record("reviews.reopened", person, thread)
    return thread


@transaction.atomic
def give_verdict(*, revision: Revision, person: User, result: str, note: str = "") -> Verdict:
    """A trainer accepts a revision or asks for changes. Refused on one's own work."""
    if revision.submission.author_id == person.pk:
        raise Refused("own-work")
    verdict = Verdict.objects.create(revision=revision, by=person, result=result, note=_short_enough(note))
    submission = revision.submission
    record(
        kind="reviews.verdict",
        actor=person,
        subject=submission.author,
        team_id=submission.team_id,
        target=f"revision:{revision.public_id}",
        result=result,
    )
    return verdict


@transaction.atomic
def object_to(*, finding: Finding, person: User, text: str) -> Objection:
    """Says that a finding is not right, and why; a second objection of the same person replaces the words of the first."""
    objection, _made = Objection.objects.update_or_create(
        finding=finding, person=person, state=ObjectionState.OPEN, defaults={"text": _words(text)}
    )
    _record_about(finding, person, "reviews.objected")
    return objection


@transaction.atomic
def withdraw_objection(*, objection: Objection, person: User) -> Objection:
    """Takes an objection back."""
    objection.state = ObjectionState.WITHDRAWN
    objection.save(update_fields=["state"])
    _record_about(objection.finding, person, "reviews.objection_withdrawn")
    return objection


@transaction.atomic
def answer_objection(*, objection: Objection, person: User, agreed: bool, answer: str = "") -> Objection:
    """A trainer or administrator says whether the objection is right."""
    objection.state = ObjectionState.AGREED if agreed else ObjectionState.DECLINED
    objection.answer, objection.answered_by = _short_enough(answer), person
    objection.save(update_fields=["state", "answer", "answered_by"])
    _record_about(objection.finding, person, "reviews.objection_answered", agreed=agreed)
    return objection


@transaction.atomic
def save_comment(*, team: Team, person: User, title: str, text_en: str = "", text_ja: str = "") -> SavedComment:
    """Keeps words for use again; the same title replaces what it had."""
    title = _words(title)
    if not (text_en.strip() or text_ja.strip()):
        raise Refused("no-words")
    words = {"text_en": _short_enough(text_en), "text_ja": _short_enough(text_ja), "created_by": person}
    saved, _made = SavedComment.objects.update_or_create(team=team, title=title, defaults=words)
    return saved


@transaction.atomic
def forget_comment(*, saved: SavedComment) -> None:
    """Removes words that were kept."""
    saved.delete()


def _words(text: str) -> str:
    text = _short_enough(text)
    if not text:
        raise Refused("no-words")
    return text


def _short_enough(text: str) -> str:
    text = text.strip()
    if len(text) > MAX_WORDS_CHARACTERS:
        raise Refused("too-many-words", count=f"{len(text):,}", limit=f"{MAX_WORDS_CHARACTERS:,}")
    return text


def _check_lines(revision: Revision, file: str, first_line: int, last_line: int) -> None:
    if not file:
        return
    texts = revision.texts()
    if file not in texts or not 1 <= first_line <= last_line <= len(split_lines(texts[file])):
        raise Refused("no-such-line", name=file[:80], line=last_line)


def _set_state(thread: Thread, state: str) -> None:
    thread.state, thread.updated_at = state, timezone.now()
    thread.save(update_fields=["state", "updated_at"])


def _record(kind: str, person: User, thread: Thread) -> None:
    submission = thread.revision.submission
    record(
        kind=kind,
        actor=person,
        subject=submission.author,
        team_id=submission.team_id,
        target=f"thread:{thread.public_id}",
        revision=str(thread.revision.public_id),
    )


def _record_about(finding: Finding, person: User, kind: str, **details: Any) -> None:
    revision = finding.review.revision
    submission = revision.submission if revision else None
    record(
        kind=kind,
        actor=person,
        subject=submission.author if submission else finding.review.owner,
        team_id=submission.team_id if submission else None,
        target=f"finding:{finding.public_id}",
        rule=finding.rule,
        **details,
    )
