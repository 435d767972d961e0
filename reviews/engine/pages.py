"""A rule's page: one Markdown file beside its code, whose examples are its tests.

# en
## Why
...
## Where it applies
...
## Contested            (only for contested rules: both sides)
# ja
## なぜ
## 適用される場所
## 議論
# Examples
## Bad                  (one or more; a line with a finding ends in `# <-`, which is not shown)
```yaml
```
## Fixed                (what applying the bad example's fixes gives; right after its Bad)
## Good                 (one or more; no finding of this rule, no ERROR of any)
# Also known as
- checkov: CKV_K8S_10
# Sources
- [Title](https://kubernetes.io/...)
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reviews.engine.report import Text

MARK = re.compile(r"[ \t]*# <-[ \t]*$", re.MULTILINE)
_HEADINGS = {
    "Why": "why",
    "なぜ": "why",
    "Where it applies": "applies",
    "適用される場所": "applies",
    "Contested": "contested",
    "議論": "contested",
}
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"^- \[(.+)\]\((\S+)\)$")


class BadPage(ValueError):
    """A page does not have the outline of a rule's page; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Example:
    """A manifest of a rule's page. `lines` are those with a finding, from 1."""

    text: str
    language: str
    lines: tuple[int, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule's page says."""

    why: Text
    applies: Text
    contested: Text | None
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    peers: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[tuple[str, str], ...] = ()


@cache
def read_page(module: str) -> Page:
    """The page of the rule in a module. Raises BadPage, FileNotFoundError."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise BadPage(f"{module}: no such rule")
    path = Path(spec.origin).with_suffix(".md")
    return parse_page(path.read_text(encoding="utf-8"), path.name)


def parse_page(text: str, name: str) -> Page:
    """A page from its Markdown."""
    parts = _sections(text, "# ", name)
    unknown = parts.keys() - {"en", "ja", "Examples", "Also known as", "Sources"}
    if unknown or not {"en", "ja", "Examples", "Sources"} <= parts.keys():
        raise BadPage(f"{name}: the parts are en, ja, Examples, (Also known as,) Sources; found {', '.join(parts)}")
    texts = {language: _texts(parts[language], name) for language in ("en", "ja")}
    if texts["en"].keys() != texts["ja"].keys():
        raise BadPage(f"{name}: en has {sorted(texts['en'])}, ja has {sorted(texts['ja'])}")
    both = {key: Text(en=texts["en"][key], ja=texts["ja"][key]) for key in texts["en"]}
    bad, good = _examples(parts["Examples"], name)
    return Page(
        why=both["why"],
        applies=both["applies"],
        contested=both.get("contested"),
        bad=bad,
        good=good,
        peers=_peers(parts.get("Also known as", ""), name),
        sources=_sources(parts["Sources"], name),
    )


def _sections(text: str, mark: str, name: str) -> dict[str, str]:
    """Text below each heading of one level; fenced code is left alone."""
    found: dict[str, list[str]] = {}
    title: str | None = None
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if line.startswith(mark) and not fenced:
            title = line[len(mark) :].strip()
            while title in found:  # several Bad and Good
                title += "\u200b"
            found[title] = []
        elif title is not None:
            found[title].append(line)
        elif line.strip():
            raise BadPage(f"{name}: text before the first heading: {line!r}")
    return {key: "\n".join(lines).strip("\n") for key, lines in found.items()}


def _texts(part: str, name: str) -> dict[str, str]:
    found = {}
    for title, body in _sections(part, "## ", name).items():
        if title not in _HEADINGS or not body.strip():
            raise BadPage(f"{name}: heading {title!r} is unknown or empty")
        found[_HEADINGS[title]] = body.strip()
    if not {"why", "applies"} <= found.keys():
        raise BadPage(f"{name}: Why and Where it applies are needed in each language")
    return found


def _examples(part: str, name: str) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    bad: list[Example] = []
    good: list[Example] = []
    for title, body in _sections(part, "## ", name).items():
        title = title.rstrip("\u200b")
        fence = _FENCE.search(body)
        if fence is None:
            raise BadPage(f"{name}: {title} has no fenced example")
        language, code = fence.group(1) or "yaml", fence.group(2)
        if title in ("Bad", "Praised"):
            lines = tuple(code.count("\n", 0, match.start()) + 1 for match in MARK.finditer(code))
            bad.append(Example(MARK.sub("", code), language, lines))
        elif title == "Fixed" and bad:
            last = bad.pop()
            bad.append(Example(last.text, last.language, last.lines, fixed=code))
        elif title == "Good":
            good.append(Example(code, language))
        else:
            raise BadPage(
                f"{name}: {title!r} among the examples; Bad (or Praised), Fixed (after its Bad) and Good are known"
            )
    return tuple(bad), tuple(good)


def _peers(part: str, name: str) -> dict[str, str]:
    found = {}
    for line in part.splitlines():
        if not line.strip():
            continue
        if not line.startswith("- ") or ": " not in line:
            raise BadPage(f"{name}: write '- checker: id', not {line!r}")
        checker, _, known = line[2:].partition(": ")
        found[checker] = known
    return found


def _sources(part: str, name: str) -> tuple[tuple[str, str], ...]:
    found = []
    for line in part.splitlines():
        if not line.strip():
            continue
        match = _LINK.match(line)
        if match is None:
            raise BadPage(f"{name}: write '- [Title](address)', not {line!r}")
        found.append((match.group(1), match.group(2)))
    return tuple(found)
