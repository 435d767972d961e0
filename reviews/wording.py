"""The one sentence at the head of a review, and other counts in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.models import Review

FEW_ERRORS, FEW_WARNINGS = 3, 10


def head_sentence(review: Review, *, unread: int = 0, objects: int = 0, before: int | None = None) -> str:
    """How the revision does: what is open in words, and what is fixed since revision `before`."""
    sentence = _standing(review, unread, objects)
    if review.mended and before:
        sentence += " " + ngettext(
            "%(count)s fixed since revision %(number)s.", "%(count)s fixed since revision %(number)s.", review.mended
        ) % {"count": review.mended, "number": before}
    return sentence


def counts_in_words(review: Review) -> str:
    """ "2 errors, 3 warnings"; "" where nothing is open."""
    parts = (
        (review.errors, ngettext("%(count)s error", "%(count)s errors", review.errors)),
        (review.warnings, ngettext("%(count)s warning", "%(count)s warnings", review.warnings)),
        (review.infos, ngettext("%(count)s thing worth knowing", "%(count)s things worth knowing", review.infos)),
    )
    return _(", ").join(words % {"count": count} for count, words in parts if count)


def _standing(review: Review, unread: int, objects: int) -> str:
    counts = {"counts": counts_in_words(review), "objects": objects}
    if review.errors > FEW_ERRORS or review.warnings > FEW_WARNINGS:
        return _("A good start: %(counts)s.") % counts
    if review.errors or review.warnings:
        return _("Nearly there: %(counts)s.") % counts
    if unread and not objects:
        return _("Nothing could be checked yet: here is why, and what to do.")
    if unread:
        return ngettext(
            "Nothing to mend in what could be read; one document could not be checked.",
            "Nothing to mend in what could be read; %(unread)s documents could not be checked.",
            unread,
        ) % {"unread": unread}
    if review.infos:
        return _("Ready to go: nothing to mend, %(counts)s.") % counts
    return (
        ngettext(
            "Well done: nothing to mend in this object.",
            "Well done: nothing to mend in these %(objects)s objects.",
            objects,
        )
        % counts
    )
