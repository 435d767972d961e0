"""The pages that the browser tests open: axe, 320 pixels, no JavaScript, content policy, pictures.

To add a page, add a line to PAGES: its name (the picture's file name too), who opens it, and a function that makes
what the page shows and returns its address. The function gets the scene: the teams and people of every test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from people.invitations import invite
from people.models import Role, Team, User
from tests.browser import review_pages as reviews
from tests.progress.submitted import submitted


@dataclass(frozen=True)
class Scene:
    """Harbour with Aiko, Ben and their trainer Chie; Orchard with Dan and his trainer Erin; the administrator Frank."""

    harbour: Team
    orchard: Team
    aiko: User
    ben: User
    chie: User
    dan: User
    erin: User
    frank: User


@dataclass(frozen=True)
class Page:
    """One page: `address` makes what it shows and returns its path; `status` is the answer it is meant to have."""

    name: str
    who: str
    address: Callable[[Scene], str]
    status: int = 200


def at(name: str, *args: object) -> Callable[[Scene], str]:
    """Return an address function for a page that needs nothing but its URL name."""
    return lambda scene: reverse(name, args=args)


def _invitation(scene: Scene) -> str:
    link = invite(actor=scene.chie, team=scene.harbour, role=Role.LEARNER).link
    return link.partition(settings.PORTAL_URL)[2]


def _work_of(scene: Scene, name: str) -> str:
    """Ben has handed in something with findings, and something without; Aiko nothing yet."""
    submitted(scene.ben, scene.harbour, "web-shop.yaml", errors=2, warnings=3)
    submitted(scene.ben, scene.harbour, "batch/nightly-report.yaml")
    return reverse(name)


STRANGER = "stranger"

PAGES = (
    Page("sign-in", STRANGER, at("account_login")),
    Page("joining-is-by-invitation", STRANGER, at("account_signup")),
    Page("password-reset", STRANGER, at("account_reset_password")),
    Page("password-reset-sent", STRANGER, at("account_reset_password_done")),
    Page("accessibility", STRANGER, at("accessibility")),
    Page("not-found-stranger", STRANGER, lambda scene: "/no-such-page/", status=404),
    Page("home", "aiko", at("home")),
    Page("learn", "aiko", at("lessons:index")),
    Page("search", "aiko", at("search")),
    Page("search-found", "aiko", lambda scene: reverse("search") + "?q=pod"),
    Page("search-nothing", "aiko", lambda scene: reverse("search") + "?q=zeppelin"),
    Page("not-found", "aiko", lambda scene: "/no-such-page/", status=404),
    Page("account", "aiko", at("people:account")),
    Page("preferences", "aiko", at("people:preferences")),
    Page("email", "aiko", at("account_email")),
    Page("password", "aiko", at("account_change_password")),
    Page("two-step-sign-in", "aiko", at("mfa_index")),
    Page("devices", "aiko", at("usersessions_list")),
    Page("tokens", "aiko", at("people:tokens")),
    Page("api", "aiko", lambda scene: "/api/docs"),
    Page("sign-out", "aiko", at("account_logout")),
    Page("teams", "chie", at("people:teams")),
    Page("team-members", "chie", lambda scene: reverse("people:team", args=[scene.harbour.public_id])),
    Page("team-settings", "chie", lambda scene: reverse("people:team_edit", args=[scene.harbour.public_id])),
    Page(
        "member-remove",
        "chie",
        lambda scene: reverse("people:member_remove", args=[scene.harbour.public_id, scene.ben.public_id]),
    ),
    Page("team-new", "chie", at("people:team_create")),
    Page("team-archive", "chie", lambda scene: reverse("people:team_archive", args=[scene.harbour.public_id])),
    Page("team-leave", "ben", lambda scene: reverse("people:team_leave", args=[scene.harbour.public_id])),
    Page("invitation", STRANGER, _invitation),
    Page("invitation-signed-in", "dan", _invitation),
    Page("invitation-over", STRANGER, at("people:invitation", "no-longer"), status=404),
    Page("trainer", "chie", lambda scene: _work_of(scene, "progress:team")),
    Page("home-with-work", "ben", lambda scene: _work_of(scene, "home")),
    Page("chapter", "aiko", at("lessons:chapter", "08-running-containers")),
    Page("practise", "aiko", at("quizzes:index")),
    Page("recall", "aiko", at("quizzes:recall")),
    Page("manifests-none", "aiko", at("reviews:submissions")),
    Page("submit", "aiko", at("reviews:submit")),
    Page("snippets", "aiko", at("reviews:snippets")),
    Page("rules", "aiko", at("rules:index")),
    Page("rule", "aiko", at("rules:rule", "run-as-root-allowed")),
    Page("manifests", "ben", reviews.listed),
    Page("review", "ben", reviews.page(reviews.shop)),
    Page("review-errors", "ben", reviews.page(reviews.shop, query="?show=errors")),
    Page("review-clean", "ben", reviews.page(reviews.clean)),
    Page("review-odd", "ben", reviews.page(reviews.odd)),
    Page("review-many", "ben", reviews.page(reviews.many)),
    Page("review-running", "ben", reviews.page(reviews.running)),
    Page("review-given-up", "ben", reviews.page(reviews.given_up)),
    Page("review-diff", "ben", reviews.page(reviews.shop, "diff")),
    Page("review-lines", "ben", reviews.page(reviews.shop, "lines", "?file=web.yaml&first=1&last=9")),
    Page("review-fixes", "ben", reviews.fixes),
    Page("finding", "ben", reviews.finding("finding")),
    Page("question-new", "ben", reviews.page(reviews.shop, "thread_start", "?file=web.yaml&line=4")),
    Page("question", "ben", reviews.conversation),
    Page("revise", "ben", reviews.of_submission(reviews.clean, "revise")),
    Page("manage", "ben", reviews.of_submission(reviews.shop, "manage")),
    Page("delete", "ben", reviews.of_submission(reviews.shop, "delete")),
    Page("review-as-trainer", "chie", reviews.page(reviews.shop)),
    Page("objection", "chie", reviews.objection_to_answer),
    Page("review-shared", STRANGER, reviews.shared),
)


def pages_of(who: str) -> tuple[Page, ...]:
    """Return the pages that this person opens."""
    return tuple(page for page in PAGES if page.who == who)


PEOPLE = tuple(dict.fromkeys(page.who for page in PAGES))
