"""The API: hand in, follow, read; with a token or a session; the same access and limits as the pages."""

import json
from uuid import uuid4

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activity.models import Event
from people.tokens import create_token, revoke_token
from reviews import reviewing, submitting
from reviews.models import Review, Revision, Submission
from tests.reviews.exports.test_json_report import SCHEMA as REPORT
from tests.reviews.exports.test_sarif import SCHEMA as SARIF

pytestmark = pytest.mark.django_db

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:latest
"""


class Caller:
    """A program that speaks for one person."""

    def __init__(self, person):
        self.client = Client(headers={"Authorization": f"Bearer {create_token(user=person, name='ci').text}"})

    def get(self, path):
        return self.client.get(f"/api{path}")

    def post(self, path, body):
        return self.client.post(f"/api{path}", json.dumps(body), content_type="application/json")

    def upload(self, path, *files, **fields):
        return self.client.post(f"/api{path}", {"files": files, **fields})

    def hands_in(self, text=WEB, **fields):
        """An accepted submission."""
        answer = self.post("/submissions", {"files": [{"name": "web.yaml", "text": text}], **fields})
        assert answer.status_code == 201, answer.content
        return answer.json()


@pytest.fixture
def program(aiko):
    """Aiko's program."""
    return Caller(aiko)


def reviewed(accepted):
    """The submission's status path, after its review."""
    assert reviewing.review_next() is not None
    return f"/submissions/{accepted['id']}/revisions/{accepted['revision']}"


def test_what_is_handed_in_is_stored_and_queued_for_its_author(program, aiko, harbour):
    accepted = program.hands_in(title="The shop")
    submission = Submission.objects.get()
    assert (str(submission.public_id), submission.title) == (accepted["id"], "The shop")
    assert (submission.author, submission.team) == (aiko, harbour)
    assert (accepted["revision"], accepted["state"]) == (1, "queued")
    assert accepted["url"].endswith(f"/manifests/{accepted['id']}/1/")


def test_the_status_tells_how_many_are_ahead(program, dan):
    Caller(dan).hands_in()
    accepted = program.hands_in()
    told = program.get(f"/submissions/{accepted['id']}/revisions/1").json()
    assert (told["state"], told["ahead"], told["counts"]) == ("queued", 1, None)


@pytest.mark.django_db(transaction=True)
def test_the_report_can_be_read_as_json_and_as_sarif(program):
    path = reviewed(program.hands_in())
    told = program.get(path).json()
    assert told["state"] == "done"
    report = program.get(f"{path}/report").json()
    jsonschema.validate(report, REPORT)
    assert "image-tag-latest" in {finding["rule"] for finding in report["findings"]}
    assert report["counts"] == told["counts"]
    sarif = program.get(f"{path}/report?format=sarif")
    assert sarif["Content-Type"] == "application/sarif+json"
    jsonschema.Draft4Validator(SARIF).validate(sarif.json())


def test_before_the_review_is_done_the_report_is_told_to_come_later(program):
    accepted = program.hands_in()
    answer = program.get(f"/submissions/{accepted['id']}/revisions/1/report")
    assert (answer.status_code, answer.json()["problem"]) == (409, "not-reviewed-yet")


def test_files_and_archives_can_be_uploaded(program):
    files = [SimpleUploadedFile("a.yaml", WEB.encode()), SimpleUploadedFile("b.yaml", b"kind: Service\n")]
    accepted = program.upload("/submissions/upload", *files, title="Two files")
    assert accepted.status_code == 201, accepted.content
    assert [file.name for file in Revision.objects.get().files.all()] == ["a.yaml", "b.yaml"]


def test_a_revision_is_added_and_the_same_text_opens_the_earlier_one(program):
    accepted = program.hands_in()
    path = f"/submissions/{accepted['id']}/revisions"
    better = {"files": [{"name": "web.yaml", "text": WEB.replace(":latest", ":1.29.3")}], "note": "a fixed tag"}
    second, again = program.post(path, better), program.post(path, better)
    assert (second.status_code, second.json()["revision"]) == (201, 2)
    assert (again.status_code, again.json()["revision"]) == (200, 2)
    uploaded = program.upload(f"{path}/upload", SimpleUploadedFile("web.yaml", WEB.encode()))
    assert (uploaded.status_code, uploaded.json()["revision"]) == (200, 1)


def test_the_list_holds_ones_own_only_latest_first(program, ben):
    Caller(ben).hands_in(title="Ben's")
    for title in ("first", "second"):
        program.hands_in(text=f"# {title}\n{WEB}", title=title)
    told = program.get("/submissions?limit=1").json()
    assert (told["count"], [item["title"] for item in told["items"]]) == (2, ["second"])
    assert program.get("/submissions?limit=1&offset=1").json()["items"][0]["title"] == "first"


@pytest.mark.parametrize(
    ("person", "status"), [("chie", 200), ("frank", 200), ("ben", 404), ("dan", 404), ("erin", 404)]
)
def test_others_may_read_what_the_pages_let_them_read(program, request, person, status):
    accepted = program.hands_in()
    other = Caller(request.getfixturevalue(person))
    path = f"/submissions/{accepted['id']}/revisions/1"
    assert other.get(path).status_code == status
    assert other.get(f"{path}/report").status_code == (409 if status == 200 else 404)


