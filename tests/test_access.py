"""Every address, every role, every method: one table decides, and nothing is missing from it."""

import copy
import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access
from tests.access import METHODS, ROLES, Row
from tests.access.world import World, build_world

REFUSED = {"in", "401", "403", "404", "405"}
# What looking at a page may write: the session, when somebody was last seen, caches, and the audit log of a trainer's look.
WRITES_OF_A_GET = re.compile(
    r'(INTO|UPDATE|FROM) "(django_session|portal_cache|usersessions_usersession|activity_event)"'
    r'|^UPDATE "people_user" SET "last_seen_at"'
)
# A method that an address doesn't know is refused before it is asked who is there: three roles stand for all.
THREE = ("stranger", "learner", "administrator")
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def _modules() -> dict[str, dict[str, list[Row]]]:
    """The rows of each module of the table, always as lists."""
    modules: dict[str, dict[str, list[Row]]] = {}
    for found in pkgutil.iter_modules(tests.access.__path__):
        rows = getattr(importlib.import_module(f"tests.access.{found.name}"), "ROWS", None)
        if rows:
            modules[found.name] = {name: row if isinstance(row, list) else [row] for name, row in rows.items()}
    return modules


MODULES = _modules()


def _names(patterns: list, namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"(without a name: {pattern.pattern})")


# The administration site has a test of its own; allauth's old addresses without a name redirect to those with one.
ROUTES = sorted(
    {
        name
        for name in _names(get_resolver().url_patterns)
        if not name.startswith(("admin:", "(without a name: social/"))
    }
)


def test_every_route_is_in_the_table() -> None:
    missing = [name for name in ROUTES if not any(name in rows for rows in MODULES.values())]
    assert not missing, f"Add a row to tests/access/ for: {', '.join(missing)}"


def test_every_row_is_a_route_and_stands_once() -> None:
    names = [name for rows in MODULES.values() for name in rows]
    assert not [name for name in names if name not in ROUTES or names.count(name) > 1]


@pytest.fixture
def world(db: None) -> World:
    """Everybody, and what they have."""
    return build_world()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("module", MODULES)
def test_each_role_gets_its_answer(world: World, module: str) -> None:
    wrong = [
        problem
        for name, rows in MODULES[module].items()
        for row in rows
        for method in METHODS
        for problem in _problems(world, name, row, method)
    ]
    assert not wrong, "\n".join(wrong)


def _problems(world: World, name: str, row: Row, method: str) -> Iterator[str]:
    """What goes otherwise than the row says, in words."""
    address = reverse(name, args=row.args(world) if callable(row.args) else row.args)
    address += f"?{row.query}" if row.query else ""
    for role in ROLES if method in ("GET", "POST") or row.answers(method) else THREE:
        browser = world.browsers[role]
        with _undone(browser), CaptureQueriesContext(connection) as queries:
            response = (
                browser.post(address, **_body(world, row)) if method == "POST" else browser.generic(method, address)
            )
        got = _answer(response)
        expected = row.answers(method)
        if expected is None and got not in REFUSED and not _turned_away(got, role, row, method):
            yield f"{method} {name}: {role} gets {got}, though the table doesn't know this method"
        if expected is not None and got != expected[role]:
            yield f"{method} {name}: {role} gets {got} instead of {expected[role]}"
        if expected is None or got in REFUSED or method in ("GET", "HEAD"):
            yield from (f"{method} {name}: {role} made it write: {sql}" for sql in _writes(queries))


def _body(world: World, row: Row) -> dict[str, Any]:
    """What a POST brings, made anew each time: a file can be read once."""
    if row.body:
        return row.body(world)
    return {"data": row.data(world) if callable(row.data) else row.data}


def _turned_away(got: str, role: str, row: Row, method: str) -> bool:
    """Whether a method that the row doesn't name gets no more than GET: Django tells OPTIONS, allauth redirects first."""
    by_get = (row.answers("GET") or {}).get(role)
    return got == by_get == "302" or (method == "OPTIONS" and got in ("200", by_get))


@contextmanager
def _undone(browser: Client) -> Iterator[None]:
    """Bring the world and the browser's cookies back to what they were: each answer starts from the same."""
    cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies


def _answer(response: HttpResponse) -> str:
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return "in"
    return str(response.status_code)


def _writes(queries: CaptureQueriesContext) -> list[str]:
    return [
        query["sql"][:200]
        for query in queries
        if WRITE.match(query["sql"]) and not WRITES_OF_A_GET.search(query["sql"])
    ]


def test_the_administration_site_is_for_administrators(world: World) -> None:
    names = sorted({name for name in _names(get_resolver().url_patterns) if name.startswith("admin:")})
    addresses = [address for name in names if (address := _without_arguments(name)) and name != "admin:logout"]
    for role in ("stranger", "trainer", "administrator", "disabled"):
        browser = world.browsers[role]
        answers = {address: browser.get(address, follow=True) for address in addresses}
        for address, answer in answers.items():
            if role == "administrator":
                # 403: nothing is added here, and the autocompletion answers questions only.
                assert answer.status_code in (200, 403), (address, answer.status_code)
            elif role in ("stranger", "disabled"):
                assert answer.request["PATH_INFO"] == reverse("account_login"), (role, address)
            else:
                assert answer.status_code == 404, (role, address, answer.status_code)


def _without_arguments(name: str) -> str | None:
    try:
        return reverse(name)
    except Exception:
        return None
