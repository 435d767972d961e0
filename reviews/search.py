"""What the portal's search finds here: rules, and the manifests that a person may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import access, checker

MOST_MANIFESTS = 500


@dataclass(frozen=True)
class Found:
    """One thing that can be found."""

    title: str
    text: str
    where: str
    url: str


def search_entries(user: Any, language: str) -> Iterator[Found]:
    """Rules with their titles in both languages, then manifests by title and file names, the newest first."""
    for rule in checker.rules().values():
        text = f"{rule.id} {rule.title.en} {rule.title.ja}"
        yield Found(rule.title.in_language(language), text, _("Rules"), reverse("rules:rule", args=[rule.id]))
    rows = access.visible_submissions(user).select_related("author").order_by("-updated_at")[:MOST_MANIFESTS]
    for row in rows:
        yield Found(row.title, row.author.name, _("Manifests"), reverse("reviews:submission", args=[row.public_id]))
