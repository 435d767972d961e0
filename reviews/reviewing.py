"""What a worker does: claim the fairest review, check it, store what was found; or give up in plain words."""

from __future__ import annotations

import logging
import time
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models import F, OuterRef, Subquery

from activity.recording import record
from reviews import changes, checker, clock, content, profiles, sandbox, storing
from reviews.exports.json_report import report_to_dict
from reviews.models import Finding, Outcome, Review, ReviewState
from reviews.problems import Fault, told

LOG = logging.getLogger(__name__)
_CLAIM_TRIES = 10
_PROGRESS_SECONDS = 0.5
_PAUSE_SECONDS = 1.0
_WARM_UP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: warm-up\n"


def review_next() -> Review | None:
    """Reviews what is next in the queue, whoever handed it in; None if nothing waits. Gives the review that was done."""
    review = claim()
    if review is None:
        return None
    _warm_up()
    lease = Lease(review)
    ran = sandbox.run(_work_on(review), _limits(), lease.on_look)
    if ran is None:
        LOG.warning("review %s was taken by another worker or withdrawn", review.pk)
        return None
    return review if _finish_in_the_end(review, ran) else None


def claim() -> Review | None:
    """Takes the fairest review: of the learner whose last turn is longest ago, the oldest first.

    One conditional UPDATE decides between workers. A review that was begun too often is given up here, before the work,
    so that a text that ends its worker is counted.
    """
    for _try in range(_CLAIM_TRIES):
        chosen = _fairest()
        if chosen is None:
            return None
        token = uuid.uuid4()
        taken = Review.objects.claimable(clock.now()).filter(pk=chosen).update(
            state=ReviewState.RUNNING,
            token=token,
            attempts=F("attempts") + 1,
            started_at=clock.now(),
            heartbeat_at=clock.now(),
            lease_until=clock.now(settings.REVIEW_LEASE_SECONDS),
            stage="",
            stage_done=0,
            stage_total=0,
        )  # fmt: skip
        if not taken:
            continue
        review = Review.objects.select_related("revision__submission__author", "draft", "owner").get(pk=chosen)
        if review.token != token:
            continue
        if review.attempts <= settings.REVIEW_ATTEMPTS:
            return review
        finish(review, sandbox.Ran(problem="given-up"))
    return None


def _fairest() -> int | None:
    turns = Review.objects.filter(owner=OuterRef("owner"), started_at__isnull=False).order_by("-started_at")
    return (
        Review.objects.claimable(clock.now())
        .annotate(last_turn=Subquery(turns.values("started_at")[:1]))
        .order_by(F("last_turn").asc(nulls_first=True), "queued_at", "pk")
        .values_list("pk", flat=True)
        .first()
    )


class Lease:
    """A worker's right to one review: renewed while the work goes on, lost when another worker has taken it."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._renewed = time.monotonic()
        self._written = 0.0
        self._stage: tuple[str, int, int] = ("", 0, 0)

    def on_look(self, stage: str, done: int, total: int) -> bool:
        """Writes progress and the heartbeat when they are due; False when the review isn't ours any more."""
        now = time.monotonic()
        news = (stage, done, total) != self._stage and now - self._written >= _PROGRESS_SECONDS
        if not news and now - self._renewed < settings.REVIEW_HEARTBEAT_SECONDS:
            return True
        self._written, self._stage = now, (stage, done, total)
        try:
            ours = self._renew()
        except (DatabaseError, InterfaceError):
            # The database is away for a moment: work goes on as long as the lease in the row lasts.
            connection.close()
            return now - self._renewed < settings.REVIEW_LEASE_SECONDS
        self._renewed = now
        return ours

    def _renew(self) -> bool:
        stage, done, total = self._stage
        return bool(
            _held(self.review).update(
                stage=stage,
                stage_done=done,
                stage_total=total,
                heartbeat_at=clock.now(),
                lease_until=clock.now(settings.REVIEW_LEASE_SECONDS),
            )
        )


def _held(review: Review) -> Any:
    return Review.objects.filter(pk=review.pk, token=review.token, state=ReviewState.RUNNING)


def _limits() -> sandbox.Limits:
    return sandbox.Limits(
        settings.REVIEW_SOFT_LIMIT_SECONDS, settings.REVIEW_HARD_LIMIT_SECONDS, settings.REVIEW_MEMORY_BYTES
    )


def _work_on(review: Review) -> sandbox.Work:
    """What the sandbox does; everything is read from the database here, before the fork."""
    subject = review.subject
    texts, masks = subject.texts(), subject.masks()
    profile = profiles.frozen(review.profile_text)

    def work(tell: sandbox.Tell, stop: sandbox.Stop, interrupts: tuple[type[BaseException], ...]) -> dict[str, Any]:
        options = checker.Options(
            kubernetes=review.kubernetes, profile=profile, masks=masks, stop=stop, interrupts=interrupts
        )
        return report_to_dict(checker.review(texts, options, tell))

    return work


