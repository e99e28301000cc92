from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from backend_stub.town.cameras.geography import load_geography


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
    }


def write(folder: Path, name: str, *features: dict[str, object]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    (folder / f"{name}.geojson").write_text(text, encoding="utf-8")


SQUARE = [[[118.0, 36.0], [118.001, 36.0], [118.001, 36.001], [118.0, 36.001], [118.0, 36.0]]]


def test_reads_roads_houses_greens_and_waters(tmp_path: Path) -> None:
    write(tmp_path, "roads", feature("LineString", [[118.0, 36.0], [118.01, 36.0]], **{"class": 2}))
    write(tmp_path, "buildings", feature("Polygon", SQUARE, levels=5), feature("MultiPolygon", [SQUARE]))
    write(tmp_path, "green", feature("Polygon", SQUARE))
    plan = load_geography(tmp_path)
    assert plan.roads[0].road_class == 2
    assert plan.buildings[0].height_m == 16.0
    assert plan.buildings[1].height_m > 5
    assert len(plan.greens) == 1
    assert plan.waters == []


def test_names_of_road_classes_are_known(tmp_path: Path) -> None:
    line = [[118.0, 36.0], [118.01, 36.0]]
    write(tmp_path, "roads", *(feature("LineString", line, **{"class": c}) for c in ("primary", "lane", 9)))
    assert [road.road_class for road in load_geography(tmp_path).roads] == [1, 4, 5]


def test_finds_only_what_is_near(tmp_path: Path) -> None:
    far = np.array(SQUARE) + 0.5
    write(tmp_path, "buildings", feature("Polygon", SQUARE), feature("Polygon", far.tolist()))
    plan = load_geography(tmp_path)
    assert plan.near(plan.buildings, 118.0005, 36.0005, 50.0) == [plan.buildings[0]]
    assert plan.near(plan.buildings, 118.0020, 36.0005, 100.0) == [plan.buildings[0]]
    assert plan.near(plan.buildings, 118.2, 36.2, 100.0) == []
    assert plan.near(plan.greens, 118.0, 36.0, 100.0) == []
