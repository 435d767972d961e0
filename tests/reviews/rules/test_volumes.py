"""Which volumes the rules tell apart, and what makes sharing one harmless."""

import pytest
import yaml

from reviews.checker import Options, review, rules
from reviews.engine.edits import apply
from reviews.engine.profile import Profile
from reviews.engine.report import Severity

VOLUMES = frozenset(rule.id for rule in rules().values() if rule.topic == "volumes")


def manifest(*containers, volumes, **spec):
    """A Pod of containers with these mounts and volumes."""
    listed = [
        {"name": f"c{number}", "image": "registry.example.com/shop/web:2.4.1", **container}
        for number, container in enumerate(containers)
    ]
    spec = {"containers": listed, "volumes": volumes, **spec}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": spec}
    return {"pod.yaml": yaml.safe_dump(pod, sort_keys=False)}


def findings_on(files):
    """Findings of the rules about volumes, by rule."""
    report = review(files, Options(profile=Profile("volumes", tiers=frozenset(), on=VOLUMES)))
    assert report.failures == ()
    return {finding.rule: finding for finding in report.findings}


def found(*containers, **more):
    """Findings on a Pod of containers with these mounts and volumes, by rule."""
    return findings_on(manifest(*containers, **more))


def mounts(name="work", user=None, **mount):
    container = {"volumeMounts": [{"name": name, "mountPath": "/work", **mount}]}
    return container | ({"securityContext": {"runAsUser": user}} if user is not None else {})


def on_node(path):
    return found(mounts(readOnly=True), volumes=[{"name": "work", "hostPath": {"path": path}}]).keys()


EMPTY = [{"name": "work", "emptyDir": {}}]


@pytest.mark.parametrize(
    "path",
    ["/", "/etc", "/etc/", "//etc", "/var/run", "/proc/1/root", "/var/lib/kubelet", "/etc/kubernetes/manifests"],
)
def test_what_holds_the_node_is_sensitive(path):
    assert on_node(path) == {"host-path-sensitive"}


@pytest.mark.parametrize(
    "path",
    [
        "/var/run/docker.sock",
        "/run/containerd/containerd.sock",
        "/run/k3s/containerd/containerd.sock",
        "/proc/1/root/run/docker.sock",
    ],
)
def test_the_runtimes_socket_is_told_wherever_it_lies_and_told_once(path):
    assert on_node(path) == {"container-runtime-socket-mounted"}


def test_a_socket_mounted_for_writing_is_not_told_a_second_time():
    volumes = [{"name": "work", "hostPath": {"path": "/run/crio/crio.sock"}}]
    assert found(mounts(), volumes=volumes).keys() == {"container-runtime-socket-mounted"}


@pytest.mark.parametrize("path", ["/srv/db", "/etc/ssl/certs", "/var/log", "/etcetera", "/processes", "/data/etc"])
def test_other_directories_of_the_node_are_a_host_path_like_any(path):
    assert on_node(path) == {"host-path-volume"}


def test_one_writer_and_a_reader_share_an_emptydir_in_peace():
    assert found(mounts(), mounts(readOnly=True), volumes=EMPTY) == {}


def test_two_writers_of_one_emptydir_are_told_at_both_mounts():
    finding = found(mounts(), mounts(), volumes=EMPTY)["emptydir-shared-writable"]
    assert finding.severity is Severity.INFO
    assert len({related.span.line for related in finding.related}) == 2


def test_writers_of_different_parts_of_an_emptydir_are_left_alone():
    assert found(mounts(subPath="a"), mounts(subPath="b"), volumes=EMPTY) == {}
    assert found(mounts(subPathExpr="$(A)"), mounts(subPathExpr="$(B)"), volumes=EMPTY) == {}
    assert found(mounts(subPath="a"), mounts(subPath="a"), volumes=EMPTY).keys() == {"emptydir-shared-writable"}


def test_an_init_container_has_ended_before_others_write():
    init = [{"name": "prepare", "image": "registry.example.com/shop/web:2.4.1", **mounts()}]
    assert found(mounts(), volumes=EMPTY, initContainers=init) == {}
    sidecar = [init[0] | {"restartPolicy": "Always"}]
    assert "emptydir-shared-writable" in found(mounts(), volumes=EMPTY, initContainers=sidecar)


