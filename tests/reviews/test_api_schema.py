"""The API against its own description: whatever is sent, the answer is one that was promised, and never a crash."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from people.tokens import create_token
from portal.api import PersonThrottle, api
from portal.wsgi import application
from reviews import submitting, uploads

pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/"))
schema.app = application
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture
def one_connection(db):
    """Requests don't close the test's own connection, as they don't with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def person(one_connection, aiko, settings, monkeypatch):
    """Aiko with one submission and no limits of pace."""
    monkeypatch.setattr(PersonThrottle, "allow_request", lambda throttle, request: True)
    settings.SUBMISSIONS_QUEUED = settings.SUBMISSIONS_A_MINUTE = settings.SUBMISSIONS_A_DAY = 10_000
    revision = submitting.submit(author=aiko, team=None, upload=uploads.from_texts([("web.yaml", "kind: Service\n")]))
    aiko.token = create_token(user=aiko, name="schema").text
    aiko.submission = revision.submission
    return aiko


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_one_that_was_promised(case, person):
    if "id" in (case.path_parameters or {}) and case.path_parameters["id"].count("-") == 4:
        case.path_parameters["id"] = str(person.submission.public_id)  # a random one would only ever meet a 404
    response = case.call(headers={"Authorization": f"Bearer {person.token}", "Host": "127.0.0.1"})
    case.validate_response(response, checks=CHECKS)
