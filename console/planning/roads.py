"""The road graph that travel times are computed on, and how points and closures lie on it.

Pure, numpy and scipy only; immutable after construction, so any thread may read it. Used by the planner, the town's
drivers and the bench. Edges are directed; times are seconds, places degrees (WGS-84) or metres in a local plane.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from console.geo import LocalPlane

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

CRAWL_MPS = 2.0
"""Speed inside a closed area, for those who are inside or are called into it."""
OFF_ROAD_MPS = 3.0
"""Speed between a place and the street it lies at, beyond FREE_OFFSET_M."""
FREE_OFFSET_M = 25.0
"""Width within which a fix counts as being on the street (lanes, pavements and the error of positioning)."""
PLACES = 10
"""Places that one search may answer for together."""
_SAMPLE_M = 60.0
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Closed:
    """A circle that is closed to traffic: centre in degrees, radius in metres."""

    lon_deg: float
    lat_deg: float
    radius_m: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """Points on the graph, arrays of one length M.

    `edge` int32: nearest edge, −1 where none lies within reach; `along` float64 0..1 from its first node; `offset_m`
    float64: distance from the point to the edge, inf where `edge` is −1.
    """

    edge: Ints
    along: Floats
    offset_m: Floats

    def rows(self, rows: slice | NDArray[np.int64]) -> Snapped:
        """Some of the points."""
        return Snapped(self.edge[rows], self.along[rows], self.offset_m[rows])


class RoadGraph:
    """Directed edges between nodes, prepared for searches towards a place."""

    def __init__(
        self,
        node_lon_deg: ArrayLike,
        node_lat_deg: ArrayLike,
        edge_from: ArrayLike,
        edge_to: ArrayLike,
        edge_length_m: ArrayLike,
        edge_speed_mps: ArrayLike,
    ) -> None:
        """Arrays as in roads.npz (docs/town-files.md). Raises ValueError when they contradict each other."""
        self.lon_deg: Floats = np.asarray(node_lon_deg, dtype=np.float64)
        self.lat_deg: Floats = np.asarray(node_lat_deg, dtype=np.float64)
        self.edge_from: Ints = np.asarray(edge_from, dtype=np.int32)
        self.edge_to: Ints = np.asarray(edge_to, dtype=np.int32)
        self.length_m: Floats = np.asarray(edge_length_m, dtype=np.float64)
        speed = np.asarray(edge_speed_mps, dtype=np.float64)
        if len({len(self.edge_from), len(self.edge_to), len(self.length_m), len(speed)}) != 1:
            raise ValueError("edge arrays differ in length")
        if len(self.lon_deg) != len(self.lat_deg) or not len(self.lon_deg) or not len(self.edge_from):
            raise ValueError("a road graph needs nodes and edges")
        if np.any(speed <= 0) or np.any(self.length_m < 0):
            raise ValueError("an edge has no speed or a negative length")
        self.seconds: Floats = np.maximum(self.length_m / speed, 1e-3)
        """Travel time of each edge, float64[E]."""
        self.crawl_s: Floats = np.maximum(self.seconds, self.length_m / CRAWL_MPS)
        """Travel time of each edge at CRAWL_MPS."""
        self._plane = LocalPlane.at(float(self.lon_deg.mean()), float(self.lat_deg.mean()))
        self.x_m, self.y_m = self.plane(self.lon_deg, self.lat_deg)

    @classmethod
    def in_spatial_order(
        cls,
        node_lon_deg: ArrayLike,
        node_lat_deg: ArrayLike,
        edge_from: ArrayLike,
        edge_to: ArrayLike,
        edge_length_m: ArrayLike,
        edge_speed_mps: ArrayLike,
    ) -> RoadGraph:
        """The same graph with its nodes renumbered along a Z-order curve; edges keep their numbers.

        Neighbours then lie near each other in memory: a search over a graph in random order takes twice as long.
        """
        lon = np.asarray(node_lon_deg, dtype=np.float64)
        lat = np.asarray(node_lat_deg, dtype=np.float64)
        order = np.argsort(_z_order(lon, lat), kind="stable")
        number = np.empty(len(order), dtype=np.int64)
        number[order] = np.arange(len(order))
        first, second = number[np.asarray(edge_from)], number[np.asarray(edge_to)]
        return cls(lon[order], lat[order], first, second, edge_length_m, edge_speed_mps)

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.lon_deg)

    @property
    def edges(self) -> int:
        """Number of directed edges."""
        return len(self.edge_from)

    @cached_property
    def hash(self) -> str:
        """BLAKE2b-128 of what travel times depend on, 32 hex digits."""
        digest = hashlib.blake2b(digest_size=16)
        for array in (self.lon_deg, self.lat_deg, self.edge_from, self.edge_to, self.seconds):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def plane(self, lon_deg: ArrayLike, lat_deg: ArrayLike) -> tuple[Floats, Floats]:
        """Degrees → metres east and north of the graph's middle."""
        return self._plane.metres(np.asarray(lon_deg, np.float64), np.asarray(lat_deg, np.float64))

    def degrees(self, x_m: ArrayLike, y_m: ArrayLike) -> tuple[Floats, Floats]:
        """Metres of the local plane → lon, lat in degrees."""
        return self._plane.degrees(np.asarray(x_m, np.float64), np.asarray(y_m, np.float64))

    # -- searches towards a place --------------------------------------------------------------------------------------

    @cached_property
    def _reversed(self) -> tuple[Ints, Ints, NDArray[np.int64]]:
        """Structure of the reversed graph in CSR (indptr, indices) and for each entry the edge it stands for.

        PLACES rows more than nodes, each with room for two entries: the places that are searched towards.
        """
        order = np.lexsort((self.edge_from, self.edge_to))
        counts = np.bincount(self.edge_to, minlength=self.nodes + PLACES)
        counts[self.nodes :] = 2
        indptr = np.zeros(self.nodes + PLACES + 1, dtype=np.int32)
        np.cumsum(counts, out=indptr[1:])
        indices = np.concatenate([self.edge_from[order], np.zeros(2 * PLACES, dtype=np.int32)]).astype(
            np.int32
        )
        return indptr, indices, order

    def reversed_matrix(self, weights_s: Floats) -> csr_array[np.float64, tuple[int, int]]:
        """The reversed graph with PLACES virtual nodes from number `nodes` on: the places that are searched towards.

        Their rows hold the last entries of `data` and `indices`, two each, to be filled in with the two ends of the
        street at which the place lies and the seconds from each. The structure is the caller's own copy.
        """
        indptr, indices, order = self._reversed
        data = np.full(len(indices), np.inf)
        np.take(weights_s, order, out=data[: len(order)])
        shape = (self.nodes + PLACES, self.nodes + PLACES)
        return csr_array((data, indices.copy(), indptr), shape=shape, copy=False)

    @cached_property
    def opposite(self) -> Ints:
        """For each edge the edge that runs the other way, −1 for a one-way street."""
        there = self.edge_from.astype(np.int64) * self.nodes + self.edge_to
        back = self.edge_to.astype(np.int64) * self.nodes + self.edge_from
        order = np.argsort(there, kind="stable")
        at = np.searchsorted(there[order], back)
        at = np.minimum(at, len(order) - 1)
        found = order[at]
        return np.where(there[found] == back, found, -1).astype(np.int32)

    @cached_property
    def _by_ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Edges in the order of their two ends and then of their time, and the sorted key of those ends."""
        key = self.edge_from.astype(np.int64) * self.nodes + self.edge_to
        order = np.lexsort((self.seconds, key))
        return order, key[order]

    def edge_between(self, first: int, second: int) -> int:
        """The fastest edge from one node to its neighbour; −1 where there is none."""
        order, keys = self._by_ends
        key = first * self.nodes + second
        at = int(np.searchsorted(keys, key))
        return int(order[at]) if at < len(keys) and int(keys[at]) == key else -1

    # -- points --------------------------------------------------------------------------------------------------------

    @cached_property
    def _samples(self) -> tuple[cKDTree, Ints]:
        """Points every 60 m or less along each street (one direction of it), and the edge that each lies on."""
        one = np.nonzero((self.opposite < 0) | (np.arange(self.edges) < self.opposite))[0]
        x0, y0 = self.x_m[self.edge_from[one]], self.y_m[self.edge_from[one]]
        dx, dy = self.x_m[self.edge_to[one]] - x0, self.y_m[self.edge_to[one]] - y0
        pieces = np.maximum(1, np.ceil(np.hypot(dx, dy) / _SAMPLE_M)).astype(np.int64)
        owner = np.repeat(np.arange(len(one)), pieces)
        step = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        part = (step + 0.5) / pieces[owner]
        points = np.stack([x0[owner] + dx[owner] * part, y0[owner] + dy[owner] * part], axis=1)
        return cKDTree(points), one[owner].astype(np.int32)

    def snap(self, lon_deg: ArrayLike, lat_deg: ArrayLike, within_m: float = 600.0) -> Snapped:
        """Nearest street of each point, by true distance to the edge among the eight nearest sample points."""
        x, y = self.plane(np.atleast_1d(lon_deg), np.atleast_1d(lat_deg))
        tree, owner = self._samples
        count = min(_CANDIDATES, len(owner))
        _, near = tree.query(np.stack([x, y], axis=1), k=count)
        edge = owner[np.asarray(near).reshape(len(x), count)]
        along, offset = self._project(edge, x[:, None], y[:, None])
        best = np.argmin(offset, axis=1)[:, None]
        chosen = np.take_along_axis(edge, best, 1)[:, 0]
        part = np.take_along_axis(along, best, 1)[:, 0]
        away = np.take_along_axis(offset, best, 1)[:, 0]
        far = away > within_m
        return Snapped(
            np.where(far, -1, chosen).astype(np.int32), np.where(far, 0.0, part), np.where(far, np.inf, away)
        )

    def _project(self, edge: Ints, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Fraction along each edge at which it is nearest to its point, and the distance there."""
        x0, y0 = self.x_m[self.edge_from[edge]], self.y_m[self.edge_from[edge]]
        dx, dy = self.x_m[self.edge_to[edge]] - x0, self.y_m[self.edge_to[edge]] - y0
        square = np.maximum(dx * dx + dy * dy, 1e-9)
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / square, 0.0, 1.0)
        return along, np.hypot(x0 + along * dx - x, y0 + along * dy - y)

    def position(self, snapped: Snapped) -> tuple[Floats, Floats]:
        """Where the snapped points lie on their streets, in degrees; edges −1 are not allowed."""
        first, second = self.edge_from[snapped.edge], self.edge_to[snapped.edge]
        lon = self.lon_deg[first] + (self.lon_deg[second] - self.lon_deg[first]) * snapped.along
        lat = self.lat_deg[first] + (self.lat_deg[second] - self.lat_deg[first]) * snapped.along
        return lon, lat

    # -- closures ------------------------------------------------------------------------------------------------------

    def weights(self, closures: Sequence[Closed], entered: Sequence[Closed] = ()) -> tuple[Floats, Floats]:
        """Seconds per edge under closures: (through, once on it), float64[E] each.

        A closed street cannot be entered (inf) except where the closure is one of `entered`, those that the place
        searched for lies in; who is inside creeps out. The second array is for the street one stands on: never inf.
        Without closures both are `seconds` itself.
        """
        if not closures:
            return self.seconds, self.seconds
        on_it = self.seconds.copy()
        shut = np.zeros(self.edges, dtype=np.bool_)
        for closure in closures:
            touched, starts_inside = self._touched(closure)
            on_it[touched] = self.crawl_s[touched]
            if closure not in entered:
                shut[touched[~starts_inside]] = True
        return np.where(shut, np.inf, on_it), on_it

    def holds(self, closure: Closed, lon_deg: float, lat_deg: float) -> bool:
        """Whether a place lies inside a closure."""
        x, y = self.plane(lon_deg, lat_deg)
        cx, cy = self.plane(closure.lon_deg, closure.lat_deg)
        return float(np.hypot(x - cx, y - cy)) <= closure.radius_m

    def _touched(self, closure: Closed) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Edges that a closure touches, and for each whether it begins inside."""
        cx, cy = self.plane(closure.lon_deg, closure.lat_deg)
        x, y, radius_m = float(cx), float(cy), closure.radius_m
        reach = radius_m + self._longest_m
        near = np.nonzero(
            (np.abs(self.x_m[self.edge_from] - x) <= reach) & (np.abs(self.y_m[self.edge_from] - y) <= reach)
        )[0]
        _, offset = self._project(near.astype(np.int32), np.asarray(x), np.asarray(y))
        touched = near[offset <= radius_m]
        first = self.edge_from[touched]
        return touched, np.hypot(self.x_m[first] - x, self.y_m[first] - y) <= radius_m

    @cached_property
    def _longest_m(self) -> float:
        dx = self.x_m[self.edge_to] - self.x_m[self.edge_from]
        dy = self.y_m[self.edge_to] - self.y_m[self.edge_from]
        return float(np.hypot(dx, dy).max())


def _z_order(x: Floats, y: Floats) -> NDArray[np.uint64]:
    """Place of each point on a Z-order (Morton) curve over their bounding box, 16 bits a side."""
    code = np.zeros(len(x), dtype=np.uint64)
    for shift, values in enumerate((x, y)):
        low, span = values.min(), max(float(np.ptp(values)), 1e-12)
        bits = ((values - low) / span * 65_535).astype(np.uint64)
        for width, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            bits = (bits | (bits << np.uint64(width))) & np.uint64(mask)
        code |= bits << np.uint64(shift)
    return code