def test_a_claim_may_have_two_writers():
    claim = [{"name": "work", "persistentVolumeClaim": {"claimName": "work"}}]
    assert found(mounts(), mounts(), volumes=claim) == {}


def different(**spec):
    volumes = [{"name": "work", "persistentVolumeClaim": {"claimName": "work"}}]
    return found(mounts(user=1000), mounts(user=2000), volumes=volumes, **spec)


def test_different_users_of_one_volume_are_told_with_the_group_that_mends_it():
    finding = different()["shared-volume-different-uids"]
    assert finding.severity is Severity.WARNING
    assert "fsGroup" in finding.suggestion.lines
    assert finding.related


@pytest.mark.parametrize("security", [{"fsGroup": 2000}, {"supplementalGroups": [2000]}])
def test_a_common_group_makes_different_users_agree(security):
    assert different(securityContext=security) == {}


def test_the_same_user_or_an_unknown_one_or_root_is_no_disagreement():
    for user in (1000, 0, True, None):
        assert "shared-volume-different-uids" not in found(mounts(user=1000), mounts(user=user), volumes=EMPTY)


def test_a_reader_that_is_another_user_is_only_worth_knowing():
    finding = found(mounts(user=1000), mounts(user=2000, readOnly=True), volumes=EMPTY)
    assert finding["shared-volume-different-uids"].severity is Severity.INFO
    finding = found(mounts(user=1000, readOnly=True), mounts(user=2000), volumes=EMPTY)
    assert finding["shared-volume-different-uids"].severity is Severity.INFO
    assert found(mounts(user=1000, readOnly=True), mounts(user=2000, readOnly=True), volumes=EMPTY) == {}


@pytest.mark.parametrize("source", [{"configMap": {"name": "work"}}, {"secret": {"secretName": "work"}}])
def test_configuration_belongs_to_root_whoever_reads_it(source):
    assert found(mounts(user=1000), mounts(user=2000), volumes=[{"name": "work", **source}]) == {}


def test_every_kind_of_use_counts_as_mounted():
    init = [{"name": "prepare", "image": "registry.example.com/shop/web:2.4.1", **mounts()}]
    device = {"volumeDevices": [{"name": "work", "devicePath": "/dev/work"}]}
    assert found({}, volumes=EMPTY, initContainers=init) == {}
    assert found(device, volumes=EMPTY) == {}
    assert found({}, volumes=EMPTY).keys() == {"volume-not-mounted"}
    finding = found(mounts("other"), volumes=EMPTY)["volume-not-mounted"]
    assert "name: work" in finding.suggestion.lines


def test_a_volume_without_a_name_or_path_is_left_to_the_schema():
    assert found({}, volumes=[{"emptyDir": {}}]) == {}
    assert found(mounts(), volumes=[{"name": "work", "hostPath": {"path": ""}}]) == {}
    assert found(mounts(), volumes=[{"name": "work", "hostPath": {"path": ["/"]}}]) == {}


def test_a_host_path_mounted_as_suggested_can_only_be_read():
    files = manifest(mounts(), volumes=[{"name": "work", "hostPath": {"path": "/srv/work"}}])
    assert findings_on(files).keys() == {"host-path-volume", "host-path-writable"}
    mended = apply(files, findings_on(files)["host-path-writable"].suggestion.edits)
    assert findings_on(mended).keys() == {"host-path-volume"}


def test_the_suggested_group_mends_the_disagreement():
    files = manifest(mounts(user=1000), mounts(user=2000), volumes=[{"name": "work", "ephemeral": {}}])
    assert findings_on(apply(files, findings_on(files)["shared-volume-different-uids"].suggestion.edits)) == {}


@pytest.mark.parametrize("volumes", ["work", [["work"]], [{"name": ["work"]}], [{"name": "work", "hostPath": "/"}]])
def test_volumes_of_another_shape_never_crash_a_rule(volumes):
    odd = {"volumeMounts": [{"name": ["work"]}, "work", {"name": "work", "subPath": {}}]}
    found(odd, mounts(), volumes=volumes)
