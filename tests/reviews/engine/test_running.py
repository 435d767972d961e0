"""How rules are run: crashes and slow rules stay alone, the report is the same every time, fingerprints hold."""

import random
import signal

import pytest

from reviews import checker
from reviews.checker import Options, review
from reviews.engine.profile import EVERYTHING, Profile
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Rule
from reviews.engine.subjects import Container, Resource

TITLE = Text(en="a", ja="b")
SAID = Text(en="{name} is here", ja="{name}があります")
PODS = "\n---\n".join(
    f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p{number}}}\nspec:\n  containers:\n"
    f"  - {{name: web, image: nginx}}\n  - {{name: log, image: fluentd}}\n"
    for number in range(3)
)


class OutOfTime(BaseException):
    """Raised from outside, as a worker's time limit is."""


@pytest.fixture
def own_rules(monkeypatch):
    """Rules of the test's own, in place of all others."""
    made = {}

    def rule(name, check, subject=Container):
        made[name] = Rule(f"own.{name}", title=TITLE, severity=Severity.WARNING, chapter=1)
        made[name].each(subject)(check)
        return made[name]

    monkeypatch.setattr(checker, "rules", lambda: made)
    return rule


def test_a_rule_that_crashes_costs_its_own_findings_on_one_object_only(own_rules):
    def crash(container):
        if container.resource.name == "p1":
            raise KeyError("our mistake")
        yield broken.finding(container.at("name"), SAID, name=container.name)

    broken = own_rules("broken", crash)
    sound = own_rules("sound", lambda container: iter([sound.finding(container.at("name"), SAID, name=container.name)]))
    report = review({"a.yaml": PODS})
    assert [finding.rule for finding in report.findings].count("sound") == 6
    assert [finding.rule for finding in report.findings].count("broken") == 4
    assert {failure.rule for failure in report.failures} == {"broken"}
    assert {failure.resource for failure in report.failures} == {"Pod/default/p1"}
    assert "KeyError" in report.failures[0].error


@pytest.mark.parametrize("kind", ["spins", "sleeps"])
def test_a_slow_rule_is_cut_and_the_findings_of_the_others_stay(own_rules, kind):
    def slow(_resource):
        while kind == "spins":
            pass
        signal.pause()

    def out_of_time(_signal, _frame):
        raise OutOfTime

    sound = own_rules("sound", lambda container: iter([sound.finding(container.at("name"), SAID, name=container.name)]))
    own_rules("slow", slow, Resource)
    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        report = review({"a.yaml": PODS}, Options(interrupts=(OutOfTime,)))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert report.unfinished
    assert len(report.findings) == 6
    assert [failure.rule for failure in report.failures] == ["slow"]


def test_a_review_ends_between_two_rules_when_it_is_told_to(own_rules):
    asked = []
    for name in ("one", "two", "three"):
        own_rules(name, lambda container: None)
    report = review({"a.yaml": PODS}, Options(stop=lambda: asked.append(1) or len(asked) > 2))
    assert report.unfinished
    assert len(report.rules_run) == 2


def test_the_same_text_gives_the_same_report_whatever_the_order_of_rules(monkeypatch):
    rules = checker.rules()
    first = review({"a.yaml": PODS}, Options(profile=EVERYTHING))
    shuffled = list(rules.items())
    random.Random(1).shuffle(shuffled)
    monkeypatch.setattr(checker, "rules", lambda: dict(shuffled))
    assert review({"a.yaml": PODS}, Options(profile=EVERYTHING)) == first


def fingerprints(text):
    return {(finding.rule, finding.path, finding.fingerprint) for finding in review({"a.yaml": text}).findings}


def test_a_finding_keeps_its_fingerprint_when_the_text_changes_elsewhere():
    moved = "# a comment\n\n" + PODS.replace("  - {name: web", "  - {name: new, image: x}\n  - {name: web")
    before = {found for found in fingerprints(PODS) if "containers[web]" in found[1]}
    assert before
    assert before <= fingerprints(moved)


def test_equal_findings_are_told_apart():
    twice = PODS.replace("name: log", "name: web")
    report = review({"a.yaml": twice})
    assert len({finding.fingerprint for finding in report.findings}) == len(report.findings)


def test_findings_come_by_place_the_graver_first():
    spans = [(finding.span.start, finding.severity.rank) for finding in review({"a.yaml": PODS}).findings]
    assert spans == sorted(spans)


def test_more_findings_than_the_limit_are_counted(own_rules):
    sound = own_rules(
        "sound", lambda container: iter([sound.finding(container.at("name"), SAID, name=container.name)] * 400)
    )
    report = review({"a.yaml": PODS})
    assert len(report.findings) + report.truncated == 2_400
    assert report.truncated > 0


def test_a_fix_that_brings_something_worse_is_not_offered(own_rules):
    from reviews.engine.writing import set_value

    def wish(container):
        if container.text("image") == "nginx":
            yield mild.finding(container.at("image"), SAID, name="nginx", fix=set_value(container.at("image"), "worse"))

    def refuse(container):
        if container.text("image") == "worse":
            yield grave.finding(container.at("image"), SAID, name="worse")

    mild, grave = own_rules("mild", wish), own_rules("grave", refuse)
    assert [finding.fix for finding in review({"a.yaml": PODS}, Options(profile=Profile("own"))).findings] == [None] * 3
