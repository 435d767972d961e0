"""Everything goes wrong at once for a short while; the long run is a command of its own (chaos.py)."""

import pytest

from tests.faults import chaos


@pytest.mark.timeout(400)
def test_nothing_that_was_confirmed_is_lost_or_done_twice() -> None:
    result = chaos.run(seconds=20)
    assert result["confirmed"]
    assert {name: result[name] for name in ("lost", "reviewed twice", "told twice", "open")} == {
        "lost": 0,
        "reviewed twice": 0,
        "told twice": 0,
        "open": 0,
    }, result
