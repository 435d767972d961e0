"""Mixed journeys against a running portal: pages and submissions of several people at once.

    python benchmarks/portal_load.py --account aiko@example.org:password [--account ...] [--url http://127.0.0.1:8000]
                                     [--seconds 30] [--requests 2000] [--submissions 20]

Told are median, 95th percentile and errors of each page, how long a submission took until its findings could be read, and
how many accepted submissions had no result at the end (must be 0). It speaks to this machine only, and ends by itself.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import statistics
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_SECONDS, MOST_REQUESTS, MOST_SUBMISSIONS = 600, 100_000, 2_000
RESULT_SECONDS = 60  # how long an accepted submission may take before it counts as lost
POLL_SECONDS = 0.2
PAGES = {
    "home": "/",
    "manifests": "/manifests/",
    "submit": "/manifests/submit/",
    "learn": "/learn/",
    "practise": "/practise/",
    "recall": "/recall/",
    "rules": "/rules/",
    "a rule": "/rules/image-tag-latest/",
    "search": "/search/?q=probe",
}
MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-{unique}
spec:
  selector: {{matchLabels: {{app: web-{unique}}}}}
  template:
    metadata: {{labels: {{app: web-{unique}}}}}
    spec:
      containers:
        - name: web
          image: nginx:latest
"""


@dataclass
class Ledger:
    """What happened, as the client saw it."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    accepted: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    asked_to_wait: int = 0
    requests: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, name: str, seconds: float, status: int, *expected: int) -> None:
        with self.lock:
            self.requests += 1
            self.seconds[name].append(seconds)
            if status not in expected:
                self.errors[f"{name} ({status})"] += 1


class Browser:
    """One signed-in person: cookies, one connection."""

    def __init__(self, address: str, ledger: Ledger) -> None:
        place = urlsplit(address)
        self.host, self.port = place.hostname or "", place.port or 80
        self.ledger = ledger
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection(self.host, self.port, timeout=30)

    def ask(
        self, name: str, path: str, *expected: int, body: bytes | None = None, kind: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """One request, timed until its last byte. A connection that breaks is an error with status 0."""
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if body is not None:
            csrf = next((value for key, value in self.cookies.items() if key.endswith("csrf")), "")
            origin = f"http://{self.host}:{self.port}"
            headers |= {"Content-Type": kind, "X-CSRFToken": csrf, "Referer": origin + path, "Origin": origin}
        start = time.perf_counter()
        try:
            self.connection.request("GET" if body is None else "POST", path, body, headers)
            response = self.connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.ledger.tell(name, time.perf_counter() - start, 0, *expected)
            return 0, {}, b""
        self.ledger.tell(name, time.perf_counter() - start, response.status, *expected)
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(line).items()}
        return response.status, dict(response.headers), content

    def sign_in(self, email: str, password: str) -> bool:
        """Through the page, as a person does."""
        _status, _headers, page = self.ask("sign-in page", "/accounts/login/", 200)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        fields = {"login": email, "password": password, "csrfmiddlewaretoken": token[1].decode() if token else ""}
        kind = "application/x-www-form-urlencoded"
        status, _headers, _page = self.ask(
            "sign in", "/accounts/login/", 302, body=urlencode(fields).encode(), kind=kind
        )
        return status == 302

    def submit(self, unique: str) -> None:
        """Hands a manifest in and waits for its review, as the page does."""
        files = [{"name": "web.yaml", "text": MANIFEST.format(unique=unique)}]
        body = json.dumps({"title": f"load {unique}", "files": files}).encode()
        start = time.perf_counter()
        status, headers, answer = self.ask("hand in", "/api/submissions", 201, 429, body=body, kind="application/json")
        if status == 429:
            with self.ledger.lock:
                self.ledger.asked_to_wait += 1
            time.sleep(min(float(headers.get("Retry-After") or 1), 5))
            return
        if status != 201:
            return
        accepted = json.loads(answer)
        with self.ledger.lock:
            self.ledger.accepted.append(accepted["id"])
        self.wait_for(accepted, start)

    def wait_for(self, accepted: dict, start: float) -> None:
        """Asks for the state until the findings can be read."""
        path = f"/api/submissions/{accepted['id']}/revisions/{accepted['revision']}"
        while time.perf_counter() - start < RESULT_SECONDS:
            status, _headers, answer = self.ask("ask for the state", path, 200, 429)
            if status == 200 and json.loads(answer)["state"] not in ("queued", "running"):
                with self.ledger.lock:
                    self.ledger.answered.append(accepted["id"])
                    self.ledger.seconds["SUBMIT TO RESULT"].append(time.perf_counter() - start)
                page = f"/manifests/{accepted['id']}/{accepted['revision']}/"
                self.ask("annotated page", page, 200)
                return
            time.sleep(POLL_SECONDS if status == 200 else 1)


def journey(browser: Browser, number: int, arguments: argparse.Namespace, end: float, turns: list[int]) -> None:
    """Pages at random, now and then a submission, until time or requests are used up."""
    choice = random.Random(number)
    while time.perf_counter() < end and browser.ledger.requests < arguments.requests:
        with browser.ledger.lock:
            unique = turns.pop() if turns and choice.random() < 0.2 else None
        if unique is not None:
            browser.submit(f"{int(time.time())}-{number}-{unique}")
        else:
            name = choice.choice(list(PAGES))
            browser.ask(name, PAGES[name], 200)


def main() -> int:
    arguments = parsed_arguments()
    ledger = Ledger()
    browsers = []
    for account in arguments.account:
        browser = Browser(arguments.url, ledger)
        if not browser.sign_in(*account.split(":", 1)):
            print(f"Could not sign in as {account.split(':')[0]} at {arguments.url}.", file=sys.stderr)
            return 2
        browsers.append(browser)
    turns = list(range(arguments.submissions))
    start = time.perf_counter()
    people = [
        threading.Thread(
            target=journey, args=(browser, number, arguments, start + arguments.seconds, turns), daemon=True
        )
        for number, browser in enumerate(browsers)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join(arguments.seconds + 2 * RESULT_SECONDS)
    return report(ledger, time.perf_counter() - start)


def report(ledger: Ledger, seconds: float) -> int:
    print(f"{'page':22}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for name, taken in sorted(ledger.seconds.items()):
        print(f"{name:22}{len(taken):>9}{statistics.median(taken) * 1000:>9.0f}{percentile(taken, 95) * 1000:>9.0f}")
    lost = set(ledger.accepted) - set(ledger.answered)
    print(f"\n{ledger.requests} requests in {seconds:.0f} s: {ledger.requests / seconds:.0f} a second")
    print(f"submissions: {len(ledger.accepted)} accepted, {ledger.asked_to_wait} asked to wait, {len(lost)} lost")
    for name, number in ledger.errors.items():
        print(f"ERROR {name}: {number}")
    return 1 if lost or ledger.errors else 0


def percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="the portal, on this machine")
    parser.add_argument(
        "--account", action="append", required=True, metavar="EMAIL:PASSWORD", help="repeat for more people"
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--submissions", type=int, default=20)
    arguments = parser.parse_args()
    if urlsplit(arguments.url).scheme != "http" or urlsplit(arguments.url).hostname not in LOOPBACK:
        parser.error("--url has to be an http address of this machine (127.0.0.1)")
    arguments.seconds = min(arguments.seconds, MOST_SECONDS)
    arguments.requests = min(arguments.requests, MOST_REQUESTS)
    arguments.submissions = min(arguments.submissions, MOST_SUBMISSIONS)
    return arguments


if __name__ == "__main__":
    sys.exit(main())
