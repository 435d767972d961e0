"""Who gets what from the API: its description, and its operations by a signed-in browser or a token (401 without)."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access import SIGNED_IN_200, Row
from tests.access.reviews import private_revision, shared_revision, shared_submission
from tests.reviews.handing_in import DEPLOYMENT

NOBODY = "404 " * 8
# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
DESCRIPTION = Row(GET=SIGNED_IN_200, POST=SIGNED_IN_200, PUT=SIGNED_IN_200, PATCH=SIGNED_IN_200, DELETE=SIGNED_IN_200)
READERS_OF_SHARED = "401 200 200 200 404 404 200 401"
READERS_OF_PRIVATE = "401 200 404 200 404 404 200 401"
AUTHOR = "401 201 404 404 404 404 404 401"
SIGNED_IN_201 = "401 201 201 201 201 201 201 401"


def _as_json(**content):
    return lambda world: {"data": json.dumps(content), "content_type": "application/json"}


def _as_file(world):
    return {"data": {"files": SimpleUploadedFile("pod.yaml", b"kind: Pod")}}


FILES = [{"name": "web.yaml", "text": DEPLOYMENT}]
POD = [{"name": "web.yaml", "text": "kind: Pod"}]

ROWS = {
    "api-1:api-root": Row(GET=NOBODY),
    "api-1:openapi-json": DESCRIPTION,
    "api-1:openapi-view": DESCRIPTION,
    # One address, two methods: the operations of GET and POST share it.
    "api-1:submissions": Row(GET="401 200 200 200 200 200 200 401", POST=SIGNED_IN_201, body=_as_json(files=FILES)),
    "api-1:submit": Row(GET="401 200 200 200 200 200 200 401", POST=SIGNED_IN_201, body=_as_json(files=FILES)),
    "api-1:upload": Row(POST=SIGNED_IN_201, body=_as_file),
    "api-1:revise": Row(POST=AUTHOR, args=shared_submission, body=_as_json(files=POD)),
    "api-1:revise_upload": Row(POST=AUTHOR, args=shared_submission, body=_as_file),
    "api-1:status": [
        Row(GET=READERS_OF_SHARED, args=shared_revision),
        Row(GET=READERS_OF_PRIVATE, args=private_revision),
    ],
    "api-1:report": [
        Row(GET=READERS_OF_SHARED, args=shared_revision),
        Row(GET=READERS_OF_PRIVATE, args=private_revision),
    ],
}
