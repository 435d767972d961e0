"""Whatever is handed in, the checker gives a report in words, within seconds."""

import json
import time

import pytest

from reviews.checker import Options, review
from reviews.engine.profile import EVERYTHING
from reviews.engine.report import DocumentState
from reviews.exports.json_report import report_to_dict
from tests.hostile.corpus import CATEGORIES

SECONDS = 20  # the worker's soft limit is 10 s on a machine of its own; what matters here is that it ends
SILENT = (DocumentState.CHECKED, DocumentState.EMPTY)
CASES = [
    pytest.param(make, id=f"{category}: {name}")
    for category, cases in CATEGORIES.items()
    for name, make in cases.items()
]


@pytest.mark.parametrize("make", CASES)
def test_it_ends_in_a_report_in_words(make):
    files = make()
    began = time.monotonic()
    report = review(files, Options(profile=EVERYTHING, fixes=False))
    assert time.monotonic() - began < SECONDS
    assert report.failures == ()
    for document in report.documents:
        assert document.state in SILENT or (document.message and document.message.en and document.message.ja)
    for finding in report.findings:
        text = files[finding.span.file].removeprefix("\ufeff")
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.message.en and finding.message.ja
        assert len(finding.message.en) < 2_000, "a message is a sentence, whatever the manifest holds"
    json.dumps(report_to_dict(report), ensure_ascii=False).encode()
