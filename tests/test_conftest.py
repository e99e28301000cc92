"""The suite's own rules: a leak, a log warning or, where nothing may be skipped, a skip fails the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent


def run_suite(folder: Path, source: str, **environment: str) -> str:
    """Run pytest on `source` under this suite's conftest; its output."""
    (folder / "test_sample.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MUSTER_NO_SKIP": "", "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )
    return done.stdout + done.stderr


def test_test_that_leaves_a_thread_fails(tmp_path: Path) -> None:
    source = (
        "import threading\nstop = threading.Event()\n"
        "def test_leaves(): threading.Thread(target=stop.wait, daemon=True, name='stray').start()\n"
    )
    output = run_suite(tmp_path, source)
    assert "left behind: thread 'stray'" in output
    assert "1 error" in output


def test_test_that_logs_an_unexpected_warning_fails(tmp_path: Path) -> None:
    source = (
        "import logging, pytest\n"
        "def test_logs(): logging.warning('lost')\n"
        "@pytest.mark.expects_log('^lost$')\n"
        "def test_says_so(): logging.warning('lost')\n"
    )
    output = run_suite(tmp_path, source)
    assert "logged: WARNING root: lost" in output
    assert "2 passed, 1 error" in output


@pytest.mark.parametrize(
    "source",
    [
        "import pytest\ndef test_skips(): pytest.skip('no screen')\n",
        "import pytest\npytest.skip('no screen', allow_module_level=True)\n",
        "import pytest\n@pytest.mark.skip(reason='no screen')\ndef test_skips(): pass\n",
    ],
)
def test_skip_is_a_failure_only_where_nothing_may_be_skipped(tmp_path: Path, source: str) -> None:
    output = run_suite(tmp_path, source)
    assert "1 skipped" in output
    assert "failed" not in output
    output = run_suite(tmp_path, source, MUSTER_NO_SKIP="1")
    assert "where nothing may be skipped" in output
    assert "no screen" in output
    assert " skipped in" not in output


def test_tests_have_a_data_home_of_their_own() -> None:
    home = Path(os.environ["MUSTER_HOME"])
    assert home.is_dir()
    assert home.name.startswith("muster-tests-")
