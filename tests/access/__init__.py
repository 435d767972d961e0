"""The table of who gets what answer: every address, every role, every method.

Each module here holds the rows of one app as ROWS: URL name -> Row, or a list of Rows where the answer depends on whose
thing it is. Adding a route means adding its row; tests/test_access.py fails for a route without one.

A row names the methods that the address knows; every other method has to be refused (405, or as a thing that isn't
there). The eight answers of a method stand in the order of ROLES:

    in     sent to sign in (302 to the sign-in page); the API says 401
    302    any other redirect: the thing was done
    other  the status itself

Whatever a role is refused (in, 401, 403, 404, 405), and every GET, must write nothing to the database; see WRITES_OF_A_GET in
tests/test_access.py for what is excepted.

    "people:team_edit": Row(
        #    stranger learner colleague trainer outsider other_trainer administrator disabled
        GET="in       404     404       200     404      404           200           in",
        POST="in      404     404       302     404      404           302           in",
        args=lambda world: [world.harbour.public_id],
        data={"name": "Harbour Two"},
    ),

The world (tests/access/world.py) is Aiko's: she is the learner who owns what the rows point at. Haru is the disabled one: a
trainer of Harbour until a moment ago, with a browser that is still signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "stranger",
    "learner",
    "colleague",
    "trainer",
    "outsider",
    "other_trainer",
    "administrator",
    "disabled",
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

EVERYBODY_200 = "200 " * 8
SIGNED_IN_200 = "in 200 200 200 200 200 200 in"
SIGNED_IN_302 = "in 302 302 302 302 302 302 in"
ADMINISTRATOR_200 = "in 404 404 404 404 404 200 in"


@dataclass(frozen=True)
class Row:
    """The answers of one address. `args` and `data` may be functions of the world; `body` makes a
    POST's content where it is no form (arguments of Client.post); `query` stands behind the address."""

    GET: str = ""
    POST: str = ""
    PUT: str = ""
    PATCH: str = ""
    DELETE: str = ""
    args: Callable[[Any], list[Any]] | list[Any] = field(default_factory=list)
    data: Callable[[Any], dict[str, Any]] | dict[str, Any] = field(default_factory=dict)
    body: Callable[[Any], dict[str, Any]] | None = None
    query: str = ""

    def answers(self, method: str) -> dict[str, str] | None:
        """What each role gets by this method; None if the address doesn't know it."""
        cells = getattr(self, method, "").split()
        if not cells:
            return None
        if len(cells) != len(ROLES):
            raise ValueError(f"A row needs {len(ROLES)} answers, not {len(cells)}: {cells}")
        return dict(zip(ROLES, cells, strict=True))
