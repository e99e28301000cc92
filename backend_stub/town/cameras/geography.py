"""The town's ground plan as cameras need it: roads, houses, greens and waters from the base map's GeoJSON.

Read once when the server starts; asked on drawing threads (read only). All positions WGS-84 degrees.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from console.geo import metres_per_deg

Floats = NDArray[np.float64]
HALF_WIDTH_M = (11.0, 9.0, 7.0, 5.0, 3.6, 2.6)
"""Half the carriageway by road class 0 (expressway) to 5 (service)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One line or ring, float64 of shape (n, 2) (lon, lat), and what it is."""

    points_deg: Floats
    road_class: int = -1
    height_m: float = 0.0
    seed: int = 0


@dataclass(slots=True)
class Geography:
    """All shapes with their bounding boxes for a quick search."""

    roads: list[Shape] = field(default_factory=list)
    buildings: list[Shape] = field(default_factory=list)
    greens: list[Shape] = field(default_factory=list)
    waters: list[Shape] = field(default_factory=list)
    _boxes: dict[int, Floats] = field(default_factory=dict)

    def near(self, shapes: list[Shape], lon_deg: float, lat_deg: float, radius_m: float) -> list[Shape]:
        """Those whose bounding box comes within `radius_m` of the place."""
        if not shapes:
            return []
        boxes = self._boxes.get(id(shapes))
        if boxes is None:
            boxes = np.array([[*s.points_deg.min(axis=0), *s.points_deg.max(axis=0)] for s in shapes])
            self._boxes[id(shapes)] = boxes
        d_lon, d_lat = (radius_m / metres for metres in metres_per_deg(lat_deg))
        hit = (
            (boxes[:, 0] <= lon_deg + d_lon) & (boxes[:, 2] >= lon_deg - d_lon)
            & (boxes[:, 1] <= lat_deg + d_lat) & (boxes[:, 3] >= lat_deg - d_lat)
        )  # fmt: skip
        return [shapes[i] for i in np.flatnonzero(hit)]


def load_geography(base: Path) -> Geography:
    """Read `roads`, `buildings`, `green` and `water` GeoJSON of a town's `base` folder; missing ones are empty."""
    plan = Geography()
    for number, (points, properties) in enumerate(_features(base / "roads.geojson")):
        plan.roads.append(Shape(points, road_class=_class_of(properties.get("class")), seed=number))
    for number, (points, properties) in enumerate(_features(base / "buildings.geojson")):
        plan.buildings.append(Shape(points, height_m=_height_of(properties, number), seed=number))
    plan.greens.extend(Shape(points) for points, _ in _features(base / "green.geojson"))
    plan.waters.extend(Shape(points) for points, _ in _features(base / "water.geojson"))
    return plan


def _features(path: Path) -> Iterator[tuple[Floats, dict[str, Any]]]:
    if not path.exists():
        return
    root = json.loads(path.read_text(encoding="utf-8"))
    for feature in root.get("features", ()):
        geometry = feature.get("geometry") or {}
        properties = cast("dict[str, Any]", feature.get("properties") or {})
        coordinates = geometry.get("coordinates") or []
        kind = geometry.get("type")
        lines: list[Any] = []
        if kind == "LineString":
            lines = [coordinates]
        elif kind in ("Polygon", "MultiLineString"):
            lines = coordinates[:1] if kind == "Polygon" else coordinates
        elif kind == "MultiPolygon":
            lines = [rings[0] for rings in coordinates if rings]
        for line in lines:
            if len(line) >= 2:
                yield np.asarray(line, dtype=np.float64)[:, :2], properties


def _class_of(value: object) -> int:
    names = {
        "motorway": 0,
        "trunk": 0,
        "expressway": 0,
        "primary": 1,
        "secondary": 2,
        "tertiary": 3,
        "service": 5,
    }
    if isinstance(value, int | float):
        return min(5, max(0, int(value)))
    return names.get(str(value), 4)


def _height_of(properties: dict[str, Any], number: int) -> float:
    for key, factor in (("height_m", 1.0), ("height", 1.0), ("levels", 3.2), ("storeys", 3.2)):
        value = properties.get(key)
        if isinstance(value, int | float) and value > 0:
            return float(value) * factor
    return 6.4 + (number * 7919 % 11) * 2.6
