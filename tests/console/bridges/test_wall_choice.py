from __future__ import annotations

from console.bridges.wall_choice import (
    RALLY_REACH_M,
    WallCamera,
    cameras_for,
    scene_cameras,
)
from console.geo import LocalPlane

LON, LAT = 118.05, 36.81
AROUND = LocalPlane.at(LON, LAT)


def camera(name: str, east_m: float, north_m: float, bearing: float) -> WallCamera:
    return WallCamera(name, name, name, *AROUND.degrees(east_m, north_m), bearing, 60.0, 120.0)


def test_prefers_a_camera_that_looks_at_the_incident() -> None:
    near_but_away = camera("away", 0, -60, 180.0)
    farther_but_looking = camera("looks", 0, -90, 0.0)
    assert cameras_for([near_but_away, farther_but_looking], LON, LAT, 2) == ["looks", "away"]


def test_a_camera_at_the_spot_counts_wherever_it_looks() -> None:
    at_it = camera("at", 0, -8, 180.0)
    assert cameras_for([camera("looks", 0, -90, 0.0), at_it], LON, LAT, 1) == ["at"]


def test_gives_as_many_as_the_wall_holds_in_a_steady_order() -> None:
    cameras = [camera(f"C{n}", n * 30.0, 0, 270.0) for n in range(1, 9)]
    assert cameras_for(cameras, LON, LAT, 3) == ["C1", "C2", "C3"]
    assert cameras_for(reversed(cameras), LON, LAT, 3) == ["C1", "C2", "C3"]


SCENE, RALLY = (LON, LAT), AROUND.degrees(0.0, 2_000.0)
AROUND_SCENE = [camera(f"S{n}", n * 40.0, 0, 270.0) for n in range(1, 9)]
AT_RALLY = [camera(f"R{n}", n * 30.0, 2_000, 270.0) for n in range(1, 5)]


def test_a_third_of_the_wall_is_for_the_rally_point() -> None:
    found = scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 6)
    assert found.ids == ("S1", "S2", "S3", "S4", "R1", "R2")
    assert found.at_rally == {"R1", "R2"}
    assert len(scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 9).at_rally) == 3


def test_without_a_rally_point_the_whole_wall_is_the_scenes() -> None:
    found = scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, None, 6)
    assert found.ids == ("S1", "S2", "S3", "S4", "S5", "S6")
    assert found.at_rally == frozenset()


def test_a_wall_of_one_or_two_tiles_stays_with_the_scene() -> None:
    assert scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 1).ids == ("S1",)
    assert scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 2).at_rally == frozenset()


def test_a_camera_too_far_from_the_rally_point_shows_nothing_of_it() -> None:
    far = camera("R9", RALLY_REACH_M + 50, 2_000, 270.0)
    found = scene_cameras([*AROUND_SCENE, far], SCENE, RALLY, 6)
    assert found.ids == ("S1", "S2", "S3", "S4", "S5", "S6")
    one = scene_cameras([*AROUND_SCENE, AT_RALLY[0], far], SCENE, RALLY, 6)
    assert one.ids == ("S1", "S2", "S3", "S4", "S5", "R1")


def test_a_camera_at_the_scene_stays_the_scenes() -> None:
    found = scene_cameras(AROUND_SCENE, SCENE, (LON, LAT + 0.0001), 6)
    assert len(set(found.ids)) == 6
    assert found.at_rally == frozenset()


def test_the_only_camera_of_the_rally_point_shows_it_also_where_the_scene_has_few() -> None:
    found = scene_cameras([*AROUND_SCENE[:2], AT_RALLY[0]], SCENE, RALLY, 6)
    assert found.ids == ("S1", "S2", "R1")
    assert found.at_rally == {"R1"}


def test_every_tile_is_used_while_there_are_cameras() -> None:
    few = [*AROUND_SCENE[:2], *AT_RALLY[:3]]
    assert len(scene_cameras(few, SCENE, RALLY, 9).ids) == 5
