"""Travel-time fields: one search towards a place answers the ETAs of all units, their routes and the rings.

Pure, numpy and scipy only; fields are immutable. Used by the planner and the bench. ARCHITECTURE "Planning".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from .roads import FREE_OFFSET_M, OFF_ROAD_MPS, Closed, Floats, Ints, RoadGraph, Snapped

HORIZON_S = 1200.0
"""Searches stop here: 20 minutes."""
_TINY = 1e-12
"""Keeps nothing of a street that cannot be driven (inf) from being 0 × inf."""


@dataclass(frozen=True, slots=True)
class TravelTimeField:
    """Seconds from everywhere to one place.

    `seconds` float64[N+1]: from each node, inf beyond the horizon (the last one is the place itself); `towards`
    int32[N+1]: the next node on the way, the place being node N, −9999 where there is no way.
    """

    graph: RoadGraph
    lon_deg: float
    lat_deg: float
    horizon_s: float
    seconds: Floats
    towards: Ints
    target: Snapped
    on_it_s: Floats

    @property
    def reachable(self) -> bool:
        """False when the place lies too far from any street: then nothing has an ETA by road."""
        return int(self.target.edge[0]) >= 0

    def eta_s(self, at: Snapped) -> Floats:
        """Seconds by road from each snapped point, float64[M]; inf where there is no way within the horizon."""
        to_second, to_first, straight = self._ways(at)
        best = np.minimum(np.minimum(to_second, to_first), straight) + _approach_s(at.offset_m)
        if self.reachable:
            best = best + _approach_s(self.target.offset_m)
        best = np.where((at.edge >= 0) & (best <= self.horizon_s), best, np.inf)
        return np.asarray(best, dtype=np.float64)

    def _ways(self, at: Snapped) -> tuple[Floats, Floats, Floats]:
        """Seconds by the second node of each point's edge, by its first, and straight along the same street."""
        edge = np.maximum(at.edge, 0)
        graph = self.graph
        opposite = graph.opposite[edge]
        back_s = np.where(opposite >= 0, self.on_it_s[np.maximum(opposite, 0)], np.inf)
        to_second = (1.0 - at.along) * self.on_it_s[edge] + self.seconds[graph.edge_to[edge]]
        # a point at the very end of a one-way street's beginning is at its node
        first_s = np.where(at.along > 0, np.maximum(at.along, _TINY) * back_s, 0.0)
        to_first = first_s + self.seconds[graph.edge_from[edge]]
        straight = np.full(len(edge), np.inf)
        if self.reachable:
            goal, goal_at = int(self.target.edge[0]), float(self.target.along[0])
            ahead = goal_at - at.along
            seconds = np.where(ahead >= 0, ahead * self.on_it_s[edge], np.maximum(-ahead, _TINY) * back_s)
            straight = np.where(at.edge == goal, seconds, np.inf)
        return to_second, to_first, straight

    def route(self, at: Snapped) -> tuple[Floats, Floats]:
        """Way from a snapped point (M = 1) to the place: lon and lat in degrees; empty where there is none."""
        nodes = self._nodes(at)
        if nodes is None:
            return np.empty(0), np.empty(0)
        graph = self.graph
        start_lon, start_lat = graph.position(at)
        end_lon, end_lat = graph.position(self.target)
        lon = np.concatenate([start_lon, graph.lon_deg[nodes], end_lon])
        lat = np.concatenate([start_lat, graph.lat_deg[nodes], end_lat])
        return lon, lat

    def way(self, at: Snapped) -> tuple[int, ...] | None:
        """The same way as the edges driven, the first and the last in part; None where there is none.

        An edge of −1 at the end says that the place is the last node itself, at the end of a one-way street.
        """
        nodes = self._nodes(at)
        if nodes is None:
            return None
        graph, edge, goal = self.graph, int(at.edge[0]), int(self.target.edge[0])
        if not nodes:
            ahead = float(self.target.along[0]) >= float(at.along[0])
            return (edge if ahead else int(graph.opposite[edge]),)
        first = edge if nodes[0] == int(graph.edge_to[edge]) else int(graph.opposite[edge])
        between = (graph.edge_between(a, b) for a, b in pairwise(nodes))
        last = goal if nodes[-1] == int(graph.edge_from[goal]) else int(graph.opposite[goal])
        return (first, *between, last)

    def _nodes(self, at: Snapped) -> list[int] | None:
        """The nodes on the way from a point, none of them when it lies on the place's street; None = no way."""
        edge = int(at.edge[0])
        if edge < 0 or not self.reachable:
            return None
        ways = [float(way[0]) for way in self._ways(at)]
        if not np.isfinite(min(ways)):
            return None
        graph = self.graph
        nodes: list[int] = []
        if ways[2] > min(ways):
            node = int(graph.edge_to[edge] if ways[0] <= ways[1] else graph.edge_from[edge])
            while 0 <= node < graph.nodes:
                nodes.append(node)
                node = int(self.towards[node])
        return nodes


