"""A reviewed submission in one line, without running the checker."""

from django.utils import timezone

from people.models import Team, User
from reviews.models import Review, ReviewState, Revision, Submission


def submitted(author: User, team: Team, title: str, *, errors: int = 0, warnings: int = 0) -> Submission:
    """A submission with one revision whose review found this much."""
    submission = Submission.objects.create(author=author, team=team, title=title, kubernetes="1.37")
    revision = Revision.objects.create(submission=submission, number=1, sha256="0" * 64)
    Review.objects.create(
        revision=revision,
        owner=author,
        state=ReviewState.DONE,
        finished_at=timezone.now(),
        kubernetes="1.37",
        profile="default",
        errors=errors,
        warnings=warnings,
    )
    return submission
