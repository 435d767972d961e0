"""Addresses of manifests and their reviews."""

from django.urls import path

from reviews.views import applying, diff, downloads, revision, sharing, snippets, submissions, submitting, threads

app_name = "reviews"
_REVISION = "<uuid:public_id>/<int:number>/"
urlpatterns = [
    path("", submissions.submissions, name="submissions"),
    path("submit/", submitting.submit, name="submit"),
    path("snippets/", snippets.snippets, name="snippets"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("fixes/<uuid:draft_id>/", applying.fixes, name="fixes"),
    path("threads/<uuid:thread_id>/", threads.thread, name="thread"),
    path("threads/<uuid:thread_id>/state/", threads.thread_state, name="thread_state"),
    path("objections/<uuid:objection_id>/withdraw/", threads.objection_withdraw, name="objection_withdraw"),
    path("objections/<uuid:objection_id>/answer/", threads.objection_answer, name="objection_answer"),
    path("<uuid:public_id>/", revision.submission, name="submission"),
    path("<uuid:public_id>/manage/", submissions.manage, name="manage"),
    path("<uuid:public_id>/rename/", submissions.rename, name="rename"),
    path("<uuid:public_id>/archive/", submissions.archive, name="archive"),
    path("<uuid:public_id>/delete/", submissions.delete, name="delete"),
    path("<uuid:public_id>/undelete/", submissions.undelete, name="undelete"),
    path("<uuid:public_id>/revise/", submitting.revise, name="revise"),
    path("<uuid:public_id>/share/", sharing.share, name="share"),
    path("<uuid:public_id>/links/", sharing.link_make, name="link_make"),
    path("<uuid:public_id>/links/<uuid:link_id>/withdraw/", sharing.link_withdraw, name="link_withdraw"),
    path(_REVISION, revision.revision, name="revision"),
    path(f"{_REVISION}progress/", revision.progress, name="progress"),
    path(f"{_REVISION}lines/", revision.lines, name="lines"),
    path(f"{_REVISION}again/", revision.review_again, name="review_again"),
    path(f"{_REVISION}withdraw/", revision.withdraw, name="withdraw"),
    path(f"{_REVISION}restore/", submitting.restore, name="restore"),
    path(f"{_REVISION}diff/", diff.diff, name="diff"),
    path(f"{_REVISION}fixes/", applying.apply_all, name="apply_all"),
    path(f"{_REVISION}download/<slug:form>/", downloads.download, name="download"),
    path(f"{_REVISION}threads/", threads.thread_start, name="thread_start"),
    path(f"{_REVISION}verdict/", threads.verdict, name="verdict"),
    path(f"{_REVISION}findings/<uuid:finding_id>/", revision.finding, name="finding"),
    path(f"{_REVISION}findings/<uuid:finding_id>/apply/", applying.apply, name="apply"),
    path(f"{_REVISION}findings/<uuid:finding_id>/objection/", threads.objection, name="objection"),
]
