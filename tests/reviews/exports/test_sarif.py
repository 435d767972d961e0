"""The report as SARIF: valid by the standard's schema, and true in every place."""

import json
from pathlib import Path

import jsonschema
import pytest

from reviews.exports import export
from tests.reviews.exports.reports import WEB, edition, finding, place, report

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))


def run(told=None, **changes):
    """The one run of the log, after the schema has been asked."""
    log = json.loads(export(told or report(), "sarif", edition(**changes)))
    errors = list(jsonschema.Draft4Validator(SCHEMA).iter_errors(log))
    assert not errors, errors
    (only,) = log["runs"]
    return only


def result(fingerprint, of):
    """The result of a finding."""
    (found,) = (r for r in of["results"] if r["partialFingerprints"] == {"manifestReview/v1": fingerprint})
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_log_is_valid_in_both_languages(language):
    told = run(report(unfinished=True, truncated=2), language=language, base_url="https://portal.example.org")
    word = {"en": "anything", "ja": "何でも"}[language]
    assert word in result("f2", told)["message"]["text"]


def test_columns_count_utf_16_units_as_declared():
    told = run()
    region = result("f3", told)["locations"][0]["physicalLocation"]["region"]
    line = WEB.splitlines()[region["startLine"] - 1].encode("utf-16-le")
    marked = line[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")
    assert (told["columnKind"], marked) == ("utf16CodeUnits", '"受付 😀 web"')


def test_a_rule_brings_its_help_and_where_to_read_more():
    told = run(base_url="https://portal.example.org")
    rules = {rule["id"]: rule for rule in told["tool"]["driver"]["rules"]}
    assert rules["image-tag-latest"]["help"]["markdown"].startswith("A tag can be *moved*.")
    assert rules["image-tag-latest"]["helpUri"] == "https://portal.example.org/rules/image-tag-latest/"
    assert rules["privileged-container"]["defaultConfiguration"]["level"] == "error"
    for found in told["results"]:
        assert told["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]


def test_a_fix_says_what_goes_and_what_comes():
    change = result("f2", run())["fixes"][0]["artifactChanges"][0]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = WEB.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "true"
    assert replacement["insertedContent"]["text"] == "false"


def test_a_silenced_finding_carries_its_reason_and_open_ones_carry_none():
    told = run()
    (suppression,) = result("f4", told)["suppressions"]
    assert suppression["justification"] == "Ours to move, says Chie"
    assert "suppressions" not in result("f1", told)


def test_praise_raises_no_alert():
    assert all(found["ruleId"] != "labels-complete" for found in run()["results"])


def test_what_was_not_checked_is_said():
    (invocation,) = run()["invocations"]
    texts = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert "A bracket [ is never closed." in texts
    assert any("service-without-pods failed" in text for text in texts)


def test_file_names_become_addresses_that_point_to_the_file_only():
    texts = {"a:b 100%#?.yaml": "x: 1\n"}
    odd = finding(span=place("a:b 100%#?.yaml", "x", texts))
    told = run(report(odd, documents=()), files=texts)
    assert (
        told["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "a%3Ab%20100%25%23%3F.yaml"
    )
