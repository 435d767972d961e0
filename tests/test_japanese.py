"""The interface is in Japanese, all of it: every marked text has its translation, with the same placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from portal.translations import LOCALE_DIR

APPS = ("activity", "people", "reviews", "lessons", "quizzes", "progress", "portal")
MARKERS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
# templatize writes every tag as a call of gettext or ngettext, whose texts are Python literals.
MARKED = re.compile(
    r"""\b(n?gettext|_)\(\s*u?((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))(?:\s*,\s*u?('(?:[^'\\]|\\.)*'))?"""
)
CATALOGUE = polib.pofile(str(LOCALE_DIR / "ja" / "LC_MESSAGES" / "django.po"))


def _marked_in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _marked_in_template(path: Path) -> Iterator[str]:
    for found in MARKED.finditer(templatize(path.read_text(encoding="utf-8"), origin=path.name)):
        yield ast.literal_eval(found.group(2))


def _marked() -> Iterator[tuple[str, str]]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            yield from ((text, str(path.relative_to(root))) for text in _marked_in_python(path))
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            yield from ((text, str(path.relative_to(root))) for text in _marked_in_template(path))


def test_every_marked_text_is_in_the_catalogue() -> None:
    known = {entry.msgid for entry in CATALOGUE if not entry.obsolete}
    missing = sorted({f"{place}: {text!r}" for text, place in _marked() if text and text not in known})
    assert not missing, "Run makemessages (see the head of django.po) and translate:\n" + "\n".join(missing)


def test_every_text_of_the_catalogue_is_translated() -> None:
    left = [entry.msgid for entry in CATALOGUE if not entry.obsolete and not entry.translated()]
    assert not left, "Translate: " + "; ".join(left)


@pytest.mark.parametrize(
    "entry", [entry for entry in CATALOGUE if not entry.obsolete], ids=lambda entry: entry.msgid[:60]
)
def test_a_translation_fills_in_what_its_text_fills_in(entry: polib.POEntry) -> None:
    wanted = {_placeholders(entry.msgid), _placeholders(entry.msgid_plural or entry.msgid)}
    for translation in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        # Of singular and plural, the one may say "one" where the other fills in the number.
        assert _placeholders(translation) in wanted, translation
        assert translation.startswith("\n") == entry.msgid.startswith("\n")


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(found.group(0) for found in PLACEHOLDER.finditer(text))


def test_japanese_punctuation_is_japanese() -> None:
    for entry in CATALOGUE:
        for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not re.search(r"[\u3040-\u9fff][,.?!:;](?=\s|$)", translation), translation
