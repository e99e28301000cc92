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

from backend_stub.town.cameras import ground_lines as lines
from backend_stub.town.cameras.canvas import Canvas, soft_disc
from backend_stub.town.cameras.geography import HALF_WIDTH_M, Geography, Shape
from backend_stub.town.cameras.ground_lines import Road, distances_to, ribbon
from backend_stub.town.cameras.palette import Palette, mix, shade
from backend_stub.town.cameras.vehicles import COLOURS, Car, VehiclePainter
from backend_stub.town.cameras.view import HEIGHT_M, HEIGHT_PX, WIDTH_PX, Corner, Floats, View
from console.geo import in_ring

SIGHT_M = 320.0
_STOREY_M = 3.2
_BEFORE_ITS_HOUSE_M = 25.0  # houses are sorted by their nearest corner, which may be nearer than the car


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What stays: the pixels (h, w, 4) BGRA, how far each column sees (metres), and the roads in sight."""

    pixels: NDArray[np.uint8]
    sight_m: Floats
    roads: tuple[Road, ...]


class BackdropPainter:
    """Draws the backdrop of one camera in one palette; used once."""

    def __init__(self, view: View, plan: Geography, palette: Palette) -> None:
        self._view = view
        self._palette = palette
        self._canvas = Canvas(WIDTH_PX, HEIGHT_PX)
        self._random = random.Random(view.camera.id)
        widening = WIDTH_PX / 2 / view.focal_px
        self._roads = [
            Road(stretch, HALF_WIDTH_M[s.road_class], s.road_class)
            for ring, s in self._near(plan, plan.roads)
            for stretch in lines.stretches_seen(ring, SIGHT_M, widening)
        ]
        self._houses = [
            (ring, s)
            for ring, s in self._near(plan, plan.buildings)
            if ring[:, 1].max() > 1.0 and not lines.stands_before_the_lens(ring, view.focal_px)
        ]
        self._greens = [ring for ring, _ in self._near(plan, plan.greens)]
        self._waters = [ring for ring, _ in self._near(plan, plan.waters)]
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
        self._paving()
        self._flat([lines.floor(ring) for ring in self._greens], palette.green)
        self._flat([lines.floor(ring) for ring in self._waters], palette.water)
        self._draw_roads()
        lamps = self._lamp_places()
        self._light_pools(lamps)
        upright: list[tuple[float, Callable[[], None]]] = []
        for ring, shape in self._houses:
            upright.append((self._distance(ring), partial(self._house, ring, shape)))
        for x, z in self._tree_places():
            upright.append((math.hypot(x, z), partial(self._tree, x, z)))
        for x, z in self._parked_places():
            upright.append((math.hypot(x, z) - _BEFORE_ITS_HOUSE_M, partial(self._parked, x, z)))
        for x, z in lamps:
            upright.append((math.hypot(x, z), partial(self._lamp, x, z)))
        for _, draw in sorted(upright, key=lambda item: -item[0]):
            draw()
        return Backdrop(canvas.pixels.copy(), self._sight, tuple(self._roads))

    def _near(self, plan: Geography, shapes: list[Shape]) -> list[tuple[Floats, Shape]]:
        """Shapes within sight, their points in camera metres beside them."""
        view = self._view
        near = plan.near(shapes, view.lon_deg, view.lat_deg, SIGHT_M)
        return [(view.ground(one.points_deg[:, 0], one.points_deg[:, 1]), one) for one in near]

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

    def _paving(self) -> None:
        """Joints of the paving, so that open ground has depth; along the nearest house's wall."""
        turn = 0.3
        if self._houses:
            ring = min((ring for ring, _ in self._houses), key=self._distance)
            edge = ring[1] - ring[0]
            turn = math.atan2(float(edge[0]), float(edge[1]))
        sin, cos = math.sin(turn), math.cos(turn)
        for reach_m, shift in ((110.0, 0.05), (45.0, 0.08)):
            for k in range(-22, 23):
                offset = k * 5.0
                for lengthwise, across in (((sin, cos), (cos, -sin)), ((cos, -sin), (sin, cos))):
                    if abs(offset) > reach_m:
                        continue
                    corners = ((-reach_m, -0.05), (reach_m, -0.05), (reach_m, 0.05), (-reach_m, 0.05))
                    joint: list[Corner] = [
                        (
                            lengthwise[0] * s + across[0] * (offset + o),
                            0.0,
                            lengthwise[1] * s + across[1] * (offset + o) + 30.0,
                        )
                        for s, o in corners
                    ]
                    self._flat([joint], mix(self._palette.ground, self._palette.mark, shift))

    def _light_pools(self, lamps: list[tuple[float, float]]) -> None:
        if self._palette.night < 0.3:
            return
        light = soft_disc(0xFFFFE2AE)
        for x, z in lamps:
            column, row, depth = self._view.pixel(x + (-1.6 if x > 0 else 1.6), 0.0, z)
            if depth > 4:
                half = 8.0 * self._view.focal_px / depth
                flat = half * min(0.6, HEIGHT_M / depth)
                self._canvas.glow(light, column, row, half, max(1.5, flat), int(72 * self._palette.night))

    def _parked_places(self) -> list[tuple[float, float]]:
        """Where vehicles stand: in front of houses, off the roads, not under the lens."""
        places: list[tuple[float, float]] = []
        for ring, _ in self._houses:
            for a, b in pairwise(ring):
                middle, edge = (a + b) / 2, b - a
                length = float(np.hypot(*edge))
                if length < 9 or not 16 < float(middle[1]) < 95 or self._random.random() < 0.25:
                    continue
                outward = np.array([edge[1], -edge[0]]) / length
                if lines.area(ring[:-1]) < 0:
                    outward = -outward
                if float(np.dot(outward, middle)) > 0:
                    continue  # behind the house
                x, z = (middle + outward * 3.4).tolist()
                free = all(math.hypot(x - px, z - pz) > 6 for px, pz in places)
                if free and not self._on_a_road(x, z, 0.6) and not self._in_a_house(x, z):
                    places.append((x, z))
        return places[:14]

    def _in_a_house(self, x: float, z: float) -> bool:
        return any(in_ring(ring.ravel().tolist(), x, z) for ring, _ in self._houses)

    def _parked(self, x: float, z: float) -> None:
        colour = self._random.choice(COLOURS)
        kind = self._random.choices(("car", "van", "truck"), (7, 2, 1))[0]
        heading = self._random.choice((0.0, math.pi / 2, math.pi)) + self._random.uniform(-0.1, 0.1)
        car = Car(x, z, heading, kind, colour)
        VehiclePainter().draw(self._canvas, self._view, car, self._palette, 0.0, is_parked=True)

    def _draw_roads(self) -> None:
        palette = self._palette
        for extra_m, colour in ((3.2, palette.walk), (0.25, shade(palette.walk, 1.12)), (0.0, palette.road)):
            pieces: list[list[Corner]] = []
            for road in self._roads:
                width = road.half_m + (extra_m if road.road_class <= 4 else 0.0)
                pieces += ribbon(road.points_m, -width, width)
                pieces += [lines.disc(x, z, width) for x, z in road.points_m if math.hypot(x, z) < 160]
            for piece in pieces:  # one by one: overlapping pieces in one path would cancel each other out
                self._flat([piece], colour)
        for road in self._roads:
            self._markings(road)

    def _markings(self, road: Road) -> None:
        if road.road_class >= 4:
            return
        mark, amber = self._palette.mark, mix(self._palette.mark, 0xFFD9B65A, 0.55)
        points = lines.trimmed(road.points_m, self._roads, road)
        solid: list[list[Corner]] = []
        for offset in (-0.22, 0.22) if road.road_class <= 2 else (0.0,):
            solid += ribbon(points, offset - 0.08, offset + 0.08)
        self._flat(solid, amber)
        dashes: list[list[Corner]] = []
        lanes = max(1, round(road.half_m / 3.4))
        for lane in range(1, lanes):
            for side in (-1, 1):
                offset = side * road.half_m * lane / lanes
                dashes += ribbon(points, offset - 0.09, offset + 0.09, 4.0, 6.0)
        for side in (-1, 1):
            edge = side * (road.half_m - 0.35)
            dashes += ribbon(points, edge - 0.07, edge + 0.07)
        self._flat(dashes, mix(mark, self._palette.road, 0.25))

    def _house(self, ring: Floats, shape: Shape) -> None:
        """Walls that face us, shaded by their direction, with rows of windows; then the columns they close."""
        if len(ring) > 2 and np.allclose(ring[0], ring[-1]):
            ring = ring[:-1]
        if in_ring(ring.ravel().tolist(), 0.0, 0.0):
            return
        clockwise = lines.area(ring) < 0
        tint = 0.86 + (shape.seed * 2654435761 % 97) / 97 * 0.3
        edges = []
        for i in range(len(ring)):
            a, b = ring[i], ring[(i + 1) % len(ring)]
            if clockwise:
                a, b = b, a
            normal = (b[1] - a[1], a[0] - b[0])
            if normal[0] * -a[0] + normal[1] * -a[1] > 0:
                edges.append((float(np.hypot(*((a + b) / 2))), a, b, normal))
        for distance, a, b, normal in sorted(edges, key=lambda edge: -edge[0]):
            length = math.hypot(*normal) or 1.0
            light = 0.80 + 0.28 * (normal[0] * 0.6 - normal[1] * 0.35) / length
            colour = self._haze(shade(self._palette.wall, tint * light), distance)
            outline = self._view.polygon(lines.upright(a, b, 0.0, shape.height_m))
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
                pane = self._view.polygon(lines.upright(a + (b - a) * t0, a + (b - a) * t1, low, low + 1.6))
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
                for x, z in lines.along(road.points_m, side * (road.half_m + 2.0), 11.0):
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
            for x, z in lines.along(road.points_m, side * (road.half_m + 0.9), 32.0)
            if z > 9 and math.hypot(x, z) < 170 and not self._on_a_road(x, z, 0.5)
        ]

    def _on_a_road(self, x: float, z: float, margin_m: float) -> bool:
        return any(distances_to(road.points_m, x, z).min() < road.half_m + margin_m for road in self._roads)

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
