"""Who gets what from the course, from practising and from the pages about progress."""

from tests.access import SIGNED_IN_200, SIGNED_IN_302, Row

# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
ROWS = {
    "lessons:index": Row(GET=SIGNED_IN_200),
    "lessons:chapter": Row(GET=SIGNED_IN_200, args=["08-running-containers"]),
    "lessons:practice": Row(GET=SIGNED_IN_302, args=["p08-02"]),
    "quizzes:index": Row(GET=SIGNED_IN_200),
    "quizzes:recall": Row(GET=SIGNED_IN_200),
    "home": Row(GET=SIGNED_IN_200),
    "progress:team": Row(GET="in 404 404 200 404 200 200 in"),
}
