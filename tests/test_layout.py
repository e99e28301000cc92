"""The house's own rules: what lies where, how long files are, and that nothing of a machine is written down."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("console", "widgets", "streams", "backend_stub")
TOP_LEVEL = {
    *ROOMS,
    *("resources", "tests", "docs", "main.py", "pyproject.toml", "Makefile"),
    *("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE"),
    *("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"),
    *("package.json", "package-lock.json"),
}
MAX_LINES = 500
MAX_FUNCTION_LINES = 60
VAGUE_NAMES = {"utils", "util", "misc", "helpers", "helper", "common"}
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".json",
    ".sh",
    ".txt",
    ".js",
    ".mjs",
    ".css",
    ".html",
    ".ts",
    "",
}
# Hosts of package registries and folders of one machine have no business in the project.
HOSTS_AND_PLACES = re.compile(
    r"pypi\.(org|python)|files\.pythonhosted|registry\.npmjs|npmjs\.(org|com)|crates\.io|proxy\.golang"
    r"|(deb|security|snapshot)\.debian\.org|archive\.ubuntu|(?<![\w.-])/(work|home/\w+|Users/\w+)/",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bNotImplementedError\b")


def tracked() -> list[Path]:
    """Files of the project as git sees them, new ones that it does not ignore included; all, without git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):  # unpacked from an archive
        places = [ROOT, *(ROOT / name for name in (*ROOMS, "resources", "tests", "docs", ".ci"))]
        return [
            path
            for place in places
            for path in place.glob("*" if place == ROOT else "**/*")
            if path.is_file()
        ]
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


FILES = tracked()
MODULES = [path for path in FILES if path.suffix == ".py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_top_level_holds_only_what_it_should() -> None:
    found = {name_of(path).partition("/")[0] for path in FILES}
    assert {name for name in found if not name.startswith(".")} <= TOP_LEVEL


def test_door_is_narrow() -> None:
    """Beside its table of commands it does one thing."""
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) - len(COMMANDS) < 48


def test_every_module_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in MODULES
        if name_of(path).partition("/")[0] != "tests"
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES if name_of(path).partition("/")[0] in ROOMS}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_files_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


def test_functions_stay_short() -> None:
    long = {
        f"{name_of(path)}:{function.name}": lines
        for path in MODULES
        if name_of(path).partition("/")[0] in ROOMS
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long == {}


def test_no_file_has_a_vague_name() -> None:
    assert [name_of(path) for path in MODULES if VAGUE_NAMES & set(path.with_suffix("").parts)] == []


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in MODULES
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_no_registry_and_no_machine_is_named() -> None:
    found = [
        f"{name_of(path)}:{number}: {match.group()}"
        for path in FILES
        if path.suffix in TEXT_SUFFIXES and path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if (match := HOSTS_AND_PLACES.search(line))
    ]
    assert found == []


def test_locks_have_hashes_and_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        for requirement in re.split(r"\n(?=\S)", text):
            if "==" in requirement.partition("\n")[0]:
                assert "--hash=sha256:" in requirement, requirement
    npm_lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in npm_lock
    assert '"integrity"' in npm_lock


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": [*project["dependencies"], *extras["dev"]],
        "requirements-bench.lock": [*project["dependencies"], *extras["bench"]],
    }.items():
        locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        names = {re.split(r"[<>=!~;\[ ]", line)[0].lower().replace("_", "-") for line in wanted}
        assert names <= locked, lock


def test_python_packages_are_in_the_same_versions_in_every_lock() -> None:
    versions: dict[str, set[str]] = {}
    for lock in ROOT.glob("requirements*.lock"):
        for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_mypy_exempts_nobody() -> None:
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert mypy["strict"] is True
    assert "overrides" not in mypy


@pytest.mark.parametrize("room", ROOMS)
def test_every_package_has_tests_in_the_mirrored_folder(room: str) -> None:
    packages = {
        path.parent for path in MODULES if name_of(path).startswith(f"{room}/") and path.stem[0] != "_"
    }
    untested = [
        name_of(package)
        for package in sorted(packages)
        if not any((ROOT / "tests" / package.relative_to(ROOT)).glob("**/test_*.py"))
    ]
    assert untested == []


def test_import_rules_know_every_room_of_the_console() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    forbidden = {
        contract["name"].partition(" ")[0]: set(contract["forbidden_modules"])
        for contract in contracts
        if contract["type"] == "forbidden"
    }
    packages = {path.parent.name for path in (ROOT / "console").glob("*/__init__.py")}
    rooms = {f"console.{name}" for name in packages | {"app", "demo"}}
    allowed = {"console.domain", "console.wire", "console.journal", "console.planning", "console.link"}
    allowed.add("console.result")  # a drill without a window writes its result
    assert rooms - allowed <= forbidden["backend_stub"]
    assert rooms - {"console.domain", "console.planning"} <= forbidden["planning"]


def test_domain_imports_the_standard_library_and_msgspec_only() -> None:
    allowed = {*sys.stdlib_module_names, "msgspec", "console"}
    found = {
        f"{name_of(path)}: {name}"
        for path in (ROOT / "console" / "domain").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in imported(node)
        if name.partition(".")[0] not in allowed
    }
    assert found == set()


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""] if node.level == 0 else []
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_documents_name_files_that_are_there() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "console" / "wire").glob("*.md")]
    named = re.compile(
        rf"(?<![\w/])(?:{'|'.join((*ROOMS, 'tests', 'resources', 'docs'))})/[\w/-]+\.(?:py|md|js|toml|ts)\b"
    )
    missing = {
        f"{document.name}: {name}"
        for document in documents
        for name in named.findall(document.read_text("utf-8"))
        if not (ROOT / name).exists()
    }
    assert missing == set()


def test_threats_name_tests_that_are_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "threats.md").read_text("utf-8")))
    tests = [path for path in MODULES if name_of(path).startswith("tests/")]
    assert named <= {function.name for path in tests for function in functions(path)}
    assert len(named) > 30
