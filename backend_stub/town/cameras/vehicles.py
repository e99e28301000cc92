"""Draws vehicles as small lit boxes with cabins, glass, wheels and lights. A drawing thread; used by painter."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backend_stub.town.cameras.canvas import Canvas, Picture, soft_disc
from backend_stub.town.cameras.palette import Palette, mix, shade
from backend_stub.town.cameras.view import View

COLOURS = (0xFFC9CED2, 0xFF262D33, 0xFF8A9298, 0xFF2E5D86, 0xFFA33A33, 0xFFC9A23F, 0xFFE3E6E8, 0xFF3F4A4F)


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle in camera metres: place, heading (radians from the view's axis, clockwise), kind and paint."""

    x_m: float
    z_m: float
    heading: float
    kind: str
    colour: int
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """Measures of a kind in metres: length, width, height of the body's top, of the roof; cabin from–to (share)."""

    length: float
    width: float
    body: float
    roof: float
    cabin: tuple[float, float]


BUILDS: dict[str, Build] = {
    "car": Build(4.6, 1.85, 0.92, 1.48, (-0.36, 0.20)),
    "police": Build(4.8, 1.9, 0.95, 1.55, (-0.38, 0.20)),
    "van": Build(5.2, 2.0, 1.2, 2.2, (-0.49, 0.34)),
    "ambulance": Build(5.6, 2.1, 1.3, 2.6, (-0.49, 0.30)),
    "bus": Build(11.0, 2.5, 1.2, 3.1, (-0.495, 0.495)),
    "truck": Build(7.5, 2.4, 1.2, 2.9, (-0.495, 0.20)),
    "fire": Build(8.6, 2.5, 1.5, 3.2, (-0.495, 0.47)),
    "scooter": Build(1.8, 0.6, 0.9, 1.6, (-0.25, 0.10)),
}
_PAINT = {"police": 0xFFE9EDF0, "fire": 0xFFB5281F, "ambulance": 0xFFEDEFF0}
_GLASS = 0xFF1C262D
_SKETCH_M = 75.0  # further away a car is a few pixels: two boxes will do


class VehiclePainter:
    """Keeps the sprites that all vehicles share."""

    def __init__(self) -> None:
        self._red: Picture = soft_disc(0xFFFF3B30)
        self._blue: Picture = soft_disc(0xFF3F7BFF)
        self._white: Picture = soft_disc(0xFFFFF1CF)
        self._tail: Picture = soft_disc(0xFFFF4A3D)

    def draw(
        self, canvas: Canvas, view: View, car: Car, palette: Palette, t_s: float, is_parked: bool = False
    ) -> None:
        """Draw one vehicle; nothing where it is too close to the lens or behind it. A parked one has no lights."""
        if car.kind == "person":
            self._person(canvas, view, car)
            return
        build = BUILDS.get(car.kind, BUILDS["car"])
        depth = view.pixel(car.x_m, 0.0, car.z_m)[2]
        if depth < 4.0:
            return
        frame = _Frame(view, car, build)
        paint = _PAINT.get(car.kind, car.colour)
        dim = 1.0 - 0.45 * palette.night
        haze = min(0.55, depth / 420)
        paint = mix(shade(paint, dim), palette.sky_low, haze)
        glass = mix(_GLASS, palette.sky_low, haze)
        half = build.width / 2
        if depth > _SKETCH_M and not car.alarm:
            frame.walls(canvas, -0.5, 0.5, half, 0.2, build.body, paint, depth)
            frame.walls(canvas, *build.cabin, half * 0.92, build.body, build.roof, glass, depth)
            return
        canvas.polygon(frame.flat(0.56, 1.16), 0x58000000)
        frame.walls(canvas, -0.5, 0.5, half, 0.32, build.body, paint, depth)
        start, end = build.cabin
        solid = car.kind in ("truck", "fire")
        frame.walls(canvas, start, end, half * 0.92, build.body, build.roof, paint if solid else glass, depth)
        frame.roof(canvas, start, end, half * 0.92, build.roof, shade(paint, 1.1))
        if car.kind == "bus" or solid:
            frame.band(canvas, half + 0.01, 1.35, 2.3 if car.kind == "bus" else 1.5, glass)
        if car.kind == "police":
            frame.band(canvas, half + 0.01, 0.5, 0.78, mix(0xFF2452A8, palette.sky_low, haze))
        if car.kind in ("police", "fire", "ambulance"):
            self._light_bar(canvas, frame, build, depth, car.alarm, t_s)
        if not is_parked and (depth < 45 or palette.night > 0.3):
            self._lights(canvas, frame, build, depth, palette)

    def _person(self, canvas: Canvas, view: View, car: Car) -> None:
        x, y, depth = view.pixel(car.x_m, 0.0, car.z_m)
        if depth < 3:
            return
        scale = view.focal_px / depth
        canvas.oval(x, y, 0.35 * scale, 0.12 * scale, 0x50000000)
        canvas.line((x, y - 0.1 * scale), (x, y - 0.75 * scale), max(1.0, 0.24 * scale), 0xFF20262B)
        canvas.line((x, y - 0.8 * scale), (x, y - 1.32 * scale), max(1.0, 0.36 * scale), car.colour)
        canvas.disc(x, y - 1.6 * scale, max(0.8, 0.13 * scale), 0xFFB99A80)

    def _light_bar(
        self, canvas: Canvas, frame: _Frame, build: Build, depth: float, alarm: bool, t_s: float
    ) -> None:
        scale = frame.view.focal_px / depth
        left = frame.pixel(0.0, -0.45, build.roof + 0.1)
        right = frame.pixel(0.0, 0.45, build.roof + 0.1)
        flash = int(t_s * 4.0) % 2 if alarm else -1
        canvas.line(left, right, max(1.4, 0.22 * scale), 0xFF333C48)
        for side, (place, sprite, colour) in enumerate(
            ((left, self._red, 0xFFFF4A40), (right, self._blue, 0xFF4E86FF))
        ):
            canvas.disc(
                *place, max(1.0, 0.17 * scale), colour if flash in (side, -1) else shade(colour, 0.45)
            )
            if flash == side:
                canvas.sprite(sprite, *place, max(7.0, 1.7 * scale), 210)

    def _lights(self, canvas: Canvas, frame: _Frame, build: Build, depth: float, palette: Palette) -> None:
        scale = frame.view.focal_px / depth
        towards = frame.faces_us
        night = palette.night
        for side in (-0.36, 0.36):
            place = frame.pixel(0.5 if towards else -0.5, side * build.width, 0.72)
            radius = max(0.7, 0.11 * scale)
            if towards:
                canvas.disc(*place, radius, 0xFFFFF3D6 if night > 0.3 else 0xFFD8DDE0)
                if night > 0.3:
                    canvas.sprite(self._white, *place, max(4.0, 1.2 * scale), int(170 * night))
            else:
                canvas.disc(*place, radius, 0xFFC8372F if night > 0.3 else 0xFF8E2A26)
                if night > 0.3:
                    canvas.sprite(self._tail, *place, max(3.0, 0.8 * scale), int(150 * night))


