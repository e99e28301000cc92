"""How things move in the demo town: driving and walking along the road network, flying straight.

Pure given its `Dice` (seeded random numbers of the one who moves), any thread. Used by `backend_stub.town.crews`. Makes
`Trip`s; knows nothing about orders.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from console.geo import distance_m
from console.planning.roads import FREE_OFFSET_M, OFF_ROAD_MPS

from .network import Network, Vertex
from .trips import Standpoint, Trip

Dice = random.Random
ONTO_ROAD_MPS = 10.0
"""Over the few metres beside a street that count as the street itself."""
MAIN_ROAD = 3
"""Road classes up to this one (tertiary) are patrolled and have traffic lights where they cross."""


@dataclass(frozen=True, slots=True)
class DrivingPace:
    """How fast: a factor on the road's speed, a ceiling, and the chance and length of a stop at a light."""

    factor: float
    ceiling_mps: float
    light_share: float = 0.0
    light_s: tuple[float, float] = (4.0, 25.0)


PATROL = DrivingPace(0.6, 9.0, 0.25)
ROUTINE = DrivingPace(0.9, 16.0, 0.25)
EMERGENCY = DrivingPace(1.25, 28.0, 0.12, (1.0, 4.0))
BIKE = DrivingPace(0.6, 6.0)
WALK = DrivingPace(1.0, 1.4)
DRONE_MPS = 15.0


class Way:
    """Builds one trip vertex by vertex; times are kept in float seconds so that roundings do not add up."""

    def __init__(self, start_ms: int, lon_e7: int, lat_e7: int) -> None:
        self._start_ms = start_ms
        self._s = 0.0
        self._at = [start_ms]
        self._lon, self._lat = [lon_e7], [lat_e7]
        self._nodes, self._edges = [-1], [-1]

    @property
    def node(self) -> int:
        """Road node under the newest vertex, −1 beside the network."""
        return self._nodes[-1]

    @property
    def at(self) -> tuple[int, int]:
        """The newest vertex."""
        return self._lon[-1], self._lat[-1]

    @property
    def took_s(self) -> float:
        """Seconds from the start to the newest vertex."""
        return self._s

    def go(self, lon_e7: int, lat_e7: int, mps: float, *, node: int = -1, edge: int = -1) -> None:
        """On to a point at a speed; nothing where it is already there."""
        length_m = distance_m(self._lon[-1], self._lat[-1], lon_e7, lat_e7)
        if length_m < 0.5:
            self._nodes[-1] = node if node >= 0 else self._nodes[-1]
            return
        self._s += length_m / max(0.3, mps)
        self._put(lon_e7, lat_e7, node, edge)

    def wait(self, seconds: float) -> None:
        """Stand for a while."""
        if seconds > 0.0:
            self._s += seconds
            self._put(self._lon[-1], self._lat[-1], self._nodes[-1], self._edges[-1])

    def trip(self) -> Trip:
        """What was built so far."""
        return Trip(
            tuple(self._at), tuple(self._lon), tuple(self._lat), tuple(self._nodes), tuple(self._edges)
        )

    def _put(self, lon_e7: int, lat_e7: int, node: int, edge: int) -> None:
        at = self._start_ms + round(self._s * 1000)
        self._at.append(max(at, self._at[-1] + 1))
        self._lon.append(lon_e7)
        self._lat.append(lat_e7)
        self._nodes.append(node)
        self._edges.append(edge)


