"""The rules as a catalogue: searched in either language, by topic; pages and examples ready to be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reviews import annotated, checker
from reviews.engine.lines import split_lines
from reviews.engine.pages import Example
from reviews.engine.rule import Rule
from reviews.patches import Row, rows_between

_TOPICS = {
    "schema": _("Schema"),
    "images": _("Images"),
    "resources": _("CPU and memory"),
    "probes": _("Probes"),
    "namespaces": _("Namespaces"),
    "labels": _("Labels and selectors"),
    "scheduling": _("Scheduling"),
    "availability": _("Availability"),
    "autoscaling": _("Autoscaling"),
    "privileges": _("Privileges"),
    "volumes": _("Volumes"),
    "workloads": _("Workloads"),
    "networking": _("Networking"),
    "configuration": _("Configuration"),
    "secrets": _("Secrets"),
    "access": _("Access"),
    "clusters": _("Clusters"),
    "delivery": _("Delivery"),
    "dockerfiles": _("Dockerfiles"),
    "monitoring": _("Monitoring"),
}


@dataclass(frozen=True)
class Topic:
    """Rules that belong together."""

    name: str
    title: str
    rules: list[Rule]


@dataclass(frozen=True)
class ShownExample:
    """An example with its colours: `wrong` are the lines with a finding, `change` leads to the mended text."""

    lines: tuple[annotated.Line, ...]
    wrong: frozenset[int]
    change: tuple[Row, ...] = ()


def search(query: str, *, severity: str = "") -> list[Rule]:
    """The rules in which every word of the query occurs: in the id, the title in either language, other checkers' names."""
    wanted = _folded(query).split()
    return [
        rule
        for rule in checker.rules().values()
        if (not severity or rule.severity.value == severity) and all(word in _text_of(rule) for word in wanted)
    ]


def topics(found: Iterable[Rule]) -> list[Topic]:
    """The rules by topic, the most important first."""
    by_topic: dict[str, list[Rule]] = {}
    for rule in found:
        by_topic.setdefault(rule.topic, []).append(rule)
    order = [*_TOPICS, *sorted(by_topic.keys() - _TOPICS.keys())]
    return [
        Topic(
            name, str(_TOPICS.get(name, name)), sorted(by_topic[name], key=lambda rule: (rule.severity.rank, rule.id))
        )
        for name in order
        if name in by_topic
    ]


def shown_example(example: Example) -> ShownExample:
    """An example of a rule's page, ready for the page."""
    name = {"json": "example.json", "dockerfile": "Dockerfile"}.get(example.language, "example.yaml")
    lines = annotated.excerpt(name, example.text, 1, len(split_lines(example.text))).lines
    change: tuple[Row, ...] = ()
    if example.fixed is not None:
        change = tuple(rows_between(split_lines(example.text), split_lines(example.fixed)))
    return ShownExample(lines, frozenset(example.lines), change)


def flowing(markdown: str, language: str) -> str:
    """A page's Markdown with each paragraph on one line: its source breaks lines where the editor's window ended.

    Between two Japanese characters a line break stands for nothing, elsewhere for a space.
    """
    blocks = re.split(r"\n{2,}", markdown)
    return "\n\n".join(
        block if block.startswith(("```", "|", "    ")) else _on_one_line(block, language) for block in blocks
    )


def _on_one_line(block: str, language: str) -> str:
    if language.startswith("ja"):
        block = re.sub(r"(?<=[^\x00-\x7f])\n[ \t]*(?=[^\x00-\x7f])", "", block)
    return re.sub(r"\n[ \t]*(?![ \t]*(?:[-*]|\d+\.)[ \t])", " ", block)


def _text_of(rule: Rule) -> str:
    peers: Mapping[str, str] = checker.rule_page(rule.id).peers
    return _folded(" ".join([rule.id, rule.title.en, rule.title.ja, *rule.kinds, *peers.values()]))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
