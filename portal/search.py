"""Finding lessons, rules and manifests by words of either language.

An app offers a module search.py with `search_entries(user, language)`, which yields Entry-like objects. Titles and stems
only: nothing that gives away an answer.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

MOST_SHOWN = 50
LONGEST_QUERY = 200
# Japanese has no blanks between words: pairs of its characters are searched for instead.
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々ー]+")
WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+(?:[-.][^\W\u3040-\u30ff\u3400-\u9fff]+)*")


class Entry(Protocol):
    """One thing that can be found."""

    title: str
    text: str
    where: str
    url: str


def folded(text: str) -> str:
    """Return `text` with width, case and accents of compatibility forms made equal."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms(query: str) -> list[str]:
    """Return what has to occur: words, and the pairs of neighbouring Japanese characters."""
    text = folded(query[:LONGEST_QUERY])
    found = WORD.findall(text)
    for run in JAPANESE.findall(text):
        found += [run[start : start + 2] for start in range(max(1, len(run) - 1))]
    return list(dict.fromkeys(found))


def weight(entry: Entry, wanted: list[str]) -> int:
    """Return how well the entry fits, 0 where a term is missing; a term in the title counts most."""
    title, text = folded(entry.title), folded(entry.text)
    if not wanted or not all(term in title or term in text for term in wanted):
        return 0
    return sum(5 if term in title else 1 for term in wanted)


def matches(query: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that hold every term of the query, the best first."""
    wanted = terms(query)
    weighed = [(weight(entry, wanted), entry) for entry in entries]
    best_first = sorted((pair for pair in weighed if pair[0]), key=lambda pair: -pair[0])
    return [entry for _, entry in best_first]


def all_entries(user: object, language: str) -> Iterator[Entry]:
    """Yield what each app offers this person, titles in this language."""
    for config in apps.get_app_configs():
        if "." not in config.name and find_spec(f"{config.name}.search") and config.name != "portal":
            yield from import_module(f"{config.name}.search").search_entries(user, language)


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words of ?q=."""
    query = request.GET.get("q", "").strip()
    found = matches(query, all_entries(request.user, get_language() or "en")) if query else []
    context = {"query": query, "found": found[:MOST_SHOWN], "count": len(found), "most": MOST_SHOWN}
    return render(request, "portal/search.html", context)
