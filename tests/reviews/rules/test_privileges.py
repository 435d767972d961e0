"""What the rules about privileges leave to one another, and where Linux's settings mean nothing."""

import pytest
import yaml

from reviews.checker import Options, review, rules
from reviews.engine.edits import apply
from reviews.engine.profile import Profile
from reviews.engine.report import Severity

PRIVILEGES = frozenset(rule.id for rule in rules().values() if rule.topic == "privileges")
TIDY = {
    "runAsNonRoot": True,
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}


def manifest(security=None, *, container=None, **spec):
    """A Pod of one container with a security context."""
    web = {"name": "web", "image": "registry.example.com/shop/web:2.4.1", **(container or {})}
    if security is not None:
        web["securityContext"] = security
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [web], **spec}}
    return {"pod.yaml": yaml.safe_dump(pod, sort_keys=False)}


def findings_on(files):
    """Findings of the rules about privileges, by rule."""
    report = review(files, Options(profile=Profile("privileges", tiers=frozenset(), on=PRIVILEGES)))
    assert report.failures == ()
    return {finding.rule: finding for finding in report.findings}


def found(security=None, **more):
    """Findings on a Pod of one container with a security context, by rule."""
    return findings_on(manifest(security, **more))


def test_a_tidy_container_has_no_finding():
    assert found(TIDY) == {}


def test_a_bare_container_hears_of_everything_that_it_lacks():
    assert found().keys() == {
        "security-context-missing",
        "run-as-root-allowed",
        "privilege-escalation-allowed",
        "root-filesystem-writable",
        "capabilities-not-drop-all",
        "seccomp-profile-missing",
    }


def test_a_privileged_container_is_told_so_and_not_what_follows_from_it():
    security = {
        "privileged": True,
        "allowPrivilegeEscalation": True,
        "capabilities": {"add": ["ALL", "SYS_ADMIN", "NET_RAW"]},
    }
    security |= {"runAsNonRoot": True, "readOnlyRootFilesystem": True, "seccompProfile": {"type": "Unconfined"}}
    assert found(security).keys() == {"privileged-container"}


def test_a_privileged_container_without_seccomp_profile_does_not_make_its_pod_lack_one():
    assert found({"privileged": True, "runAsNonRoot": True, "readOnlyRootFilesystem": True}).keys() == {
        "privileged-container"
    }


def test_a_pod_without_seccomp_is_left_to_the_privileged_rule_where_all_its_containers_are():
    security = {"privileged": True, "runAsNonRoot": True, "readOnlyRootFilesystem": True}
    unconfined = {"seccompProfile": {"type": "Unconfined"}}
    assert found(security, securityContext=unconfined).keys() == {"privileged-container"}
    assert "seccomp-unconfined" in found({"runAsNonRoot": True}, securityContext=unconfined)


def test_a_privileged_container_is_offered_no_fix_that_would_keep_it_from_starting():
    assert found({"privileged": True})["run-as-root-allowed"].fix is None
    assert found({})["run-as-root-allowed"].fix is not None


@pytest.mark.parametrize("name", ["SYS_ADMIN", "CAP_SYS_ADMIN", "sys_admin"])
def test_sys_admin_implies_escalation_and_is_told_once(name):
    for escalation in (True, None):
        security = TIDY | {"allowPrivilegeEscalation": escalation, "capabilities": {"drop": ["ALL"], "add": [name]}}
        assert found(security).keys() == {"capability-sys-admin-added"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("NET_ADMIN", "capabilities-dangerous-added"),
        ("CAP_SYS_MODULE", "capabilities-dangerous-added"),
        ("NET_RAW", "capabilities-added"),
        ("IPC_LOCK", "capabilities-added"),
    ],
)
def test_an_added_capability_is_told_by_one_rule(name, rule):
    assert found(TIDY | {"capabilities": {"drop": ["ALL"], "add": [name]}}).keys() == {rule}


@pytest.mark.parametrize("name", ["NET_BIND_SERVICE", "CHOWN", "AUDIT_WRITE"])
def test_a_capability_of_the_baseline_may_be_added(name):
    assert found(TIDY | {"capabilities": {"drop": ["ALL"], "add": [name]}}) == {}


