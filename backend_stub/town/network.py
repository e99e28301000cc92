"""The town's road network as the simulation drives on it: the planner's graph with today's traffic and closures.

Ways are found by `console.planning`, as the planner finds them: who is driven to a place ends at the street point that
the console draws its route to. Pure, one thread at a time; plain lists for single look-ups.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from console.domain.registry.entities import Closure
from console.geo import E7, LocalPlane
from console.planning.roads import Closed, RoadGraph, Snapped
from console.planning.travel_time import RoadState, TravelTimeField

from .driving import Vertex
from .files import Roads
from .zones import Zone

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TRAFFIC = (0.78, 1.0)
"""Least and most of the road's speed that today's traffic leaves on one street."""
SLOWEST_MPS = 0.5
FAR_S = 1e7
"""Drivers go on for however long it takes."""
PLACES_KEPT = 64


class Network:
    """Implements `driving.Streets` and `simulation.ClosableStreets`.

    Edges are rows of `roads.npz`, nodes those of its graph in spatial order.
    """

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
        graph = RoadGraph.in_spatial_order(lon_deg, lat_deg, edge_from, edge_to, length_m, speed_mps)
        self.graph, self.name = graph, name
        lon_e7 = np.round(graph.lon_deg * E7).astype(np.int64)
        lat_e7 = np.round(graph.lat_deg * E7).astype(np.int64)
        self._points: list[tuple[int, int]] = list(zip(lon_e7.tolist(), lat_e7.tolist(), strict=True))
        self._start: list[int] = graph.edge_from.tolist()
        self._end: list[int] = graph.edge_to.tolist()
        self._length: list[float] = graph.length_m.tolist()
        self._class: list[int] = road_class.tolist()
        self._traffic = _traffic(name, seed)
        leaving: list[list[int]] = [[] for _ in self._points]
        for edge, node in enumerate(self._start):
            leaving[node].append(edge)
        self._leaving = [tuple(edges) for edges in leaving]
        self._middle = _middles(graph)
        self._closed: list[Closed] = []
        self._zones: tuple[Zone, ...] = ()
        self._open = RoadState(graph)
        self._fields: dict[tuple[int, int], TravelTimeField] = {}
        self._speed: list[float] = []
        self._roads = self._open
        self.close(())

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self._points)

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
        """Metres per second that ordinary traffic drives on an edge today; a crawl where it is closed."""
        return self._speed[edge]

    def road_class(self, edge: int) -> int:
        """0 motorway … 5 service."""
        return self._class[edge]

    def close(self, closures: Sequence[Closure]) -> None:
        """From now on these are closed, and no others: the same edges as in the planner's eyes."""
        self._closed = [Closed(one.lon_e7 / E7, one.lat_e7 / E7, float(one.radius_m)) for one in closures]
        self._roads = RoadState(self.graph, self._closed) if self._closed else self._open
        self._fields.clear()
        self._drive()

    def slow(self, zones: Sequence[Zone]) -> None:
        """From now on these zones slow whoever drives in them, and no others. Ways are chosen as if they did not."""
        self._zones = tuple(zones)
        self._drive()

    def _drive(self) -> None:
        """Speeds on every edge."""
        _, seconds = self.graph.weights(self._closed)
        speed = self.graph.length_m / seconds * self._traffic
        for zone in self._zones:
            plane = LocalPlane.at(zone.lon_e7 / E7, zone.lat_e7 / E7)
            far_m = np.hypot(*plane.metres(*self._middle))
            speed = np.where(far_m <= zone.radius_m, speed * zone.factor, speed)
        self._speed = np.maximum(SLOWEST_MPS, speed).tolist()

    def kerb(self, lon_e7: int, lat_e7: int) -> Vertex | None:
        """The point on the nearest street; None where none is near."""
        snapped = self.graph.snap(lon_e7 / E7, lat_e7 / E7)
        return None if int(snapped.edge[0]) < 0 else self._vertex(snapped, int(snapped.edge[0]))

    def way(self, from_e7: tuple[int, int], to_e7: tuple[int, int]) -> list[Vertex]:
        """The fastest way from street point to street point; through closed roads only where there is no other.

        Empty where a street is near neither, or no way leads there.
        """
        at = self.graph.snap(from_e7[0] / E7, from_e7[1] / E7)
        if int(at.edge[0]) < 0:
            return []
        field = self._field(to_e7)
        edges = field.way(at)
        if edges is None:
            field = self._open.field_to(to_e7[0] / E7, to_e7[1] / E7, FAR_S)
            edges = field.way(at)
        if edges is None:
            return []
        between = [
            Vertex(*self._points[self._end[edge]], self._end[edge], edge) for edge in edges[:-1] if edge >= 0
        ]
        return [self._vertex(at, -1), *between, self._vertex(field.target, edges[-1])]

    def _vertex(self, snapped: Snapped, edge: int) -> Vertex:
        lon, lat = self.graph.position(snapped)
        return Vertex(round(float(lon[0]) * E7), round(float(lat[0]) * E7), -1, edge)

    def _field(self, place: tuple[int, int]) -> TravelTimeField:
        known = self._fields.pop(place, None)
        if known is None:
            known = self._roads.field_to(place[0] / E7, place[1] / E7, FAR_S)
            if len(self._fields) >= PLACES_KEPT:
                del self._fields[next(iter(self._fields))]
        self._fields[place] = known
        return known


def _middles(graph: RoadGraph) -> tuple[Floats, Floats]:
    """Middle of every edge, degrees."""
    ends = np.stack([graph.edge_from, graph.edge_to])
    return graph.lon_deg[ends].mean(axis=0), graph.lat_deg[ends].mean(axis=0)


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
