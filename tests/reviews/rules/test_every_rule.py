"""What every rule promises, by its own page: the examples a learner reads are what is run here."""

from pathlib import Path

import pytest
import yaml

from reviews.checker import Options, fix_all, review, rule_page, rules
from reviews.engine.profile import Profile
from reviews.engine.registry import load_rules
from reviews.engine.report import Severity, Tier

RULES = rules()
every_rule = pytest.mark.parametrize("rule_id", RULES)
PRACTICES = {
    practice["id"]: practice
    for chapter in yaml.safe_load(Path("lessons/content/practices.yaml").read_text(encoding="utf-8"))["chapters"]
    for practice in chapter["practices"]
}


def with_rule(rule_id, **more):
    """Options under which the rule runs whatever its tier."""
    return Options(profile=Profile("test", on=frozenset({rule_id})), **more)


def only_rule(rule_id):
    """Options under which nothing but the rule runs."""
    return Options(profile=Profile("test", tiers=frozenset(), on=frozenset({rule_id})))


def named(example, number=0):
    """An example as files: the fence's language says what it is; several files are separated by a line `# file: NAME`."""
    ending = {"json": "json", "dockerfile": "Dockerfile"}.get(example.language, "yaml")
    return {f"example-{number}.{ending}": example.text}


def lines_of(report, rule_id):
    return sorted({f.span.line for f in report.findings if f.rule == rule_id and f.suppressed is None})


@every_rule
def test_its_page_has_both_languages_and_examples_of_both_kinds(rule_id):
    page = rule_page(rule_id)
    assert page.bad, "a bad example"
    assert page.good, "a good example"
    assert page.sources, "where the facts come from"
    assert RULES[rule_id].title.en != RULES[rule_id].title.ja
    assert bool(page.contested) == RULES[rule_id].contested


@every_rule
def test_its_findings_on_bad_examples_are_exactly_the_marked_lines(rule_id):
    for example in rule_page(rule_id).bad:
        report = review(named(example), with_rule(rule_id))
        assert not report.failures
        assert lines_of(report, rule_id) == list(example.lines)


@every_rule
def test_its_good_examples_have_no_finding_of_it_and_no_error_of_any_rule(rule_id):
    for example in rule_page(rule_id).good:
        report = review(named(example), with_rule(rule_id))
        praises = RULES[rule_id].severity is Severity.PRAISE
        assert praises or lines_of(report, rule_id) == []
        errors = [f for f in report.findings if f.severity is Severity.ERROR and f.rule not in RULES[rule_id].opposes]
        assert errors == []


@every_rule
def test_its_fixes_give_the_fixed_example_and_twice_changes_nothing(rule_id):
    for example in rule_page(rule_id).bad:
        if example.fixed is None:
            continue
        files = named(example)
        fixed, mended = fix_all(files, only_rule(rule_id))
        assert "".join(fixed.values()) == example.fixed
        assert mended
        again, nothing = fix_all(fixed, only_rule(rule_id))
        assert again == fixed
        assert nothing == []


@every_rule
def test_a_fix_that_it_offers_is_shown_on_its_page(rule_id):
    page = rule_page(rule_id)
    for example in page.bad:
        offers = any(f.fix for f in review(named(example), with_rule(rule_id)).findings if f.rule == rule_id)
        assert offers == (example.fixed is not None), "Fixed stands after its Bad where there is a fix, and only there"


@every_rule
def test_its_examples_cut_short_at_every_character_never_raise(rule_id):
    options = Options(profile=only_rule(rule_id).profile, fixes=False)
    for example in rule_page(rule_id).bad:
        (name,) = named(example)
        for end in range(len(example.text)):
            assert review({name: example.text[:end]}, options).failures == ()


@every_rule
def test_its_examples_in_the_reverse_order_of_rules_give_the_same_report(rule_id, monkeypatch):
    files = {f"{number}.yaml": example.text for number, example in enumerate(rule_page(rule_id).bad)}
    options = with_rule(rule_id, fixes=False)
    forward = review(files, options)
    backward = dict(reversed(RULES.items()))
    monkeypatch.setattr("reviews.checker.rules", lambda: backward)
    assert review(files, options) == forward


@every_rule
def test_its_messages_are_filled_in_and_written_in_both_languages(rule_id):
    for example in rule_page(rule_id).bad:
        for finding in review(named(example), with_rule(rule_id)).findings:
            if finding.rule == rule_id:
                assert finding.message.en != finding.message.ja
                assert "{" not in finding.message.en.replace("{{", "")


@every_rule
def test_it_names_only_practices_that_exist_and_has_a_chapter(rule_id):
    rule = RULES[rule_id]
    assert set(rule.practices) <= PRACTICES.keys()
    assert 1 <= rule.chapter <= 16


def test_rules_are_found_by_their_files_alone(tmp_path, monkeypatch):
    """Adding a rule is adding two files: nothing has to be registered."""
    topic = tmp_path / "rules_of_a_test" / "images"
    topic.mkdir(parents=True)
    (topic.parent / "__init__.py").write_text("")
    (topic / "__init__.py").write_text("")
    (topic / "image_of_a_test.py").write_text(
        "from reviews.engine.report import Severity, Text\n"
        "from reviews.engine.rule import Rule\n"
        "RULE = Rule(__name__, title=Text(en='a', ja='b'), severity=Severity.INFO, chapter=8)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load_rules("rules_of_a_test")["image-of-a-test"].topic == "images"


def test_opinionated_rules_are_off_until_a_profile_switches_them_on():
    default = Profile("default")
    assert not default.runs("any-rule", Tier.OPINIONATED)
    assert Profile("own", on=frozenset({"any-rule"})).runs("any-rule", Tier.OPINIONATED)
