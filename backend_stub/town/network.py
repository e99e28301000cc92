"""The town's road network as the simulation drives on it: the planner's graph with today's traffic and closures.

Ways are found by `console.planning`, as the planner finds them: who is driven to a place ends at the street point that
the console draws its route to. Pure, one thread at a time; plain lists for single look-ups.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from console.domain.registry.entities import Closure
from console.geo import E7, LocalPlane
from console.planning.roads import Closed, RoadGraph, Snapped
from console.planning.travel_time import RoadState, TravelTimeField

from .files import Roads

Floats = NDArray[np.float64]
TRAFFIC = (0.78, 1.0)
"""Least and most of the road's speed that today's traffic leaves on one street."""
SLOWEST_MPS = 0.5
FAR_S = 1e7
"""Drivers go on for however long it takes."""
PLACES_KEPT = 64


class Vertex(NamedTuple):
    """A point of a way: degrees × 10⁷, the node it is (−1 in mid-street) and the edge driven to it (−1 none)."""

    lon_e7: int
    lat_e7: int
    node: int
    edge: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Smoke or water on the roads: a circle in which everybody drives at `factor` of the speed."""

    lon_e7: int
    lat_e7: int
    radius_m: float
    factor: float


class Network:
    """What the simulation drives on. Edges are rows of `roads.npz`, nodes those of its graph in spatial order."""

    def __init__(self, graph: RoadGraph, road_class: ArrayLike, name: ArrayLike, seed: int) -> None:
        """`road_class` and `name` (number of the street's name, −1 = none) by edge, as in `roads.npz`."""
        self.graph = graph
        self.name: list[int] = np.asarray(name).tolist()
        lon_e7 = np.round(graph.lon_deg * E7).astype(np.int64)
        lat_e7 = np.round(graph.lat_deg * E7).astype(np.int64)
        self.node_at: list[tuple[int, int]] = list(zip(lon_e7.tolist(), lat_e7.tolist(), strict=True))
        """lon_e7, lat_e7 by node."""
        self.edge_start: list[int] = graph.edge_from.tolist()
        self.edge_end: list[int] = graph.edge_to.tolist()
        """Node where an edge ends."""
        self.length_m: list[float] = graph.length_m.tolist()
        self.speed_mps: list[float] = []
        """What ordinary traffic drives on an edge now; a crawl where it is closed."""
        self.road_class: list[int] = np.asarray(road_class).tolist()
        """0 motorway … 5 service, by edge."""
        self.edges_from: list[list[int]] = [[] for _ in self.node_at]
        """Edges that leave a node."""
        for edge, node in enumerate(self.edge_start):
            self.edges_from[node].append(edge)
        self._traffic = _traffic(np.asarray(name), seed)
        self._middle = _middles(graph)
        self._closed: list[Closed] = []
        self._zones: tuple[Zone, ...] = ()
        self._open = self._roads = RoadState(graph)
        self._fields: dict[tuple[int, int], TravelTimeField] = {}
        self._drive()

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
        self.speed_mps = np.maximum(SLOWEST_MPS, speed).tolist()

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
        ends = [(self.edge_end[edge], edge) for edge in edges[:-1] if edge >= 0]
        between = [Vertex(*self.node_at[node], node, edge) for node, edge in ends]
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


def _traffic(name: NDArray[np.int64], seed: int) -> Floats:
    """One factor per street, the same for all of its edges; nameless lanes flow freely."""
    dice = random.Random(f"traffic:{seed}")
    most = int(name.max(initial=-1)) + 1
    factors = np.array([dice.uniform(*TRAFFIC) for _ in range(most)] + [1.0])
    return np.asarray(factors[name], dtype=np.float64)


def graph_of(roads: Roads) -> RoadGraph:
    """The road graph of a town's files, as planner, tracker and simulation have it."""
    return RoadGraph.in_spatial_order(
        roads.node_lon_deg,
        roads.node_lat_deg,
        roads.edge_from,
        roads.edge_to,
        roads.edge_length_m,
        roads.edge_speed_mps,
    )


def from_roads(roads: Roads, seed: int) -> Network:
    """The network of a town's road files, with the traffic of `seed`."""
    return Network(graph_of(roads), roads.edge_class, roads.edge_name, seed)
