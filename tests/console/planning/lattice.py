"""Small street networks for planning tests: a lattice with random speeds, and a Dijkstra by hand to hold against."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from console.geo import LocalPlane
from console.planning.muster import Candidates
from console.planning.roads import Closed, RoadGraph, Snapped
from console.planning.travel_time import HORIZON_S, RoadState, TravelTimeField

STEP_DEG = 0.002
LON_DEG, LAT_DEG = 117.9, 36.8


def lattice(columns: int, rows: int, seed: int = 1, one_way: float = 0.0, missing: float = 0.0) -> RoadGraph:
    """Streets about 200 m apart, some one-way, some left out; speeds 3 to 25 m/s."""
    rng = np.random.default_rng(seed)
    lon, lat = np.meshgrid(LON_DEG + np.arange(columns) * STEP_DEG, LAT_DEG + np.arange(rows) * STEP_DEG)
    first: list[int] = []
    second: list[int] = []
    for row in range(rows):
        for column in range(columns):
            node = row * columns + column
            for other in [node + 1] * (column + 1 < columns) + [node + columns] * (row + 1 < rows):
                if rng.random() < missing:
                    continue
                pairs = [(node, other), (other, node)]
                if rng.random() < one_way:
                    pairs = [pairs[int(rng.integers(2))]]
                first += [a for a, _ in pairs]
                second += [b for _, b in pairs]
    x, y = lon.ravel(), lat.ravel()
    a, b = np.array(first), np.array(second)
    east, north = LocalPlane.at(LON_DEG, LAT_DEG).metres(x, y)
    length = np.hypot(east[a] - east[b], north[a] - north[b])
    return RoadGraph(x, y, a, b, length, rng.uniform(3, 25, len(a)))


def by_hand(
    graph: RoadGraph, weights_s: NDArray[np.float64], target: Snapped, on_it_s: NDArray[np.float64]
) -> list[float]:
    """Seconds from every node to a snapped place: textbook Dijkstra over the reversed edges with a heap."""
    into: dict[int, list[tuple[int, float]]] = {}
    for edge in range(graph.edges):
        into.setdefault(int(graph.edge_to[edge]), []).append(
            (int(graph.edge_from[edge]), float(weights_s[edge]))
        )
    edge, along = int(target.edge[0]), float(target.along[0])
    heap = [(along * float(on_it_s[edge]), int(graph.edge_from[edge]))]
    for back in range(graph.edges):
        if graph.edge_from[back] == graph.edge_to[edge] and graph.edge_to[back] == graph.edge_from[edge]:
            heap.append(((1 - along) * float(on_it_s[back]), int(graph.edge_to[edge])))
    if along >= 1.0:
        heap.append((0.0, int(graph.edge_to[edge])))
    heapq.heapify(heap)
    best = [float("inf")] * graph.nodes
    while heap:
        seconds, node = heapq.heappop(heap)
        if seconds >= best[node]:
            continue
        best[node] = seconds
        for before, cost in into.get(node, []):
            heapq.heappush(heap, (seconds + cost, before))
    return best


def field_to(
    graph: RoadGraph,
    lon_deg: float,
    lat_deg: float,
    closures: Sequence[Closed] = (),
    horizon_s: float = HORIZON_S,
) -> TravelTimeField:
    """Travel times to one place."""
    return RoadState(graph, closures).field_to(lon_deg, lat_deg, horizon_s)


def candidates(rows: Sequence[tuple[str, int, float, bool]]) -> Candidates:
    """From (unit, officers, seconds, pinned) per unit; seconds below 0 or infinite = no way."""
    eta = np.array([row[2] for row in rows], dtype=np.float64)
    return Candidates(
        tuple(row[0] for row in rows),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.where(eta < 0, np.inf, eta),
        np.array([row[3] for row in rows], dtype=np.bool_),
    )
