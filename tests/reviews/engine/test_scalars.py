"""What a scalar means, against the answers of Kubernetes' own decoder (scalars.json, written by scalars_table/)."""

import json
from pathlib import Path

import pytest

from reviews.engine.documents import Source
from reviews.engine.scalars import AMBIGUOUS_WORDS, typed
from reviews.engine.unreadable import Unreadable
from reviews.engine.yaml_reading import read_yaml

TABLE = json.loads(Path(__file__).with_name("scalars.json").read_text(encoding="utf-8"))
# libyaml takes this escape of JSON, Kubernetes' decoder does not.
READ_BY_US_ALONE = {'k: "\\/"'}


def same(ours, theirs):
    """Equal in value and in kind: 1 is not true, and not "1"; JSON does not tell 1.0 from 1."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if {type(ours), type(theirs)} <= {int, float}:
        return ours == theirs or float(ours) == float(theirs)
    return type(ours) is type(theirs) and ours == theirs


@pytest.mark.parametrize("row", TABLE, ids=lambda row: repr(row["yaml"]))
def test_a_document_is_read_as_kubernetes_reads_it(row):
    text = Source("table.yaml", row["yaml"], 0).text
    if row.get("refused") and row["yaml"] not in READ_BY_US_ALONE:
        with pytest.raises(Unreadable):
            read_yaml(text)
    elif not row.get("refused"):
        assert same(read_yaml(text).value, row["json"])


@pytest.mark.parametrize("word", sorted(AMBIGUOUS_WORDS))
def test_the_words_we_warn_of_are_truth_values_to_kubernetes(word):
    assert isinstance(typed(word), bool)


def test_a_number_of_five_thousand_digits_is_no_reason_to_fail():
    assert typed("9" * 5000) == "9" * 5000
