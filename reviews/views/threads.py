"""What people say about manifests: questions and comments on lines, verdicts, objections."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reviews import access, annotated, cards, commenting
from reviews.forms import ObjectionForm, ReplyForm, ThreadForm, VerdictForm
from reviews.models import Finding, Objection, ObjectionState, Revision, SavedComment, Thread
from reviews.problems import Refused
from reviews.storing import finding_of
from reviews.views.answers import refusing
from reviews.views.places import finding_in, readable_revision

LINES_AROUND = 4


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread_start(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Ask or comment on a line, on a finding, or on the revision as a whole."""
    revision = _commented(request, public_id, number)
    finding = _named_finding(revision, request.POST.get("finding") or request.GET.get("finding", ""))
    form = ThreadForm(request.POST or None, initial=_initial(request, finding))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            thread = commenting.start_thread(
                revision=revision,
                person=request.user,
                text=said["text"],
                file=said["file"] if said["first_line"] else "",
                first_line=said["first_line"],
                last_line=said["last_line"],
                finding=finding,
            )
        except Refused as refused:
            form.add_error(None, str(refused.problem))
        else:
            return redirect(_place_of(thread))
    context = {
        "form": form,
        "revision": revision,
        "submission": revision.submission,
        "finding": finding and finding_of(finding),
        "saved": _saved(request, revision),
        "is_author": access.may_change(request.user, revision.submission),
        **_excerpt(revision, form),
    }
    return render(request, "reviews/thread_start.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Show a conversation; add to it."""
    shown = _thread(request, thread_id)
    may_comment = access.may_comment(request.user, shown.revision.submission)
    form = ReplyForm(request.POST or None)
    if request.method == "POST":
        if not may_comment:
            raise Http404
        if form.is_valid():
            with refusing(request):
                commenting.reply(thread=shown, person=request.user, text=form.cleaned_data["text"])
            return redirect("reviews:thread", thread_id)
    context = {
        "thread": shown,
        "revision": shown.revision,
        "submission": shown.revision.submission,
        "comments": shown.comments.select_related("author"),
        "form": form,
        "may_comment": may_comment,
        "is_author": access.may_change(request.user, shown.revision.submission),
        "place": _place_of(shown),
        "saved": _saved(request, shown.revision),
    }
    return render(request, "reviews/thread.html", context)


@login_required
@require_POST
def thread_state(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Take a question, say that it is answered, or open it again."""
    changed = _thread(request, thread_id)
    if not access.may_comment(request.user, changed.revision.submission):
        raise Http404
    services = {"taken": commenting.take, "answered": commenting.mark_answered, "open": commenting.reopen}
    service = services.get(request.POST.get("state", ""))
    if service is None:
        messages.error(request, _("Choose what to do with the conversation."))
    else:
        with refusing(request):
            service(thread=changed, person=request.user)
    return redirect("reviews:thread", thread_id)


@login_required
@require_POST
def verdict(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Accept a revision, or ask for changes."""
    revision = readable_revision(request, public_id, number)
    if not access.may_judge(request.user, revision.submission):
        raise Http404
    form = VerdictForm(request.POST)
    if form.is_valid():
        with refusing(request):
            commenting.give_verdict(revision=revision, person=request.user, **form.cleaned_data)
            messages.success(request, _("Your verdict is saved; the author sees it on this page."))
    else:
        messages.error(request, _("Choose a verdict, with a note of at most 10,000 characters."))
    return redirect("reviews:revision", public_id, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, public_id: UUID, number: int, finding_id: UUID) -> HttpResponse:
    """Say that a finding is not right, and why; whoever decides answers on the same page."""
    revision = _commented(request, public_id, number)
    finding = finding_in(revision, finding_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusing(request):
            commenting.object_to(finding=finding, person=request.user, text=form.cleaned_data["text"])
            messages.success(request, _("Your objection is with the trainers of your team."))
        return redirect("reviews:objection", public_id, number, finding_id)
    decidable = set(access.objections_to_answer(request.user).filter(finding=finding).values_list("pk", flat=True))
    raised = finding.objections.exclude(state=ObjectionState.WITHDRAWN).select_related("person", "answered_by")
    context = {
        "form": form,
        "revision": revision,
        "submission": revision.submission,
        "card": cards.whole_card(str(finding.public_id), finding.state, finding_of(finding), revision.texts()),
        "objections": [(raised_one, raised_one.pk in decidable) for raised_one in raised],
        "has_own": any(each.person_id == request.user.pk and each.state == ObjectionState.OPEN for each in raised),
    }
    return render(request, "reviews/objection.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def objection_withdraw(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Take one's objection back."""
    own = Objection.objects.filter(person=request.user, state=ObjectionState.OPEN)
    own = own.filter(finding__in=access.visible_findings(request.user)).select_related(
        "finding__review__revision__submission"
    )
    withdrawn = get_object_or_404(own, public_id=objection_id)
    commenting.withdraw_objection(objection=withdrawn, person=request.user)
    return _to_revision(withdrawn)


@login_required
@require_POST
def objection_answer(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Decide about an objection."""
    rows = access.objections_to_answer(request.user).filter(finding__in=access.visible_findings(request.user))
    answered = get_object_or_404(rows.select_related("finding__review__revision__submission"), public_id=objection_id)
    with refusing(request):
        commenting.answer_objection(
            objection=answered,
            person=request.user,
            agreed=request.POST.get("agreed") == "yes",
            answer=request.POST.get("answer", ""),
        )
    return _to_revision(answered)


def _commented(request: HttpRequest, public_id: UUID, number: int) -> Revision:
    """The revision, if this person may say something about it."""
    revision = readable_revision(request, public_id, number)
    if not access.may_comment(request.user, revision.submission):
        raise Http404
    return revision


def _thread(request: HttpRequest, thread_id: UUID) -> Thread:
    rows = access.visible_threads(request.user).select_related(
        "revision__submission__author", "revision__submission__team", "started_by", "taken_by", "finding"
    )
    return get_object_or_404(rows, public_id=thread_id)


def _named_finding(revision: Revision, public_id: str) -> Finding | None:
    if not public_id:
        return None
    try:
        return finding_in(revision, UUID(public_id))
    except ValueError:
        raise Http404 from None


def _initial(request: HttpRequest, finding: Finding | None) -> dict[str, Any]:
    if finding is not None:
        line = annotated.line_of(finding_of(finding))
        return {"file": finding.file, "first_line": line, "last_line": line, "finding": finding.public_id}
    line = request.GET.get("line", "")
    line = int(line) if line.isascii() and line.isdigit() and len(line) < 9 else None
    return {"file": request.GET.get("file", ""), "first_line": line, "last_line": line}


def _excerpt(revision: Revision, form: ThreadForm) -> dict[str, Any]:
    """The lines that are spoken about, as the form knows them."""
    file = form["file"].value() or ""
    texts = revision.texts()
    if file not in texts:
        return {"file": "", "files": list(texts)}
    try:
        line = int(form["first_line"].value() or 0)
    except ValueError:
        line = 0
    part = None
    if line:
        anchor = annotated.anchors_of(texts)[file]
        around = max(1, line - LINES_AROUND), line + LINES_AROUND
        part = annotated.excerpt(file, texts[file], *around, anchor=anchor, chosen=line)
    return {"file": file, "part": part}


def _saved(request: HttpRequest, revision: Revision) -> list[SavedComment]:
    """Words that the team's trainers keep; for trainers alone."""
    if not access.may_judge(request.user, revision.submission):
        return []
    return list(SavedComment.objects.filter(team=revision.submission.team))


def _place_of(thread: Thread) -> str:
    revision = thread.revision
    page = reverse("reviews:revision", args=[revision.submission.public_id, revision.number])
    return f"{page}#talk-{thread.public_id}"


def _to_revision(objection: Objection) -> HttpResponse:
    revision = objection.finding.review.revision
    return redirect("reviews:objection", revision.submission.public_id, revision.number, objection.finding.public_id)
