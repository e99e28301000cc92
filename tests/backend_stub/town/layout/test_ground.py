from __future__ import annotations

import numpy as np

from backend_stub.town import files
from tests.backend_stub.town import demo_town


def _rings(layer: str, *kinds: str) -> list[list[list[float]]]:
    found: list[list[list[float]]] = []
    for feature in files.read_base(demo_town.directory(), layer)["features"]:
        if kinds and feature["properties"].get("kind") not in kinds:
            continue
        polygons = feature["geometry"]["coordinates"]
        found += (
            [polygon[0] for polygon in polygons]
            if feature["geometry"]["type"] == "MultiPolygon"
            else [polygons[0]]
        )
    return found


def _inside(ring: list[list[float]], points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> int:
    x, y = np.array(ring).T
    count = 0
    for lon, lat in points.tolist():
        across = (y[:-1] > lat) != (y[1:] > lat)
        at = x[:-1][across] + (lat - y[:-1][across]) / (y[1:] - y[:-1])[across] * (x[1:] - x[:-1])[across]
        count += int(np.count_nonzero(at > lon)) % 2
    return count


def test_no_building_stands_in_the_water_or_in_a_park() -> None:
    buildings = np.array([np.mean(ring[:-1], axis=0) for ring in _rings("buildings")])[::7]
    for ring in _rings("water") + _rings("green", "park"):
        assert _inside(ring, buildings) == 0


def test_the_town_is_dense_and_every_ring_is_closed() -> None:
    rings = _rings("buildings")
    assert len(rings) > 15_000
    assert all(ring[0] == ring[-1] and len(ring) == 5 for ring in rings)


def test_roads_have_a_class_and_the_railway_has_none() -> None:
    roads = files.read_base(demo_town.directory(), "roads")["features"]
    classes = [feature["properties"].get("class") for feature in roads]
    assert classes.count(None) == 1
    assert set(classes) == {None, 0, 1, 2, 3, 4, 5}


def test_there_are_a_river_lakes_and_parks_with_names() -> None:
    water = files.read_base(demo_town.directory(), "water")["features"]
    parks = [
        f
        for f in files.read_base(demo_town.directory(), "green")["features"]
        if f["properties"]["kind"] == "park"
    ]
    assert [f["properties"]["kind"] for f in water] == ["river", "lake", "lake", "lake"]
    assert len({f["properties"]["name_zh"] for f in (*water, *parks)}) == 7