def _approach_s(offset_m: Floats) -> Floats:
    return np.maximum(offset_m - FREE_OFFSET_M, 0.0) / OFF_ROAD_MPS


class RoadState:
    """The roads as they are now: a graph under closures, ready for many searches. Owned by one thread.

    The matrix is made once; a search only fills in the two entries that lead to its place.
    """

    def __init__(self, graph: RoadGraph, closures: Sequence[Closed] = ()) -> None:
        self.graph = graph
        self.closures = tuple(closures)
        self._prepared: dict[tuple[Closed, ...], tuple[csr_array[np.float64, tuple[int, int]], Floats]] = {}

    def field_to(
        self, lon_deg: float, lat_deg: float, horizon_s: float = HORIZON_S, snap_within_m: float = 2_000.0
    ) -> TravelTimeField:
        """Travel times to a place: one reversed Dijkstra, cut off at `horizon_s` seconds."""
        graph = self.graph
        target = graph.snap(lon_deg, lat_deg, snap_within_m)
        entered = tuple(one for one in self.closures if graph.holds(one, lon_deg, lat_deg))
        matrix, on_it_s = self._matrix(entered)
        edge = int(target.edge[0])
        if edge < 0:
            seconds = np.full(graph.nodes + 1, np.inf)
            towards = np.full(graph.nodes + 1, -9999, dtype=np.int32)
            return TravelTimeField(graph, lon_deg, lat_deg, horizon_s, seconds, towards, target, on_it_s)
        matrix.indices[-2:] = graph.edge_from[edge], graph.edge_to[edge]
        matrix.data[-2:] = _from_ends_s(graph, edge, float(target.along[0]), on_it_s)
        source = np.array([graph.nodes], dtype=np.int32)
        found, before = dijkstra(
            matrix, directed=True, indices=source, return_predecessors=True, limit=float(horizon_s)
        )
        seconds = np.asarray(found[0], dtype=np.float64)
        towards = np.asarray(before[0], dtype=np.int32)
        return TravelTimeField(graph, lon_deg, lat_deg, horizon_s, seconds, towards, target, on_it_s)

    def _matrix(self, entered: tuple[Closed, ...]) -> tuple[csr_array[np.float64, tuple[int, int]], Floats]:
        known = self._prepared.get(entered)
        if known is None:
            through_s, on_it_s = self.graph.weights(self.closures, entered)
            known = self.graph.reversed_matrix(through_s), on_it_s
            self._prepared[entered] = known
        return known


def _from_ends_s(graph: RoadGraph, edge: int, along: float, on_it_s: Floats) -> tuple[float, float]:
    """Seconds to a place `along` an edge, from the edge's first node and, where one may, from its second."""
    opposite = int(graph.opposite[edge])
    from_first = max(along * float(on_it_s[edge]), 1e-3)
    if opposite >= 0:
        return from_first, max((1.0 - along) * float(on_it_s[opposite]), 1e-3)
    return from_first, 1e-3 if along >= 1.0 else np.inf
