"""What Aiko has handed in, and what was said about it, for the rows of reviews."""

from typing import Any

from people.models import User
from reviews import reviewing, sandbox
from reviews.commenting import object_to, start_thread
from reviews.drafting import draft_fixes
from reviews.models import Finding, Revision
from reviews.sharing import make_link, share
from reviews.submitting import delete
from tests.reviews.handing_in import DEPLOYMENT, MENDED, hand_in, hand_in_again

# The checker runs once on a text; every world of the table gets the same result.
_RESULTS: dict[str, sandbox.Ran] = {}


def add_work(world: Any) -> None:
    """Two submissions of Aiko's with results, one shared and one not; one that waits; one in the bin; and the talk."""
    aiko: User = world.learner
    world.private = _reviewed(hand_in(aiko, world.harbour, title="Private"))
    world.first = _reviewed(hand_in(aiko, world.harbour, title="Shared"))
    world.shared = _reviewed(hand_in_again(world.first, MENDED))
    share(submission=world.shared.submission, person=aiko)
    world.link, world.link_token = make_link(submission=world.shared.submission, person=aiko)
    world.finding = _fixable(world.shared)
    world.private_finding = _fixable(world.private)
    world.thread = start_thread(
        revision=world.shared, person=aiko, text="Why?", file="web.yaml", first_line=1, last_line=1
    )
    world.private_thread = start_thread(
        revision=world.private, person=aiko, text="Why?", file="web.yaml", first_line=1, last_line=1
    )
    world.objection = object_to(finding=world.finding, person=aiko, text="It does have a limit.")
    world.binned = _reviewed(hand_in(aiko, world.harbour, title="In the bin")).submission
    delete(submission=world.binned, person=aiko)
    world.draft = draft_fixes(revision=world.shared, findings=[world.finding], person=aiko)
    world.waiting = hand_in(aiko, world.harbour, DEPLOYMENT.replace("web", "waiting"), title="Waiting")


def _reviewed(revision: Revision) -> Revision:
    review = revision.latest_review()
    if review.is_live:
        claimed = reviewing.claim()
        assert claimed == review
        text = revision.texts()["web.yaml"]
        if text not in _RESULTS:
            _RESULTS[text] = sandbox.run(reviewing._work_on(claimed), reviewing._limits(), lambda *_: True)
        assert reviewing.finish(claimed, _RESULTS[text])
    return revision


def _fixable(revision: Revision) -> Finding:
    return revision.latest_review().findings.open().filter(fix__isnull=False).first()
