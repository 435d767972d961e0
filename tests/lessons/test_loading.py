"""The course's files are read strictly, and mistakes are told with file and line."""

import re
from pathlib import Path

import pytest

from lessons.loading import ContentError, course, load_course

SOUND = """\
chapters:
  - number: 1
    title: {en: Pods, ja: ポッド}
    practices:
      - {id: p01-01, says: "A Pod is the smallest thing that is scheduled"}
"""


def _written(folder: Path, text: str) -> Path:
    (folder / "practices.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_sound_course_is_read(tmp_path: Path) -> None:
    (chapter,) = load_course(_written(tmp_path, SOUND)).chapters
    assert (chapter.slug, chapter.title.ja, chapter.practices[0].id) == ("01-pods", "ポッド", "p01-01")


MISTAKES = {
    "unknown key": (SOUND.replace("says:", "sais:"), 5, "unknown key 'sais'"),
    "key twice": (SOUND.replace("number: 1\n", "number: 1\n    number: 2\n"), 3, "twice"),
    "missing translation": (SOUND.replace(", ja: ポッド", ""), 3, "ja is missing"),
    "empty text": (SOUND.replace("ポッド", "''"), 3, "a text belongs here"),
    "not a list": ("chapters: {number: 1}\n", 1, "a list belongs here"),
    "practice of another chapter": (SOUND.replace("p01-01", "p02-01"), 5, "p02-01 doesn't belong to chapter 1"),
    "chapters out of order": (SOUND.replace("number: 1", "number: 2").replace("p01-", "p02-"), 2, "chapter 1 belongs"),
    "id twice": (SOUND + '      - {id: p01-01, says: "Again"}\n', 6, "stands in line 5"),
    "number in words": (SOUND.replace("number: 1", "number: one"), 2, "whole number"),
    "not YAML": (SOUND.replace("{en: Pods, ja: ポッド}", "{en: Pods"), 4, "isn't YAML"),
}


@pytest.mark.parametrize(("text", "line", "problem"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(ContentError, match=re.escape(f"practices.yaml:{line}: ")) as told:
        load_course(_written(tmp_path, text))
    assert problem in told.value.problem


def test_every_practice_of_the_portals_course_is_found_from_its_id() -> None:
    for chapter in course().chapters:
        for practice in chapter.practices:
            assert course().chapter_of(practice.id) is chapter
        assert course().chapter(chapter.slug) is chapter
