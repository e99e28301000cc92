"""Rivers and lakes: whether a place lies in water. Pure; immutable after construction, any thread.

Used where rally points are proposed or checked. Polygons as in the town's base layer `water`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from console.geo import in_ring

Ring = Sequence[Sequence[float]]


class Water:
    """Polygons of (outer ring, holes…) in degrees, longitude first."""

    def __init__(self, polygons: Iterable[Sequence[Ring]] = ()) -> None:
        self._polygons = [
            [[value for point in ring for value in point[:2]] for ring in polygon] for polygon in polygons
        ]

    @classmethod
    def of_geojson(cls, collection: Mapping[str, Any]) -> Water:
        """Of a feature collection of Polygon and MultiPolygon features; others are passed over."""
        polygons: list[Sequence[Ring]] = []
        for feature in collection.get("features", ()):
            geometry = feature.get("geometry") or {}
            if geometry.get("type") == "Polygon":
                polygons.append(geometry["coordinates"])
            elif geometry.get("type") == "MultiPolygon":
                polygons += geometry["coordinates"]
        return cls(polygons)

    def holds(self, lon_deg: float, lat_deg: float) -> bool:
        """Whether a point lies in water (an island is a hole)."""
        return any(sum(in_ring(ring, lon_deg, lat_deg) for ring in polygon) % 2 for polygon in self._polygons)
