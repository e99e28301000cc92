"""The road graph of a plan: segments cut at their crossings, broken at river and railway, largest part kept.

Pure; used by `backend_stub.town.generate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .frame import Array, densify, distance_to
from .plan import EXPRESSWAY, PRIMARY, RIVER_HALF_M, SPEED_KMH, TERTIARY, Plan, Segment

SNAP_M = 2.0


@dataclass(slots=True)
class Streets:
    """Undirected street edges between nodes on the board; `piece` is the segment that each edge is part of."""

    node_uv: Array
    edge_a: NDArray[np.int64]
    edge_b: NDArray[np.int64]
    piece: NDArray[np.int64]
    segments: list[Segment]

    def edge_class(self) -> NDArray[np.uint8]:
        """Class of each edge."""
        classes = np.array([segment.road_class for segment in self.segments], dtype=np.uint8)
        return classes[self.piece]

    def speed_mps(self) -> NDArray[np.float32]:
        """Driven speed of each edge in m/s."""
        table = np.array([SPEED_KMH[road_class] / 3.6 for road_class in sorted(SPEED_KMH)], dtype=np.float32)
        return table[self.edge_class()]


def build(plan: Plan) -> Streets:
    """Cut all segments at their crossings and keep what hangs together."""
    starts, ends, owner = _pieces(plan)
    cuts = _cuts(plan, starts, ends, owner)
    uv: list[tuple[float, float]] = []
    known: dict[tuple[int, int], int] = {}
    edges: set[tuple[int, int]] = set()
    a: list[int] = []
    b: list[int] = []
    piece: list[int] = []
    for index in range(len(starts)):
        fractions = np.unique(np.round(np.concatenate([[0.0, 1.0], cuts[index]]), 6))
        points = starts[index] + (ends[index] - starts[index]) * fractions[:, None]
        nodes = [_node(known, uv, float(u), float(v)) for u, v in points]
        for first, second in pairwise(nodes):
            pair = (min(first, second), max(first, second))
            if first != second and pair not in edges:
                edges.add(pair)
                a.append(first)
                b.append(second)
                piece.append(int(owner[index]))
    whole = Streets(np.array(uv), np.array(a), np.array(b), np.array(piece), plan.segments)
    return _largest(_broken(plan, whole))


def _pieces(plan: Plan) -> tuple[Array, Array, NDArray[np.int64]]:
    """Straight pieces of all segments: starts, ends, and the segment's index."""
    starts: list[Array] = []
    ends: list[Array] = []
    owner: list[int] = []
    for index, segment in enumerate(plan.segments):
        line = densify(segment.line, 400.0) if segment.road_class == EXPRESSWAY else segment.line
        starts.append(line[:-1])
        ends.append(line[1:])
        owner += [index] * (len(line) - 1)
    return np.concatenate(starts), np.concatenate(ends), np.array(owner)


def _cuts(plan: Plan, starts: Array, ends: Array, owner: NDArray[np.int64]) -> list[list[float]]:
    """For each straight piece the fractions at which another one meets it."""
    classes = np.array([plan.segments[index].road_class for index in owner])
    along = ends - starts
    low, high = np.minimum(starts, ends) - SNAP_M, np.maximum(starts, ends) + SNAP_M
    cuts: list[list[float]] = [[] for _ in range(len(starts))]
    for i in range(len(starts)):
        near = np.nonzero(np.all((low <= high[i]) & (high >= low[i]), axis=1))[0]
        near = near[(near > i) & (owner[near] != owner[i])]
        if classes[i] == EXPRESSWAY:
            near = near[(classes[near] <= PRIMARY)]
        elif classes[i] > PRIMARY:
            near = near[classes[near] != EXPRESSWAY]
        if not len(near):
            continue
        cross = along[i, 0] * along[near, 1] - along[i, 1] * along[near, 0]
        ok = np.abs(cross) > 1e-6
        near, cross = near[ok], cross[ok]
        gap = starts[near] - starts[i]
        s = (gap[:, 0] * along[near, 1] - gap[:, 1] * along[near, 0]) / cross
        t = (gap[:, 0] * along[i, 1] - gap[:, 1] * along[i, 0]) / cross
        tiny_i = SNAP_M / np.hypot(*along[i])
        tiny_j = SNAP_M / np.hypot(along[near, 0], along[near, 1])
        hit = (s > -tiny_i) & (s < 1 + tiny_i) & (t > -tiny_j) & (t < 1 + tiny_j)
        for j, at_i, at_j in zip(near[hit], s[hit], t[hit], strict=True):
            cuts[i].append(float(np.clip(at_i, 0, 1)))
            cuts[int(j)].append(float(np.clip(at_j, 0, 1)))
    return cuts


def _node(known: dict[tuple[int, int], int], uv: list[tuple[float, float]], u: float, v: float) -> int:
    """Number of the node at a point, shared by everything within about SNAP_M."""
    column, row = round(u / SNAP_M), round(v / SNAP_M)
    for key in ((column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)):
        if key in known:
            return known[key]
    known[column, row] = len(uv)
    uv.append((u, v))
    return len(uv) - 1


def _broken(plan: Plan, streets: Streets) -> Streets:
    """Without what would swim or cross the rails on the level."""
    first, second = streets.node_uv[streets.edge_a], streets.node_uv[streets.edge_b]
    middle = (first + second) / 2
    bridge = np.array([segment.bridge for segment in plan.segments])[streets.piece]
    under = np.array([segment.under for segment in plan.segments])[streets.piece]
    classes = streets.edge_class()
    river_v = np.interp(middle[:, 0], plan.river[:, 0], plan.river[:, 1])
    wet = (np.abs(middle[:, 1] - river_v) < RIVER_HALF_M + 40) | _crosses(plan.river, first, second)
    rails = _crosses(plan.railway, first, second)
    at_ring = (classes >= TERTIARY) & (distance_to(plan.ring, middle) < 45)
    keep = ~(wet & ~bridge) & ~(rails & ~under) & ~(at_ring & (classes > TERTIARY))
    return Streets(
        streets.node_uv, streets.edge_a[keep], streets.edge_b[keep], streets.piece[keep], streets.segments
    )


def _crosses(line: Array, first: Array, second: Array) -> NDArray[np.bool_]:
    """Whether the ends of each edge lie on different sides of a curve that is a function of u."""
    side_first = first[:, 1] > np.interp(first[:, 0], line[:, 0], line[:, 1])
    side_second = second[:, 1] > np.interp(second[:, 0], line[:, 0], line[:, 1])
    return np.asarray(side_first != side_second)


def _largest(streets: Streets) -> Streets:
    """The largest connected part, its nodes numbered from west to east and so near each other in memory."""
    count = len(streets.node_uv)
    ones = np.ones(len(streets.edge_a), dtype=np.int8)
    matrix = coo_array((ones, (streets.edge_a, streets.edge_b)), shape=(count, count))
    _, part = connected_components(matrix.tocsr(), directed=False)
    largest = int(np.argmax(np.bincount(part)))
    kept = np.nonzero(part == largest)[0]
    order = kept[np.lexsort((streets.node_uv[kept, 1], streets.node_uv[kept, 0]))]
    number = np.full(count, -1)
    number[order] = np.arange(len(order))
    edges = part[streets.edge_a] == largest
    return Streets(
        streets.node_uv[order],
        number[streets.edge_a[edges]],
        number[streets.edge_b[edges]],
        streets.piece[edges],
        streets.segments,
    )
