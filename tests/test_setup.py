"""Set-up: silent when all is done, clear when it cannot go on, and its list of system packages well formed.

The script runs on a copy of itself in a scratch folder, so that no test changes the environment it runs in.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="set-up is a bash script")


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder with set-up's scripts and locks, nothing set up in it."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    for name in (
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-bench.lock",
        "package-lock.json",
    ):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def set_up(folder: Path, purpose: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run set-up there; it may not touch the system's packages."""
    return subprocess.run(
        ["bash", ".ci/setup.sh", purpose],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "MUSTER_NO_APT": "1", **environment},
        check=False,
    )


def pretend_done(folder: Path) -> None:
    """Leave the stamps of a finished set-up for tests."""
    for name in (".venv", "node_modules", ".setup"):
        (folder / name).mkdir()
    shutil.copy(folder / ".ci" / "system_packages.txt", folder / ".setup" / "system-test")
    shutil.copy(folder / "requirements-dev.lock", folder / ".venv" / ".requirements-dev.lock")
    (folder / ".venv" / ".made-at").write_text(f"{folder}\n", encoding="utf-8")
    shutil.copy(folder / "package-lock.json", folder / "node_modules" / ".muster-lock")


def test_says_nothing_and_does_nothing_when_all_is_done(scratch: Path) -> None:
    pretend_done(scratch)
    done = set_up(scratch, "test")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (scratch / ".setup" / "lock").exists()


def test_changed_lock_is_not_done(scratch: Path) -> None:
    pretend_done(scratch)
    (scratch / "requirements-dev.lock").write_text("# newer\n", encoding="utf-8")
    done = set_up(scratch, "test", PYTHON="no-such-python")
    assert done.returncode == 1
    assert "PYTHON=no-such-python is no Python 3.11 to 3.14" in done.stderr


def test_environment_that_was_moved_is_made_anew(scratch: Path) -> None:
    pretend_done(scratch)
    (scratch / ".venv" / ".made-at").write_text("/elsewhere\n", encoding="utf-8")
    done = set_up(scratch, "test", PYTHON="no-such-python")
    assert done.returncode == 1
    assert not (scratch / ".venv").exists()


def test_unknown_purpose_is_refused(scratch: Path) -> None:
    done = set_up(scratch, "fly")
    assert done.returncode == 2
    assert "run, test or bench" in done.stderr


def test_every_line_of_the_package_list_has_section_name_and_reason() -> None:
    lines = (ROOT / ".ci" / "system_packages.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.fullmatch(r"(run|test|bench) +[a-z0-9.+|-]+ +\S.*", line), line


def test_help_of_make_lists_its_goals() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for goal in ("run", "test", "check", "bench", "lock", "clean"):
        assert f"make {goal} " in done.stdout
