"""Draws one camera's frames: the backdrop, what moves on it, smoke and fire, and what cameras burn in.

A drawing thread at a time; owned by that camera's encoder. Produces BGRA pixels of 640 × 360.
"""

from __future__ import annotations

import math
import time

import numpy as np
from numpy.typing import NDArray

from backend_stub.town.cameras.backdrop import Backdrop, BackdropPainter
from backend_stub.town.cameras.canvas import Canvas, Picture, soft_disc
from backend_stub.town.cameras.geography import Geography
from backend_stub.town.cameras.palette import Palette, palette_at
from backend_stub.town.cameras.scene import Scene, SceneEffect
from backend_stub.town.cameras.vehicles import COLOURS, Car, VehiclePainter
from backend_stub.town.cameras.view import HEIGHT_M, HEIGHT_PX, WIDTH_PX, View
from console.domain.registry.entities import Camera

_PALETTE_STEP_S = 600
_GRAINS = 2
_EXPOSURES = (0, 2, 4, 2)
_EXPOSURE_STEP_S = 3.0
_UNIFORM = 0xFF2A3A66


class Sprites:
    """Pictures that all cameras share; made once by the server."""

    def __init__(self) -> None:
        self.smoke: list[Picture] = [soft_disc(0xFF3A3F44, 96, seed) for seed in (3, 5, 8)]
        self.pale: list[Picture] = [soft_disc(0xFF6C7378, 96, seed) for seed in (2, 9)]
        self.fire: list[Picture] = [soft_disc(0xFFFF9A2E, 64, seed) for seed in (4, 6)]
        self.glow: Picture = soft_disc(0xFFFFA23A, 64)
        random = np.random.default_rng(7)
        self.grains = [
            np.rint(random.normal(0.0, 1.6, (HEIGHT_PX, WIDTH_PX, 1))).astype(np.int16)
            for _ in range(_GRAINS)
        ]
        self.vehicles = VehiclePainter()


