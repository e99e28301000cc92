"""Lines and rings on the ground in camera metres: ribbons along roads, what may be seen, what lies where. Pure.

Used by the backdrop. Points are (x right, z ahead); a `Corner` is (x, y up, z).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .view import Corner, Floats

MARKS_SEEN_M = 190.0
LOOK_AT_WALL_M = 32.0


@dataclass(frozen=True, slots=True)
class Road:
    """A road near the camera in camera metres: points (n, 2), half its carriageway, its class."""

    points_m: Floats
    half_m: float
    road_class: int


def stretches_seen(points: Floats, reach_m: float, widening: float) -> list[Floats]:
    """The parts of a polyline that may be in the picture: roads run through the whole town.

    `widening` is half the picture's width over the focal length; ribbons are wide, so a margin is added.
    """
    steps = np.linspace(0.0, 1.0, 7)[:, None, None]
    samples = points[:-1] + np.diff(points, axis=0) * steps
    x, z = np.abs(samples[..., 0]), samples[..., 1]
    seen = ((z > -25.0) & (z < reach_m) & (x < np.maximum(z, 0.0) * widening + 40.0)).any(axis=0)
    stretches: list[Floats] = []
    start = -1
    for i, hit in enumerate(bool(value) for value in np.append(seen, False)):
        if hit and start < 0:
            start = i
        elif not hit and start >= 0:
            stretches.append(points[start : i + 1])
            start = -1
    return stretches


def stands_before_the_lens(ring: Floats, focal_px: float) -> bool:
    """True for a house that would fill the middle of the picture: nobody hangs a camera to look at a wall."""
    steps = np.linspace(0.0, 1.0, 9)[:, None, None]
    walls = ring + (np.roll(ring, -1, axis=0) - ring) * steps
    x, z = walls[..., 0], walls[..., 1]
    middle = (z > 0.5) & (z < LOOK_AT_WALL_M) & (np.abs(x) * focal_px < 130 * z)
    return bool(middle.any())


def floor(ring: Floats) -> list[Corner]:
    return [(float(x), 0.0, float(z)) for x, z in ring]


def upright(a: Floats, b: Floats, low: float, high: float) -> list[Corner]:
    """A wall, or a pane of it, from ground point a to b between two heights."""
    ax, az, bx, bz = float(a[0]), float(a[1]), float(b[0]), float(b[1])
    return [(ax, low, az), (bx, low, bz), (bx, high, bz), (ax, high, az)]


def ribbon(
    points: Floats, left: float, right: float, dash_m: float = 0.0, gap_m: float = 0.0
) -> list[list[Corner]]:
    """Flat quads beside a polyline, whole or in dashes; `left` and `right` are offsets to its right side."""
    quads: list[list[Corner]] = []
    phase = 0.0
    for a, b in pairwise(points):
        ax, az, bx, bz = float(a[0]), float(a[1]), float(b[0]), float(b[1])
        length = math.hypot(bx - ax, bz - az)
        if length < 0.05:
            continue
        dx, dz = (bx - ax) / length, (bz - az) / length
        nx, nz = dz, -dx
        spans = [(0.0, length)]
        if dash_m > 0:
            period = dash_m + gap_m
            first = -(phase % period)
            spans = [
                (max(0.0, s), min(length, s + dash_m))
                for s in np.arange(first, length, period).tolist()
                if s + dash_m > 0 and -2.0 < az + dz * s < MARKS_SEEN_M
            ]
            phase += length
        for start, end in spans:
            x0, z0, x1, z1 = ax + dx * start, az + dz * start, ax + dx * end, az + dz * end
            quads.append(
                [
                    (x0 + nx * left, 0.0, z0 + nz * left),
                    (x1 + nx * left, 0.0, z1 + nz * left),
                    (x1 + nx * right, 0.0, z1 + nz * right),
                    (x0 + nx * right, 0.0, z0 + nz * right),
                ]
            )
    return quads


def disc(x: float, z: float, radius: float) -> list[Corner]:
    steps = [k * math.tau / 16 for k in range(16)]
    return [(float(x) + radius * math.cos(s), 0.0, float(z) + radius * math.sin(s)) for s in steps]


def along(points: Floats, offset: float, step_m: float) -> list[tuple[float, float]]:
    quads = ribbon(points, offset - 0.01, offset + 0.01, 0.02, step_m - 0.02)
    return [(quad[0][0], quad[0][2]) for quad in quads]


def trimmed(points: Floats, roads: list[Road], own: Road) -> Floats:
    """The polyline without its ends inside crossings, so that markings stop at them."""
    pieces = points.copy()
    for end, neighbour in ((0, 1), (-1, -2)):
        x, z = pieces[end]
        widths = [
            road.half_m
            for road in roads
            if road is not own and distances_to(road.points_m, float(x), float(z)).min() < 1.0
        ]
        step = pieces[neighbour] - pieces[end]
        length = float(np.hypot(*step))
        cut = max(widths, default=0.0) + (2.5 if widths else 0.0)
        if cut and length > cut + 1:
            pieces[end] = pieces[end] + step * (cut / length)
    return pieces


def distances_to(points: Floats, x: float, z: float) -> Floats:
    """Distance of (x, z) to each stretch of a polyline (n, 2): float64[n − 1]."""
    a, b = points[:-1], points[1:]
    d = b - a
    p = np.array([x, z]) - a
    t = np.clip((p * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-9), 0.0, 1.0)
    return np.asarray(np.hypot(*(p - d * t[:, None]).T))


def area(ring: Floats) -> float:
    x, z = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(z, -1)) - np.dot(z, np.roll(x, -1)))
