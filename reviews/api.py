"""The API of manifests: hand in, follow, read the report. The same access rules and limits as the pages."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from ninja import File, Form, Query, Router, Status, UploadedFile

from people.access import teams_of
from people.models import Team, User
from reviews import access, problems, queueing, submitting, uploads
from reviews.api_schemas import (
    AcceptedOut,
    ErrorOut,
    PageOut,
    Part,
    ProblemOut,
    RevisionIn,
    StatusOut,
    SubmissionForm,
    SubmissionIn,
)
from reviews.checker import rule_page, rules
from reviews.exports import FORMATS, Edition, export
from reviews.models import Review, ReviewState, Revision, Source, Submission
from reviews.problems import Fault, Refused
from reviews.storing import report_of

router = Router(tags=["manifests"])

HOUR_SECONDS = 3600


ERRORS = {401: ErrorOut, 404: ErrorOut, 422: ErrorOut}
REFUSALS = {400: ProblemOut, 403: ErrorOut, 413: ErrorOut, 429: ProblemOut, **ERRORS}


@router.post("/submissions", response={201: AcceptedOut, **REFUSALS}, summary="Hand in manifests as JSON")
def submit(request: HttpRequest, response: HttpResponse, submission: SubmissionIn) -> Any:
    """Stores the files (secrets in them masked) and queues their review."""
    return _handed_in(request, response, submission, [(file.name, file.text) for file in submission.files], ())


@router.post("/submissions/upload", response={201: AcceptedOut, **REFUSALS}, summary="Hand in manifests as files")
def upload(
    request: HttpRequest, response: HttpResponse, form: Form[SubmissionForm], files: File[list[UploadedFile]]
) -> Any:
    """The same with multipart/form-data; a .zip or .tar.gz is opened."""
    return _handed_in(request, response, form, (), files)


@router.get("/submissions", response={200: PageOut, **ERRORS}, summary="Your submissions")
def submissions(request: HttpRequest, part: Query[Part]) -> Any:
    """Those you handed in and didn't delete, the latest first."""
    own = Submission.objects.by(request.user)
    rows = own.with_latest().order_by("-updated_at", "-pk")[part.offset : part.offset + part.limit]
    return {"count": own.count(), "items": [_submission(row) for row in rows]}


@router.post(
    "/submissions/{id}/revisions",
    response={200: AcceptedOut, 201: AcceptedOut, **REFUSALS},
    summary="Hand in a new revision as JSON",
)
def revise(request: HttpRequest, response: HttpResponse, id: UUID, revision: RevisionIn) -> Any:
    """200 names the earlier revision that has the same text; 201 a new one."""
    texts = [(file.name, file.text) for file in revision.files]
    return _revised(request, response, id, texts, (), revision.note)


@router.post(
    "/submissions/{id}/revisions/upload",
    response={200: AcceptedOut, 201: AcceptedOut, **REFUSALS},
    summary="Hand in a new revision as files",
)
def revise_upload(
    request: HttpRequest, response: HttpResponse, id: UUID, files: File[list[UploadedFile]], note: Form[str] = ""
) -> Any:
    """The same with multipart/form-data; a .zip or .tar.gz is opened."""
    return _revised(request, response, id, (), files, note[:1000])


@router.get("/submissions/{id}/revisions/{number}", response={200: StatusOut, **ERRORS}, summary="How far a review is")
def status(request: HttpRequest, id: UUID, number: int) -> Any:
    """Ask about once a second until the state is neither queued nor running."""
    revision = _visible_revision(request, id, number)
    review: Review | None = revision.latest_review()
    if review is None:
        raise Http404
    finished = review.state == ReviewState.DONE
    counts = {"error": review.errors, "warning": review.warnings, "info": review.infos}
    return {
        "id": id,
        "revision": number,
        "state": review.state,
        "ahead": queueing.place_of(review).ahead if review.state == ReviewState.QUEUED else None,
        "stage": review.stage,
        "stage_done": review.stage_done,
        "stage_total": review.stage_total,
        "unfinished": review.unfinished,
        "counts": counts if finished else None,
        "problem": _problem(problems.told(review.problem)) if review.problem else None,
    }


