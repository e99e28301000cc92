"""The still part of a camera's picture: sky, ground, roads, trees, lamps and houses in true perspective.

Made once per camera and palette (some tens of milliseconds), then reused for every frame. A drawing thread.
Also keeps, per picture column, how far one sees before a house, so that vehicles behind it stay hidden.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend_stub.town.cameras.canvas import Canvas
from backend_stub.town.cameras.geography import HALF_WIDTH_M, Geography, Shape
from backend_stub.town.cameras.palette import Palette, mix, shade
from backend_stub.town.cameras.view import HEIGHT_PX, WIDTH_PX, View

Floats = NDArray[np.float64]
Corner = tuple[float, float, float]
SIGHT_M = 320.0
_STOREY_M = 3.2
_MARKS_SEEN_M = 190.0


@dataclass(frozen=True, slots=True)
class Road:
    """A road near the camera in camera metres: points (n, 2), half its carriageway, its class."""

    points_m: Floats
    half_m: float
    road_class: int


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What stays: the pixels (h, w, 4) BGRA, how far each column sees (metres), and the roads for the traffic."""

    pixels: NDArray[np.uint8]
    sight_m: Floats
    roads: tuple[Road, ...]


class BackdropPainter:
    """Draws the backdrop of one camera in one palette; used once."""

    def __init__(self, view: View, plan: Geography, palette: Palette) -> None:
        self._view = view
        self._palette = palette
        self._canvas = Canvas(WIDTH_PX, HEIGHT_PX)
        self._random = random.Random(view.site.id)
        site = view.site
        widening = WIDTH_PX / 2 / view.focal_px
        self._roads = [
            Road(stretch, HALF_WIDTH_M[s.road_class], s.road_class)
            for s in plan.near(plan.roads, site.lon_deg, site.lat_deg, SIGHT_M)
            for stretch in _stretches_seen(self._to_metres(s), SIGHT_M, widening)
        ]
        near = plan.near(plan.buildings, site.lon_deg, site.lat_deg, SIGHT_M)
        self._houses = [(ring, s) for s in near if (ring := self._to_metres(s))[:, 1].max() > 1.0]
        self._greens = [
            self._to_metres(s) for s in plan.near(plan.greens, site.lon_deg, site.lat_deg, SIGHT_M)
        ]
        self._waters = [
            self._to_metres(s) for s in plan.near(plan.waters, site.lon_deg, site.lat_deg, SIGHT_M)
        ]
        self._sight = np.full(WIDTH_PX, 1e9)

    def paint(self) -> Backdrop:
        """Draw everything from far to near."""
        palette, canvas = self._palette, self._canvas
        horizon = self._view.horizon_px
        canvas.vertical_gradient([(0.0, palette.sky_top), (horizon, palette.sky_low)])
        self._skyline(horizon)
        far_ground = mix(palette.ground, palette.sky_low, 0.45)
        canvas.box(0, horizon, WIDTH_PX, HEIGHT_PX, far_ground)
        self._flat([[(-400, 0, 260), (400, 0, 260), (400, 0, 2), (-400, 0, 2)]], palette.ground)
        self._flat([_floor(ring) for ring in self._greens], palette.green)
        self._flat([_floor(ring) for ring in self._waters], palette.water)
        self._draw_roads()
        upright: list[tuple[float, Callable[[], None]]] = []
        for ring, shape in self._houses:
            upright.append((self._distance(ring), partial(self._house, ring, shape)))
        for x, z in self._tree_places():
            upright.append((math.hypot(x, z), partial(self._tree, x, z)))
        for x, z in self._lamp_places():
            upright.append((math.hypot(x, z), partial(self._lamp, x, z)))
        for _, draw in sorted(upright, key=lambda item: -item[0]):
            draw()
        return Backdrop(canvas.pixels.copy(), self._sight, tuple(self._roads))

    def _to_metres(self, shape: Shape) -> Floats:
        return self._view.ground(shape.points_deg[:, 0], shape.points_deg[:, 1])

    def _distance(self, ring: Floats) -> float:
        return float(np.hypot(ring[:, 0], ring[:, 1]).min())

    def _haze(self, colour: int, distance_m: float) -> int:
        return mix(colour, self._palette.sky_low, min(0.72, distance_m / (SIGHT_M * 1.35)))

    def _skyline(self, horizon: float) -> None:
        """Blurred blocks at the end of sight: a town does not stop where its base map is cut."""
        x = -20.0
        colour = mix(self._palette.wall, self._palette.sky_low, 0.72)
        while x < WIDTH_PX:
            width = self._random.uniform(22, 64)
            height = self._random.uniform(6, 30)
            self._canvas.box(x, horizon - height, width, height + 3, colour)
            x += width + self._random.uniform(-6, 20)

    def _flat(self, polygons: list[list[Corner]], colour: int) -> None:
        shapes = [self._view.polygon(corners) for corners in polygons]
        self._canvas.polygons([shape for shape in shapes if shape], colour)

    def _draw_roads(self) -> None:
        palette = self._palette
        for extra_m, colour in ((3.2, palette.walk), (0.25, shade(palette.walk, 1.12)), (0.0, palette.road)):
            pieces: list[list[Corner]] = []
            for road in self._roads:
                width = road.half_m + (extra_m if road.road_class <= 4 else 0.0)
                pieces += _ribbon(road.points_m, -width, width)
                pieces += [_disc(x, z, width) for x, z in road.points_m if math.hypot(x, z) < 160]
            for piece in pieces:  # one by one: overlapping pieces in one path would cancel each other out
                self._flat([piece], colour)
        for road in self._roads:
            self._markings(road)

    def _markings(self, road: Road) -> None:
        if road.road_class >= 4:
            return
        mark, amber = self._palette.mark, mix(self._palette.mark, 0xFFD9B65A, 0.55)
        points = _trimmed(road.points_m, self._roads, road)
        solid: list[list[Corner]] = []
        for offset in (-0.22, 0.22) if road.road_class <= 2 else (0.0,):
            solid += _ribbon_parts(points, offset - 0.08, offset + 0.08, 0.0, 0.0)
        self._flat(solid, amber)
        dashes: list[list[Corner]] = []
        lanes = max(1, round(road.half_m / 3.4))
        for lane in range(1, lanes):
            for side in (-1, 1):
                offset = side * road.half_m * lane / lanes
                dashes += _ribbon_parts(points, offset - 0.09, offset + 0.09, 4.0, 6.0)
        for side in (-1, 1):
            edge = side * (road.half_m - 0.35)
            dashes += _ribbon_parts(points, edge - 0.07, edge + 0.07, 0.0, 0.0)
        self._flat(dashes, mix(mark, self._palette.road, 0.25))

    def _house(self, ring: Floats, shape: Shape) -> None:
        """Walls that face us, shaded by their direction, with rows of windows; then the columns they close."""
        if len(ring) > 2 and np.allclose(ring[0], ring[-1]):
            ring = ring[:-1]
        if _contains_origin(ring):
            return
        clockwise = _area(ring) < 0
        tint = 0.86 + (shape.seed * 2654435761 % 97) / 97 * 0.3
        edges = []
        for i in range(len(ring)):
            a, b = (
                (ring[i], ring[(i + 1) % len(ring)])
                if not clockwise
                else (ring[(i + 1) % len(ring)], ring[i])
            )
            normal = (b[1] - a[1], a[0] - b[0])
            if normal[0] * -a[0] + normal[1] * -a[1] > 0:
                edges.append((float(np.hypot(*((a + b) / 2))), a, b, normal))
        for distance, a, b, normal in sorted(edges, key=lambda edge: -edge[0]):
            length = math.hypot(*normal) or 1.0
            light = 0.80 + 0.28 * (normal[0] * 0.6 - normal[1] * 0.35) / length
            colour = self._haze(shade(self._palette.wall, tint * light), distance)
            wall = [
                (a[0], 0.0, a[1]),
                (b[0], 0.0, b[1]),
                (b[0], shape.height_m, b[1]),
                (a[0], shape.height_m, a[1]),
            ]
            outline = self._view.polygon([(float(x), float(y), float(z)) for x, y, z in wall])
            if not outline:
                continue
            self._canvas.polygon(outline, colour)
            self._close_columns(outline, distance)
            if distance < 170 and length > 5:
                self._windows(a, b, shape, distance, colour)

    def _windows(self, a: Floats, b: Floats, shape: Shape, distance: float, wall_colour: int) -> None:
        length = float(np.hypot(*(b - a)))
        columns = min(24, int(length / 3.6))
        storeys = min(30, int((shape.height_m - 0.8) / _STOREY_M))
        dark: list[list[tuple[float, float]]] = []
        lit: list[list[tuple[float, float]]] = []
        chooser = random.Random(shape.seed * 31 + round(length))
        for storey in range(storeys):
            low = storey * _STOREY_M + 1.1
            for column in range(columns):
                t0 = (column + 0.24) / columns
                t1 = (column + 0.76) / columns
                p, q = a + (b - a) * t0, a + (b - a) * t1
                pane = self._view.polygon(
                    [(float(x), y, float(z)) for x, y, z in (
                        (p[0], low, p[1]), (q[0], low, q[1]), (q[0], low + 1.6, q[1]), (p[0], low + 1.6, p[1]),
                    )]
                )  # fmt: skip
                if pane:
                    (lit if chooser.random() < self._palette.lit else dark).append(pane)
        strength = max(0.18, 0.75 - distance / 230)
        self._canvas.polygons(dark, mix(wall_colour, self._palette.window, strength))
        if lit:
            self._canvas.polygons(lit, mix(wall_colour, 0xFFE2B86B, 0.75 * strength + 0.1))

    def _close_columns(self, outline: list[tuple[float, float]], distance: float) -> None:
        left = max(0, int(min(x for x, _ in outline)))
        right = min(WIDTH_PX, int(max(x for x, _ in outline)) + 1)
        if left < right:
            self._sight[left:right] = np.minimum(self._sight[left:right], distance)

    def _tree_places(self) -> list[tuple[float, float]]:
        places = []
        for road in self._roads:
            if road.road_class in (0, 5):
                continue
            for side in (-1, 1):
                for x, z in _along(road.points_m, side * (road.half_m + 2.0), 11.0):
                    if z > 22 and math.hypot(x, z) < 190 and not self._on_a_road(x, z, 1.2):
                        places.append(
                            (x + self._random.uniform(-0.6, 0.6), z + self._random.uniform(-1.5, 1.5))
                        )
        return [place for place in places if self._random.random() < 0.8]

    def _lamp_places(self) -> list[tuple[float, float]]:
        return [
            (x, z)
            for road in self._roads
            if road.road_class <= 3
            for side in (-1, 1)
            for x, z in _along(road.points_m, side * (road.half_m + 0.9), 32.0)
            if z > 9 and math.hypot(x, z) < 170 and not self._on_a_road(x, z, 0.5)
        ]

    def _on_a_road(self, x: float, z: float, margin_m: float) -> bool:
        return any(_distance_to(road.points_m, x, z) < road.half_m + margin_m for road in self._roads)

    def _tree(self, x: float, z: float) -> None:
        distance = math.hypot(x, z)
        foot_x, foot_y, depth = self._view.pixel(x, 0.0, z)
        if depth < 3:
            return
        scale = self._view.focal_px / depth
        height = 4.6 + self._random.random() * 1.8
        trunk = self._haze(shade(self._palette.lamp, 0.9), distance)
        self._canvas.line((foot_x, foot_y), (foot_x, foot_y - 2.2 * scale), max(1.0, 0.22 * scale), trunk)
        leaf = self._haze(shade(self._palette.green, 0.72 + self._random.random() * 0.25), distance)
        for _ in range(5):
            dx, dy = self._random.uniform(-0.8, 0.8), self._random.uniform(-0.9, 0.9)
            radius = self._random.uniform(0.75, 1.15)
            self._canvas.oval(
                foot_x + dx * scale, foot_y - (height - 1.4 + dy) * scale, radius * scale, radius * 0.92 * scale,
                shade(leaf, 0.9 + 0.1 * dy + self._random.random() * 0.12),
            )  # fmt: skip

    def _lamp(self, x: float, z: float) -> None:
        foot = self._view.pixel(x, 0.0, z)
        top = self._view.pixel(x, 8.5, z)
        if foot[2] < 3:
            return
        scale = self._view.focal_px / foot[2]
        colour = self._haze(self._palette.lamp, math.hypot(x, z))
        self._canvas.line(foot[:2], top[:2], max(0.8, 0.14 * scale), colour)
        reach = -1.6 if x > 0 else 1.6
        arm = self._view.pixel(x + reach, 8.6, z)
        self._canvas.line(top[:2], arm[:2], max(0.7, 0.1 * scale), colour)
        if self._palette.night > 0.4:
            self._canvas.disc(arm[0], arm[1], min(4.5, max(1.2, 0.3 * scale)), 0xFFF3DDA8)


