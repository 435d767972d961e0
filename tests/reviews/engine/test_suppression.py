"""Silencing a rule from within the manifest: where it reaches, and that it needs a reason."""

import pytest

from reviews.checker import Options, review
from reviews.engine.profile import Profile

RULE = "image-tag-latest"
OTHERS = ("suppression-unused", "suppression-unknown-rule", "suppression-without-reason")
OPTIONS = Options(profile=Profile("test", tiers=frozenset(), on=frozenset({RULE, *OTHERS})), fixes=False)
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {{{on_object}}}
spec:
  template:
    metadata:
      annotations: {{{on_template}}}
    spec:
      containers:
      - name: web  {at_item}
        # {above}
        image: nginx:latest  {at_line}
      - name: log
        image: fluentd:latest
"""


def reviewed(**places):
    """Which containers' findings are silenced, and what is said about the suppressions."""
    parts = dict.fromkeys(("on_object", "on_template", "at_item", "above", "at_line"), "") | places
    report = review({"a.yaml": DEPLOYMENT.format(**parts)}, OPTIONS)
    silenced = {finding.path.partition("[")[2].partition("]")[0] for finding in report.findings if finding.suppressed}
    return silenced, [finding.rule for finding in report.findings if finding.rule in OTHERS]


@pytest.mark.parametrize(
    ("places", "silenced"),
    [
        ({"on_object": f'portal-ignore/{RULE}: "a sandbox"'}, {"web", "log"}),
        ({"on_template": f'portal-ignore/{RULE}: "a sandbox"'}, {"web", "log"}),
        ({"on_object": f'portal-ignore/log.{RULE}: "a sandbox"'}, {"log"}),
        ({"at_line": f"# portal-ignore {RULE}: a sandbox"}, {"web"}),
        ({"above": f"portal-ignore {RULE}: a sandbox"}, {"web"}),
        ({"at_item": f"# portal-ignore {RULE}: a sandbox"}, {"web"}),
    ],
)
def test_it_reaches_the_object_the_container_or_the_line_and_no_farther(places, silenced):
    assert reviewed(**places) == (silenced, [])


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ({"on_object": f'portal-ignore/{RULE}: ""'}, ["suppression-without-reason"]),
        ({"at_line": f"# portal-ignore {RULE}"}, ["suppression-without-reason"]),
        ({"on_object": 'portal-ignore/image-tag-newest: "a sandbox"'}, ["suppression-unknown-rule"]),
        ({"on_object": f'portal-ignore/nobody.{RULE}: "a sandbox"'}, ["suppression-unused"]),
    ],
)
def test_one_that_silences_nothing_is_itself_told(places, told):
    assert reviewed(**places) == (set(), told)


def test_a_silenced_finding_stays_in_the_report_with_its_reason():
    text = DEPLOYMENT.format(
        on_object=f'portal-ignore/{RULE}: "a sandbox"', on_template="", at_item="", above="", at_line=""
    )
    report = review({"a.yaml": text}, OPTIONS)
    assert [finding.suppressed.reason for finding in report.findings] == ["a sandbox", "a sandbox"]
    assert report.open_findings == ()
    assert {finding.suppressed.span.line for finding in report.findings} == {5}


def test_it_is_not_told_to_be_unused_where_its_rule_is_switched_off():
    text = DEPLOYMENT.format(
        on_object=f'portal-ignore/{RULE}: "a sandbox"', on_template="", at_item="", above="", at_line=""
    )
    off = Options(profile=Profile("test", tiers=frozenset(), on=frozenset(OTHERS)), fixes=False)
    assert review({"a.yaml": text}, off).findings == ()


def test_several_comments_above_a_line_speak_for_it_together():
    above = f"portal-ignore other-rule: no\n        # portal-ignore {RULE}: a sandbox"
    assert reviewed(above=above) == ({"web"}, ["suppression-unknown-rule"])