_warm = False


def _warm_up() -> None:
    """Loads rules and schemas once a worker process, on a text of our own; each sandbox then finds them in its memory."""
    global _warm
    if not _warm:
        checker.review({"warm-up.yaml": _WARM_UP})
        _warm = True


def _finish_in_the_end(review: Review, ran: sandbox.Ran) -> bool:
    """Stores the result, again and again while the database is away and the lease may still be ours."""
    until = time.monotonic() + settings.REVIEW_LEASE_SECONDS
    while True:
        try:
            return finish(review, ran)
        except (DatabaseError, InterfaceError) as error:
            if time.monotonic() > until:
                raise
            LOG.warning("review %s could not be stored yet: %s", review.pk, type(error).__name__)
            connection.close()
            close_old_connections()
            time.sleep(_PAUSE_SECONDS)


@transaction.atomic
def finish(review: Review, ran: sandbox.Ran, now: datetime | None = None) -> bool:
    """Writes a run's end in one transaction with its findings; False (and nothing written) if another worker has the review."""
    columns = storing.fields_of(ran.result) if ran.result else {"rules_version": content.rules_version()}
    problem = "cut-short" if columns.get("unfinished") else ran.problem
    ended = _held(review).update(
        state=_state_after(ran),
        problem=problem,
        finished_at=now or clock.now(),
        token=None,
        lease_until=None,
        content_key=_key(review, columns["rules_version"]),
        **columns,
    )
    if not ended:
        return False
    review.refresh_from_db()
    if ran.result:
        store_findings(review, ran.result["findings"])
    tell_the_news(review)
    return True


def _state_after(ran: sandbox.Ran) -> str:
    if ran.result is not None:
        return ReviewState.DONE
    return ReviewState.REFUSED if told(ran.problem).fault is Fault.TEXT else ReviewState.GIVEN_UP


def _key(review: Review, rules_version: str) -> str:
    """The key of the result as it was in fact made: a deploy may have changed the rules since it was queued."""
    return key_of(review, rules_version)


def key_of(review: Review, rules_version: str) -> str:
    """The key by which the result of this review, under these rules, can be found again."""
    subject = review.subject
    masks = subject.masks()
    files = [(name, text, masks[name]) for name, text in subject.texts().items()]
    revision = review.revision or (review.draft.based_on if review.draft else None)
    team = revision.submission.team if revision else None
    return content.content_key(
        text=content.text_key(files),
        kubernetes=review.kubernetes,
        rules=rules_version,
        profile=review.profile_text,
        own_rules=profiles.own_rules(team),
    )


def store_findings(review: Review, findings: list[dict[str, Any]]) -> None:
    """Writes a review's findings, compared with the revision before, in the caller's transaction."""
    rows = storing.rows_of(review, findings)
    before = review_before(review)
    gone: list[Outcome] = []
    if before is not None:
        earlier = {row.fingerprint: row for row in before.findings.all()}
        compared = changes.compare(
            _reviewed(before, sorted(earlier.values(), key=lambda row: row.order)), _reviewed(review, rows)
        )
        for row in rows:
            row.state = compared.states[row.fingerprint]
        gone = [Outcome(review=review, finding=earlier[key], state=state) for key, state in compared.outcomes.items()]
    Finding.objects.bulk_create(rows)
    Outcome.objects.bulk_create(gone)
    review.mended = sum(outcome.state == "fixed" for outcome in gone)
    review.save(update_fields=["mended"])


def _reviewed(review: Review, rows: list[Finding]) -> changes.Reviewed:
    return changes.Reviewed.of(storing.report_of(review, rows), review.subject.texts())


def review_before(review: Review) -> Review | None:
    """The finished review to compare with: of the nearest earlier revision, of the revision a draft is based on."""
    finished = Review.objects.finished().exclude(pk=review.pk)
    revision = review.revision
    if revision is not None:
        earlier = finished.filter(revision__submission=revision.submission_id, revision__number__lt=revision.number)
        return earlier.order_by("-revision__number", "-pk").first()
    based_on = review.draft.based_on if review.draft else None
    return finished.filter(revision=based_on).order_by("-pk").first() if based_on else None


def tell_the_news(review: Review) -> None:
    """Records that a revision's review came to its end: upper apps read it."""
    if review.revision is None:
        return
    submission = review.revision.submission
    mended = review.outcomes.filter(state="fixed").values_list("finding__rule", flat=True)
    record(
        kind="reviews.finished",
        subject=submission.author,
        team_id=submission.team_id,
        target=f"revision:{review.revision.public_id}",
        state=review.state,
        number=review.revision.number,
        errors=review.errors,
        warnings=review.warnings,
        fixed=sorted(set(mended)),
    )
