"""Handing in: files or pasted text, as something new or as a new revision; an earlier revision again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from reviews import submitting
from reviews.forms import RevisionForm, SubmitForm
from reviews.models import Revision
from reviews.problems import Fault, Refused
from reviews.uploads import Upload
from reviews.views.answers import refusing
from reviews.views.places import own_revision, own_submission

PASTED_BACK_CHARACTERS = 200_000  # a longer text is not put back into the box of the form
TOO_MANY_REQUESTS = 429


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Hand in something new."""
    form = SubmitForm(request.POST or None, request.FILES or None, person=request.user)
    if request.method != "POST":
        return render(request, "reviews/submit.html", {"form": form})
    if not form.is_valid():
        return render(request, "reviews/submit.html", {"form": form}, status=422)
    chosen = form.cleaned_data
    try:
        new = submitting.submit(
            author=request.user,
            team=chosen["team"],
            upload=form.upload,
            title=chosen["title"],
            kubernetes=chosen["kubernetes"],
            profile=chosen["profile"],
        )
    except Refused as refused:
        return _refused(request, "reviews/submit.html", {"form": form}, refused)
    _tell(request, form.upload)
    _tell_of_the_same_text(request, submitting.handed_in_before(new))
    return redirect("reviews:revision", new.submission.public_id, new.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand in better text for an earlier submission; its newest text waits in the box where that is one file."""
    revised = own_submission(request, public_id)
    latest = revised.latest_revision()
    initial = _starting_text(latest)
    form = RevisionForm(request.POST or None, request.FILES or None, initial=initial)
    context = {"form": form, "submission": revised, "latest": latest, "is_one_file": bool(initial)}
    if request.method != "POST":
        return render(request, "reviews/revise.html", context)
    if not form.is_valid():
        return render(request, "reviews/revise.html", context, status=422)
    try:
        revision = submitting.submit_revision(
            submission=revised,
            person=request.user,
            upload=form.upload,
            note=form.cleaned_data["note"],
            based_on=latest,
        )
    except Refused as refused:
        return _refused(request, "reviews/revise.html", context, refused)
    if latest is not None and revision.number <= latest.number:
        messages.info(
            request, _("This is the same text as revision %(number)s, so here it is.") % {"number": revision.number}
        )
    else:
        _tell(request, form.upload)
    return redirect("reviews:revision", public_id, revision.number)


@login_required
@require_POST
def restore(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Make an earlier revision's text the newest again."""
    earlier = own_revision(request, public_id, number)
    with refusing(request):
        restored = submitting.restore_revision(
            revision=earlier, person=request.user, note=_("Revision %(number)s again") % {"number": number}
        )
        return redirect("reviews:revision", public_id, restored.number)
    return redirect("reviews:revision", public_id, number)


def _starting_text(latest: Revision | None) -> dict[str, str]:
    files = list(latest.files.all()) if latest else []
    if len(files) != 1 or len(files[0].text) > PASTED_BACK_CHARACTERS or files[0].masks:
        return {}
    return {"pasted": files[0].text, "pasted_name": files[0].name}


def _refused(request: HttpRequest, template: str, context: dict, refused: Refused) -> HttpResponse:
    """The form again with what was typed, and the reason above it; 429 with the time to wait for too much at once."""
    context["form"].add_error(None, str(refused.problem))
    answer = render(request, template, context)
    if refused.problem.fault is Fault.PACE:
        answer.status_code = TOO_MANY_REQUESTS
        answer["Retry-After"] = str(refused.problem.parameters.get("wait", 3600))
    else:
        answer.status_code = 422
    return answer


def _tell(request: HttpRequest, upload: Upload) -> None:
    """What was done to the text before it was stored."""
    if upload.masked_count:
        messages.warning(
            request,
            ngettext(
                "%(count)s value that looks like a secret was replaced by dots before anything was stored. If it is in use anywhere, give that place a new one.",
                "%(count)s values that look like secrets were replaced by dots before anything was stored. If they are in use anywhere, give those places new ones.",
                upload.masked_count,
            )
            % {"count": upload.masked_count},
        )
    if upload.skipped:
        names = ", ".join(upload.skipped[:5]) + (" …" if len(upload.skipped) > 5 else "")
        messages.info(request, _("Left out, since they are no manifests: %(names)s") % {"names": names})
    if upload.converted:
        names = ", ".join(upload.converted[:5])
        messages.info(
            request, _("Read as UTF-16: %(names)s. Save these files as UTF-8: kubectl expects that.") % {"names": names}
        )


def _tell_of_the_same_text(request: HttpRequest, before: Revision | None) -> None:
    if before is None:
        return
    page = reverse("reviews:revision", args=[before.submission.public_id, before.number])
    words = _("You handed in the same text before: %(title)s, revision %(number)s.")
    name = format_html('<a href="{}">{}</a>', page, before.submission.title)
    messages.info(request, mark_safe(escape(words) % {"title": name, "number": before.number}))  # noqa: S308 - escaped
