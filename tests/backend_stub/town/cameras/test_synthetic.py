from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.backend_stub.town.cameras.synthetic import SyntheticScene, quarter, sites


def test_the_quarter_has_streets_and_houses() -> None:
    plan = quarter()
    assert len(plan.roads) == 10
    assert len(plan.buildings) > 50
    assert all(shape.height_m > 3 for shape in plan.buildings)


def test_cameras_have_names_of_their_own() -> None:
    assert len({site.id for site in sites()}) == len({site.name_zh for site in sites()}) == 6


def test_the_scene_can_be_set_to_an_hour() -> None:
    scene = SyntheticScene(21.5).scene("CAM-031", 0)
    local = time.localtime(scene.wall_ms / 1000)
    assert (local.tm_hour, local.tm_min) == (21, 30)


def test_there_is_no_fire_without_one() -> None:
    assert SyntheticScene(fire=False).scene("CAM-031", 0).effects == ()
    assert {effect.kind for effect in SyntheticScene().scene("CAM-031", 0).effects} == {"fire", "crash"}


def test_serves_the_quarter_until_interrupted() -> None:
    root = Path(__file__).resolve().parents[4]
    trial = subprocess.Popen(
        [sys.executable, "-m", "tests.backend_stub.town.cameras.synthetic", "--hour", "12", "--no-fire"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert trial.stdout is not None
    url = trial.stdout.readline().strip()
    with urllib.request.urlopen(url, timeout=20) as stream:
        assert stream.read(188)[:1] == b"G"
    trial.send_signal(signal.SIGINT)
    assert trial.wait(15) == 0
    trial.stdout.close()
