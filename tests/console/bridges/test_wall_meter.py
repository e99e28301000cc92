from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.streams.far_ends import write_clip


@pytest.mark.slow
def test_measures_our_wall_on_live_tiles(tmp_path: Path) -> None:
    clip = str(write_clip(tmp_path / "clip.mp4"))
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-m", "console.bridges.wall_meter", "ours", clip, clip]
    done = subprocess.run(
        [*command, "--seconds", "1", "--tile", "160x90"],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["cpu_s"] > found["own_cpu_s"] > 0
    assert found["stream_s"] > 1.5
    assert found["fps"] > 1