@pytest.mark.parametrize("person", ["chie", "frank", "ben", "dan", "erin"])
def test_nobody_else_adds_a_revision(program, request, person):
    accepted = program.hands_in()
    other = Caller(request.getfixturevalue(person))
    body = {"files": [{"name": "web.yaml", "text": "kind: X\n"}]}
    path = f"/submissions/{accepted['id']}/revisions"
    assert other.post(path, body).status_code == 404
    assert other.upload(f"{path}/upload", SimpleUploadedFile("x.yaml", b"kind: X\n")).status_code == 404
    assert Revision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reading_anothers_report_stands_in_the_audit_log(program, chie):
    path = reviewed(program.hands_in())
    assert Caller(chie).get(f"{path}/report").status_code == 200
    assert Event.objects.filter(kind="reviews.read", actor=chie).count() == 1


def test_a_team_of_others_cannot_be_named(program, orchard):
    answer = program.post("/submissions", {"files": [{"name": "a.yaml", "text": WEB}], "team": str(orchard.public_id)})
    assert (answer.status_code, answer.json()["problem"]) == (400, "not-in-team")
    assert not Submission.objects.exists()


def test_a_full_queue_is_told_with_the_time_to_wait(program, settings):
    for number in range(settings.SUBMISSIONS_QUEUED):
        program.hands_in(text=f"# {number}\n{WEB}")
    answer = program.post("/submissions", {"files": [{"name": "web.yaml", "text": f"# more\n{WEB}"}]})
    assert (answer.status_code, answer.json()["problem"]) == (429, "queue-full")
    assert int(answer["Retry-After"]) >= 1
    assert Review.objects.count() == settings.SUBMISSIONS_QUEUED


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"files": [{"name": "../a.yaml", "text": WEB}]}, "file-name"),
        ({"files": [{"name": "a.yaml", "text": " \n"}]}, "nothing-handed-in"),
        ({"files": [{"name": "a.yaml", "text": "a\0b"}]}, "not-text"),
        ({"files": [{"name": "a.yaml", "text": WEB}] * 2}, "file-name-twice"),
        ({"files": [{"name": "a.yaml", "text": WEB}], "kubernetes": "9.99"}, "unknown-kubernetes"),
        ({"files": [{"name": "a.yaml", "text": WEB}], "profile": "gone"}, "unknown-profile"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(program, body, problem):
    answer = program.post("/submissions", body)
    assert (answer.status_code, answer.json()["problem"]) == (400, problem)
    assert answer.json()["detail"]


def test_words_come_in_the_callers_language(program):
    answer = program.client.post(
        "/api/submissions",
        json.dumps({"files": [{"name": "a.yaml", "text": " "}]}),
        content_type="application/json",
        headers={"Accept-Language": "ja"},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, '{"files": []}', "[]"])
def test_a_body_that_is_no_submission_is_refused_without_a_crash(program, body):
    answer = program.client.post("/api/submissions", body, content_type="application/json")
    assert answer.status_code in (400, 422)


def test_half_a_surrogate_pair_can_be_handed_in(program):
    accepted = program.hands_in(text="a: \ud83d\n")
    assert Revision.objects.get().texts() == {"web.yaml": "a: \ufffd\n"}
    assert accepted["revision"] == 1


def test_a_stranger_and_a_revoked_token_are_told_to_sign_in(aiko, stranger):
    assert stranger.get("/api/submissions").status_code == 401
    assert stranger.post("/api/submissions", "{}", content_type="application/json").status_code == 401
    token = create_token(user=aiko, name="old")
    revoke_token(user=aiko, token=token.token)
    assert Client(headers={"Authorization": f"Bearer {token.text}"}).get("/api/submissions").status_code == 401


def test_a_disabled_persons_token_opens_nothing(program, aiko):
    aiko.is_active = False
    aiko.save()
    assert program.get("/submissions").status_code == 401


def test_a_session_may_read_and_needs_its_csrf_token_to_change_something(aiko):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(aiko)
    assert browser.get("/api/submissions").status_code == 200
    body = json.dumps({"files": [{"name": "web.yaml", "text": WEB}]})
    refused = browser.post("/api/submissions", body, content_type="application/json")
    assert (refused.status_code, Submission.objects.count()) == (403, 0)
    browser.get("/accounts/email/")  # any page with a form sets the cookie
    token = next(value.value for name, value in browser.cookies.items() if name.endswith("csrf"))
    taken = browser.post("/api/submissions", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert taken.status_code == 201


def test_what_is_not_there_is_404(program):
    accepted = program.hands_in()
    for path in (f"/submissions/{uuid4()}/revisions/1", f"/submissions/{accepted['id']}/revisions/{10**30}"):
        assert program.get(path).status_code == 404


def test_a_deleted_submission_is_gone_from_the_api(program, aiko):
    accepted = program.hands_in()
    submitting.delete(submission=Submission.objects.get(), person=aiko)
    assert program.get("/submissions").json()["count"] == 0
    assert program.get(f"/submissions/{accepted['id']}/revisions/1").status_code == 404


def test_the_list_costs_the_same_queries_whatever_its_length(program, settings):
    settings.SUBMISSIONS_QUEUED = 20

    def queries():
        with CaptureQueriesContext(connection) as captured:
            program.get("/submissions")
        return len(captured)

    program.hands_in()
    few = queries()
    for number in range(5):
        program.hands_in(text=f"# {number}\n{WEB}")
    assert queries() == few
