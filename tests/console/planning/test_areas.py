from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.registry.entities import Grid
from console.geo import E7
from console.planning.areas import GridIndex, Water


def _grid(grid_id: str, *corners: tuple[float, float]) -> Grid:
    ring = tuple(round(value * 1e7) for corner in corners for value in corner)
    return Grid(id=grid_id, name_zh="", name_en="", subdistrict_zh="", subdistrict_en="", ring_e7=ring)


WEST = _grid("G-1", (10.0, 50.0), (10.5, 50.0), (10.5, 51.0), (10.0, 51.0))
EAST = _grid("G-2", (10.5, 50.0), (11.0, 50.0), (11.0, 51.0), (10.5, 51.0), (10.5, 50.0))


@given(st.floats(10.001, 10.999), st.floats(50.001, 50.999))
def test_finds_the_grid_of_a_point(lon: float, lat: float) -> None:
    found = GridIndex([WEST, EAST]).at(round(lon * E7), round(lat * E7))
    if abs(lon - 10.5) > 1e-6:
        assert found == ("G-1" if lon < 10.5 else "G-2")


def test_outside_every_grid_there_is_none() -> None:
    assert GridIndex([WEST, EAST]).at(12 * E7, 505 * E7 // 10) == ""


def test_a_notch_is_not_inside() -> None:
    corner = _grid("G-3", (0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0))
    index = GridIndex([corner])
    assert index.at(E7 // 2, 3 * E7 // 2) == "G-3"
    assert index.at(3 * E7 // 2, 3 * E7 // 2) == ""


def test_middles_are_centroids_and_hold_for_open_and_closed_rings() -> None:
    lon, lat = GridIndex([WEST, EAST]).middles()
    assert lon == pytest.approx([10.25, 10.75])
    assert lat == pytest.approx([50.5, 50.5])


def test_a_grid_without_a_border_is_left_out() -> None:
    assert GridIndex([_grid("G-4"), WEST]).ids == ["G-1"]


SQUARE = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
ISLAND = [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 2.0], [1.0, 1.0]]


def _collection(*geometries: dict[str, object]) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": [{"geometry": geometry} for geometry in geometries]}


def test_a_point_in_a_lake_is_in_water_and_one_on_its_island_is_not() -> None:
    water = Water.of_geojson(_collection({"type": "Polygon", "coordinates": [SQUARE, ISLAND]}))
    assert water.holds(3.0, 3.0)
    assert not water.holds(1.5, 1.5)
    assert not water.holds(5.0, 1.5)


def test_several_polygons_of_one_feature_are_all_water() -> None:
    far = [[x + 10.0, y] for x, y in SQUARE]
    water = Water.of_geojson(_collection({"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}))
    assert water.holds(1.0, 1.5)
    assert water.holds(11.0, 1.5)


def test_lines_and_empty_features_are_passed_over() -> None:
    water = Water.of_geojson(_collection({"type": "LineString", "coordinates": SQUARE}, {}))
    assert not water.holds(1.0, 1.5)


def test_an_open_ring_is_closed() -> None:
    assert Water([[SQUARE[:-1]]]).holds(0.5, 2.0)


def test_without_water_nothing_is_wet() -> None:
    assert not Water().holds(1.0, 1.0)
