"""Who gets what from the addresses of manifests, reviews and rules."""

from tests.access import SIGNED_IN_200, Row
from tests.reviews.handing_in import DEPLOYMENT

# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
AUTHOR_200 = "in 200 404 404 404 404 404 in"
AUTHOR_302 = "in 302 404 404 404 404 404 in"
READERS_OF_SHARED_200 = "in 200 200 200 404 404 200 in"
READERS_OF_SHARED_302 = "in 302 302 302 404 404 302 in"
READERS_OF_PRIVATE_200 = "in 200 404 200 404 404 200 in"
READERS_OF_PRIVATE_302 = "in 302 404 302 404 404 302 in"
# Who may say something: the author, trainers, and team-mates where it is shared; an administrator reads along.
TALKERS_OF_SHARED_200 = "in 200 200 200 404 404 404 in"
TALKERS_OF_SHARED_302 = "in 302 302 302 404 404 404 in"
TALKERS_OF_PRIVATE_200 = "in 200 404 200 404 404 404 in"
TALKERS_OF_PRIVATE_302 = "in 302 404 302 404 404 404 in"
NOBODY = "in 404 404 404 404 404 404 in"


def shared_submission(world):
    """The address of what Aiko shared."""
    return [world.shared.submission.public_id]


def private_submission(world):
    """The address of what she didn't share."""
    return [world.private.submission.public_id]


def shared_revision(world):
    """The address of the newest revision of what she shared."""
    return [world.shared.submission.public_id, 2]


def private_revision(world):
    """The address of the only revision of what she didn't share."""
    return [world.private.submission.public_id, 1]


def _finding(world):
    return [*shared_revision(world), world.finding.public_id]


def _private_finding(world):
    return [*private_revision(world), world.private_finding.public_id]


def _of_no_revision(world):
    """Another submission's finding: the address puts together what doesn't belong together."""
    return [*shared_revision(world), world.private_finding.public_id]


def _thread(world):
    return [world.thread.public_id]


def _private_thread(world):
    return [world.private_thread.public_id]


def _objection(world):
    return [world.objection.public_id]


def _download(form):
    return lambda world: [*shared_revision(world), form]


PASTED = {"pasted": DEPLOYMENT, "pasted_name": "web.yaml", "kubernetes": "1.37", "profile": "default"}

