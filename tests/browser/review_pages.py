"""The pages of manifests and reviews for pages.py: each function makes what its page shows, once a test."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from reviews import commenting, sharing
from reviews.drafting import draft_fixes
from reviews.models import Draft, Objection, Revision, Submission, Thread
from reviews.submitting import submit
from reviews.uploads import from_texts
from tests.reviews.reviewed import CLEAN, MENDED_SHOP, SHOP, finding_of, reviewed, reviewed_again, reviewed_files

ODD = "version: '3'\nservices:\n  web:\n    image: nginx\n---\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n---\na: [\n"


def _quicker_than_people_may() -> override_settings:
    """One person hands in everything that the pages show."""
    return override_settings(SUBMISSIONS_A_MINUTE=1_000, SUBMISSIONS_QUEUED=1_000)


def _once(title: str, make: Callable[[], Revision]) -> Revision:
    found = Submission.objects.filter(title=title).first()
    if found is None:
        with _quicker_than_people_may():
            made = make()
        Submission.objects.filter(pk=made.submission_id).update(title=title)
        return made
    return found.latest_revision()


def shop(scene: Any) -> Revision:
    """Ben's second revision, with something fixed, something new, a conversation and a verdict."""

    def make() -> Revision:
        text = MENDED_SHOP.replace("kind: Service", "kind: Service  # the shop's own", 1)
        revision = reviewed_again(reviewed(scene.ben, scene.harbour), text)
        commenting.start_thread(
            revision=revision, person=scene.ben, text="Why `latest`?", file="web.yaml", first_line=4
        )
        commenting.give_verdict(revision=revision, person=scene.chie, result="changes_requested", note="Name a tag.")
        commenting.object_to(finding=finding_of(revision, "image-tag-latest"), person=scene.ben, text="A mirror.")
        return revision

    return _once("The shop's front", make)


def clean(scene: Any) -> Revision:
    """Nothing to mend."""
    return _once("Settings", lambda: reviewed(scene.ben, scene.harbour, CLEAN))


def odd(scene: Any) -> Revision:
    """Nothing that could be checked."""
    return _once("Odd things", lambda: reviewed(scene.ben, scene.harbour, ODD))


def many(scene: Any) -> Revision:
    """More findings than anybody reads at once, in several files."""
    files = {f"k8s/{number}/web.yaml": SHOP.replace("web", f"web{number}") for number in range(8)}
    return _once("Eight shops", lambda: reviewed_files(scene.ben, scene.harbour, files))


def waiting(scene: Any) -> Revision:
    """Still in the queue."""
    upload = from_texts([("web.yaml", CLEAN + "  waits: 'yes'\n")])
    return _once("Waiting", lambda: submit(author=scene.ben, team=scene.harbour, upload=upload))


def running(scene: Any) -> Revision:
    """In the hands of a worker that is half through with the rules."""
    upload = from_texts([("web.yaml", CLEAN + "  runs: 'yes'\n")])
    revision = _once("Running", lambda: submit(author=scene.ben, team=scene.harbour, upload=upload))
    now = timezone.now()
    # Long enough that no other page's review takes it over.
    held = {"token": uuid.uuid4(), "lease_until": now + timedelta(hours=1), "started_at": now, "heartbeat_at": now}
    revision.reviews.update(state="running", stage="rules", stage_done=41, stage_total=87, **held)
    return revision


def given_up(scene: Any) -> Revision:
    """Our fault."""
    upload = from_texts([("web.yaml", CLEAN + "  fails: 'yes'\n")])
    revision = _once("Given up", lambda: submit(author=scene.ben, team=scene.harbour, upload=upload))
    revision.reviews.update(state="given_up", problem="given-up", report={})
    return revision


def page(make: Callable[[Any], Revision], name: str = "revision", query: str = "") -> Callable[[Any], str]:
    """The address of a page of that revision."""

    def address(scene: Any) -> str:
        revision = make(scene)
        return reverse(f"reviews:{name}", args=[revision.submission.public_id, revision.number]) + query

    return address


def of_submission(make: Callable[[Any], Revision], name: str) -> Callable[[Any], str]:
    """The address of a page of that revision's submission."""
    return lambda scene: reverse(f"reviews:{name}", args=[make(scene).submission.public_id])


def listed(scene: Any) -> str:
    """The list with something of everything in it."""
    for make in (shop, clean, running, given_up):
        make(scene)
    return reverse("reviews:submissions")


def finding(name: str) -> Callable[[Any], str]:
    """The address of a page of one finding."""

    def address(scene: Any) -> str:
        revision = shop(scene)
        found = finding_of(revision, "image-tag-latest")
        return reverse(f"reviews:{name}", args=[revision.submission.public_id, revision.number, found.public_id])

    return address


def fixes(scene: Any) -> str:
    """Fixes to look at before they are taken."""
    revision = shop(scene)
    draft = Draft.objects.first()
    if draft is None:
        found = revision.latest_review().findings.filter(fix__isnull=False)
        with _quicker_than_people_may():
            draft = draft_fixes(revision=revision, findings=found, person=scene.ben)
    return reverse("reviews:fixes", args=[draft.public_id])


def conversation(scene: Any) -> str:
    """A question of its own page."""
    revision = shop(scene)
    return reverse("reviews:thread", args=[Thread.objects.filter(revision=revision).first().public_id])


def shared(scene: Any) -> str:
    """What whoever has the link sees."""
    revision = shop(scene)
    _link, token = sharing.make_link(submission=revision.submission, person=scene.ben)
    return reverse("reviews:shared", args=[token])


def objection_to_answer(scene: Any) -> str:
    """What a trainer decides."""
    address = finding("objection")(scene)
    assert Objection.objects.filter(state="open").exists()
    return address
