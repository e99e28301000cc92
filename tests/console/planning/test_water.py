from __future__ import annotations

from console.planning.water import Water

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
