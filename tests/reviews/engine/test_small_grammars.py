"""Quantities, image references and selectors, read as Kubernetes reads them."""

import time
from fractions import Fraction

import pytest

from reviews.engine.image_names import Image, parse_image
from reviews.engine.quantities import parse_quantity, unit_of
from reviews.engine.selectors import matches, matches_labels

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1", 1), (1, 1), (0.5, Fraction(1, 2)), ("500m", Fraction(1, 2)), ("100Mi", 100 * 2**20), ("1.5Gi", 3 * 2**29), ("1k", 1000), ("1e3", 1000), ("1E3", 1000), ("2E", 2 * 10**18),
        ("+1", 1), ("-1", -1), (".5", Fraction(1, 2)), ("1.", 1), ("0", 0), ("1n", Fraction(1, 10**9)), ("1u", Fraction(1, 10**6)), ("1Ki", 1024), ("1Ei", 2**60),
    ],
)  # fmt: skip
def test_a_quantity_means_an_exact_amount(written, amount):
    assert parse_quantity(written) == amount


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1Mb",
        "1 Gi",
        "1KI",
        "1K",
        "Mi",
        "1e",
        "1ee3",
        "1e3Mi",
        "--1",
        "1,5",
        "١",
        "1.5.5",
        "a",
        None,
        True,
        [],
        {},
        "1" * 100,
    ],
)
def test_what_is_no_quantity_means_nothing(written):
    assert parse_quantity(written) is None


def test_an_enormous_exponent_costs_no_time():
    began = time.monotonic()
    for written in ("1e999999999", "1e999", "9e-999", 1e308, "9" * 59):
        parse_quantity(written)
    assert time.monotonic() - began < 1


def test_the_unit_is_what_stands_behind_the_digits():
    assert [unit_of(written) for written in ("1Gi", "1m", "1", 1, "1Mb")] == ["Gi", "m", "", "", ""]


@pytest.mark.parametrize(
    ("reference", "image"),
    [
        ("nginx", Image("docker.io", "nginx", "", "")),
        ("nginx:1.29", Image("docker.io", "nginx", "1.29", "")),
        ("shop/web:a", Image("docker.io", "shop/web", "a", "")),
        ("registry.example.com/web", Image("registry.example.com", "web", "", "")),
        ("registry.example.com:5000/shop/web:a", Image("registry.example.com:5000", "shop/web", "a", "")),
        ("localhost/web", Image("localhost", "web", "", "")),
        ("localhost:5000/web", Image("localhost:5000", "web", "", "")),
        (f"web@{DIGEST}", Image("docker.io", "web", "", DIGEST)),
        (f"web:a@{DIGEST}", Image("docker.io", "web", "a", DIGEST)),
    ],
)
def test_an_image_reference_is_taken_apart(reference, image):
    assert parse_image(reference) == image


@pytest.mark.parametrize(
    "reference", ["", " ", "a b", ":a", "@" + DIGEST, "web:", "web@sha256:1", "web:a:b", "a" * 2_000]
)
def test_what_is_no_image_reference_is_none(reference):
    assert parse_image(reference) is None


LABELS = {"app": "web", "tier": "front"}


@pytest.mark.parametrize(
    ("selector", "is_match"),
    [
        ({}, True),
        ({"matchLabels": {"app": "web"}}, True),
        ({"matchLabels": {"app": "web", "tier": "back"}}, False),
        ({"matchExpressions": [{"key": "app", "operator": "In", "values": ["web", "api"]}]}, True),
        ({"matchExpressions": [{"key": "app", "operator": "In", "values": []}]}, False),
        ({"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["web"]}]}, False),
        ({"matchExpressions": [{"key": "other", "operator": "NotIn", "values": ["web"]}]}, True),
        ({"matchExpressions": [{"key": "app", "operator": "Exists"}, {"key": "x", "operator": "DoesNotExist"}]}, True),
        ({"matchExpressions": [{"key": "x", "operator": "Exists"}]}, False),
        ({"matchExpressions": [{"key": "app", "operator": "Like"}]}, False),
        (None, False),
        ([], False),
        ("app=web", False),
    ],
)
def test_a_label_selector_selects_as_kubernetes_does(selector, is_match):
    assert matches(selector, LABELS) is is_match


def test_a_plain_selector_wants_every_pair():
    assert matches_labels({"app": "web"}, LABELS)
    assert not matches_labels({"app": "web", "x": ""}, LABELS)