def _stretches_seen(points: Floats, reach_m: float, widening: float) -> list[Floats]:
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


def _floor(ring: Floats) -> list[Corner]:
    return [(float(x), 0.0, float(z)) for x, z in ring]


def _ribbon(points: Floats, left: float, right: float) -> list[list[Corner]]:
    return _ribbon_parts(points, left, right, 0.0, 0.0)


def _ribbon_parts(
    points: Floats, left: float, right: float, dash_m: float, gap_m: float
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
                if s + dash_m > 0 and -2.0 < az + dz * s < _MARKS_SEEN_M
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


def _disc(x: float, z: float, radius: float) -> list[Corner]:
    steps = [k * math.tau / 16 for k in range(16)]
    return [(float(x) + radius * math.cos(s), 0.0, float(z) + radius * math.sin(s)) for s in steps]


def _along(points: Floats, offset: float, step_m: float) -> list[tuple[float, float]]:
    places = []
    for quad in _ribbon_parts(points, offset - 0.01, offset + 0.01, 0.02, step_m - 0.02):
        places.append((quad[0][0], quad[0][2]))
    return places


def _trimmed(points: Floats, roads: list[Road], own: Road) -> Floats:
    """The polyline without its ends inside crossings, so that markings stop at them."""
    pieces = points.copy()
    for end, neighbour in ((0, 1), (-1, -2)):
        x, z = pieces[end]
        widths = [
            road.half_m
            for road in roads
            if road is not own and _distance_to(road.points_m, float(x), float(z)) < 1.0
        ]
        step = pieces[neighbour] - pieces[end]
        length = float(np.hypot(*step))
        cut = max(widths, default=0.0) + (2.5 if widths else 0.0)
        if cut and length > cut + 1:
            pieces[end] = pieces[end] + step * (cut / length)
    return pieces


def _distance_to(points: Floats, x: float, z: float) -> float:
    a, b = points[:-1], points[1:]
    d = b - a
    p = np.array([x, z]) - a
    t = np.clip((p * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-9), 0.0, 1.0)
    return float(np.hypot(*(p - d * t[:, None]).T).min())


def _area(ring: Floats) -> float:
    x, z = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(z, -1)) - np.dot(z, np.roll(x, -1)))


def _contains_origin(ring: Floats) -> bool:
    inside = False
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if (a[1] > 0) != (b[1] > 0) and (b[0] - a[0]) * -a[1] / (b[1] - a[1]) + a[0] > 0:
            inside = not inside
    return inside
