"""Files and reports to take away: always as attachments, never shown as pages of the portal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from reviews import access, checker
from reviews.drafting import with_fixes
from reviews.exports import FORMATS, Edition, export
from reviews.models import ReviewState, Revision
from reviews.storing import report_of
from reviews.views.places import readable_revision

REPORTS = ("sarif", "json", "junit", "markdown")
FORMS = ("original", "fixed", *REPORTS)


@csp({"default-src": [NONE], "sandbox": [True]})  # what an upload holds runs nowhere
@login_required
@require_safe
def download(request: HttpRequest, public_id: UUID, number: int, form: str) -> HttpResponse:
    """The files as handed in or with all safe fixes, or the report in a form that other programs read."""
    revision = readable_revision(request, public_id, number)
    if form not in FORMS:
        raise Http404
    access.note_reading(request.user, revision.submission)
    base = f"{_file_name(revision.submission.title)}-{number}"
    if form == "original":
        return _files(_telling(revision, revision.texts()), base)
    review = revision.reviews.filter(state=ReviewState.DONE).order_by("-pk").first()
    if review is None:
        raise Http404
    if form == "fixed":
        fixed = with_fixes(revision, review.findings.open().by_importance())
        return _files(_telling(revision, fixed), f"{base}-fixed")
    edition = Edition(
        files=revision.texts(),
        rules=checker.rules(),
        page=checker.rule_page,
        language=get_language() or "en",
        base_url=settings.PORTAL_URL,
    )
    chosen = FORMATS[form]
    return _attachment(export(report_of(review), form, edition).encode(), chosen.media_type, f"{base}{chosen.suffix}")


def _telling(revision: Revision, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts, each with a last line that says how many values are dots; JSON knows no comments."""
    masks = revision.masks()
    told = {}
    for name, text in texts.items():
        count = len(masks.get(name, ()))
        if count and not name.endswith(".json"):
            end = "\r\n" if "\r\n" in text else "\n"
            words = ngettext(
                "%(count)s value in this file was replaced by dots when it was handed in. Put yours back before you use it.",
                "%(count)s values in this file were replaced by dots when it was handed in. Put yours back before you use it.",
                count,
            )
            # At the end, so that the lines keep the numbers that the review speaks of.
            text = f"{text}{'' if text.endswith(end) else end}# {words % {'count': count}}{end}"
        told[name] = text
    return told


def _files(texts: Mapping[str, str], base: str) -> HttpResponse:
    """One file as it is, several as a zip."""
    if len(texts) == 1:
        name, text = next(iter(texts.items()))
        return _attachment(
            text.encode("utf-8", "replace"), "application/octet-stream", _file_name(name.rpartition("/")[2])
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)
    return _attachment(packed.getvalue(), "application/zip", f"{base}.zip")


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _file_name(title: str) -> str:
    """A title as a file name that every system takes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", title).strip("-.")[:100] or "manifest"
