"""Travel-time rings: how far one gets (or who gets here) within so many minutes, as polygons.

Pure, numpy, scipy and contourpy. A `RingGrid` is made once per graph; rings of a field are then read off it. Used by
the planner. Rings of more minutes always contain those of fewer, since all are contours of one surface.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from .roads import FREE_OFFSET_M, OFF_ROAD_MPS, Floats, RoadGraph, Snapped
from .travel_time import TravelTimeField

_Filled = tuple[list[Floats], list[NDArray[np.uint32]]]
_NEAREST = 4
_SMALLEST_CELLS = 6.0
"""Islands and holes smaller than this many cells are left out: they say nothing at the scale of a ring."""


@dataclass(frozen=True, slots=True)
class RingGrid:
    """A regular grid over a graph: for each point the streets beside it and the seconds it takes to reach them."""

    graph: RoadGraph
    x_m: Floats
    y_m: Floats
    near: NDArray[np.int64]
    approach_s: Floats
    samples: Snapped

    @classmethod
    def over(cls, graph: RoadGraph, cell_m: float = 70.0, largest: int = 260) -> RingGrid:
        """Cover the graph with cells of `cell_m`, wider ones where that would be more than `largest` a side."""
        margin = 400.0
        west, east = float(graph.x_m.min()) - margin, float(graph.x_m.max()) + margin
        south, north = float(graph.y_m.min()) - margin, float(graph.y_m.max()) + margin
        cell = max(cell_m, (east - west) / largest, (north - south) / largest)
        x = np.arange(west, east + cell, cell)
        y = np.arange(south, north + cell, cell)
        points, samples = _street_points(graph, cell)
        mesh = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        count = min(_NEAREST, len(points))
        distance, index = cKDTree(points).query(mesh, k=count)
        far = np.asarray(distance, dtype=np.float64).reshape(-1, count)
        near = np.asarray(index, dtype=np.int64).reshape(-1, count)
        approach = np.maximum(far - FREE_OFFSET_M, 0.0) / OFF_ROAD_MPS
        return cls(graph, x, y, near, approach, samples)

    def rings(self, field: TravelTimeField, minutes: Sequence[float]) -> list[list[Floats]]:
        """For each mark the closed rings (outer and holes, even–odd) as float64[n, 2] of lon, lat degrees."""
        beyond = max(minutes, default=0) * 60.0 * 1.6 + 120.0
        seconds = np.minimum(self._street_s(field), beyond)
        surface = np.min(seconds[self.near] + self.approach_s, axis=1)
        surface = np.minimum(surface, beyond).reshape(len(self.y_m), len(self.x_m))
        smooth = gaussian_filter(surface, 1.2, mode="nearest")
        contours = contour_generator(self.x_m, self.y_m, smooth, fill_type=FillType.OuterOffset)
        cell = float(self.x_m[1] - self.x_m[0])
        found: list[list[Floats]] = []
        for minute in minutes:
            # FillType.OuterOffset: per polygon its points, and where its outer ring and its holes begin and end
            points, offsets = cast("_Filled", contours.filled(-1.0, minute * 60.0))
            found.append(self._polygons(points, offsets, cell))
        return found

    def _street_s(self, field: TravelTimeField) -> Floats:
        """Seconds from each sample point; kept beyond the horizon too, for the surface needs no cliff there."""
        return field.eta_s(self.samples)

    def _polygons(
        self, points: list[Floats], offsets: list[NDArray[np.uint32]], cell_m: float
    ) -> list[Floats]:
        rings: list[Floats] = []
        for polygon, offset in zip(points, offsets, strict=True):
            for start, end in pairwise(offset.tolist()):
                ring = np.asarray(polygon[start:end], dtype=np.float64)
                if abs(_area(ring)) >= _SMALLEST_CELLS * cell_m * cell_m:
                    lon, lat = self.graph.degrees(ring[:, 0], ring[:, 1])
                    rings.append(np.stack([lon, lat], axis=1))
        return rings


def _street_points(graph: RoadGraph, step_m: float) -> tuple[Floats, Snapped]:
    """Points along all streets, at most `step_m` apart, as plane metres and as snapped points."""
    opposite = graph.opposite
    one = np.nonzero((opposite < 0) | (np.arange(graph.edges) < opposite))[0]
    pieces = np.maximum(1, np.ceil(graph.length_m[one] / step_m)).astype(np.int64)
    owner = np.repeat(np.arange(len(one)), pieces)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    along = (step + 0.5) / pieces[owner]
    edge = one[owner].astype(np.int32)
    samples = Snapped(edge, along, np.zeros(len(edge)))
    x = graph.x_m[graph.edge_from[edge]] * (1 - along) + graph.x_m[graph.edge_to[edge]] * along
    y = graph.y_m[graph.edge_from[edge]] * (1 - along) + graph.y_m[graph.edge_to[edge]] * along
    return np.stack([x, y], axis=1), samples


def _area(ring: Floats) -> float:
    """Signed area of a closed ring, square metres."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)
