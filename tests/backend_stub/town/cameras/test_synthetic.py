from __future__ import annotations

import time

from backend_stub.town.cameras.synthetic import SyntheticScene, quarter, sites


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
