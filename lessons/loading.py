"""Reads the course's files and refuses, with file and line, what an author got wrong."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify

from lessons.course import Chapter, Course, Practice, Text

CONTENT_DIR = Path(__file__).resolve().parent / "content"
PRACTICE_KEYS = {"id", "says", "today", "checkable", "portal", "source"}


class ContentError(Exception):
    """A mistake in the course's files: where it is, and what is wrong."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file, self.line, self.problem = file, line, problem


class _Reader:
    """One YAML file, read by nodes, since those know their lines."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        try:
            self.root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise ContentError(self.file, line, f"this isn't YAML: {error.problem}") from error

    def wrong(self, node: yaml.Node | None, problem: str) -> ContentError:
        """The error to raise about this node."""
        return ContentError(self.file, node.start_mark.line + 1 if node else 1, problem)

    def fields(self, node: yaml.Node | None, required: set[str], optional: set[str] = frozenset()) -> dict[str, Any]:
        """The nodes of a mapping by key, once the keys are known to be right."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, "a mapping (key: value) belongs here")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in found:
                raise self.wrong(key, f"the key {key.value!r} stands here twice")
            if key.value not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise self.wrong(key, f"unknown key {key.value!r}; these are known: {known}")
            found[key.value] = value
        missing = required - found.keys()
        if missing:
            raise self.wrong(node, f"{', '.join(sorted(missing))} is missing")
        return found

    def items(self, node: yaml.Node) -> list[yaml.Node]:
        """The nodes of a list."""
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(node, "a list belongs here")
        return node.value

    def words(self, node: yaml.Node) -> str:
        """A text that isn't empty."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.wrong(node, "a text belongs here")
        return node.value

    def number(self, node: yaml.Node) -> int:
        """A whole number."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.isdecimal():
            raise self.wrong(node, "a whole number belongs here")
        return int(node.value)


def load_course(content_dir: Path = CONTENT_DIR) -> Course:
    """The course in this folder. Raises ContentError for the first mistake."""
    reader = _Reader(content_dir / "practices.yaml")
    top = reader.fields(reader.root, {"chapters"}, {"study_method"})
    seen: dict[str, int] = {}
    chapters = tuple(_chapter(reader, node, seen) for node in reader.items(top["chapters"]))
    for place, chapter in enumerate(chapters, start=1):
        if chapter.number != place:
            raise reader.wrong(reader.items(top["chapters"])[place - 1], f"chapter {place} belongs here")
    method = reader.items(top["study_method"]) if "study_method" in top else []
    return Course(chapters, tuple(_practice(reader, node, seen) for node in method))


@cache
def course() -> Course:
    """The portal's own course, read once a process."""
    return load_course()


def _chapter(reader: _Reader, node: yaml.Node, seen: dict[str, int]) -> Chapter:
    found = reader.fields(node, {"number", "title", "practices"})
    number = reader.number(found["number"])
    title = reader.fields(found["title"], {"en", "ja"})
    english = reader.words(title["en"])
    practices = tuple(_practice(reader, item, seen) for item in reader.items(found["practices"]))
    for practice, item in zip(practices, reader.items(found["practices"]), strict=True):
        if not practice.id.startswith(f"p{number:02d}-"):
            raise reader.wrong(
                item, f"{practice.id} doesn't belong to chapter {number}: its id begins with p{number:02d}-"
            )
    return Chapter(number, f"{number:02d}-{slugify(english)}", Text(english, reader.words(title["ja"])), practices)


def _practice(reader: _Reader, node: yaml.Node, seen: dict[str, int]) -> Practice:
    found = reader.fields(node, {"id", "says"}, PRACTICE_KEYS - {"id", "says"})
    practice = Practice(**{key: reader.words(value) for key, value in found.items()})
    if practice.id in seen:
        raise reader.wrong(node, f"{practice.id} stands in line {seen[practice.id]} already")
    seen[practice.id] = node.start_mark.line + 1
    return practice