@pytest.mark.parametrize("windows", [{"os": {"name": "windows"}}, {"nodeSelector": {"kubernetes.io/os": "windows"}}])
@pytest.mark.parametrize(
    "security",
    [
        None,
        {"runAsUser": 0},
        {"runAsUser": 1000},
        {"allowPrivilegeEscalation": True},
        {"privileged": True},
        {"seccompProfile": {"type": "Unconfined"}},
        {"capabilities": {"add": ["SYS_ADMIN", "NET_ADMIN", "NET_RAW"]}},
    ],
)
def test_windows_pods_hear_nothing_about_linux(windows, security):
    assert found(security, hostNetwork=True, hostPID=True, hostIPC=True, **windows) == {}
    assert found(TIDY, securityContext={"runAsUser": 0}, **windows) == {}
    assert found({}, securityContext={"seccompProfile": {"type": "Unconfined"}}, **windows) == {}


def test_what_the_pod_sets_its_container_inherits():
    pod = {"runAsNonRoot": True, "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"}}
    own = {key: TIDY[key] for key in ("allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities")}
    assert found(own, securityContext=pod) == {}


def test_what_the_container_sets_wins_over_its_pod():
    assert found(TIDY | {"runAsUser": 1000}, securityContext={"runAsUser": 0, "runAsNonRoot": False}) == {}
    assert "run-as-user-zero" in found(TIDY | {"runAsUser": 0}, securityContext={"runAsUser": 1000})
    assert found(TIDY, securityContext={"seccompProfile": {"type": "Unconfined"}}) == {}


def test_a_user_is_told_by_one_rule():
    tidy = {key: value for key, value in TIDY.items() if key != "runAsNonRoot"}
    assert found(tidy).keys() == {"run-as-root-allowed"}
    assert found(tidy | {"runAsUser": 1000}).keys() == {"run-as-non-root-not-set"}
    assert found(tidy | {"runAsUser": 0}).keys() == {"run-as-user-zero"}


def test_root_that_is_forbidden_at_the_same_time_is_said_not_to_start():
    assert "will not start" in found(TIDY | {"runAsUser": 0})["run-as-user-zero"].message.en
    assert "will not start" not in found(TIDY | {"runAsUser": 0, "runAsNonRoot": False})["run-as-user-zero"].message.en


@pytest.mark.parametrize(
    ("security", "rule"),
    [
        (None, "security-context-missing"),
        (TIDY | {"readOnlyRootFilesystem": False}, "root-filesystem-writable"),
        ({"runAsNonRoot": True}, "root-filesystem-writable"),
        (TIDY | {"runAsUser": 0}, "run-as-user-zero"),
    ],
)
def test_what_is_suggested_mends_the_finding(security, rule):
    files = manifest(security)
    assert rule not in findings_on(apply(files, findings_on(files)[rule].suggestion.edits))


def test_root_in_a_user_namespace_of_its_own_is_only_worth_knowing():
    tidy = {key: value for key, value in TIDY.items() if key != "runAsNonRoot"}
    assert found(tidy, hostUsers=False)["run-as-root-allowed"].severity is Severity.INFO
    assert found(tidy | {"runAsUser": 0}, hostUsers=False)["run-as-user-zero"].severity is Severity.INFO
    assert found(TIDY | {"runAsUser": 0}, hostUsers=False)["run-as-user-zero"].severity is Severity.ERROR
    assert found(tidy | {"runAsUser": 0})["run-as-user-zero"].severity is Severity.ERROR


def test_a_port_of_the_node_is_not_told_again_where_the_whole_network_is_the_nodes():
    ports = {"ports": [{"containerPort": 8080, "hostPort": 8080}]}
    assert found(TIDY, container=ports).keys() == {"host-port"}
    assert found(TIDY, container=ports, hostNetwork=True).keys() == {"host-network"}
    assert found(TIDY, container={"ports": [{"containerPort": 8080, "hostPort": 0}]}) == {}
    assert found(TIDY, container={"ports": [{"containerPort": 8080, "hostPort": True}]}) == {}


@pytest.mark.parametrize(
    "security", ["privileged", ["privileged"], 0, True, {"capabilities": {"drop": [1], "add": [1]}}, {"runAsUser": "0"}]
)
def test_settings_of_another_shape_never_crash_a_rule(security):
    assert "root-filesystem-writable" in found(security, securityContext=security)


def test_a_user_that_is_no_number_is_left_to_the_schema():
    assert found(TIDY | {"runAsNonRoot": False, "runAsUser": True}) == {}
