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
