"""Who gets what from the API: its description is for people who are signed in."""

from tests.access import SIGNED_IN_200, Row

NOBODY = "404 " * 8
# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
DESCRIPTION = Row(GET=SIGNED_IN_200, POST=SIGNED_IN_200, PUT=SIGNED_IN_200, PATCH=SIGNED_IN_200, DELETE=SIGNED_IN_200)

ROWS = {
    "api-1:api-root": Row(GET=NOBODY),
    "api-1:openapi-json": DESCRIPTION,
    "api-1:openapi-view": DESCRIPTION,
}