class _Frame:
    """A vehicle's own axes: share of its length ahead, metres to its right, metres up → pixels."""

    def __init__(self, view: View, car: Car, build: Build) -> None:
        self.view = view
        self._car = car
        self._build = build
        self._ahead = (math.sin(car.heading), math.cos(car.heading))
        self._right = (math.cos(car.heading), -math.sin(car.heading))
        towards = -(car.x_m * self._ahead[0] + car.z_m * self._ahead[1])
        self.faces_us = towards > 0
        across = -(car.x_m * self._right[0] + car.z_m * self._right[1])
        self._near_side = 1.0 if across > 0 else -1.0
        self._near_end = 0.5 if towards > 0 else -0.5

    def pixel(self, along: float, right_m: float, up_m: float) -> tuple[float, float]:
        s = along * self._build.length
        x = self._car.x_m + s * self._ahead[0] + right_m * self._right[0]
        z = self._car.z_m + s * self._ahead[1] + right_m * self._right[1]
        column, row, _ = self.view.pixel(x, up_m, z)
        return column, row

    def flat(self, along: float, width: float) -> list[tuple[float, float]]:
        half = self._build.width / 2 * width
        return [
            self.pixel(a, r, 0.02)
            for a, r in ((-along, -half), (along, -half), (along, half), (-along, half))
        ]

    def walls(
        self, canvas: Canvas, start: float, end: float, half: float, low: float, high: float, colour: int,
        depth: float,
    ) -> None:  # fmt: skip
        """The side and the end that face us."""
        side = self._near_side * half
        face = end if self._near_end > 0 else start
        if depth > _SKETCH_M:
            corners = ((start, side), (end, side), (face, side), (face, -side))
            columns = [self.pixel(a, r, low) for a, r in corners]
            left, right = min(x for x, _ in columns), max(x for x, _ in columns)
            top, bottom = self.pixel(face, 0.0, high)[1], self.pixel(face, 0.0, low)[1]
            canvas.box(left, top, right - left, bottom - top, shade(colour, 0.88))
            return
        canvas.polygon(
            [self.pixel(a, side, y) for a, y in ((start, low), (end, low), (end, high), (start, high))],
            shade(colour, 0.84),
        )
        canvas.polygon(
            [self.pixel(face, r, y) for r, y in ((-half, low), (half, low), (half, high), (-half, high))],
            shade(colour, 0.95 if self.faces_us else 0.72),
        )
        if low < 0.5:
            self.roof(canvas, start, end, half, high, shade(colour, 1.06))
            if depth < 50:
                self._wheels(canvas, side, depth)

    def roof(self, canvas: Canvas, start: float, end: float, half: float, high: float, colour: int) -> None:
        corners = ((start, -half), (end, -half), (end, half), (start, half))
        canvas.polygon([self.pixel(a, r, high) for a, r in corners], colour)

    def band(self, canvas: Canvas, half: float, low: float, high: float, colour: int) -> None:
        side = self._near_side * half
        corners = ((-0.48, low), (0.48, low), (0.48, high), (-0.48, high))
        canvas.polygon([self.pixel(a, side, y) for a, y in corners], colour)

    def _wheels(self, canvas: Canvas, side: float, depth: float) -> None:
        radius = 0.33 * self.view.focal_px / depth
        for along in (-0.32, 0.32):
            x, y = self.pixel(along, side, 0.33)
            ahead, _ = self.pixel(along + 0.33 / self._build.length, side, 0.33)
            canvas.oval(x, y, min(radius, abs(ahead - x)), radius, 0xFF14181B)
