"""Take pictures of every page: 1280 and 375 pixels wide, light and dark, English and Japanese.

    .venv/bin/python -m tests.browser.pictures              every page
    .venv/bin/python -m tests.browser.pictures home learn   these pages of pages.py
    .venv/bin/python -m tests.browser.pictures readme       the README's own, into docs/

The others go to .data/pictures/, which git ignores.
"""

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    os.environ["PORTAL_TEST_PICTURES"] = " ".join(sys.argv[1:])
    sys.exit(pytest.main([str(Path(__file__).with_name("picture_taking.py")), "-q", "-p", "no:xdist"]))
