"""A small town's map files, made up on the spot: streets in a lattice, blocks, a lake, four grids."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

LON, LAT = 118.05, 36.81
M_LAT = 1 / 111_320.0
M_LON = M_LAT / math.cos(math.radians(LAT))


def place(east_m: float, north_m: float) -> tuple[float, float]:
    """Longitude and latitude in degrees of a place so far from the town's centre."""
    return (round(LON + east_m * M_LON, 7), round(LAT + north_m * M_LAT, 7))


def place_e7(east_m: float, north_m: float) -> tuple[int, int]:
    """The same × 10⁷, as integers."""
    lon, lat = place(east_m, north_m)
    return (round(lon * 1e7), round(lat * 1e7))


def _feature(shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def _box(west: float, south: float, width: float, height: float) -> list[list[tuple[float, float]]]:
    corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
    return [[place(west + x, south + y) for x, y in corners]]


def write_small_town(folder: Path, *, half_m: int = 2400, step_m: int = 800, blocks: int = 4) -> Path:
    """Write the files and return the folder. Grids and streets have Chinese and English names."""
    chance = random.Random(7)
    lines = range(-half_m, half_m + 1, step_m)
    roads = []
    for i, at in enumerate(lines):
        road_class = 1 if i % 4 == 2 else 3
        names = {"name_zh": f"柳泉路{i}", "name_en": f"Liuquan Road {i}", "class": road_class}
        roads.append(_feature("LineString", [place(at, -half_m), place(at + 30, half_m)], **names))
        names = {"name_zh": f"人民路{i}", "name_en": f"Renmin Road {i}", "class": road_class}
        roads.append(_feature("LineString", [place(-half_m, at), place(half_m, at - 40)], **names))
    buildings = []
    for west in lines:
        for south in lines:
            for _ in range(blocks):
                x, y = chance.uniform(60, step_m - 260), chance.uniform(60, step_m - 260)
                size = chance.uniform(70, 200), chance.uniform(70, 200)
                buildings.append(_feature("Polygon", _box(west + x, south + y, *size)))
    grids = [
        _feature(
            "Polygon",
            _box(west, south, half_m, half_m),
            id=f"G-{n:02d}",
            name_zh=f"张店{n}网格",
            name_en=f"Zhangdian {n}",
        )
        for n, (west, south) in enumerate([(-half_m, -half_m), (0, -half_m), (-half_m, 0), (0, 0)], start=1)
    ]
    base = {
        "roads": roads,
        "buildings": buildings,
        "green": [
            _feature("Polygon", _box(-1600, 500, 900, 700)),
            _feature("Polygon", _box(900, -900, 700, 600)),
        ],
        "water": [_feature("Polygon", _box(-half_m, -half_m - 300, 2 * half_m, 450))],
        "places": [
            _feature("Point", place(300, 300), kind="subdistrict", name_zh="松亭街道", name_en="Songting")
        ],
        "grids": grids,
    }
    (folder / "base").mkdir(parents=True, exist_ok=True)
    for name, features in base.items():
        text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        (folder / "base" / f"{name}.geojson").write_text(text, encoding="utf-8")
    west_south, east_north = place(-half_m, -half_m), place(half_m, half_m)
    town = {
        "format": 1,
        "id": "small",
        "name_zh": "小镇",
        "name_en": "Small town",
        "seed": 7,
        "bbox": [*west_south, *east_north],
        "centre": [LON, LAT],
        "datum": "WGS-84",
        "graph_hash": "",
    }
    (folder / "town.json").write_text(json.dumps(town, ensure_ascii=False), encoding="utf-8")
    return folder
