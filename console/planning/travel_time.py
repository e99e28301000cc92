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

from .roads import FREE_OFFSET_M, OFF_ROAD_MPS, PLACES, Closed, Floats, Ints, RoadGraph, Snapped

HORIZON_S = 1200.0
"""Searches stop here: 20 minutes."""
_TINY = 1e-12
"""Keeps nothing of a street that cannot be driven (inf) from being 0 × inf."""


@dataclass(frozen=True, slots=True)
class _Starts:
    """What does not depend on where one goes, for points float64[M]: seconds to both ends of each point's street, and
    along all of it either way."""

    second: Ints
    first: Ints
    to_second_s: Floats
    to_first_s: Floats
    on_s: Floats
    back_s: Floats
    approach_s: Floats


class StreetTimes:
    """Seconds along each street under closures, float64[E], inf where one may not drive; any thread.

    Fleets are asked about for many places before they move: what was made of the last points is kept.
    """

    def __init__(self, graph: RoadGraph, seconds: Floats) -> None:
        self._graph = graph
        self.seconds = seconds
        self._last: tuple[Snapped, _Starts] | None = None

    def starts(self, at: Snapped) -> _Starts:
        """Of these points."""
        last = self._last
        if last is None or last[0] is not at:
            last = self._last = (at, self._made(at))
        return last[1]

    def _made(self, at: Snapped) -> _Starts:
        graph, edge = self._graph, np.maximum(at.edge, 0)
        opposite = graph.opposite[edge]
        on_s = self.seconds[edge]
        back_s = np.where(opposite >= 0, self.seconds[np.maximum(opposite, 0)], np.inf)
        # a point at the very end of a one-way street's beginning is at its node
        to_first_s = np.where(at.along > 0, np.maximum(at.along, _TINY) * back_s, 0.0)
        approach_s = np.where(at.edge >= 0, _approach_s(at.offset_m), np.inf)
        return _Starts(
            graph.edge_to[edge],
            graph.edge_from[edge],
            (1.0 - at.along) * on_s,
            to_first_s,
            on_s,
            back_s,
            approach_s,
        )


