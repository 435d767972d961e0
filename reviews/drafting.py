"""Texts that are checked without becoming a revision: fixes that are looked at first, exercises in the making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from people.models import User
from reviews.checker import DEFAULT_KUBERNETES
from reviews.dispatching import enqueue, lock
from reviews.engine.edits import apply
from reviews.engine.report import Edit
from reviews.engine.secrets import Mask
from reviews.joining import joined
from reviews.models import Draft, DraftPurpose, Finding, Revision
from reviews.problems import Refused
from reviews.submitting import incoming, submit_revision
from reviews.uploads import IncomingFile, Upload


def draft_fixes(*, revision: Revision, findings: Iterable[Finding], person: User) -> Draft:
    """Applies the fixes of these findings to a copy and has it checked; fixes that want the same place take turns.

    Raises Refused when no fix could be applied, or the person's queue is full.
    """
    texts, masks = revision.texts(), revision.masks()
    edits, applied = fitting(texts, findings)
    changed = apply(texts, edits)
    if changed == texts:
        raise Refused("fixes-collide")
    files = [incoming(name, text, _moved(masks[name], name, edits)) for name, text in changed.items()]
    chosen = revision.submission
    return start_draft(
        owner=person,
        purpose=DraftPurpose.FIXES,
        files=files,
        kubernetes=chosen.kubernetes,
        profile=chosen.profile,
        based_on=revision,
        applied=applied,
    )


def fitting(texts: Mapping[str, str], findings: Iterable[Finding]) -> tuple[list[Edit], list[str]]:
    """The edits of all fixes that can be applied together, the first come first, and the fingerprints of their findings."""
    edits: list[Edit] = []
    applied: list[str] = []
    for finding in findings:
        wanted = [Edit(**edit) for edit in (finding.fix or {}).get("edits", ())]
        together = _together(edits, wanted) if all(edit.file in texts for edit in wanted) else None
        if wanted and together is not None:
            edits = together
            applied.append(finding.fingerprint)
    return edits, applied


def _together(edits: list[Edit], wanted: list[Edit]) -> list[Edit] | None:
    """Both as one list, insertions at one place joined; None where two want the same place and can't share it."""
    found = list(edits)
    for edit in wanted:
        rivals = [index for index, other in enumerate(found) if _collides(edit, other)]
        if not rivals:
            found.append(edit)
            continue
        both = joined(found[rivals[0]], edit) if len(rivals) == 1 else None
        if both is None:
            return None
        found[rivals[0]] = both
    return found


def with_fixes(revision: Revision, findings: Iterable[Finding]) -> dict[str, str]:
    """The revision's texts with all fixes that can be applied together."""
    texts = revision.texts()
    return apply(texts, fitting(texts, findings)[0])


def _collides(edit: Edit, other: Edit) -> bool:
    """Whether both want the same place."""
    return other.file == edit.file and (
        other.start == edit.start or (edit.start < other.end and other.start < edit.end)
    )


def _moved(masks: tuple[Mask, ...], name: str, edits: list[Edit]) -> tuple[Mask, ...]:
    """Where the secrets of a file stand after the edits; one whose place was replaced is none any more."""
    own = [edit for edit in edits if edit.file == name]
    kept = [mask for mask in masks if not any(edit.start < mask.end and mask.start < edit.end for edit in own)]
    return tuple(_shifted(mask, own) for mask in kept)


def _shifted(mask: Mask, edits: list[Edit]) -> Mask:
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= mask.start)
    return mask._replace(start=mask.start + shift, end=mask.end + shift)


@transaction.atomic
def start_draft(
    *,
    owner: User,
    purpose: str,
    files: Iterable[IncomingFile],
    kubernetes: str = DEFAULT_KUBERNETES,
    profile: str = "default",
    based_on: Revision | None = None,
    applied: Iterable[str] = (),
) -> Draft:
    """Has texts checked that don't become a revision (yet); gives the draft, whose review waits or is known already."""
    lock(owner)
    draft = Draft.objects.create(
        owner=owner,
        purpose=purpose,
        based_on=based_on,
        applied=list(applied),
        files=[{"name": file.name, "text": file.text, "masks": [list(mask) for mask in file.masks]} for file in files],
        kubernetes=kubernetes,
        profile=profile,
    )
    enqueue(owner=owner, draft=draft)
    return draft


@transaction.atomic
def submit_draft(*, draft: Draft, person: User, note: str = "") -> Revision:
    """Makes a draft of fixes the newest revision of the submission that it was based on."""
    based_on = draft.based_on
    if based_on is None:
        raise Refused("not-based-on-a-revision")
    files = [incoming(name, text, draft.masks()[name]) for name, text in draft.texts().items()]
    return submit_revision(
        submission=based_on.submission, person=person, upload=Upload(tuple(files)), note=note, based_on=based_on
    )