class ScenePainter:
    """The painter of one camera."""

    def __init__(self, camera: Camera, plan: Geography, sprites: Sprites) -> None:
        self._plan = plan
        self._sprites = sprites
        self._view = View(camera)
        self._canvas = Canvas(WIDTH_PX, HEIGHT_PX)
        self._backdrop: Backdrop | None = None
        self._variants: list[NDArray[np.uint8]] = []
        self._palette_no = -1
        self._palette: Palette = palette_at(12.0)
        self._frame = 0

    @property
    def pixels(self) -> NDArray[np.uint8] | None:
        """The last picture, or None before the first."""
        return self._canvas.pixels if self._frame else None

    def paint(self, scene: Scene) -> NDArray[np.uint8]:
        """Draw a moment; the array (h, w, 4) BGRA is reused by the next call."""
        t_s = scene.wall_ms / 1000.0
        local = time.localtime(t_s)
        backdrop = self._fresh_backdrop(local)
        canvas = self._canvas
        np.copyto(canvas.pixels, self._variant(t_s))
        things: list[tuple[float, Car | SceneEffect]] = []
        for car in self._cars_of(scene):
            things.append((math.hypot(car.x_m, car.z_m), car))
        for effect in scene.effects:
            things.append((math.hypot(*self._view.point(effect.lon_deg, effect.lat_deg)), effect))
        for distance, thing in sorted(things, key=lambda item: -item[0]):
            if isinstance(thing, SceneEffect):
                self._effect(thing, t_s)
            elif self._is_seen(thing, distance, backdrop):
                self._sprites.vehicles.draw(canvas, self._view, thing, self._palette, t_s)
        self._burn_in(local, scene.wall_ms % 1000)
        self._frame += 1
        return canvas.pixels

    def _fresh_backdrop(self, local: time.struct_time) -> Backdrop:
        number = (local.tm_hour * 3600 + local.tm_min * 60) // _PALETTE_STEP_S
        if self._backdrop is None or number != self._palette_no:
            self._palette_no = number
            self._palette = palette_at(number * _PALETTE_STEP_S / 3600.0)
            self._backdrop = BackdropPainter(self._view, self._plan, self._palette).paint()
            plain = self._backdrop.pixels.astype(np.int16)
            self._variants = [
                np.clip(plain + grain + exposure, 0, 255).astype(np.uint8)
                for exposure in _EXPOSURES
                for grain in self._sprites.grains
            ]
        return self._backdrop

    def _cars_of(self, scene: Scene) -> list[Car]:
        cars = []
        for vehicle in scene.vehicles:
            x, z = self._view.point(vehicle.lon_deg, vehicle.lat_deg)
            if z < 2.0:
                continue
            heading = math.radians(self._view.relative_deg(vehicle.bearing_deg))
            colour = _UNIFORM if vehicle.kind == "person" else COLOURS[vehicle.paint % len(COLOURS)]
            cars.append(Car(x, z, heading, vehicle.kind, colour, vehicle.alarm))
        return cars

    def _is_seen(self, car: Car, distance: float, backdrop: Backdrop) -> bool:
        column, _, depth = self._view.pixel(car.x_m, 1.0, car.z_m)
        if depth < 3 or not -80 < column < WIDTH_PX + 80:
            return False
        at = min(WIDTH_PX - 1, max(0, int(column)))
        return distance < float(backdrop.sight_m[at]) + 2.0

    def _effect(self, effect: SceneEffect, t_s: float) -> None:
        x, z = self._view.point(effect.lon_deg, effect.lat_deg)
        if z < 4:
            return
        if effect.kind in ("smoke", "fire"):
            if effect.kind == "fire":
                self._flames(effect, x, z, t_s)
            self._smoke(effect, x, z, t_s)
        elif effect.kind == "crash":
            self._crash(x, z, t_s)
        elif effect.kind == "crowd":
            for k in range(int(14 * effect.size)):
                dx, dz = math.cos(k * 2.4) * (1 + k * 0.35), math.sin(k * 2.4) * (1 + k * 0.3)
                sway = 0.25 * math.sin(t_s * 1.3 + k)
                colour = (0xFF31404D, 0xFF56453C, 0xFF3C4A3E, 0xFF5B5E63)[k % 4]
                person = Car(x + dx + sway, z + dz, 0.0, "person", colour)
                self._sprites.vehicles.draw(self._canvas, self._view, person, self._palette, t_s)

    def _smoke(self, effect: SceneEffect, x: float, z: float, t_s: float) -> None:
        """Puffs on their way up: each is a function of time, born dark at the ground, ending pale and wide."""
        life_s, count = 11.0, 16
        grown = min(1.0, effect.age_s / 25.0)
        strength = grown * (1.0 - effect.fading)
        night = self._palette.night
        is_dark = night < 0.5 and (effect.kind == "fire" or effect.size >= 1)
        sprites = (
            self._sprites.smoke if is_dark else self._sprites.pale
        )  # by night the town lights it from below
        puffs = sorted(((t_s / life_s + k / count) % 1.0, k) for k in range(count))
        for age, k in reversed(puffs):
            lean = 7.0 * effect.size * age**1.4
            wobble = math.sin(t_s * 0.7 + k * 1.9) * 0.9 * age
            up = 0.8 + 20.0 * effect.size * age**0.85 * (0.4 + 0.6 * grown)
            column, row, depth = self._view.pixel(x + lean + wobble, up, z)
            radius = (0.9 + 5.6 * age) * effect.size * self._view.focal_px / depth
            alpha = int(235 * strength * (1.0 - age) ** 0.8 * min(1.0, age * 9) * (1.0 - 0.25 * night))
            if alpha > 3 and radius > 0.6:
                self._canvas.sprite(
                    sprites[k % len(sprites)], column, row, radius, alpha, k * 67 if radius > 9 else 0
                )

    def _flames(self, effect: SceneEffect, x: float, z: float, t_s: float) -> None:
        column, row, depth = self._view.pixel(x, 0.8, z)
        scale = self._view.focal_px / depth * effect.size
        flicker = 0.8 + 0.2 * math.sin(t_s * 11.0) * math.sin(t_s * 7.3)
        live = 1.0 - effect.fading
        ground = self._view.pixel(x, 0.0, z)
        reach = (5.0 + 6.0 * self._palette.night) * scale * flicker
        flat = reach * max(0.3, min(0.6, HEIGHT_M / max(4.0, depth)))
        strength = int((50 + 60 * self._palette.night) * live)
        self._canvas.glow(self._sprites.glow, ground[0], ground[1], reach, flat, strength)
        self._canvas.sprite(self._sprites.glow, column, row, 6.5 * scale * flicker, int(150 * live))
        for k in range(7):
            rise = (t_s * 1.7 + k * 0.37) % 1.0
            dx = math.sin(k * 2.1 + t_s * 3.0) * 1.1
            radius = (1.5 - rise) * 0.9 * scale
            place = (column + dx * scale, row - rise * 2.8 * scale)
            self._canvas.sprite(
                self._sprites.fire[k % 2], *place, radius, int(230 * live * (1 - rise)), k * 50
            )

    def _crash(self, x: float, z: float, t_s: float) -> None:
        hazard = int(t_s * 1.6) % 2 == 0
        for dx, dz, heading, colour in ((-1.5, 0.8, 0.5, 0xFFA33A33), (1.9, -0.6, 2.3, 0xFFC9CED2)):
            car = Car(x + dx, z + dz, heading, "car", colour)
            self._sprites.vehicles.draw(self._canvas, self._view, car, self._palette, t_s)
            if hazard:
                column, row, depth = self._view.pixel(x + dx, 0.8, z + dz)
                radius = max(4.0, 1.3 * self._view.focal_px / depth)
                self._canvas.sprite(self._sprites.glow, column, row, radius, 190)
        for k in range(6):
            place = self._view.pixel(x + math.sin(k * 2.2) * 2.6, 0.0, z + math.cos(k * 1.7) * 2.2)
            self._canvas.disc(place[0], place[1], max(0.6, 0.1 * self._view.focal_px / place[2]), 0xFF22282C)

    def _variant(self, t_s: float) -> NDArray[np.uint8]:
        """The backdrop with sensor noise and an exposure that breathes a little: what no real camera is without.

        Without it an empty street would be taken for a frozen picture, and rightly so.
        """
        exposure = int(t_s / _EXPOSURE_STEP_S) % len(_EXPOSURES)
        return self._variants[exposure * _GRAINS + self._frame % _GRAINS]

    def _burn_in(self, local: time.struct_time, millis: int) -> None:
        canvas, camera = self._canvas, self._view.camera
        stamp = time.strftime("%Y-%m-%d  %H:%M:%S", local)
        canvas.text(WIDTH_PX - 16, 30, stamp, 17, right=True)
        canvas.text(16, HEIGHT_PX - 18, f"{camera.id}  {camera.name_zh}", 17)
