"""Insertions at one place become one: nothing is written twice, and what contradicts stays apart."""

from __future__ import annotations

import pytest

from reviews.engine.report import Edit
from reviews.joining import joined


def at(text: str, start: int = 10, end: int = 10) -> Edit:
    return Edit("web.yaml", start, end, text)


def test_a_parent_that_both_write_is_written_once() -> None:
    both = joined(at("\n  securityContext:\n    runAsNonRoot: true"), at("\n  securityContext:\n    privileged: false"))

    assert both == at("\n  securityContext:\n    runAsNonRoot: true\n    privileged: false")


def test_two_fields_of_one_block_stand_one_after_the_other() -> None:
    both = joined(at("\n  capabilities:\n    drop:\n    - ALL"), at("\n  runAsNonRoot: true"))

    assert both == at("\n  capabilities:\n    drop:\n    - ALL\n  runAsNonRoot: true")


def test_what_goes_on_with_the_inner_block_comes_before_what_closes_it() -> None:
    both = joined(at("\n  securityContext:\n    seccompProfile: {}"), at("\n      runAsNonRoot: true"))

    assert both == at("\n      runAsNonRoot: true\n  securityContext:\n    seccompProfile: {}")


def test_items_of_lists_that_stand_under_their_key_stay_with_it() -> None:
    both = joined(at("\n  drop:\n  - ALL"), at("\n  add:\n  - CHOWN\n  drop:\n  - ALL"))

    assert both == at("\n  drop:\n  - ALL\n  add:\n  - CHOWN")


def test_windows_line_ends_are_kept() -> None:
    assert joined(at("\r\n  a: 1"), at("\r\n  b: 2")) == at("\r\n  a: 1\r\n  b: 2")


@pytest.mark.parametrize(
    "other",
    [
        at("\n  privileged: false"),  # says the contrary
        at("\n  b: 1", start=11, end=11),  # stands elsewhere
        at("\n  b: 1", start=10, end=12),  # replaces something
        at(", b: 1"),  # goes on with its line
    ],
)
def test_what_cannot_be_one_stays_two(other: Edit) -> None:
    assert joined(at("\n  privileged: true"), other) is None
