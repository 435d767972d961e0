"""Kubernetes' schemas, the life cycle of its API versions, and what is said about a disagreement."""

import itertools

import pytest

from reviews.checker import Options, fix_all, review
from reviews.engine.profile import Profile
from reviews.engine.report import Severity
from reviews.schemas import DEFAULT_KUBERNETES, KUBERNETES_VERSIONS, packed
from reviews.schemas.lifecycle import life_cycle, minor

RULES = ("schema-violation", "schema-unknown-field", "schema-kind-unknown", "api-version-removed", "api-version-deprecated", "object-duplicate", "name-missing-or-invalid")  # fmt: skip
POD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  {spec}\n  containers:\n    - name: web\n      {container}\n"


def found(text, kubernetes=DEFAULT_KUBERNETES, **files):
    options = Options(profile=Profile("test", tiers=frozenset(), on=frozenset(RULES)), kubernetes=kubernetes)
    return review({"a.yaml": text, **files}, options).findings


def told(spec="restartPolicy: Always", container="image: nginx"):
    """The one thing that is said about a Pod."""
    (finding,) = found(POD.format(spec=spec, container=container))
    return finding


@pytest.mark.parametrize("version", KUBERNETES_VERSIONS)
def test_every_kind_of_every_version_has_a_validator_that_takes_and_refuses(version):
    for key, name in packed.kinds(version).items():
        api_version, kind = key.split()
        validator = packed.validator(version, name)
        assert not validator.is_valid({"apiVersion": api_version, "kind": kind, "frobnicate": 1}), key
        assert not validator.is_valid({"apiVersion": api_version, "kind": "Other"}), key


def test_what_falls_out_of_the_schemas_between_two_versions_is_in_the_table_of_life_cycles():
    for before, after in itertools.pairwise(KUBERNETES_VERSIONS):
        for key in packed.kinds(before).keys() - packed.kinds(after).keys():
            row = life_cycle(*key.split())
            assert row is not None, key
            assert row.removed == minor(after), key


def test_every_successor_is_served_by_some_version_and_comes_no_earlier_than_its_forerunner_is_deprecated():
    from reviews.schemas.lifecycle import _TABLE

    for row in _TABLE:
        assert bool(row.deprecated or row.removed)
        assert not row.removed or row.deprecated < row.removed
        for kind in row.kinds:
            assert not row.successor or packed.versions_of(row.successor, kind), (row.api_version, kind)
            assert not row.removed or f"1.{row.removed}" not in packed.versions_of(row.api_version, kind)


@pytest.mark.parametrize(
    ("container", "words"),
    [
        ("imagepullpolicy: Always", "Write imagePullPolicy"),
        ("image_pull_policy: Always", "Write imagePullPolicy"),
        ("imagePullPolcy: Always", "Write imagePullPolicy"),
        ("runAsNonRoot: true", "to spec.containers[].securityContext.runAsNonRoot"),
        ("containerPort: 80", "to spec.containers[].ports[].containerPort"),
        ("cpu: 1", "Take cpu out"),
        ("volumes: []", "to spec.volumes"),
        ("labels: {}", "to metadata.labels"),
        ("frobnicate: 1", "Take frobnicate out"),
    ],
)
def test_an_unknown_field_is_told_with_the_name_or_the_place_that_was_meant(container, words):
    finding = told(container=container)
    assert finding.rule == "schema-unknown-field"
    assert words in finding.message.en
    assert finding.span.line == 8
    assert finding.path.startswith("spec.containers[web].")


def test_a_field_is_sent_to_a_block_beside_it_only_if_the_object_has_that_block():
    volume = "volumes: [{name: a, storageos: {pool: p}}]"
    assert "rbd" not in told(spec=volume).message.en


