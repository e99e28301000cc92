"""The probe of what this machine can show, in a child as the doctor runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.system("webengine")
def test_prints_one_object_with_what_the_machine_can_show() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "widgets.map.machine_probe"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).resolve().parents[3],
        check=True,
    )
    answer = json.loads(done.stdout)
    assert answer["platform"] == "offscreen"
    assert answer["screens"] >= 1
    assert answer["webgl"]
