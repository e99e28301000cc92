"""`main.py reference` as the console starts it: it says how far it is and what it found, and ends when told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend_stub.drill.short_drill import SCENARIOS
from tests.backend_stub.drill.test_commandline import calm, short
from tests.backend_stub.town import demo_town

ROOT = SCENARIOS.parents[1]


def begin(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "main.py", "reference", *words, "--town", str(demo_town.directory())],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.timeout(300)
def test_says_how_far_it_is_and_what_it_found(tmp_path: Path) -> None:
    with begin(str(calm(tmp_path)), "--seed", "3") as process:
        lines = [json.loads(line) for line in process.stdout or ()]
    assert process.returncode == 0
    done = [line["done"] for line in lines[:-1]]
    assert done == sorted(set(done))
    assert done[-1] == 1_000
    assert lines[-1]["t_star_ms"] == -1
    assert lines[-1]["types"] == ["CHEM"]


@pytest.mark.timeout(300)
def test_ends_when_whoever_started_it_is_gone(tmp_path: Path) -> None:
    with begin(str(short(tmp_path, 600))) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert "done" in process.stdout.readline()
        process.stdin.close()
        rest = process.stdout.read()
        process.wait(120)
    assert process.returncode == 130
    assert "t_star_ms" not in rest


@pytest.mark.timeout(300)
def test_wrong_scenario_is_told_in_one_line(tmp_path: Path) -> None:
    with begin(str(tmp_path / "absent.toml")) as process:
        _, words = process.communicate()
    assert process.returncode == 2
    assert words.startswith("reference: ")
    assert words.count("\n") == 1