@router.get(
    "/submissions/{id}/revisions/{number}/report",
    response={200: dict[str, Any], 409: ProblemOut, **ERRORS},
    openapi_extra={"responses": {200: {"content": {FORMATS["sarif"].media_type: {"schema": {"type": "object"}}}}}},
    summary="The findings",
)
def report(request: HttpRequest, id: UUID, number: int, format: Literal["json", "sarif"] = "json") -> Any:
    """409 while the review isn't done. The JSON has both languages; SARIF is in yours."""
    revision = _visible_revision(request, id, number)
    review = revision.reviews.filter(state=ReviewState.DONE).order_by("-pk").first()
    if review is None:
        return Status(409, _problem(problems.told("not-reviewed-yet")))
    access.note_reading(request.user, revision.submission)
    edition = Edition(
        files=revision.texts(),
        rules=rules(),
        page=rule_page,
        language=get_language() or "en",
        base_url=settings.PORTAL_URL,
    )
    return HttpResponse(export(report_of(review), format, edition), content_type=FORMATS[format].media_type)


def _handed_in(
    request: HttpRequest, response: HttpResponse, wanted: SubmissionIn | SubmissionForm, texts: Any, files: Any
) -> Any:
    try:
        revision = submitting.submit(
            author=_person(request),
            team=_team(request, wanted.team),
            title=wanted.title,
            upload=_read(texts, files),
            kubernetes=wanted.kubernetes,
            profile=wanted.profile,
            source=Source.OWN,
        )
    except Refused as refused:
        return _refusal(refused, response)
    return Status(201, _accepted(revision))


def _revised(request: HttpRequest, response: HttpResponse, id: UUID, texts: Any, files: Any, note: str) -> Any:
    submission = get_object_or_404(Submission.objects.by(request.user), public_id=id)
    latest = submission.latest_revision()
    try:
        revision = submitting.submit_revision(
            submission=submission, person=_person(request), upload=_read(texts, files), note=note
        )
    except Refused as refused:
        return _refusal(refused, response)
    is_new = latest is None or revision.number > latest.number
    return Status(201 if is_new else 200, _accepted(revision))


def _person(request: HttpRequest) -> User:
    """Whom the token or session belongs to: the API lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def _read(texts: Any, files: Any) -> uploads.Upload:
    return uploads.read_upload(files=files) if files else uploads.from_texts(texts)


def _team(request: HttpRequest, public_id: UUID | None) -> Team | None:
    """The team that was named, else that of the latest submission, else the only one."""
    teams = teams_of(request.user)
    if public_id is not None:
        named = teams.filter(public_id=public_id).first()
        if named is None:
            raise Refused("not-in-team")
        return named
    latest = Submission.objects.by(request.user).filter(team__in=teams).order_by("-pk").select_related("team").first()
    return latest.team if latest else teams.first()


def _visible_revision(request: HttpRequest, id: UUID, number: int) -> Revision:
    revisions = access.visible_revisions(request.user).select_related("submission__team", "submission__author")
    return get_object_or_404(revisions, submission__public_id=id, number=number)


def _refusal(refused: Refused, response: HttpResponse) -> Any:
    """400 for what was handed in, 429 with the time to wait for too much at once."""
    problem = refused.problem
    if problem.fault is not Fault.PACE:
        return Status(400, _problem(problem))
    response["Retry-After"] = str(problem.parameters.get("wait", HOUR_SECONDS))
    return Status(429, _problem(problem))


def _problem(problem: problems.Told) -> dict[str, str]:
    return {"problem": problem.id, "detail": problem.text, "remedy": problem.remedy}


def _accepted(revision: Revision) -> dict[str, Any]:
    review = revision.latest_review()
    return {
        "id": revision.submission.public_id,
        "revision": revision.number,
        "state": review.state if review else ReviewState.QUEUED,
        "url": _page(revision.submission.public_id, revision.number),
    }


def _submission(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "title": row.title,
        "revision": row.latest_number,
        "state": row.latest_state,
        "updated_at": row.updated_at,
        "url": _page(row.public_id, row.latest_number or 1),
    }


def _page(public_id: UUID, number: int) -> str:
    return f"{settings.PORTAL_URL}{reverse('reviews:revision', args=[public_id, number])}"
