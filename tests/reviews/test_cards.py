"""Findings as cards: the most important first, why in two lines, what to write to silence them."""

from __future__ import annotations

from dataclasses import replace

from reviews.annotated import line_of
from reviews.cards import MOST_PRAISE, attached_of, cards_of, groups_of, opening, silencing
from reviews.engine.lines import LineTable
from reviews.engine.report import Edit, Finding, Fix, Related, Severity, Suggestion, Suppressed, Text

WEB = "kind: Deployment\nspec:\n  image: nginx:latest\n  replicas: 2\n"
TEXTS = {"web.yaml": WEB}


def finding(**facts) -> Finding:
    start = WEB.index("nginx")
    given = Finding(
        rule="image-tag-latest",
        severity=Severity.WARNING,
        span=LineTable(WEB).span("web.yaml", start, start + 12),
        message=Text(en="Name a version.", ja="バージョンを書いてください。"),
        path="spec.template.spec.containers[web].image",
        resource="Deployment/default/web",
        document=0,
        fingerprint="a",
    )
    return replace(given, **facts)


def cards(*findings: Finding, **options):
    return cards_of([(str(number), "new", one) for number, one in enumerate(findings)], TEXTS, **options)


def test_errors_come_first_and_silenced_findings_last() -> None:
    silenced = finding(severity=Severity.ERROR, suppressed=Suppressed("a sandbox"))
    made = cards(silenced, finding(severity=Severity.INFO), finding(severity=Severity.ERROR), finding())

    assert [card.key for card in made] == ["2", "3", "1", "0"]
    assert [card.number for card in made] == [1, 2, 3, 4]


def test_praise_stops_before_it_is_noise() -> None:
    praise = [finding(severity=Severity.PRAISE, rule=f"rule-{number}") for number in range(5)]

    assert len(cards(*praise)) == MOST_PRAISE
    assert len(cards(praise[0], praise[0])) == 1


def test_beyond_a_number_cards_leave_why_and_how_for_later() -> None:
    fix = Fix((Edit("web.yaml", 0, 0, "# mended\n"),))
    made = cards(*[finding(fix=fix)] * 3, whole=2)

    assert [card.whole for card in made] == [True, True, False]
    assert [bool(card.hunks) for card in made] == [True, True, False]
    assert made[0].why
    assert made[2].why is None


def test_a_rule_that_is_no_longer_there_keeps_its_findings() -> None:
    (card,) = cards(finding(rule="gone-since"))

    assert card.title.en == "gone-since"
    assert not card.known


def test_a_patch_that_no_longer_fits_the_text_is_left_out() -> None:
    (card,) = cards(finding(fix=Fix((Edit("other.yaml", 0, 1, "x"),))))

    assert card.hunks == ()


def test_a_suggestion_that_stands_elsewhere_is_shown_without_the_indentation_of_its_place() -> None:
    (card,) = cards(finding(suggestion=Suggestion("    a:\n      b: 1\n")))

    assert card.example == "a:\n  b: 1\n"


def test_many_places_of_one_rule_are_one_entry() -> None:
    other = finding(resource="Deployment/default/other")
    groups = groups_of(cards(finding(), other, finding(rule="cpu-limits-missing")))

    assert [len(group.cards) for group in groups] == [2, 1]
    assert groups[0].objects == 2


def test_silenced_findings_and_praise_are_no_entries() -> None:
    assert groups_of(cards(finding(suppressed=Suppressed("why not")), finding(severity=Severity.PRAISE))) == []


def test_the_other_end_points_to_the_card() -> None:
    there = Related(LineTable(WEB).span("web.yaml", 0, 4), Text(en="Named here.", ja="ここです。"))
    here = Related(finding().span, Text(en="Here.", ja="ここ。"))
    (card,) = made = cards(finding(related=(there, here)))
    own, other = attached_of(made)

    assert (own.what, own.line) == (card, 3)
    assert (other.line, other.what.card, other.what.kind) == (1, card, "other-end")


def test_what_is_missing_stands_where_it_would_be_written() -> None:
    assert line_of(finding(missing=True, insert_line=4)) == 4
    assert line_of(finding(missing=True)) == 3


def test_why_is_as_long_as_two_lines_and_ends_with_a_sentence() -> None:
    long = "This is a sentence of some length about tags. " * 20
    japanese = "タグについての文です。" * 40
    text = opening(Text(en=long + "\n\nAnother paragraph.", ja=japanese))

    assert len(text.en) <= 240
    assert text.en.endswith("tags.")
    assert len(text.ja) <= 120
    assert text.ja.endswith("。")


def test_silencing_names_the_container_where_there_is_one() -> None:
    assert "portal-ignore/web.image-tag-latest" in silencing(finding())
    assert "portal-ignore/image-tag-latest" in silencing(finding(path="spec.replicas"))
    assert silencing(finding(resource="")).startswith("# portal-ignore image-tag-latest:")
