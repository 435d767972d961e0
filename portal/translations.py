"""Compiles the texts of locale/ (.po) to what gettext reads (.mo), without the gettext programs."""

import os
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def compile_translations(folder: Path = LOCALE_DIR) -> list[Path]:
    """Compile each .po file that is newer than its .mo; return what was compiled."""
    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        import polib  # only where there is something to compile

        # Another process may be reading: the file appears whole or not at all.
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        compiled.append(target)
    return compiled
