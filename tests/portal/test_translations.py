"""Japanese texts are compiled when their source changed, and only then."""

import gettext
import os
from pathlib import Path

from portal.translations import compile_translations

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Submit"\nmsgstr "提出する"\n'


def test_a_text_is_compiled_once_and_again_after_a_change(tmp_path: Path) -> None:
    source = tmp_path / "ja" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    (target,) = compile_translations(tmp_path)
    assert compile_translations(tmp_path) == []
    with target.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Submit") == "提出する"
    source.write_text(PO.replace("提出する", "送信する"), encoding="utf-8")
    later = target.stat().st_mtime + 5
    os.utime(source, (later, later))
    assert compile_translations(tmp_path) == [target]
