"""The town's road network as the simulation drives on it: `roads.npz` with today's traffic and closures.

Pure, any thread, one at a time. Plain lists for single look-ups, scipy for the fastest way.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from console.domain.entities import Closure

from .files import Roads
from .trips import E7, EARTH_M

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TRAFFIC = (0.78, 1.0)
"""Least and most of the road's speed that today's traffic leaves on one street."""


class Network:
    """Implements `driving.Streets` and `simulation.ClosableStreets`. Nodes and edges are rows of the file."""

    def __init__(
        self,
        lon_deg: Floats,
        lat_deg: Floats,
        edge_from: Ints,
        edge_to: Ints,
        length_m: Floats,
        speed_mps: Floats,
        road_class: Ints,
        name: Ints,
        seed: int,
    ) -> None:
        self.lon_e7 = np.round(lon_deg * E7).astype(np.int64)
        self.lat_e7 = np.round(lat_deg * E7).astype(np.int64)
        self.edge_from, self.edge_to, self.name = edge_from, edge_to, name
        self._points = list(zip(self.lon_e7.tolist(), self.lat_e7.tolist(), strict=True))
        self._start: list[int] = edge_from.tolist()
        self._end: list[int] = edge_to.tolist()
        self._length: list[float] = length_m.tolist()
        traffic = _traffic(name, seed)
        self._speed: list[float] = (speed_mps * traffic).tolist()
        self._class: list[int] = road_class.tolist()
        self._time_s = np.maximum(0.05, length_m / np.maximum(0.5, speed_mps * traffic))
        leaving: list[list[int]] = [[] for _ in self._points]
        for edge, node in enumerate(self._start):
            leaving[node].append(edge)
        self._leaving = [tuple(edges) for edges in leaving]
        self._closed = np.zeros(len(self._start), dtype=bool)
        self._lat_m = EARTH_M * np.pi / 180
        self._lon_m = self._lat_m * np.cos(np.radians(float(lat_deg.mean())))
        self._lon_deg, self._lat_deg = lon_deg, lat_deg
        self._tree = cKDTree(np.column_stack([lon_deg * self._lon_m, lat_deg * self._lat_m]))
        self._weigh()

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self._points)

    def nearest_node(self, lon_e7: int, lat_e7: int) -> int:
        """The node nearest to a point."""
        _, node = self._tree.query([lon_e7 / E7 * self._lon_m, lat_e7 / E7 * self._lat_m])
        return int(node)

    def node_at(self, node: int) -> tuple[int, int]:
        """lon_e7, lat_e7 of a node."""
        return self._points[node]

    def edges_from(self, node: int) -> tuple[int, ...]:
        """Edges that leave a node."""
        return self._leaving[node]

    def edge_end(self, edge: int) -> int:
        """Node where an edge ends."""
        return self._end[edge]

    def edge_start(self, edge: int) -> int:
        """Node where an edge begins."""
        return self._start[edge]

    def length_m(self, edge: int) -> float:
        """Metres of an edge."""
        return self._length[edge]

    def speed_mps(self, edge: int) -> float:
        """Metres per second that ordinary traffic drives on an edge today."""
        return self._speed[edge]

    def road_class(self, edge: int) -> int:
        """0 motorway … 5 service."""
        return self._class[edge]

    def close(self, closures: Sequence[Closure]) -> None:
        """Close every edge whose middle or either end lies within a closure's radius, and no others."""
        self._closed[:] = False
        for closure in closures:
            east = (self._lon_deg - closure.lon_e7 / E7) * self._lon_m
            north = (self._lat_deg - closure.lat_e7 / E7) * self._lat_m
            a, b = self.edge_from, self.edge_to
            middle = np.hypot((east[a] + east[b]) / 2, (north[a] + north[b]) / 2)
            ends = np.minimum(np.hypot(east[a], north[a]), np.hypot(east[b], north[b]))
            self._closed |= np.minimum(middle, ends) <= closure.radius_m
        self._weigh()

    def fastest(self, start: int, end: int) -> list[int]:
        """Edges of the fastest way; a closed road only where there is no other way. Empty where start is end."""
        if start == end:
            return []
        before = dijkstra(self._graph, directed=True, indices=np.array([start]), return_predecessors=True)[1][
            0
        ]
        nodes = [end]
        while nodes[-1] != start:
            node = int(before[nodes[-1]])
            if node < 0:
                return []
            nodes.append(node)
        nodes.reverse()
        return [self._best_edge(a, b) for a, b in pairwise(nodes)]

    def _best_edge(self, a: int, b: int) -> int:
        return min((e for e in self._leaving[a] if self._end[e] == b), key=lambda e: float(self._weight[e]))

    def _weigh(self) -> None:
        """Closed edges cost an hour more instead of vanishing: who stands inside must get out."""
        self._weight = np.where(self._closed, self._time_s + 3600.0, self._time_s)
        order = np.lexsort((self._weight, self.edge_to, self.edge_from))
        a, b, w = self.edge_from[order], self.edge_to[order], self._weight[order]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
        self._graph = csr_matrix((w[first], (a[first], b[first])), shape=(self.nodes, self.nodes))


def _traffic(name: Ints, seed: int) -> Floats:
    """One factor per street, the same for all of its edges; nameless lanes flow freely."""
    dice = random.Random(f"traffic:{seed}")
    most = int(name.max(initial=-1)) + 1
    factors = np.array([dice.uniform(*TRAFFIC) for _ in range(most)] + [1.0])
    return np.asarray(factors[name], dtype=np.float64)


def from_roads(roads: Roads, seed: int) -> Network:
    """The network of a town's road files, with the traffic of `seed`."""
    return Network(
        roads.node_lon_deg.astype(np.float64),
        roads.node_lat_deg.astype(np.float64),
        roads.edge_from.astype(np.int64),
        roads.edge_to.astype(np.int64),
        roads.edge_length_m.astype(np.float64),
        roads.edge_speed_mps.astype(np.float64),
        roads.edge_class.astype(np.int64),
        roads.edge_name.astype(np.int64),
        seed,
    )
