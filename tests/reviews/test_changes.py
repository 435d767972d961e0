"""What becomes of a finding from one revision to the next."""

from __future__ import annotations

from dataclasses import replace

from reviews.changes import Became, Reviewed, Seen, State, compare

RULEBOOK = ("rules-1", "1.37", "default")
TAG = Seen("image-tag-latest", "Deployment/default/web", "web.yaml", asks=True)
PROBE = Seen("readiness-probe-missing", "Deployment/default/web", "web.yaml", asks=True)


def reviewed(**facts) -> Reviewed:
    return replace(
        Reviewed(
            findings={},
            objects={"Deployment/default/web": "text 1"},
            files=frozenset({"web.yaml"}),
            unread=frozenset(),
            rules_run=frozenset({TAG.rule, PROBE.rule}),
            crashed=frozenset(),
            rulebook=RULEBOOK,
            complete=True,
        ),
        **facts,
    )


def test_everything_in_a_first_revision_is_new():
    assert compare(None, reviewed(findings={"a": TAG})).states == {"a": State.NEW}


def test_a_finding_that_both_have_is_still_open():
    changes = compare(reviewed(findings={"a": TAG}), reviewed(findings={"a": TAG}))

    assert changes.states == {"a": State.STILL_OPEN}
    assert changes.outcomes == {}


def test_a_finding_is_fixed_where_the_object_is_there_and_the_rule_ran_and_is_silent():
    after = reviewed(objects={"Deployment/default/web": "text 2"})

    assert compare(reviewed(findings={"a": TAG}), after).outcomes == {"a": Became.FIXED}


def test_a_finding_whose_object_was_removed_is_gone_and_not_fixed():
    assert compare(reviewed(findings={"a": TAG}), reviewed(objects={})).outcomes == {"a": Became.GONE}


def test_a_finding_about_no_object_is_gone_with_its_file():
    dockerfile = Seen("dockerfile-user", "", "Dockerfile", asks=True)
    before = reviewed(
        findings={"a": dockerfile}, files=frozenset({"Dockerfile"}), rules_run=frozenset({dockerfile.rule})
    )

    assert compare(before, reviewed()).outcomes == {"a": Became.GONE}
    assert compare(before, replace(before, findings={})).outcomes == {"a": Became.FIXED}


def test_nothing_is_called_fixed_that_nobody_looked_at():
    before = reviewed(findings={"a": TAG})
    out_of_time = reviewed(complete=False, rules_run=frozenset())
    crashed = reviewed(crashed=frozenset({(TAG.rule, TAG.resource)}))
    unread = reviewed(objects={}, unread=frozenset({"web.yaml"}))

    for after in (out_of_time, crashed, unread):
        assert compare(before, after).outcomes == {}


def test_a_rule_that_no_longer_runs_has_changed_the_rules_not_fixed_anything():
    after = reviewed(rules_run=frozenset(), rulebook=("rules-2", "1.37", "default"))

    assert compare(reviewed(findings={"a": TAG}), after).outcomes == {"a": Became.RULES_CHANGED}


def test_newer_rules_that_are_silent_about_the_same_text_have_changed_the_rules():
    after = reviewed(rulebook=("rules-2", "1.37", "default"))

    assert compare(reviewed(findings={"a": TAG}), after).outcomes == {"a": Became.RULES_CHANGED}


def test_with_the_same_rules_a_new_finding_comes_from_the_last_change():
    after = reviewed(findings={"a": TAG}, objects={"Deployment/default/web": "text 2"})

    assert compare(reviewed(), after).states == {"a": State.NEW_BY_CHANGE}


def test_newer_rules_are_told_apart_from_the_last_change():
    newer = ("rules-2", "1.37", "default")
    same_text = reviewed(findings={"a": TAG}, rulebook=newer)
    other_text = replace(same_text, objects={"Deployment/default/web": "text 2"})

    assert compare(reviewed(), same_text).states == {"a": State.NEW_BY_RULES}
    assert compare(reviewed(), other_text).states == {"a": State.NEW_BY_CHANGE}
    assert compare(reviewed(rules_run=frozenset()), other_text).states == {"a": State.NEW_BY_RULES}


def test_after_a_review_that_ran_out_of_time_nobody_is_blamed_for_what_is_new():
    before = reviewed(complete=False, rules_run=frozenset({PROBE.rule}))

    assert compare(before, reviewed(findings={"a": TAG})).states == {"a": State.NEW}


def test_praise_and_silenced_findings_have_no_outcome():
    assert compare(reviewed(findings={"a": replace(TAG, asks=False)}), reviewed()).outcomes == {}
