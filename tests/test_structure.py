"""The tree keeps its order: names, sizes, imports, and what no file may hold."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
APPS = ("activity", "people", "reviews", "lessons", "quizzes", "progress", "portal")
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
    "data",
    "info",
}
# A piece of an upper app on a lower app's page: (the page's folder, the tag library).
UPPER_TAGS_ALLOWED: set[tuple[str, str]] = set()


def python_files(*folders: str) -> list[Path]:
    """Return our own modules in these folders, migrations left out."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts and "__pycache__" not in path.parts)


CODE = [ROOT / "run.py", ROOT / "manage.py", *python_files(*APPS)]
EVERYTHING = [*CODE, *python_files("tests", "benchmarks")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = [
    path
    for path in sorted((ROOT / "static").rglob("*"))
    if path.suffix in {".css", ".js"} and "vendor" not in path.parts
]


def short(path: Path) -> str:
    """Return the path as people say it."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of the module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_says_what_it_is_for() -> None:
    silent = []
    for path in EVERYTHING:
        text = path.read_text(encoding="utf-8")
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            silent.append(short(path))
    assert silent == []


def test_no_file_is_longer_than_one_can_read() -> None:
    long = {}
    for path in [*EVERYTHING, *TEMPLATES, *STATIC]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES_OF_A_FILE:
            long[short(path)] = lines
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {}
    for path in EVERYTHING:
        for node in functions(path):
            lines = node.end_lineno - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                long[f"{short(path)}:{node.name}"] = lines
    assert long == {}


def test_names_say_something() -> None:
    # Whole names, and what ends in _utils and its like; a rule's id may hold the word "data".
    vague = re.compile(rf"^(.*_)?({'|'.join(NAMES_THAT_SAY_NOTHING - {'data', 'info'})})$|^(data|info)$")
    assert [short(path) for path in EVERYTHING if vague.match(path.stem)] == []


def test_nothing_is_put_off() -> None:
    # In brackets, so that this line does not find itself.
    marks = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X)\b|raise N[o]tImplemented|mark\.(skip|xfail)[(\n]|pytest\.s[k]ip")
    found = []
    for path in [*EVERYTHING, *TEMPLATES, *STATIC]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if marks.search(line):
                found.append(f"{short(path)}:{number}: {line.strip()}")
    assert found == []


def test_no_template_needs_an_exception_from_the_content_security_policy() -> None:
    forbidden = re.compile(
        r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*(?:src=|nonce=|type=\"application/json\"))",
        re.IGNORECASE,
    )
    found = []
    for path in TEMPLATES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if forbidden.search(line):
                found.append(f"{short(path)}:{number}: {line.strip()}")
    assert found == []


def test_views_write_nothing() -> None:
    writing = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    found = []
    for path in CODE:
        if "views" not in {path.stem, path.parent.name} or "admin" in path.stem:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        services = {
            name.asname or name.name for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names
        }
        for node in nodes:
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id in services):
                found.append(f"{short(path)}:{node.lineno}: .{node.func.attr}()")
    assert found == []


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of ours with its namespace."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or space)
        elif entry.callback.__module__.split(".")[0] in APPS:
            yield space, entry


def test_a_view_and_its_address_share_one_name() -> None:
    differing = [
        f"{space}:{entry.name} is {entry.callback.__module__}.{entry.callback.__name__}"
        for space, entry in patterns(get_resolver())
        if entry.name != entry.callback.__name__
    ]
    assert differing == []


def test_tags_of_an_upper_app_are_on_a_lower_apps_page_by_permission_only() -> None:
    order = {app: height for height, app in enumerate(APPS)}
    owner = {path.stem: path.parent.parent.name for app in APPS for path in (ROOT / app / "templatetags").glob("*.py")}
    found = set()
    for path in TEMPLATES:
        page = path.relative_to(ROOT / "templates").parts[0]
        for loaded in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", path.read_text(encoding="utf-8")):
            for library in loaded.split():
                if page in order and order.get(owner.get(library, ""), -1) > order[page]:
                    found.add((page, library))
    assert found <= UPPER_TAGS_ALLOWED


@pytest.mark.timeout(120)
def test_imports_go_downwards() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_linter_has_nothing_to_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "."], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_layout_is_the_formatters() -> None:
    command = [sys.executable, "-m", "ruff", "format", "--check", "--no-cache", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