ROWS = {
    "rules:index": Row(GET=SIGNED_IN_200),
    "rules:rule": Row(GET=SIGNED_IN_200, args=["image-tag-latest"]),
    "reviews:submissions": [Row(GET=SIGNED_IN_200), Row(GET=SIGNED_IN_200, query="shelf=team")],
    "reviews:snippets": Row(GET=SIGNED_IN_200),
    "reviews:submit": Row(GET=SIGNED_IN_200, POST="in 302 302 302 302 302 302 in", data=PASTED),
    "reviews:submission": [
        Row(GET=READERS_OF_SHARED_302, args=shared_submission),
        Row(GET=READERS_OF_PRIVATE_302, args=private_submission),
        Row(GET=NOBODY, args=lambda world: [world.binned.public_id]),
    ],
    "reviews:revision": [
        Row(GET=READERS_OF_SHARED_200, args=shared_revision),
        Row(GET=READERS_OF_PRIVATE_200, args=private_revision),
        Row(GET=READERS_OF_PRIVATE_200, args=lambda world: [world.waiting.submission.public_id, 1]),
        Row(GET=NOBODY, args=lambda world: [world.binned.public_id, 1]),
        Row(GET=NOBODY, args=lambda world: [world.shared.submission.public_id, 99]),
    ],
    "reviews:progress": [
        Row(GET=READERS_OF_SHARED_302, args=shared_revision),
        Row(GET=READERS_OF_PRIVATE_302, args=private_revision),
    ],
    "reviews:lines": [
        Row(GET=READERS_OF_SHARED_200, args=shared_revision, query="file=web.yaml&first=1&last=2"),
        Row(GET=READERS_OF_PRIVATE_200, args=private_revision, query="file=web.yaml&first=1&last=2"),
    ],
    "reviews:finding": [
        Row(GET=READERS_OF_SHARED_200, args=_finding),
        Row(GET=READERS_OF_PRIVATE_200, args=_private_finding),
        Row(GET=NOBODY, args=_of_no_revision),
    ],
    "reviews:diff": Row(GET=READERS_OF_SHARED_200, args=shared_revision),
    "reviews:download": [
        *(
            Row(GET=READERS_OF_SHARED_200, args=_download(form))
            for form in ("original", "fixed", "sarif", "json", "junit", "markdown")
        ),
        Row(GET=READERS_OF_PRIVATE_200, args=lambda world: [*private_revision(world), "original"]),
        Row(GET=NOBODY, args=_download("exe")),
    ],
    # What only the author does; that it is shared makes no difference.
    "reviews:manage": Row(GET=AUTHOR_200, args=shared_submission),
    "reviews:rename": Row(POST=AUTHOR_302, args=shared_submission, data={"title": "Another title"}),
    "reviews:archive": Row(POST=AUTHOR_302, args=shared_submission),
    "reviews:delete": Row(GET=AUTHOR_200, POST=AUTHOR_302, args=shared_submission),
    "reviews:undelete": [
        Row(POST=AUTHOR_302, args=lambda world: [world.binned.public_id]),
        Row(POST=NOBODY, args=shared_submission),
    ],
    "reviews:revise": Row(
        GET=AUTHOR_200, POST=AUTHOR_302, args=shared_submission, data={"pasted": "kind: Pod", "pasted_name": "web.yaml"}
    ),
    "reviews:restore": Row(POST=AUTHOR_302, args=lambda world: [world.shared.submission.public_id, 1]),
    "reviews:share": Row(POST=AUTHOR_302, args=shared_submission, data={"shared": "no"}),
    "reviews:link_make": Row(POST=AUTHOR_200, args=shared_submission),
    "reviews:link_withdraw": [
        Row(POST=AUTHOR_302, args=lambda world: [*shared_submission(world), world.link.public_id]),
        Row(POST=NOBODY, args=lambda world: [*private_submission(world), world.link.public_id]),
    ],
    # Whoever has the link may read, and do nothing else.
    "reviews:shared": [
        Row(GET="200 " * 8, args=lambda world: [world.link_token]),
        Row(GET="404 " * 8, args=["guessed"]),
    ],
    "reviews:review_again": Row(POST=AUTHOR_302, args=shared_revision),
    "reviews:withdraw": Row(POST=AUTHOR_302, args=lambda world: [world.waiting.submission.public_id, 1]),
    "reviews:apply": [Row(POST=AUTHOR_302, args=_finding), Row(POST=NOBODY, args=_of_no_revision)],
    "reviews:apply_all": Row(POST=AUTHOR_302, args=shared_revision),
    "reviews:fixes": Row(GET=AUTHOR_200, POST=AUTHOR_302, args=lambda world: [world.draft.public_id]),
    # What is said about it.
    "reviews:thread_start": [
        Row(GET=TALKERS_OF_SHARED_200, POST=TALKERS_OF_SHARED_302, args=shared_revision, data={"text": "Why?"}),
        Row(GET=TALKERS_OF_PRIVATE_200, POST=TALKERS_OF_PRIVATE_302, args=private_revision, data={"text": "Why?"}),
    ],
    "reviews:thread": [
        Row(GET=READERS_OF_SHARED_200, POST=TALKERS_OF_SHARED_302, args=_thread, data={"text": "Because."}),
        Row(GET=READERS_OF_PRIVATE_200, POST=TALKERS_OF_PRIVATE_302, args=_private_thread, data={"text": "Because."}),
    ],
    "reviews:thread_state": [
        Row(POST=TALKERS_OF_SHARED_302, args=_thread, data={"state": "answered"}),
        Row(POST=TALKERS_OF_PRIVATE_302, args=_private_thread, data={"state": "answered"}),
    ],
    "reviews:objection": [
        Row(GET=TALKERS_OF_SHARED_200, POST=TALKERS_OF_SHARED_302, args=_finding, data={"text": "It is right."}),
        Row(GET=TALKERS_OF_PRIVATE_200, POST=TALKERS_OF_PRIVATE_302, args=_private_finding, data={"text": "No."}),
    ],
    "reviews:objection_withdraw": Row(POST=AUTHOR_302, args=_objection),
    "reviews:objection_answer": Row(
        POST="in 404 404 302 404 404 302 in", args=_objection, data={"agreed": "yes", "answer": "True."}
    ),
    "reviews:verdict": Row(
        POST="in 404 404 302 404 404 404 in", args=shared_revision, data={"result": "accepted", "note": ""}
    ),
}
