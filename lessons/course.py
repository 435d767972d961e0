"""The course as values: chapters and the practices they teach. Frozen; made by lessons/loading.py."""

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    en: str
    ja: str

    def in_language(self, language: str) -> str:
        """The words in this language; English for one that the course doesn't have."""
        return self.ja if language.startswith("ja") else self.en


@dataclass(frozen=True)
class Practice:
    """One statement of the course. `says` is in English; `checkable` tells what a rule can see of it."""

    id: str
    says: str
    today: str = ""
    checkable: str = ""
    portal: str = ""
    source: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter: its number, its name in addresses, its title, what it teaches."""

    number: int
    slug: str
    title: Text
    practices: tuple[Practice, ...]


@dataclass(frozen=True)
class Course:
    """Every chapter in order, and the advice on how to study."""

    chapters: tuple[Chapter, ...]
    study_method: tuple[Practice, ...] = field(default=())

    def chapter(self, slug: str) -> Chapter | None:
        """The chapter of this name."""
        return self._by_slug.get(slug)

    def chapter_of(self, practice_id: str) -> Chapter | None:
        """The chapter that teaches this practice."""
        return self._by_practice.get(practice_id)

    def around(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapters before and after this one."""
        place = self.chapters.index(chapter)
        before = self.chapters[place - 1] if place else None
        after = self.chapters[place + 1] if place + 1 < len(self.chapters) else None
        return before, after

    @cached_property
    def _by_slug(self) -> dict[str, Chapter]:
        return {chapter.slug: chapter for chapter in self.chapters}

    @cached_property
    def _by_practice(self) -> dict[str, Chapter]:
        return {practice.id: chapter for chapter in self.chapters for practice in chapter.practices}
