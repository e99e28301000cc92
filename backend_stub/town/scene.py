"""What the demo's cameras see: the simulation's units, its happenings and passing strangers, near one camera.

Implements `backend_stub.town.cameras.scene.SceneSource`. `scene` is called on the camera server's drawing threads while
the simulation is stepped on another; it only reads, and what it reads (trips, happenings) is replaced, never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console.domain.registry.entities import Camera, Unit, UnitKind
from console.geo import E7, distance_m, moved_deg

from .callers import Happening
from .cameras.scene import Scene, SceneEffect, SceneVehicle
from .simulation import Simulation
from .traffic import LANE_M, Traffic, Window
from .trips import Standpoint

SMOKE_SEEN_M = 900.0
FADES_S = 60.0
COLUMN = ("smoke", "fire")


@dataclass(frozen=True, slots=True)
class Look:
    """One camera, with the street traffic before it found once."""

    lon_e7: int
    lat_e7: int
    range_m: float
    windows: tuple[Window, ...]


class TownScene:
    """One town; `clock` gives the hub's `t_ms` now from any thread."""

    def __init__(self, simulation: Simulation, traffic: Traffic, clock: Callable[[], int]) -> None:
        self._simulation = simulation
        self._traffic = traffic
        self._clock = clock
        self._looks: dict[str, Look] = {}
        self._cameras: dict[str, Camera] = {}
        self._kinds: dict[str, str] = {}
        self._epoch_ms = 0

    def tell(self, epoch_ms: int, cameras: dict[str, Camera], units: dict[str, Unit]) -> None:
        """What the picture says of cameras and units; the simulation's thread, whenever they changed."""
        self._epoch_ms = epoch_ms
        self._kinds = {unit.id: _kind_of(unit) for unit in units.values() if unit.kind is not UnitKind.DRONE}
        if self._cameras != cameras:
            self._looks = {}
            self._cameras = dict(cameras)

    def now_ms(self) -> int:
        """The hub's `t_ms` now."""
        return self._clock()

    def scene(self, camera_id: str, t_ms: int) -> Scene:
        """What is near that camera; an empty street for a camera that nobody knows."""
        look = self._look(camera_id)
        if look is None:
            return Scene(wall_ms=self._epoch_ms + t_ms)
        vehicles = [
            vehicle
            for window in look.windows
            for vehicle in window.belt.vehicles(t_ms / 1000.0, window.from_m, window.to_m)
        ]
        return Scene(
            wall_ms=self._epoch_ms + t_ms,
            vehicles=(*vehicles, *self._units(look, t_ms)),
            effects=tuple(
                effect
                for happening in list(self._simulation.happenings)
                for effect in _seen(happening, look, t_ms)
            ),
        )

    def _look(self, camera_id: str) -> Look | None:
        look = self._looks.get(camera_id)
        camera = self._cameras.get(camera_id)
        if look is None and camera is not None:
            windows = self._traffic.near(camera.lon_e7 / E7, camera.lat_e7 / E7, camera.range_m)
            look = Look(camera.lon_e7, camera.lat_e7, float(camera.range_m), tuple(windows))
            self._looks[camera_id] = look
        return look

    def _units(self, look: Look, t_ms: int) -> list[SceneVehicle]:
        seen = []
        for unit_id, kind in self._kinds.items():
            crew = self._simulation.crews.get(unit_id)
            if crew is None or not crew.body.may_be_near(t_ms, look.lon_e7, look.lat_e7, look.range_m):
                continue
            fix = crew.body.fix_at(t_ms)
            if distance_m(fix.lon_e7, fix.lat_e7, look.lon_e7, look.lat_e7) <= look.range_m:
                seen.append(_vehicle(fix, kind, unit_id, crew.urgent or crew.at_work))
        return seen


def _vehicle(fix: Standpoint, kind: str, unit_id: str, alarm: bool) -> SceneVehicle:
    lon, lat = moved_deg(fix.lon_e7 / E7, fix.lat_e7 / E7, fix.bearing_deg + 90, LANE_M)
    return SceneVehicle(lon, lat, float(fix.bearing_deg), kind, unit_id, alarm)


def _kind_of(unit: Unit) -> str:
    if unit.kind is UnitKind.GRID:
        return "person"
    for capability, kind in (("fire", "fire"), ("medical", "ambulance"), ("patrol", "police")):
        if capability in unit.capabilities:
            return kind
    return "police" if unit.sworn else "van"


def _seen(happening: Happening, look: Look, t_ms: int) -> list[SceneEffect]:
    """A happening's effects as one camera may see them; smoke and fire from far off."""
    if t_ms < happening.at_ms:
        return []
    lon_e7, lat_e7 = happening.point
    far_m = distance_m(lon_e7, lat_e7, look.lon_e7, look.lat_e7)
    over_s = (t_ms - happening.over_ms) / 1000.0 if 0 <= happening.over_ms <= t_ms else 0.0
    if over_s >= FADES_S:
        return []
    return [
        SceneEffect(
            kind=kind,
            lon_deg=lon_e7 / E7,
            lat_deg=lat_e7 / E7,
            size=happening.kind.effect_size,
            age_s=(t_ms - happening.at_ms) / 1000.0,
            fading=over_s / FADES_S,
        )
        for kind in happening.kind.effect.split()
        if far_m <= (SMOKE_SEEN_M if kind in COLUMN else look.range_m)
    ]
