"""Silencing a rule from within the manifest, always with a reason.

    metadata:
      annotations:
        portal-ignore/image-tag-latest: "the tag is moved on purpose in this sandbox"   # the whole object
        portal-ignore/web.image-tag-latest: "..."                                       # its container web
    ...
        image: nginx  # portal-ignore image-tag-missing: the mirror serves one version only

An annotation on the Pod template reaches what stands in the template. A comment reaches its own line and the block that
begins there; on a line of its own it speaks for the next one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from reviews.engine.bundle import Bundle
from reviews.engine.documents import SourceDocument
from reviews.engine.fields import Field, Place
from reviews.engine.report import DocumentState, Finding, Suppressed
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource, Suppression
from reviews.engine.tree import Path, walk

PREFIX = "portal-ignore"
_COMMENT = re.compile(rf"#[ \t]*{PREFIX}[ \t]+([A-Za-z0-9_.-]+)[ \t]*(?::[ \t]*([^\r\n]*))?")


class _ByAnnotation(Suppression):
    """Reaches an object, its Pod template, or one container."""

    def __init__(self, field: Field, rule: str, reason: str, resource: Resource, reach: Path) -> None:
        super().__init__(field.document, field.key_mark or field.mark, rule, reason)
        self.field = field
        self.resource = resource
        self.reach = reach

    @property
    def place(self) -> Place:
        return Place(self.document, *self.mark, self.field.path)

    def silences(self, place: Field) -> bool:
        return place.document is self.document and place.path[: len(self.reach)] == self.reach


class _ByComment(Suppression):
    """Reaches a line and the block that begins on it."""

    def __init__(self, document: SourceDocument, mark: tuple[int, int], rule: str, reason: str, line: int) -> None:
        super().__init__(document, mark, rule, reason)
        self.line = line

    def silences(self, place: Field) -> bool:
        return place.document is self.document and self.line in _lines_of(place)


def _lines_of(place: Field) -> list[int]:
    """The line of a place, and those on which the blocks around it begin."""
    lines, base = place.document.source.lines, place.document.base
    found = [lines.line_of(base + place.mark[0])]
    for length in range(1, len(place.path) + 1):
        above = Field(place.document, place.path[:length])
        if not above.exists:
            break
        found.append(lines.line_of(base + (above.key_mark or above.value_mark)[0]))
    return found


class _Wishes:
    """The suppressions of a submission that give a reason, by what they may reach: thousands are looked up at once."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self.by_line: dict[tuple[str, int, int], Suppression] = {}
        self.others: dict[str, list[Suppression]] = defaultdict(list)
        for wish in suppressions:
            if wish.reason and isinstance(wish, _ByComment):
                self.by_line.setdefault((wish.rule, wish.document.number, wish.line), wish)
            elif wish.reason:
                self.others[wish.rule].append(wish)
        self.rules = {rule for rule, _document, _line in self.by_line} | self.others.keys()

    def silencing(self, reported: Reported) -> Suppression | None:
        """The one that silences what a rule reported."""
        rule, place = reported.rule.id, reported.field
        if rule not in self.rules:
            return None
        for wish in self.others.get(rule, ()):
            if wish.silences(place):
                return wish
        if not self.by_line:
            return None
        keys = ((rule, place.document.number, line) for line in _lines_of(place))
        return next((self.by_line[key] for key in keys if key in self.by_line), None)


def suppressions_of(bundle: Bundle, rules: Mapping[str, Rule]) -> list[Suppression]:
    """Every wish to silence a rule in a submission, in the order of the text."""
    found: list[Suppression] = []
    wishful = [document for document in bundle.documents if PREFIX in document.text]
    for document in wishful:
        if document.state is DocumentState.CHECKED:
            found += _comments(document)
    for document in wishful:
        for resource in bundle.resources_in(document):
            found += _annotations(resource)
    for suppression in found:
        rule = rules.get(suppression.rule)
        suppression.is_known = rule is not None
        suppression.runs = rule is not None and bundle.profile.runs(rule.id, rule.tier)
        if rule is None:
            suppression.nearest = next(iter(get_close_matches(suppression.rule[:100], rules, n=1)), "")
    return found


def _annotations(resource: Resource) -> Iterable[Suppression]:
    pod = resource.pod
    places: list[Path] = [()]
    if pod is not None and pod.template:
        places.append(pod.template)
    for place in places:
        annotations = walk(resource.value, (*place, "metadata", "annotations"))
        for key, reason in annotations.items() if isinstance(annotations, dict) else ():
            prefix, _, name = str(key).partition("/")
            if prefix != PREFIX:
                continue
            container, _, rule = name.rpartition(".")
            reach = (*resource.prefix, *place)
            if container and pod is not None:
                reach = next((item.prefix for item in pod.containers if item.name == container), ("no such container",))
            field = resource.at(*place, "metadata", "annotations", key)
            yield _ByAnnotation(field, rule, reason.strip() if isinstance(reason, str) else "", resource, reach)


def _comments(document: SourceDocument) -> Iterable[Suppression]:
    lines = document.source.lines
    next_code = 0  # the line that the comments passed so far speak for
    for match in _COMMENT.finditer(document.text):
        line = lines.line_of(document.base + match.start())
        before = document.source.text[lines.start_of(line) : document.base + match.start()]
        if not before.strip():
            if next_code <= line:
                next_code = _next_code_line(document, line)
            line = next_code
        yield _ByComment(document, match.span(), match.group(1), (match.group(2) or "").strip(), line)


def _next_code_line(document: SourceDocument, line: int) -> int:
    lines = document.source.lines
    while line < len(lines.starts):
        line += 1
        text = document.source.text[lines.start_of(line) : lines.end_of(line)].strip()
        if text and not text.startswith("#"):
            break
    return line


def note_used(reported: Iterable[Reported], bundle: Bundle) -> None:
    """Marks the suppressions that silence something of what the rules reported."""
    wishes = _Wishes(bundle.suppressions)
    for one in reported:
        wish = wishes.silencing(one)
        if wish is not None:
            wish.is_used = True


def suppress(found: list[tuple[Finding, Reported]], bundle: Bundle) -> list[tuple[Finding, Reported]]:
    """The findings, those that a suppression silences marked with its reason."""
    if not bundle.suppressions:
        return found
    wishes = _Wishes(bundle.suppressions)
    result = []
    for finding, reported in found:
        wish = wishes.silencing(reported)
        if wish is not None:
            finding = replace(finding, suppressed=Suppressed(wish.reason, wish.document.span(*wish.mark)))
        result.append((finding, reported))
    return result


def annotation_for(rule: str, container: str = "") -> str:
    """The key of the annotation that silences a rule on an object, or on one of its containers."""
    return f"{PREFIX}/{container}.{rule}" if container else f"{PREFIX}/{rule}"
