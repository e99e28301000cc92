"""Files that a person saves: never over an old one, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from console.panels.exports import mark_line, write_new

ROOT = Path(__file__).resolve().parents[3]


def test_each_is_a_new_file_also_within_one_second(tmp_path: Path) -> None:
    paths = [write_new(tmp_path / "exports", "result-INC-1", "txt", f"text {number}") for number in range(3)]
    assert len(set(paths)) == 3
    assert [path.read_text("utf-8") for path in paths] == ["text 0", "text 1", "text 2"]
    assert {path.suffix for path in paths} == {".txt"}


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("in the way")
    with pytest.raises(OSError):
        write_new(tmp_path / "exports", "log", "csv", "x")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """A process that may write no more than 4 KiB in one file is out of room in the middle of this one."""
    program = (
        "import pathlib, resource, signal, sys\n"
        "from console.panels.exports import write_new\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    write_new(pathlib.Path(sys.argv[1]), 'log', 'csv', 'x' * 100_000)\n"
        "except OSError as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "OSError\n"
    assert list(tmp_path.iterdir()) == []


def test_the_kind_is_the_first_line_and_live_has_none() -> None:
    assert mark_line("EXERCISE") == "【EXERCISE】"
    assert mark_line("") == ""
