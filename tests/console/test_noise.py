"""What libraries write to descriptor 2 goes to the log, our own words to the terminal, also when it ends badly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import logging, os, subprocess, sys
from pathlib import Path
from console.noise import libraries_aside
logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
try:
    with libraries_aside(Path(sys.argv[1])):
        os.write(2, b"chromium\\n")
        subprocess.run([sys.executable, "-c", "import os; os.write(2, b'child\\\\n')"], check=True)
        sys.stderr.write("ours 集结\\n")
        logging.warning("logged")
        if sys.argv[2] == "badly":
            raise ValueError("told")
except ValueError as error:
    sys.stderr.write(f"{error}\\n")
os.write(2, b"after\\n")
logging.warning("logged after")
sys.stderr.write("ours after\\n")
"""


def test_a_log_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    log = tmp_path / "logs" / "libraries.log"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(log), "well"], cwd=ROOT, capture_output=True, check=True
    )
    first, *rest = done.stderr.decode().splitlines()
    assert first.startswith("no log of what libraries say:")
    assert rest == ["chromium", "child", "ours 集结", "logged", "after", "logged after", "ours after"]


def test_two_that_write_the_same_log_leave_no_holes_in_it(tmp_path: Path) -> None:
    log = tmp_path / "libraries.log"
    program = (
        "import os, sys; from pathlib import Path; from console.noise import libraries_aside\n"
        "with libraries_aside(Path(sys.argv[1])):\n"
        "    print('in', flush=True); sys.stdin.readline(); os.write(2, b'x' * 100 + b'\\n')\n"
    )
    command = [sys.executable, "-c", program, str(log)]
    both = []
    for _ in range(2):
        one = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert one.stdout is not None
        assert one.stdout.readline() == "in\n"
        both.append(one)
    for one in both:
        one.communicate("go\n", timeout=60)
        assert one.returncode == 0
    assert log.read_bytes() == (b"x" * 100 + b"\n") * 2


@pytest.mark.parametrize("how", ["well", "badly"])
def test_terminal_shows_what_a_person_reads_and_the_log_the_rest(tmp_path: Path, how: str) -> None:
    log = tmp_path / "logs" / "libraries.log"
    for _ in range(2):  # the second start begins anew
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(log), how], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0
        said = done.stderr.decode().splitlines()
        told = ["told"] if how == "badly" else []
        assert said == ["ours 集结", "logged", *told, "after", "logged after", "ours after"]
        assert log.read_text(encoding="utf-8") == "chromium\nchild\n"