@dataclass(frozen=True, slots=True)
class TravelTimeField:
    """Seconds from everywhere to one place.

    `seconds` float64[N]: from each node, inf beyond the horizon; `towards` int32[N]: the next node on the way, N or
    above when that is the place itself, −9999 where there is no way.
    """

    graph: RoadGraph
    lon_deg: float
    lat_deg: float
    horizon_s: float
    seconds: Floats
    towards: Ints
    target: Snapped
    streets: StreetTimes

    @property
    def reachable(self) -> bool:
        """False when the place lies too far from any street: then nothing has an ETA by road."""
        return int(self.target.edge[0]) >= 0

    def eta_s(self, at: Snapped) -> Floats:
        """Seconds by road from each snapped point, float64[M]; inf where there is no way within the horizon."""
        to_second, to_first, straight = self._ways(at)
        best = np.minimum(np.minimum(to_second, to_first), straight) + self.streets.starts(at).approach_s
        if self.reachable:
            best = best + _approach_s(self.target.offset_m)
        return np.asarray(np.where(best <= self.horizon_s, best, np.inf), dtype=np.float64)

    def _ways(self, at: Snapped) -> tuple[Floats, Floats, Floats]:
        """Seconds by the second node of each point's edge, by its first, and straight along the same street."""
        starts = self.streets.starts(at)
        to_second = starts.to_second_s + self.seconds[starts.second]
        to_first = starts.to_first_s + self.seconds[starts.first]
        straight = np.full(len(at.edge), np.inf)
        if self.reachable:
            same = np.nonzero(at.edge == int(self.target.edge[0]))[0]
            ahead = float(self.target.along[0]) - at.along[same]
            on_s, back_s = starts.on_s[same], starts.back_s[same]
            straight[same] = np.where(ahead >= 0, ahead * on_s, np.maximum(-ahead, _TINY) * back_s)
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

    The matrix is made once; a search only fills in the entries that lead to its places.
    """

    def __init__(self, graph: RoadGraph, closures: Sequence[Closed] = ()) -> None:
        self.graph = graph
        self.closures = tuple(closures)
        self._prepared: dict[
            tuple[Closed, ...], tuple[csr_array[np.float64, tuple[int, int]], StreetTimes]
        ] = {}

    def field_to(
        self, lon_deg: float, lat_deg: float, horizon_s: float = HORIZON_S, snap_within_m: float = 2_000.0
    ) -> TravelTimeField:
        """Travel times to a place: one reversed Dijkstra, cut off at `horizon_s` seconds."""
        return self.fields_to([(lon_deg, lat_deg)], horizon_s, snap_within_m)[0]

    def fields_to(
        self,
        places: Sequence[tuple[float, float]],
        horizon_s: float = HORIZON_S,
        snap_within_m: float = 2_000.0,
    ) -> list[TravelTimeField]:
        """Travel times to each of some places (lon and lat in degrees), in their order.

        The same answers as one by one, for less: PLACES searches share what a search sets up for the whole graph.
        """
        if not places:
            return []
        graph = self.graph
        lon, lat = np.array(places, dtype=np.float64).T
        at = graph.snap(lon, lat, snap_within_m)
        together: dict[tuple[Closed, ...], list[int]] = {}
        for row, place in enumerate(places):
            entered = tuple(one for one in self.closures if graph.holds(one, *place))
            together.setdefault(entered, []).append(row)
        found: dict[int, TravelTimeField] = {}
        for entered, rows in together.items():
            matrix, streets = self._matrix(entered)
            for first in range(0, len(rows), PLACES):
                some = rows[first : first + PLACES]
                targets = [at.rows(np.array([row])) for row in some]
                searched = self._search(matrix, streets, targets, horizon_s)
                for row, target, seconds, towards in zip(some, targets, *searched, strict=True):
                    found[row] = TravelTimeField(
                        graph, *places[row], horizon_s, seconds, towards, target, streets
                    )
        return [found[row] for row in range(len(places))]

    def _search(
        self,
        matrix: csr_array[np.float64, tuple[int, int]],
        streets: StreetTimes,
        targets: Sequence[Snapped],
        horizon_s: float,
    ) -> tuple[Floats, Ints]:
        """`seconds` and `towards` of up to PLACES fields, a row each."""
        graph = self.graph
        ends, data = (entries[graph.edges :].reshape(-1, 2) for entries in (matrix.indices, matrix.data))
        for number, target in enumerate(targets):
            edge = int(target.edge[0])
            ends[number] = graph.edge_from[edge], graph.edge_to[edge]
            data[number] = _from_ends_s(graph, edge, float(target.along[0]), streets.seconds)
        sources = np.arange(graph.nodes, graph.nodes + len(targets), dtype=np.int32)
        found, before = dijkstra(
            matrix, directed=True, indices=sources, return_predecessors=True, limit=float(horizon_s)
        )
        return np.asarray(found)[:, : graph.nodes], np.asarray(before, dtype=np.int32)[:, : graph.nodes]

    def _matrix(
        self, entered: tuple[Closed, ...]
    ) -> tuple[csr_array[np.float64, tuple[int, int]], StreetTimes]:
        known = self._prepared.get(entered)
        if known is None:
            through_s, on_it_s = self.graph.weights(self.closures, entered)
            known = self.graph.reversed_matrix(through_s), StreetTimes(self.graph, on_it_s)
            self._prepared[entered] = known
        return known


def _from_ends_s(graph: RoadGraph, edge: int, along: float, on_it_s: Floats) -> tuple[float, float]:
    """Seconds to a place `along` an edge, from the edge's first node and, where one may, from its second.

    Of a place off every street (edge −1) inf.
    """
    if edge < 0:
        return np.inf, np.inf
    opposite = int(graph.opposite[edge])
    from_first = max(along * float(on_it_s[edge]), 1e-3)
    if opposite >= 0:
        return from_first, max((1.0 - along) * float(on_it_s[opposite]), 1e-3)
    return from_first, 1e-3 if along >= 1.0 else np.inf
