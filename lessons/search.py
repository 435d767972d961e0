"""What the portal's search finds in the course."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.loading import course


class Entry(NamedTuple):
    """One thing to be found: its title, its text, what it is, and where."""

    title: str
    text: str
    where: str
    url: str


def search_entries(user: object, language: str) -> Iterator[Entry]:
    """Every chapter and practice, titles in this language; the same for everybody."""
    for chapter in course().chapters:
        title = chapter.title.in_language(language)
        url = reverse("lessons:chapter", args=[chapter.slug])
        # Both titles are searched: people look for "probe" on Japanese pages too.
        other = chapter.title.in_language("en" if language.startswith("ja") else "ja")
        where = _("Chapter %(number)d") % {"number": chapter.number}
        yield Entry(title, other, where, url)
        for practice in chapter.practices:
            yield Entry(practice.says, practice.id, f"{where}: {title}", f"{url}#{practice.id}")
