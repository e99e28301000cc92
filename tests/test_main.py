"""The door: its help, its refusals, and that it brings in nothing heavy."""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).resolve().parent.parent
NO_WINDOW = (
    "hub",
    "beside",
    "town",
    "drill --headless",
    "reference",
    "check",
    "journal",
    "score",
    "probe",
    "bench",
    "doctor",
)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--help"]) == 0
    output = capsys.readouterr().out
    assert all(f"  {name} " in output for name in main.COMMANDS)


def test_no_command_is_answered_with_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([]) == 2
    assert "usage: main.py" in capsys.readouterr().err


def test_unknown_command_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["muster"]) == 2
    error = capsys.readouterr().err
    assert "there is no command 'muster'" in error
    assert "doctor" in error


@pytest.mark.parametrize("name", main.COMMANDS)
def test_module_of_every_command_exists(name: str) -> None:
    assert importlib.util.find_spec(main.COMMANDS[name][0]) is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_tells_its_options(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", name, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert f"main.py {name}" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", NO_WINDOW)
def test_processes_without_windows_import_no_qt(name: str) -> None:
    code = (
        "import importlib, sys, main; importlib.import_module(main.COMMANDS[sys.argv[1]][0]); "
        "print(*[m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-8"])
def test_output_that_a_terminal_cannot_write_is_no_traceback(tmp_path: Path, encoding: str) -> None:
    """K15: forced ASCII output."""
    scenario = tmp_path / "化工厂.toml"
    scenario.write_text('format = 1\nname_zh = "试"\nname_en = "Trial"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "main.py", "check", "--scenario", str(scenario)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode(encoding)
    assert said.startswith("good: ")
    assert ("化工厂" in said) == (encoding in {"gbk", "utf-8"})
    assert ("\\u5316" in said) == (encoding in {"ascii", "latin-1"})


def test_package_that_is_not_installed_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(main.COMMANDS, "absent", ("no_such_package", ""))
    assert main.main(["absent"]) == 2
    assert "`make run` sets everything up" in capsys.readouterr().err


def test_headless_form_of_a_command_has_a_module_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, list[str]]] = []

    class Module:
        def __init__(self, name: str) -> None:
            self._name = name

        def main(self, argv: list[str]) -> int:
            called.append((self._name, argv))
            return 0

    monkeypatch.setattr(importlib, "import_module", Module)
    assert main.main(["drill", "x.toml"]) == 0
    assert main.main(["drill", "x.toml", "--headless"]) == 0
    assert main.main(["probe", "--headless"]) == 0
    assert called == [
        ("console.drill", ["x.toml"]),
        ("backend_stub.drill.commandline", ["x.toml", "--headless"]),
        ("streams.probe", ["--headless"]),
    ]
