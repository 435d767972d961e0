"""Putting a review into the queue; or none, where exactly the same was reviewed before."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.models import User
from reviews import content, profiles
from reviews.models import Draft, Review, ReviewState, Revision
from reviews.queueing import check_limits
from reviews.reviewing import key_of, store_findings, tell_the_news
from reviews.storing import plain
from reviews.waking import wake


def enqueue(*, owner: User, revision: Revision | None = None, draft: Draft | None = None) -> Review:
    """Puts a review into the queue, or copies the result of one that was exactly the same; checks the owner's limits."""
    chosen = revision.submission if revision else draft
    assert chosen is not None
    of_revision = revision or (draft.based_on if draft else None)
    team = of_revision.submission.team if of_revision else None
    review = Review(
        owner=owner,
        revision=revision,
        draft=draft,
        kubernetes=chosen.kubernetes,
        profile=chosen.profile,
        profile_text=profiles.text_of(chosen.profile, team),
    )
    review.content_key = key_of(review, content.rules_version())
    known = _known_result(review)
    check_limits(owner, will_wait=known is None)
    if known is not None:
        return _copied(review, known)
    review.save()
    review_id = review.pk
    # A lambda: Django calls a partial with robust=True wrongly, and no failure here may reach the learner.
    transaction.on_commit(lambda: wake(review_id), robust=True)
    return review


def _known_result(review: Review) -> Review | None:
    same = Review.objects.finished().filter(content_key=review.content_key, unfinished=False, problem="")
    return same.order_by("-pk").first()


def _copied(review: Review, known: Review) -> Review:
    for name in ("report", "rules_version", "errors", "warnings", "infos", "praises", "silenced", "unchecked"):
        setattr(review, name, getattr(known, name))
    review.state = ReviewState.DONE
    review.copied_from = known
    review.finished_at = timezone.now()
    review.save()
    store_findings(review, [plain(row) for row in known.findings.order_by("order")])
    tell_the_news(review)
    return review


def lock(person: User) -> None:
    """One change at a time of what a person has in the queue, so that two tabs don't pass a limit together."""
    User.objects.select_for_update(no_key=True).filter(pk=person.pk).first()