class Driver:
    """Makes trips over one network."""

    def __init__(self, streets: Network) -> None:
        self._streets = streets

    def to_place(
        self, start: Trip | Standpoint, t_ms: int, lon_e7: int, lat_e7: int, pace: DrivingPace, dice: Dice
    ) -> Trip:
        """The fastest way from where somebody is at `t_ms` to a place: up to it, where it lies off the street."""
        way = self._drive(start, t_ms, lon_e7, lat_e7, pace, dice)
        here = way.at
        off_m = distance_m(*here, lon_e7, lat_e7)
        if off_m > FREE_OFFSET_M:
            share = 1.0 - FREE_OFFSET_M / off_m
            stop = (
                here[0] + round((lon_e7 - here[0]) * share),
                here[1] + round((lat_e7 - here[1]) * share),
            )
            way.go(*stop, min(OFF_ROAD_MPS * pace.factor, pace.ceiling_mps))
        return way.trip()

    def home(
        self, start: Trip | Standpoint, t_ms: int, lon_e7: int, lat_e7: int, pace: DrivingPace, dice: Dice
    ) -> Trip:
        """Like `to_place`, and into the yard at the end."""
        way = self._drive(start, t_ms, lon_e7, lat_e7, pace, dice)
        way.go(lon_e7, lat_e7, min(OFF_ROAD_MPS, pace.ceiling_mps))
        return way.trip()

    def _drive(
        self, start: Trip | Standpoint, t_ms: int, lon_e7: int, lat_e7: int, pace: DrivingPace, dice: Dice
    ) -> Way:
        """To the street point that leads to a place, turning round at once where that is shorter."""
        fix = start if isinstance(start, Standpoint) else start.fix_at(t_ms)
        way = Way(t_ms, fix.lon_e7, fix.lat_e7)
        for vertex in self._streets.way((fix.lon_e7, fix.lat_e7), (lon_e7, lat_e7)):
            self._go(way, vertex, pace)
            if vertex.node >= 0:
                self._light(way, vertex.node, pace, dice)
        return way

    def _go(self, way: Way, vertex: Vertex, pace: DrivingPace) -> None:
        """On to a vertex: along its edge, or, where it has none, from beside the street onto it."""
        if vertex.edge >= 0:
            mps = self._mps(vertex.edge, pace)
        else:
            off_m = distance_m(*way.at, vertex.lon_e7, vertex.lat_e7)
            took_s = max((off_m - FREE_OFFSET_M) / OFF_ROAD_MPS, off_m / ONTO_ROAD_MPS, 0.1)
            mps = min(off_m / took_s * pace.factor, pace.ceiling_mps)
        way.go(vertex.lon_e7, vertex.lat_e7, mps, node=vertex.node, edge=vertex.edge)

    def patrol(
        self,
        start: Trip | Standpoint,
        t_ms: int,
        beat: Standpoint,
        beat_m: float,
        last_s: float,
        pace: DrivingPace,
        dice: Dice,
    ) -> Trip:
        """About `last_s` seconds of wandering within `beat_m` metres of `beat`, main roads preferred."""
        way = self._set_off(start, t_ms, pace)
        came_from = -1
        while way.node >= 0 and way.took_s < last_s:
            edge = self._next_edge(way.node, came_from, beat, beat_m, dice)
            if edge < 0:
                break
            came_from, node = way.node, self._streets.edge_end[edge]
            way.go(*self._streets.node_at[node], self._mps(edge, pace), node=node, edge=edge)
            self._light(way, node, pace, dice)
        return way.trip()

    def fly(self, start: Standpoint, t_ms: int, lon_e7: int, lat_e7: int) -> Trip:
        """Straight there."""
        way = Way(t_ms, start.lon_e7, start.lat_e7)
        way.wait(1.0)
        way.go(lon_e7, lat_e7, DRONE_MPS)
        return way.trip()

    def _set_off(self, start: Trip | Standpoint, t_ms: int, pace: DrivingPace) -> Way:
        """Begin a way where somebody is, and get onto the network without jumping or leaving the street.

        In mid-street it goes on to the next crossing (or back, when it stands and may turn); beside the network
        over the nearest street.
        """
        fix = start if isinstance(start, Standpoint) else start.fix_at(t_ms)
        way = Way(t_ms, fix.lon_e7, fix.lat_e7)
        node, edge = -1, -1
        if isinstance(start, Trip) and start.start_ms <= t_ms < start.end_ms:
            i = start.vertex_before(t_ms)
            node, edge = start.nodes[i + 1], start.edges[i + 1]
            if node < 0 <= edge:
                node = self._streets.edge_end[edge]
        elif isinstance(start, Trip):
            node, edge = start.nodes[-1], start.edges[-1]
            if node < 0 <= edge:
                node = self._way_out(edge, fix)
        if node < 0:
            kerb = self._streets.kerb(fix.lon_e7, fix.lat_e7)
            if kerb is None:
                return way
            self._go(way, kerb._replace(edge=-1), pace)
            node, edge = self._streets.edge_end[kerb.edge], kerb.edge
        mps = self._mps(edge, pace) if edge >= 0 else ONTO_ROAD_MPS
        way.go(*self._streets.node_at[node], mps, node=node, edge=edge)
        return way

    def _way_out(self, edge: int, fix: Standpoint) -> int:
        """The end of a street for one who stands in it: the nearer one, where turning round is allowed."""
        ahead, behind = self._streets.edge_end[edge], self._streets.edge_start[edge]
        if not any(self._streets.edge_end[e] == behind for e in self._streets.edges_from[ahead]):
            return ahead
        return min(
            (ahead, behind), key=lambda n: distance_m(*self._streets.node_at[n], fix.lon_e7, fix.lat_e7)
        )

    def _mps(self, edge: int, pace: DrivingPace) -> float:
        return min(pace.ceiling_mps, self._streets.speed_mps[edge] * pace.factor)

    def _light(self, way: Way, node: int, pace: DrivingPace, dice: Dice) -> None:
        if pace.light_share and self._has_light(node) and dice.random() < pace.light_share:
            way.wait(dice.uniform(*pace.light_s))

    def _has_light(self, node: int) -> bool:
        leaving = self._streets.edges_from[node]
        return len(leaving) >= 3 and sum(self._streets.road_class[e] <= MAIN_ROAD for e in leaving) >= 3

    def _next_edge(self, node: int, came_from: int, beat: Standpoint, beat_m: float, dice: Dice) -> int:
        leaving = [e for e in self._streets.edges_from[node] if self._streets.edge_end[e] != node]
        onward = [e for e in leaving if self._streets.edge_end[e] != came_from] or leaving
        if not onward:
            return -1
        weights = [self._beat_weight(e, beat, beat_m) for e in onward]
        return dice.choices(onward, weights)[0]

    def _beat_weight(self, edge: int, beat: Standpoint, beat_m: float) -> float:
        lon, lat = self._streets.node_at[self._streets.edge_end[edge]]
        far_m = distance_m(lon, lat, beat.lon_e7, beat.lat_e7)
        main = 3.0 if self._streets.road_class[edge] <= MAIN_ROAD else 1.0
        return main if far_m <= beat_m else main * 0.02 * beat_m / far_m
