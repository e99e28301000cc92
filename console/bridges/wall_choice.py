"""Which cameras belong on the wall for an incident. Pure; any thread. Used by `wall_bridge`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from console.geo import bearing_of, offset_deg_m

_LOOKS_AT_IT = 0.5
_LOOKS_AWAY = 1.7
RALLY_PART = 3
"""One tile in so many shows the rally point."""
RALLY_REACH_M = 500.0
Place = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class WallCamera:
    """A camera as the wall needs it: names, place (degrees WGS-84), bearing and opening clockwise from north."""

    id: str
    name_zh: str
    name_en: str
    lon_deg: float
    lat_deg: float
    bearing_deg: float
    fov_deg: float
    range_m: float


@dataclass(frozen=True, slots=True)
class SceneCameras:
    """What the wall shows of a scene: ids in reading order, the scene's first; those of the rally point also apart."""

    ids: tuple[str, ...]
    at_rally: frozenset[str]


def scene_cameras(
    cameras: Iterable[WallCamera], scene: Place, rally: Place | None, count: int
) -> SceneCameras:
    """A wall of `count` tiles: the scene's best, and a third of it for the rally point while there is one.

    Only cameras within RALLY_REACH_M, and nearer to it than to the scene, serve the rally point: tiles that would show
    nothing of it go to the scene.
    """
    known = list(cameras)
    of_rally: list[str] = []
    if rally is not None:
        near = [one for one in known if _away_m(one, rally) <= min(RALLY_REACH_M, _away_m(one, scene))]
        of_rally = cameras_for(near, *rally, count // RALLY_PART)
    rest = [one for one in known if one.id not in of_rally]
    of_scene = cameras_for(rest, *scene, count - len(of_rally))
    return SceneCameras((*of_scene, *of_rally), frozenset(of_rally))


def _away_m(camera: WallCamera, place: Place) -> float:
    return math.hypot(*offset_deg_m(camera.lon_deg, camera.lat_deg, *place))


def cameras_for(cameras: Iterable[WallCamera], lon_deg: float, lat_deg: float, count: int) -> list[str]:
    """The `count` cameras that serve a place best, best first.

    Near ones first; one that looks at the place within its range counts as half as far, one that looks away as
    much further.
    """
    ranked: list[tuple[float, str]] = []
    for camera in cameras:
        offset_m = offset_deg_m(camera.lon_deg, camera.lat_deg, lon_deg, lat_deg)
        distance = math.hypot(*offset_m)
        aside = abs((bearing_of(*offset_m) - camera.bearing_deg + 180.0) % 360.0 - 180.0)
        factor = 1.0
        if distance > 15.0:
            sees = aside <= camera.fov_deg / 2 and distance <= camera.range_m * 1.5
            factor = _LOOKS_AT_IT if sees else _LOOKS_AWAY if aside > 90.0 else 1.0
        ranked.append((distance * factor, camera.id))
    return [camera_id for _, camera_id in sorted(ranked)[:count]]
