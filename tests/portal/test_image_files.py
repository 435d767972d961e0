"""Dockerfile and compose file say what we promise of the image; a container engine is not needed to see that."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

import run

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
EXACT_TAG = re.compile(r"^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$")
OURS = ("prepare", "web", "worker", "beat")


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions with their arguments, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def test_the_compose_file_follows_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "compose-spec.json").read_text(encoding="utf-8"))
    errors = [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(COMPOSE)]
    assert errors == []


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_hardened_limited_and_watched(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "memory" in service["deploy"]["resources"]["limits"]
    assert name == "prepare" or service.get("healthcheck") or name == "web"  # the image's own check asks web
    assert "privileged" not in service
    assert "network_mode" not in service
    if name not in OURS:
        assert EXACT_TAG.match(service["image"])
        assert not service["user"].startswith("0")


def test_only_this_machine_reaches_the_published_ports() -> None:
    for name, service in COMPOSE["services"].items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


def test_database_and_queues_are_reached_from_inside_only() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("database", "queue", "cache"):
        assert COMPOSE["services"][name]["networks"] == ["inside"]


def test_the_queue_keeps_what_waits_and_the_cache_is_another() -> None:
    queue = " ".join(COMPOSE["services"]["queue"]["command"])
    assert "--appendonly yes" in queue
    assert "--maxmemory-policy noeviction" in queue
    environment = COMPOSE["services"]["web"]["environment"]
    assert environment["BROKER_URL"] != environment["CACHE_URL"]


def test_everything_of_ours_waits_for_the_migrations() -> None:
    for name in ("web", "worker", "beat"):
        assert COMPOSE["services"][name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
    assert COMPOSE["services"]["prepare"]["depends_on"]["database"]["condition"] == "service_healthy"


def test_no_secret_stands_in_the_compose_file() -> None:
    for name in OURS:
        for variable, value in COMPOSE["services"][name]["environment"].items():
            if re.search("PASSWORD|SECRET|TOKEN", variable):
                assert variable.endswith("_FILE") or value == "${" + variable + ":-}"


def test_every_variable_of_the_compose_file_is_one_that_the_portal_reads() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in OURS:
        for variable in COMPOSE["services"][name]["environment"]:
            assert f"\n{variable.removesuffix('_FILE')}=" in example


def test_the_compose_file_runs_what_run_py_runs() -> None:
    for name, command in run.child_commands().items():
        same = [word for word in command[2:] if word not in {"-m"}]
        theirs = [word for word in COMPOSE["services"][name]["command"] if word not in {"--concurrency", "2"}]
        assert theirs == same


def test_the_image_is_built_in_stages_from_exact_tags() -> None:
    bases = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert len(bases) >= 2
    assert all(EXACT_TAG.match(base) for base in bases)
    last = [word for word, _ in instructions()]
    final = instructions()[len(last) - last[::-1].index("FROM") :]
    assert not any("pip" in rest for _, rest in final)


def test_the_image_runs_as_a_numbered_user_without_root() -> None:
    users = [rest for word, rest in instructions() if word == "USER"]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", users[-1])
    order = [word for word, _ in instructions()]
    assert order.index("USER") < order.index("CMD")


def test_the_image_installs_only_what_is_pinned_by_hash() -> None:
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    assert installs
    assert all("--require-hashes" in rest for rest in installs)


def test_the_image_has_a_health_check_and_exec_form_commands() -> None:
    found = dict(instructions())
    assert '"portal.healthcheck"' in found["HEALTHCHECK"]
    assert json.loads(found["CMD"]) == COMPOSE["services"]["web"]["command"]
    assert not {"ADD", "MAINTAINER", "ONBUILD"} & {word for word, _ in instructions()}


def test_the_image_takes_in_every_app_and_nothing_secret() -> None:
    taken = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    for path in taken:
        assert (ROOT / path).exists(), path
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps | {"templates", "static", "locale", "manage.py"} <= set(taken)
    assert not {".env", ".git", ".data", "secrets", "tests"} & set(taken)
