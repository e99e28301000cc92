"""A camera's geometry: from degrees to its own metres, and from metres to pixels. Pure; numpy only.

Camera metres: x to the right, z ahead, y up from the ground. Used by backdrop and painter.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from console.domain.registry.entities import Camera
from console.geo import E7, LocalPlane

Floats = NDArray[np.float64]
Corner = tuple[float, float, float]
_Values = TypeVar("_Values", float, Floats)
WIDTH_PX, HEIGHT_PX = 640, 360
NEAR_M = 1.2
PITCH_DEG = 9.0
HEIGHT_M = 7.0
"""Of every lens over the ground."""


class View:
    """A pinhole camera HEIGHT_M over flat ground, looking along its bearing, pitched a little down."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.lon_deg, self.lat_deg = camera.lon_e7 / E7, camera.lat_e7 / E7
        self._plane = LocalPlane.at(self.lon_deg, self.lat_deg)
        turn = math.radians(camera.bearing_deg)
        self._sin_turn, self._cos_turn = math.sin(turn), math.cos(turn)
        pitch = math.radians(PITCH_DEG)
        self._sin_pitch, self._cos_pitch = math.sin(pitch), math.cos(pitch)
        fov = math.radians(min(110.0, max(20.0, camera.fov_deg)))
        self.focal_px = WIDTH_PX / 2 / math.tan(fov / 2)
        self.horizon_px = HEIGHT_PX / 2 - self.focal_px * math.tan(pitch)

    def ground(self, lon_deg: Floats, lat_deg: Floats) -> Floats:
        """Degrees → camera metres on the ground, shape (n, 2): x right, z ahead."""
        return np.stack(self.point(lon_deg, lat_deg), axis=-1)

    def point(self, lon_deg: _Values, lat_deg: _Values) -> tuple[_Values, _Values]:
        """One place, or arrays of them → (x, z) in camera metres."""
        east, north = self._plane.metres(lon_deg, lat_deg)
        return (
            east * self._cos_turn - north * self._sin_turn,
            east * self._sin_turn + north * self._cos_turn,
        )

    def relative_deg(self, bearing_deg: float) -> float:
        """A compass bearing relative to where the camera looks."""
        return (bearing_deg - self.camera.bearing_deg) % 360.0

    def pixel(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """Camera metres → (column, row, depth in metres along the axis). Depth below NEAR_M is not visible."""
        down = y - HEIGHT_M
        depth = z * self._cos_pitch - down * self._sin_pitch
        rise = down * self._cos_pitch + z * self._sin_pitch
        scale = self.focal_px / max(depth, 1e-3)
        return WIDTH_PX / 2 + x * scale, HEIGHT_PX / 2 - rise * scale, depth

    def polygon(self, corners: list[Corner]) -> list[tuple[float, float]]:
        """Corners (x, y, z) → pixels, cut at the near plane; empty where nothing is before the camera."""
        cut = self._cut(corners)
        return [self.pixel(x, y, z)[:2] for x, y, z in cut] if len(cut) >= 3 else []

    def _cut(self, corners: list[Corner]) -> list[Corner]:
        depths = [z * self._cos_pitch - (y - HEIGHT_M) * self._sin_pitch for _, y, z in corners]
        if all(depth >= NEAR_M for depth in depths):
            return corners
        kept: list[Corner] = []
        for i, (corner, depth) in enumerate(zip(corners, depths, strict=True)):
            before, before_depth = corners[i - 1], depths[i - 1]
            if (depth >= NEAR_M) != (before_depth >= NEAR_M):
                t = (NEAR_M - before_depth) / (depth - before_depth)
                x, y, z = (a + t * (b - a) for a, b in zip(before, corner, strict=True))
                kept.append((x, y, z))
            if depth >= NEAR_M:
                kept.append(corner)
        return kept
