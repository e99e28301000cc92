from __future__ import annotations

import pytest

from console.bridges.wall_choice import WallCamera, cameras_for, direction_and_distance

LON, LAT = 118.05, 36.81


def camera(name: str, east_m: float, north_m: float, bearing: float) -> WallCamera:
    return WallCamera(name, name, name, LON + east_m / 89_140, LAT + north_m / 110_950, bearing, 60.0, 120.0)


@pytest.mark.parametrize(
    ("east", "north", "bearing", "distance"), [(0, 100, 0, 100), (100, 0, 90, 100), (-30, -40, 217, 50)]
)
def test_measures_direction_and_distance(east: float, north: float, bearing: float, distance: float) -> None:
    found = direction_and_distance(LON, LAT, LON + east / 89_140, LAT + north / 110_950)
    assert found[0] == pytest.approx(bearing, abs=1)
    assert found[1] == pytest.approx(distance, rel=0.01)


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
