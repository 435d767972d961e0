"""Environment variables are typed, and a wrong one is refused by its name."""

import re
from pathlib import Path

import pytest

from portal import env
from portal.env import WrongVariableError

ROOT = Path(__file__).resolve().parents[2]


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_LIMIT", "  ")
    assert env.number("PORTAL_LIMIT", 7) == 7
    assert env.flag("PORTAL_LIMIT", True) is True
    assert env.text("PORTAL_LIMIT", "x") == "x"
    assert env.words("PORTAL_LIMIT") == []


@pytest.mark.parametrize("wrong", ["seven", "-1", "1.5"])
def test_a_number_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PORTAL_LIMIT", wrong)
    with pytest.raises(WrongVariableError, match="PORTAL_LIMIT"):
        env.number("PORTAL_LIMIT", 7)


def test_yes_and_no_come_in_the_usual_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for word, meaning in {"yes": True, "ON": True, "1": True, "off": False, "False": False, "0": False}.items():
        monkeypatch.setenv("PORTAL_OPEN", word)
        assert env.flag("PORTAL_OPEN", not meaning) is meaning
    monkeypatch.setenv("PORTAL_OPEN", "perhaps")
    with pytest.raises(WrongVariableError, match="PORTAL_OPEN is 'perhaps'"):
        env.flag("PORTAL_OPEN", True)


def test_a_secret_comes_from_a_file_that_the_platform_mounts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("PORTAL_KEY_FILE", str(tmp_path / "key"))
    assert env.secret("PORTAL_KEY") == "from the file"
    monkeypatch.setenv("PORTAL_KEY", "beside it")
    with pytest.raises(WrongVariableError, match="Both PORTAL_KEY and PORTAL_KEY_FILE"):
        env.secret("PORTAL_KEY")


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_KEY_FILE", "/nowhere/key")
    with pytest.raises(WrongVariableError, match="PORTAL_KEY_FILE names '/nowhere/key'"):
        env.secret("PORTAL_KEY")


def test_a_kept_secret_stays_the_same_and_is_for_its_owner_only(tmp_path: Path) -> None:
    first = env.kept_secret(tmp_path / "key")
    assert len(first) > 50
    assert env.kept_secret(tmp_path / "key") == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_database_addresses_become_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.database("NOT_SET", "sqlite:////var/my%20data/portal.sqlite3")["NAME"] == "/var/my data/portal.sqlite3"
    monkeypatch.setenv("ADDRESS", "postgres://us%40er:p%2Fw@database:5433/name?sslmode=require")
    entry = env.database("ADDRESS", "")
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("us@er", "p/w", "database", "5433")
    assert entry["OPTIONS"] == {"sslmode": "require"}


def test_a_database_password_can_stand_apart_from_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "apart")
    assert env.database("NOT_SET", "postgres://portal@database/portal")["PASSWORD"] == "apart"


@pytest.mark.parametrize("reader", [env.database, env.cache])
def test_a_wrong_address_is_refused_without_repeating_its_password(monkeypatch: pytest.MonkeyPatch, reader) -> None:
    monkeypatch.setenv("ADDRESS", "mysql://portal:hunter2@database/portal")
    with pytest.raises(WrongVariableError, match="ADDRESS") as refusal:
        reader("ADDRESS", "")
    assert "hunter2" not in str(refusal.value)


def test_every_variable_is_listed_with_its_meaning_and_none_besides() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)
    assert len(listed) == len(set(listed))
    for name in listed:
        before = example[: example.index(f"\n{name}=")].splitlines()[-1]
        assert before.startswith("# "), f"{name} stands in .env.example without a line on what it does"
    reads = r"""(?:env\.[a-z]+\(|environ\.get\(|secret\(|environ\[|in )["']((?:PORTAL|DATABASE|BROKER|CACHE|WEB)_[A-Z_]+)["']"""
    assigned = r"""[A-Z]+_VARIABLE = ["'](PORTAL_[A-Z_]+)["']"""
    sources = [path for app in ("portal", "people", "reviews", "lessons", "quizzes", "progress", "activity")
               for path in (ROOT / app).rglob("*.py")]  # fmt: skip
    read: set[str] = set()
    for path in [*sources, ROOT / "run.py"]:
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(reads, text)) | set(re.findall(assigned, text))
    assert read == set(listed)
