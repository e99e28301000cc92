"""Posts of the scene: onto the streets, and who goes to which (DOMAIN §6.3: bottleneck assignment).

Pure, numpy and scipy. The planner lays a plan card's posts onto the town's streets; autopilots and desks ask who should
take them, so that the last post is filled as early as possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec.structs import replace
from scipy.optimize import Bounds, LinearConstraint, milp

from console.domain.musters.plan import Post, PostKind
from console.geo import distance_m

from . import fallback
from .areas import Water
from .roads import Floats, RoadGraph

WITHIN_M: Final = 220.0
"""A post with no street so near stays where the card puts it."""
APART_M: Final = 40.0
_CROSSING_M = 120.0
"""A crossing may be so much farther for traffic control than a point in mid-street."""


def on_streets(
    graph: RoadGraph, posts: Sequence[Post], lon_e7: int, lat_e7: int, water: Water
) -> tuple[Post, ...]:
    """The posts at streets near where the card puts them, about as far from the scene, none upon another."""
    placed: list[Post] = []
    for post in posts:
        lon, lat = _streets_near(graph, post)
        dry = [not water.holds(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]
        lon, lat = lon[dry], lat[dry]
        away_m = fallback.distance_m(lon, lat, post.lon_e7 / 1e7, post.lat_e7 / 1e7)
        if not len(lon) or float(away_m.min()) > WITHIN_M:
            placed.append(post)
            continue
        wanted_m = distance_m(post.lon_e7, post.lat_e7, lon_e7, lat_e7)
        scene_m = fallback.distance_m(lon, lat, lon_e7 / 1e7, lat_e7 / 1e7)
        cost = away_m + np.abs(scene_m - wanted_m) / 2
        if post.kind is PostKind.TRAFFIC:
            cost[0] += _CROSSING_M
        for other in placed:
            cost = cost + np.where(fallback.distance_m(lon, lat, *_degrees(other)) < APART_M, 1e4, 0.0)
        best = int(np.argmin(cost))
        at = {"lon_e7": round(float(lon[best]) * 1e7), "lat_e7": round(float(lat[best]) * 1e7)}
        placed.append(replace(post, **at))
    return tuple(placed)


def assign(officers: Sequence[int], seconds: Floats, quotas: Sequence[int]) -> tuple[int, ...]:
    """Which post each of U units takes, −1 = none, so that the last post is filled as early as possible.

    `officers` int[U]; `seconds` float64[U, P]: travel times, inf = no way; `quotas` int[P]. Exact: the least T for
    which units with a way of at most T fill every post, then the fewest officers, then the least summed travel. Where
    they cannot fill all posts, the first ones that they can.
    """
    if not officers:
        return ()
    count = len(quotas)
    while count:
        found = _bottleneck(np.asarray(officers, dtype=np.float64), seconds[:, :count], quotas[:count])
        if found is not None:
            return tuple(found)
        count -= 1
    return (-1,) * len(officers)


def _bottleneck(officers: Floats, seconds: Floats, quotas: Sequence[int]) -> list[int] | None:
    times = np.unique(seconds[np.isfinite(seconds)])
    if not len(times):
        return None
    best = _filled(officers, seconds, quotas, float(times[-1]))
    low, high = 0, len(times) - 1
    while best is not None and low < high:
        middle = (low + high) // 2
        tried = _filled(officers, seconds, quotas, float(times[middle]))
        if tried is None:
            low = middle + 1
        else:
            best, high = tried, middle
    return best


def _filled(officers: Floats, seconds: Floats, quotas: Sequence[int], within_s: float) -> list[int] | None:
    """Units to posts with ways of at most `within_s`: fewest officers, then least travel; None = impossible."""
    units, posts = seconds.shape
    may = seconds <= within_s
    if np.any(officers @ may < np.asarray(quotas)):
        return None
    # row by row: x[u, p]; every unit at most one post, every post its quota
    once = np.asarray(np.kron(np.eye(units), np.ones(posts)), dtype=np.float64)
    filled = np.asarray(np.kron(officers, np.eye(posts)), dtype=np.float64)
    travel: Floats = np.where(may, seconds, 0.0)
    tie = 0.5 / max(float(travel.sum()), 1.0)
    found = milp(
        (officers[:, None] + travel * tie).ravel(),
        integrality=np.ones(units * posts),
        bounds=Bounds(0.0, may.astype(np.float64).ravel()),
        constraints=[
            LinearConstraint(once, -np.inf, 1.0),
            LinearConstraint(filled, np.asarray(quotas, dtype=np.float64), np.inf),
        ],
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    chosen = np.asarray(found.x).reshape(units, posts) > 0.5
    return [int(np.argmax(row)) if row.any() else -1 for row in chosen]


def _streets_near(graph: RoadGraph, post: Post) -> tuple[Floats, Floats]:
    """The nearest street point first, then the crossings around; degrees."""
    lon, lat = _degrees(post)
    snapped = graph.snap(lon, lat, WITHIN_M)
    x, y = graph.plane(lon, lat)
    near = np.hypot(graph.x_m - float(x), graph.y_m - float(y)) <= WITHIN_M
    if int(snapped.edge[0]) < 0:
        return np.empty(0), np.empty(0)
    street_lon, street_lat = graph.position(snapped)
    return (
        np.concatenate([street_lon, graph.lon_deg[near]]),
        np.concatenate([street_lat, graph.lat_deg[near]]),
    )


def _degrees(post: Post) -> tuple[float, float]:
    return post.lon_e7 / 1e7, post.lat_e7 / 1e7
