"""Who gets what from the site around the apps."""

from tests.access import EVERYBODY_200, SIGNED_IN_200, Row

# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
ROWS = {
    "accessibility": Row(GET=EVERYBODY_200),
    "healthz": Row(GET=EVERYBODY_200),
    "readyz": Row(GET=EVERYBODY_200),
    # From this machine, or with the token that monitoring has; tests/portal says more.
    "metrics": Row(GET=EVERYBODY_200),
    "search": Row(GET=SIGNED_IN_200),
}
