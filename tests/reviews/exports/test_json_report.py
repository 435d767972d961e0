"""The report as JSON: stable, described, read back whole."""

import json
from pathlib import Path

import jsonschema
import pytest

from reviews import exports
from reviews.exports import export
from reviews.exports.json_report import report_from_dict, report_to_dict
from tests.reviews.exports.reports import edition, finding, report

SCHEMA = json.loads((Path(exports.__file__).parent / "report.schema.json").read_text("utf-8"))


def test_a_report_comes_back_from_json_as_it_was():
    told = report(truncated=3, unfinished=True)
    assert report_from_dict(json.loads(export(told, "json", edition()))) == told


def test_the_json_follows_its_published_description():
    jsonschema.validate(report_to_dict(report()), SCHEMA)


def test_the_description_knows_every_key():
    schema = json.loads(json.dumps(SCHEMA))
    told = report_to_dict(report())
    told["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.validate(told, schema)


def test_open_findings_are_counted_and_silenced_ones_and_praise_are_not():
    assert report_to_dict(report())["counts"] == {"error": 1, "warning": 2, "info": 0}


def test_another_form_is_refused_in_words():
    with pytest.raises(ValueError, match="format 1"):
        report_from_dict({**report_to_dict(report()), "format": 99})
    cut = report_to_dict(report())
    del cut["documents"]
    with pytest.raises(ValueError, match="documents"):
        report_from_dict(cut)


def test_values_that_json_does_not_know_become_text():
    odd = finding(parameters={"limit": float("inf"), "long": 10**5000, "names": ("a", "b"), "known": frozenset({"x"})})
    written = json.loads(export(report(odd), "json", edition()), parse_constant=pytest.fail)
    parameters = written["findings"][-1]["parameters"]
    assert parameters.pop("long").startswith("0x")
    assert parameters == {"limit": "inf", "names": ["a", "b"], "known": ["x"]}


def test_half_a_surrogate_pair_can_still_be_written():
    odd = finding(path="metadata.\ud83d")
    export(report(odd), "json", edition()).encode("utf-8")
