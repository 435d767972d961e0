"""A real browser on the live site: Debian's Chromium, people signed in, and a watch over what its console says."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from people.models import Team, User
from tests.browser.pages import STRANGER, Scene
from tests.services import program


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, without the calls it makes for itself; root has no sandbox."""
    arguments = ["--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": program("chromium", "chromium"), "args": arguments}


@pytest.fixture
def scene(harbour: Team, orchard: Team, aiko: User, ben: User, chie: User, dan: User, erin: User, frank: User) -> Scene:
    """Everybody of every test, for pages.py."""
    return Scene(harbour, orchard, aiko, ben, chie, dan, erin, frank)


class Watch:
    """Collects what a browser complains about: broken content policy, script errors, requests to elsewhere."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of this context."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script error: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that is meant to be a 404 is told by the browser as a failed resource.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _request(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith((self.home, "data:")):
            self.complaints.append(f"a request to elsewhere: {url}")


@pytest.fixture
def watch(live_server: object) -> Iterator[Watch]:
    """Fail the test where a page broke the content policy, a script failed or something came from elsewhere."""
    watch = Watch(live_server.url)  # type: ignore[attr-defined]
    yield watch
    assert not watch.complaints, "\n".join(watch.complaints)


@pytest.fixture
def open_as(live_server: object, scene: Scene, browser: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a browser window as somebody of the scene, or as a stranger.

    It takes the person's name and Playwright's context options (viewport, color_scheme, locale, java_script_enabled).
    """
    contexts: list[BrowserContext] = []

    def open_as(who: str = STRANGER, **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)  # type: ignore[attr-defined, arg-type]
        contexts.append(context)
        watch.over(context)
        if who != STRANGER:
            client = Client()
            client.force_login(getattr(scene, who))
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])  # type: ignore[attr-defined]
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()