@pytest.mark.parametrize(
    ("container", "words", "fixed"),
    [
        ("tty: yes please", "tty takes true or false; yes please is a text.", None),
        ('tty: "true"', "Leave the quotes out.", "tty: true"),
        ('ports: [{containerPort: "80"}]', 'containerPort takes a whole number; "80" is a text.', "containerPort: 80}"),
        ("env: [{name: A, value: 1.10}]", "value takes a text; 1.10 is read as a number.", 'value: "1.10"'),
        ("env: [{name: A, value: on}]", "value takes a text; on is read as true or false.", 'value: "on"'),
        ("env: {A: b}", "env takes a list", None),
        ("command: [a, 1]", "command takes a text; 1 is read as a number.", 'command: [a, "1"]'),
        ("resources: []", "resources takes a block of keys and values; here stands a list.", None),
        ("imagePullPolicy: always", "Write Always", "imagePullPolicy: Always"),
        ("imagePullPolicy: Sometimes", "takes one of Always, IfNotPresent, Never; Sometimes is none of them", None),
        ("ports: [{}]", "Add containerPort", None),
        ("ports: [{containerPort: }]", "here stands nothing", None),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_what_belongs_there_and_mended_where_there_is_one_answer(container, words, fixed):
    finding = told(container=container)
    assert finding.rule == "schema-violation"
    assert words in finding.message.en
    assert bool(finding.fix) == bool(fixed)
    if fixed:
        options = Options(profile=Profile("test", tiers=frozenset(), on=frozenset(RULES)))
        mended, _findings = fix_all({"a.yaml": POD.format(spec="restartPolicy: Always", container=container)}, options)
        assert fixed in mended["a.yaml"]


@pytest.mark.parametrize("port", ["80", "http", '"80"'])
def test_a_port_may_be_a_number_or_a_name(port):
    probe = f"livenessProbe: {{httpGet: {{port: {port}}}}}"
    assert found(POD.format(spec="restartPolicy: Always", container=probe)) == ()


@pytest.mark.parametrize("amount", ["1", "0.5", "500m", '"1"', "1Gi"])
def test_a_quantity_may_be_a_number_or_a_text(amount):
    limits = f"resources: {{limits: {{cpu: {amount}}}}}"
    assert found(POD.format(spec="restartPolicy: Always", container=limits)) == ()


def test_a_null_stands_for_a_field_that_is_not_there():
    assert found(POD.format(spec="nodeSelector:", container="command: ~")) == ()


@pytest.mark.parametrize(
    "api_version", ["monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1", "autoscaling.k8s.io/v1", "metrics.k8s.io/v1", "serving.knative.dev/v1", "snapshot.storage.k8s.io/v1", "cluster.x-k8s.io/v1beta1", "skaffold/v4beta7", "kustomize.config.k8s.io/v1beta1"]
)  # fmt: skip
def test_a_custom_resource_is_left_alone(api_version):
    for kind in ("Thing", "Service", "Deployment") if "." in api_version else ("Config",):
        assert found(f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: a}}\nanything: goes\n") == ()


def test_a_kind_of_a_later_version_is_told_with_the_version_it_came_with():
    slice_ = "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {cidrs: [10.0.0.0/24]}\n"
    assert found(slice_) == ()
    (finding,) = found(slice_, kubernetes="1.32")
    assert "came with Kubernetes 1.33" in finding.message.en


def test_an_api_version_is_deprecated_before_it_is_removed_and_its_successor_is_offered():
    autoscaler = "apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: a}}\n"
    (early,), (late,) = found(autoscaler, kubernetes="1.25"), found(autoscaler, kubernetes="1.26")
    assert (early.rule, early.severity) == ("api-version-deprecated", Severity.WARNING)
    assert (late.rule, late.severity) == ("api-version-removed", Severity.ERROR)
    for finding in (early, late):
        assert [edit.text for edit in finding.fix.edits] == ["autoscaling/v2"]


def test_two_folders_may_hold_variants_of_one_object():
    pod = POD.format(spec="restartPolicy: Always", container="image: nginx")
    assert [f.severity for f in found(pod, **{"b.yaml": pod})] == [Severity.ERROR]
    assert [f.severity for f in found(pod, **{"b/a.yaml": pod})] == [Severity.INFO]
