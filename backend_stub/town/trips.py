"""A movement as a pure function of time: along the vertices of a way, with a time at each vertex.

Pure data, any thread. Made by `backend_stub.town.driving`, asked by crews, telemetry and the cameras' scene. Because a
trip is a function and not a state that is stepped, the once-a-second telemetry and a camera's twelve pictures a second
see the same vehicle at the same place.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from console.geo import bearing_deg, distance_m


class Standpoint(NamedTuple):
    """Where something is and how it moves: degrees × 10⁷, degrees clockwise from north, cm/s."""

    lon_e7: int
    lat_e7: int
    bearing_deg: int = 0
    speed_cmps: int = 0


def bearing_between(a_lon_e7: int, a_lat_e7: int, b_lon_e7: int, b_lat_e7: int) -> int:
    """Bearing from a to b in whole degrees 0–359; 0 where both are the same point."""
    return round(bearing_deg(a_lon_e7, a_lat_e7, b_lon_e7, b_lat_e7)) % 360


@dataclass(frozen=True, slots=True)
class Trip:
    """Vertices with the time of each; two vertices at one point are a stop.

    `at_ms` are hub times, never decreasing; `nodes` the road node under each vertex, −1 where it lies beside the
    network; `edges` the road edge on which each vertex was reached, −1 for the first and for ways off the network.
    """

    at_ms: tuple[int, ...]
    lon_e7: tuple[int, ...]
    lat_e7: tuple[int, ...]
    nodes: tuple[int, ...]
    edges: tuple[int, ...]

    @property
    def start_ms(self) -> int:
        """Hub time of the first vertex."""
        return self.at_ms[0]

    @property
    def end_ms(self) -> int:
        """Hub time of the last vertex: nothing moves from then on."""
        return self.at_ms[-1]

    def vertex_before(self, t_ms: int) -> int:
        """Index of the last vertex reached at `t_ms` (0 before the start)."""
        return max(0, bisect_right(self.at_ms, t_ms) - 1)

    def cut(self, t_ms: int) -> Trip:
        """The same trip stopped at `t_ms`, in mid-street if need be; itself when it has ended already."""
        if t_ms >= self.end_ms:
            return self
        fix = self.fix_at(t_ms)
        if t_ms <= self.start_ms:
            return Trip((t_ms,), (fix.lon_e7,), (fix.lat_e7,), self.nodes[:1], (-1,))
        n = self.vertex_before(t_ms) + 1
        stays = fix.lon_e7 == self.lon_e7[n - 1] and fix.lat_e7 == self.lat_e7[n - 1]
        return Trip(
            (*self.at_ms[:n], t_ms),
            (*self.lon_e7[:n], fix.lon_e7),
            (*self.lat_e7[:n], fix.lat_e7),
            (*self.nodes[:n], self.nodes[n - 1] if stays else -1),
            (*self.edges[:n], self.edges[n - 1] if stays else self.edges[n]),
        )

    def after_standing(self, stand_ms: int) -> Trip:
        """The same trip, begun so much later: until then it stands where it begins."""
        return Trip(
            (self.at_ms[0], *(at + stand_ms for at in self.at_ms)),
            (self.lon_e7[0], *self.lon_e7),
            (self.lat_e7[0], *self.lat_e7),
            (self.nodes[0], *self.nodes),
            (self.edges[0], *self.edges),
        )

    def until_within(self, lon_e7: int, lat_e7: int, radius_m: float) -> Trip:
        """The same trip stopped where it first comes within `radius_m` of a point; itself where it never does."""
        for i in range(len(self.at_ms)):
            if distance_m(self.lon_e7[i], self.lat_e7[i], lon_e7, lat_e7) <= radius_m:
                break
        else:
            return self
        far_ms, near_ms = self.at_ms[max(0, i - 1)], self.at_ms[i]
        while near_ms - far_ms > 50:
            middle_ms = (far_ms + near_ms) // 2
            fix = self.fix_at(middle_ms)
            if distance_m(fix.lon_e7, fix.lat_e7, lon_e7, lat_e7) <= radius_m:
                near_ms = middle_ms
            else:
                far_ms = middle_ms
        return self.cut(near_ms)

    def fix_at(self, t_ms: int) -> Standpoint:
        """Where it is at `t_ms`; before the start the first vertex, after the end the last, both standing."""
        i = self.vertex_before(t_ms)
        if t_ms < self.start_ms or i >= len(self.at_ms) - 1:
            return Standpoint(self.lon_e7[i], self.lat_e7[i], self._bearing(i), 0)
        took = self.at_ms[i + 1] - self.at_ms[i]
        share = (t_ms - self.at_ms[i]) / took
        dlon = self.lon_e7[i + 1] - self.lon_e7[i]
        dlat = self.lat_e7[i + 1] - self.lat_e7[i]
        if dlon == 0 and dlat == 0:
            return Standpoint(self.lon_e7[i], self.lat_e7[i], self._bearing(i), 0)
        length_m = distance_m(self.lon_e7[i], self.lat_e7[i], self.lon_e7[i + 1], self.lat_e7[i + 1])
        return Standpoint(
            self.lon_e7[i] + round(dlon * share),
            self.lat_e7[i] + round(dlat * share),
            bearing_between(self.lon_e7[i], self.lat_e7[i], self.lon_e7[i + 1], self.lat_e7[i + 1]),
            min(32_767, round(length_m / took * 100_000)),
        )

    def _bearing(self, i: int) -> int:
        """Bearing of a standing vehicle: of the last stretch driven, else of the first to come."""
        for a in range(min(i, len(self.at_ms) - 1), 0, -1):
            if self.lon_e7[a] != self.lon_e7[a - 1] or self.lat_e7[a] != self.lat_e7[a - 1]:
                return bearing_between(self.lon_e7[a - 1], self.lat_e7[a - 1], self.lon_e7[a], self.lat_e7[a])
        for a in range(1, len(self.at_ms)):
            if self.lon_e7[a] != self.lon_e7[0] or self.lat_e7[a] != self.lat_e7[0]:
                return bearing_between(self.lon_e7[0], self.lat_e7[0], self.lon_e7[a], self.lat_e7[a])
        return 0
