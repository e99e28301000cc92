"""Strangers on the streets: everyday vehicles for the cameras' pictures, as a pure function of time.

Any thread (read only after it is built). Every through street, each way, is a belt on which vehicles follow one another
at uneven gaps; nothing is stepped, so a street that no camera watches costs nothing, and two cameras see the
same van pass. Used by `backend_stub.town.scene`.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from console.geo import E7, LocalPlane, bearing_deg, bearing_of, moved_deg, offset_deg_m

from .cameras.ground_lines import distances_to
from .cameras.scene import SceneVehicle
from .network import Network

GAP_S = (7.0, 9.0, 13.0, 22.0)
"""Seconds between vehicles by road class 0 (expressway) to 3 (tertiary); smaller streets have no belt."""
LANE_M = 2.4
KINDS = ("car",) * 14 + ("van", "van", "truck", "bus", "scooter", "scooter")
SHORTEST_M = 150.0


@dataclass(frozen=True, slots=True)
class Belt:
    """One street in one direction. `at_m` is the way from its beginning to each vertex."""

    number: int
    lon_deg: tuple[float, ...]
    lat_deg: tuple[float, ...]
    at_m: tuple[float, ...]
    speed_mps: float
    gap_s: float

    def vehicles(self, t_s: float, from_m: float, to_m: float) -> list[SceneVehicle]:
        """Those between two points of the belt now."""
        newest = math.floor((t_s - from_m / self.speed_mps) / self.gap_s) + 1
        oldest = math.ceil((t_s - to_m / self.speed_mps) / self.gap_s) - 1
        found = []
        for number in range(oldest, newest + 1):
            dice = (number * 2_654_435_761 + self.number * 40_503) & 0xFFFF_FFFF
            late_s = (dice >> 8 & 0xFF) / 255.0 * self.gap_s * 0.6
            at_m = (t_s - number * self.gap_s - late_s) * self.speed_mps
            if from_m <= at_m <= to_m:
                found.append(self._vehicle(at_m, KINDS[(dice >> 16) % len(KINDS)], dice >> 4 & 0xFF))
        return found

    def _vehicle(self, at_m: float, kind: str, paint: int) -> SceneVehicle:
        i = min(max(0, bisect_right(self.at_m, at_m) - 1), len(self.at_m) - 2)
        share = (at_m - self.at_m[i]) / (self.at_m[i + 1] - self.at_m[i])
        lat = self.lat_deg[i] + (self.lat_deg[i + 1] - self.lat_deg[i]) * share
        lon = self.lon_deg[i] + (self.lon_deg[i + 1] - self.lon_deg[i]) * share
        ends = self.lon_deg[i], self.lat_deg[i], self.lon_deg[i + 1], self.lat_deg[i + 1]
        bearing = bearing_of(*offset_deg_m(*ends))
        return SceneVehicle(*moved_deg(lon, lat, bearing + 90.0, LANE_M), bearing, kind, paint=paint)


class Window(NamedTuple):
    """The stretch of a belt that passes near a point."""

    belt: Belt
    from_m: float
    to_m: float


class Traffic:
    """All belts of a town."""

    def __init__(self, network: Network) -> None:
        self.belts = _belts(network)

    def near(self, lon_deg: float, lat_deg: float, radius_m: float) -> list[Window]:
        """Stretches of belts within about `radius_m` of a point: ask once per camera, then `vehicles` of each."""
        windows = []
        plane = LocalPlane.at(lon_deg, lat_deg)
        for belt in self.belts:
            east, north = plane.metres(np.array(belt.lon_deg), np.array(belt.lat_deg))
            hit = np.flatnonzero(distances_to(np.stack([east, north], axis=1), 0.0, 0.0) <= radius_m)
            if len(hit):
                windows.append(Window(belt, belt.at_m[hit[0]], belt.at_m[hit[-1] + 1]))
        return windows


def _belts(network: Network) -> list[Belt]:
    """Chains of edges of one name that go on straight, main roads only."""
    follows: dict[int, int] = {}
    main = [e for e, name in enumerate(network.name) if name >= 0 and network.road_class[e] < len(GAP_S)]
    for edge in main:
        onward = _straight_on(network, edge)
        if onward >= 0:
            follows[edge] = onward
    later = set(follows.values())
    belts: list[Belt] = []
    for edge in main:
        if edge not in later:
            chain = [edge]
            while chain[-1] in follows and len(chain) < len(main):
                chain.append(follows[chain[-1]])
            belt = _belt(network, chain, len(belts))
            if belt.at_m[-1] >= SHORTEST_M:
                belts.append(belt)
    return belts


def _straight_on(network: Network, edge: int) -> int:
    best, best_turn = -1, 50.0
    for onward in network.edges_from[network.edge_end[edge]]:
        turns_back = network.edge_end[onward] == network.edge_start[edge]
        if network.name[onward] == network.name[edge] and not turns_back:
            turn = abs((_heading(network, onward) - _heading(network, edge) + 180) % 360 - 180)
            if turn < best_turn:
                best, best_turn = onward, turn
    return best


def _heading(network: Network, edge: int) -> float:
    return bearing_deg(*network.node_at[network.edge_start[edge]], *network.node_at[network.edge_end[edge]])


def _belt(network: Network, chain: list[int], number: int) -> Belt:
    nodes = [network.edge_start[chain[0]], *(network.edge_end[e] for e in chain)]
    points = [network.node_at[node] for node in nodes]
    at_m = [0.0]
    for edge in chain:
        at_m.append(at_m[-1] + max(0.1, network.length_m[edge]))
    speed = min(network.speed_mps[e] for e in chain)
    gap = GAP_S[network.road_class[chain[0]]] * random.Random(f"belt:{number}").uniform(0.8, 1.4)
    lon, lat = tuple(p[0] / E7 for p in points), tuple(p[1] / E7 for p in points)
    return Belt(number, lon, lat, tuple(at_m), speed * 0.85, gap)
