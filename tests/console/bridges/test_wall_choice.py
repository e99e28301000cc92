from __future__ import annotations

from console.bridges.wall_choice import RALLY_REACH_M, cameras_for, key_cameras, scene_cameras
from console.domain.registry.entities import Camera
from console.geo import LocalPlane
from tests.console.bridges.cameras import camera

LON, LAT = 118.05, 36.81
SCENE = (LON, LAT)
AROUND = LocalPlane.at(LON, LAT)


def placed(name: str, east_m: float, north_m: float, bearing_deg: int) -> Camera:
    return camera(name, *AROUND.degrees(east_m, north_m), bearing_deg)


def test_prefers_a_camera_that_looks_at_the_incident() -> None:
    near_but_away = placed("away", 0, -60, 180)
    farther_but_looking = placed("looks", 0, -90, 0)
    assert cameras_for([near_but_away, farther_but_looking], SCENE, 2) == ["looks", "away"]


def test_a_camera_at_the_spot_counts_wherever_it_looks() -> None:
    at_it = placed("at", 0, -8, 180)
    assert cameras_for([placed("looks", 0, -90, 0), at_it], SCENE, 1) == ["at"]


def test_gives_as_many_as_the_wall_holds_in_a_steady_order() -> None:
    cameras = [placed(f"C{n}", n * 30.0, 0, 270) for n in range(1, 9)]
    assert cameras_for(cameras, SCENE, 3) == ["C1", "C2", "C3"]
    assert cameras_for(reversed(cameras), SCENE, 3) == ["C1", "C2", "C3"]


RALLY = AROUND.degrees(0.0, 2_000.0)
AROUND_SCENE = [placed(f"S{n}", n * 40.0, 0, 270) for n in range(1, 9)]
AT_RALLY = [placed(f"R{n}", n * 30.0, 2_000, 270) for n in range(1, 5)]


def test_a_third_of_the_wall_is_for_the_rally_point() -> None:
    found = scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 6)
    assert found == (["S1", "S2", "S3", "S4"], ["R1", "R2"])
    assert len(scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 9)[1]) == 3


def test_without_a_rally_point_the_whole_wall_is_the_scenes() -> None:
    found = scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, None, 6)
    assert found == (["S1", "S2", "S3", "S4", "S5", "S6"], [])


def test_a_wall_of_one_or_two_tiles_stays_with_the_scene() -> None:
    assert scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 1) == (["S1"], [])
    assert scene_cameras([*AROUND_SCENE, *AT_RALLY], SCENE, RALLY, 2)[1] == []


def test_a_camera_too_far_from_the_rally_point_shows_nothing_of_it() -> None:
    far = placed("R9", RALLY_REACH_M + 50, 2_000, 270)
    found = scene_cameras([*AROUND_SCENE, far], SCENE, RALLY, 6)
    assert found == (["S1", "S2", "S3", "S4", "S5", "S6"], [])
    one = scene_cameras([*AROUND_SCENE, AT_RALLY[0], far], SCENE, RALLY, 6)
    assert one == (["S1", "S2", "S3", "S4", "S5"], ["R1"])


def test_a_camera_at_the_scene_stays_the_scenes() -> None:
    found = scene_cameras(AROUND_SCENE, SCENE, (LON, LAT + 0.0001), 6)
    assert len(set(found[0])) == 6
    assert found[1] == []


def test_the_only_camera_of_the_rally_point_shows_it_also_where_the_scene_has_few() -> None:
    found = scene_cameras([*AROUND_SCENE[:2], AT_RALLY[0]], SCENE, RALLY, 6)
    assert found == (["S1", "S2"], ["R1"])


def test_every_tile_is_used_while_there_are_cameras() -> None:
    few = [*AROUND_SCENE[:2], *AT_RALLY[:3]]
    assert sum(map(len, scene_cameras(few, SCENE, RALLY, 9))) == 5


def test_a_towns_view_takes_the_best_camera_of_each_key_place_and_then_others() -> None:
    hall, station, nowhere = (118.10, 36.80), (118.20, 36.80), (119.0, 37.0)
    cameras = [
        camera("A", 118.05, 36.80),
        camera("B", 118.1001, 36.80),
        camera("C", 118.1003, 36.80),
        camera("D", 118.2001, 36.80),
    ]
    places = [hall, nowhere, station, hall, hall]
    assert key_cameras(cameras, places, 3) == ["B", "D", "C"]
    assert key_cameras(cameras, places, 9) == ["B", "D", "C", "A"], "each once, whatever is asked for"
    assert key_cameras(cameras, [], 2) == ["A", "B"]
    assert key_cameras([], places, 2) == []
