"""The ground of the base map: water, green, railway and building footprints in the blocks of a plan.

Pure and seeded; returns GeoJSON features in degrees. Used by `backend_stub.town.generate`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .catalogue import DATA
from .frame import Array, Frame, Line, distance_to, rectangle
from .grids import Grids
from .plan import EXPRESSWAY, PRIMARY, RIVER_HALF_M, SECONDARY, Cell, Plan
from .streets import Streets

Feature = dict[str, Any]

_SETBACK_M = {EXPRESSWAY: 34.0, PRIMARY: 26.0, SECONDARY: 20.0}


def feature(shape: str, coordinates: Any, **properties: Any) -> Feature:
    """A GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def collection(features: list[Feature]) -> Feature:
    """A GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": features}


def water(plan: Plan) -> list[Feature]:
    """The river and a lake in every park."""
    width = RIVER_HALF_M * (0.85 + 0.15 * np.sin(plan.river[:, 0] / 800))
    bank = np.stack([np.zeros_like(width), width], axis=1)
    ring = np.concatenate([plan.river + bank, (plan.river - bank)[::-1], (plan.river + bank)[:1]])
    features = [
        feature("Polygon", [plan.frame.line(ring)], kind="river", name_zh="松河", name_en="Song River")
    ]
    parks = (cell for cell in plan.cells if cell.use == "park")
    for park, (name_zh, name_en) in zip(parks, DATA["lakes"], strict=False):
        u, v = park.centre
        turn = np.linspace(0, 2 * np.pi, 37)
        reach = 0.27 * (1 + 0.18 * np.sin(3 * turn + u) + 0.1 * np.sin(5 * turn + v))
        shore = np.stack(
            [
                u + 60 + (park.u1 - park.u0) * reach * np.cos(turn),
                v - 40 + (park.v1 - park.v0) * reach * np.sin(turn),
            ],
            axis=1,
        )
        shore[-1] = shore[0]
        features.append(
            feature("Polygon", [plan.frame.line(shore)], kind="lake", name_zh=name_zh, name_en=name_en)
        )
    return features


def green(plan: Plan, rng: np.random.Generator) -> list[Feature]:
    """Parks, gardens between the blocks, strips along the river, woods and fields at the edges."""
    features: list[Feature] = []
    parks = iter(DATA["parks"])
    for cell in plan.cells:
        ring = _inset(cell, 14.0)
        if cell.use == "park":
            name_zh, name_en = next(parks, ("公园", "Park"))
            features.append(
                feature("Polygon", [plan.frame.line(ring)], kind="park", name_zh=name_zh, name_en=name_en)
            )
        elif cell.use == "garden":
            features.append(feature("Polygon", [plan.frame.line(ring)], kind="garden"))
        elif cell.built < 0.2 and rng.random() < 0.4:
            kind = "wood" if rng.random() < 0.3 else "field"
            features.append(feature("Polygon", [plan.frame.line(ring)], kind=kind))
    for side in (1.0, -1.0):
        near, far = np.array([[0.0, side * 66.0]]), np.array([[0.0, side * 96.0]])
        ring = np.concatenate([plan.river + near, (plan.river + far)[::-1], (plan.river + near)[:1]])
        features.append(feature("Polygon", [plan.frame.line(ring)], kind="riverside"))
    return features


def railway(plan: Plan) -> Feature:
    """The railway line, kept with the roads."""
    return feature(
        "LineString",
        plan.frame.line(plan.railway),
        kind="railway",
        name_zh="松泰铁路",
        name_en="Songtai Railway",
    )


def gardens(plan: Plan, rng: np.random.Generator) -> None:
    """Turn one block in forty into a public garden (in place)."""
    for index, cell in enumerate(plan.cells):
        if cell.use in {"mixed", "centre"} and cell.built > 0.3 and rng.random() < 0.025:
            plan.cells[index] = Cell(cell.u0, cell.v0, cell.u1, cell.v1, "garden", cell.built)


def buildings(plan: Plan, grids: Grids, rng: np.random.Generator) -> list[Feature]:
    """Footprints as one MultiPolygon per grid and kind (homes, offices, works), clear of streets, water and rails."""
    boxes: list[tuple[float, float, float, float]] = []
    kinds: list[str] = []
    for cell in plan.cells:
        for box, kind in _block(cell, rng):
            boxes.append(box)
            kinds.append(kind)
    every = np.array(boxes)
    centres = np.stack([(every[:, 0] + every[:, 2]) / 2, (every[:, 1] + every[:, 3]) / 2], axis=1)
    keep = _clear(plan, centres, np.hypot(every[:, 2] - every[:, 0], every[:, 3] - every[:, 1]) / 2)
    corners = np.stack([every[:, [0, 2, 2, 0, 0]], every[:, [1, 1, 3, 3, 1]]], axis=2)[keep]
    lon, lat = plan.frame.geo(corners[:, :, 0], corners[:, :, 1])
    rings = np.round(np.stack([lon, lat], axis=2), 6).tolist()
    sorted_in: dict[tuple[str, str], list[Any]] = {}
    for ring, kind, centre in zip(rings, np.array(kinds)[keep].tolist(), centres[keep], strict=True):
        key = (grids.at(float(centre[0]), float(centre[1])), kind)
        sorted_in.setdefault(key, []).append([ring])
    return [
        feature("MultiPolygon", polygons, grid=grid, kind=kind)
        for (grid, kind), polygons in sorted(sorted_in.items())
    ]


def _clear(plan: Plan, centres: Array, reach: Array) -> Array:
    free = np.abs(centres[:, 1] - np.interp(centres[:, 0], plan.river[:, 0], plan.river[:, 1])) > 112 + reach
    free &= distance_to(plan.railway, centres) > 24 + reach
    for segment in plan.segments:
        if len(segment.line) > 2:
            free &= distance_to(segment.line, centres) > _SETBACK_M.get(segment.road_class, 14.0) + reach
    return np.asarray(free)


def _inset(cell: Cell, by_m: float) -> Line:
    return rectangle(cell.u0 + by_m, cell.v0 + by_m, cell.u1 - by_m, cell.v1 - by_m)


def _block(cell: Cell, rng: np.random.Generator) -> list[tuple[tuple[float, float, float, float], str]]:
    """Buildings of one block: rows of homes, towers and offices, or halls."""
    width, height = cell.u1 - cell.u0 - 30, cell.v1 - cell.v0 - 30
    if cell.use in {"park", "garden"} or width < 24 or height < 24:
        return []
    if cell.use in {"industry", "chemical", "campus", "station"}:
        return [(box, "works") for box in _lots(cell, rng, 78.0, 62.0, 0.82, 0.6)]
    if rng.random() > 0.1 + 1.3 * cell.built:
        return []
    if cell.use == "centre" or rng.random() < 0.22:
        return [(box, "offices") for box in _lots(cell, rng, 52.0, 46.0, 0.85, 0.62)]
    if rng.random() < 0.72:
        return [(box, "homes") for box in _lots(cell, rng, 58.0, 31.0, 0.93, 0.42, wide=0.82)]
    return [(box, "homes") for box in _lots(cell, rng, 34.0, 34.0, 0.8, 0.66)]


def _lots(
    cell: Cell,
    rng: np.random.Generator,
    lot_u: float,
    lot_v: float,
    filled: float,
    deep: float,
    wide: float = 0.68,
) -> list[tuple[float, float, float, float]]:
    """Boxes in a regular lay-out of lots, some left empty, none quite alike."""
    width, height = cell.u1 - cell.u0 - 30, cell.v1 - cell.v0 - 30
    columns, rows = max(1, int(width // lot_u)), max(1, int(height // lot_v))
    boxes: list[tuple[float, float, float, float]] = []
    for column in range(columns):
        for row in range(rows):
            if rng.random() > filled:
                continue
            size_u = width / columns * wide * float(rng.uniform(0.85, 1.05))
            size_v = height / rows * deep * float(rng.uniform(0.85, 1.05))
            u = cell.u0 + 15 + (column + 0.5) * width / columns
            v = cell.v0 + 15 + (row + 0.5) * height / rows
            boxes.append((u - size_u / 2, v - size_v / 2, u + size_u / 2, v + size_v / 2))
    return boxes


def roads(frame: Frame, streets: Streets) -> list[Feature]:
    """Streets as lines: edges of one segment that follow each other joined; props class, name_zh, name_en, bridge."""
    features: list[Feature] = []
    order = np.argsort(streets.piece, kind="stable")
    bounds = np.nonzero(np.diff(streets.piece[order]))[0] + 1
    for edges in np.split(order, bounds):
        segment = streets.segments[int(streets.piece[edges[0]])]
        for chain in _chains(streets, edges.tolist()):
            name = segment.name
            features.append(
                feature(
                    "LineString",
                    frame.line(streets.node_uv[chain], 200.0),
                    **{"class": segment.road_class},
                    name_zh=name.zh if name else "",
                    name_en=name.en if name else "",
                )
            )
    return features


def _chains(streets: Streets, edges: list[int]) -> list[list[int]]:
    """Node lists of the paths that a segment's edges make, in the order of the segment."""
    chains: list[list[int]] = []
    for edge in edges:
        first, second = int(streets.edge_a[edge]), int(streets.edge_b[edge])
        if chains and chains[-1][-1] == first:
            chains[-1].append(second)
        else:
            chains.append([first, second])
    return chains
