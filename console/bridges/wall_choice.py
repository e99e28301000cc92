"""Which cameras belong on the wall, for an incident or a whole town. Pure; any thread. Used by bridge and feed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import Enum

from console.domain.registry.entities import Camera
from console.geo import E7, bearing_of, offset_deg_m

_LOOKS_AT_IT = 0.5
_LOOKS_AWAY = 1.7
RALLY_PART = 3
"""One tile in so many shows the rally point."""
RALLY_REACH_M = 500.0
KEY_REACH_M = 400.0
"""A camera farther from a key place shows nothing of it."""
Place = tuple[float, float]
"""Longitude and latitude in degrees."""


class Showing(Enum):
    """What the wall shows, and so what its cameras are there for."""

    OWN = "own"
    """The person's own view."""
    INCIDENT = "incident"
    """What serves the selected incident."""
    HAND = "hand"
    """What somebody put together, froze or tours through."""


def key_cameras(cameras: Iterable[Camera], places: Iterable[Place], count: int) -> list[str]:
    """Ids of `count` cameras for a view of a town: the best camera of each key place in turn, then others by id."""
    left = {one.id: one for one in cameras}
    chosen: list[str] = []
    for place in places:
        near = [one for one in left.values() if _away_m(one, place) <= KEY_REACH_M]
        for camera_id in cameras_for(near, place, 1):
            chosen.append(camera_id)
            del left[camera_id]
    return [*chosen, *sorted(left)][:count]


def scene_cameras(
    cameras: Iterable[Camera], scene: Place, rally: Place | None, count: int
) -> tuple[list[str], list[str]]:
    """For a wall of `count` tiles: ids of the scene's best cameras, and of those of the rally point (a third).

    Only cameras within RALLY_REACH_M, and nearer to it than to the scene, serve the rally point: tiles that would show
    nothing of it go to the scene.
    """
    known = list(cameras)
    of_rally: list[str] = []
    if rally is not None:
        near = [one for one in known if _away_m(one, rally) <= min(RALLY_REACH_M, _away_m(one, scene))]
        of_rally = cameras_for(near, rally, count // RALLY_PART)
    rest = [one for one in known if one.id not in of_rally]
    return cameras_for(rest, scene, count - len(of_rally)), of_rally


def offset_m(camera: Camera, place: Place) -> tuple[float, float]:
    """Metres east and north from the camera to the place."""
    return offset_deg_m(camera.lon_e7 / E7, camera.lat_e7 / E7, *place)


def _away_m(camera: Camera, place: Place) -> float:
    return math.hypot(*offset_m(camera, place))


def cameras_for(cameras: Iterable[Camera], place: Place, count: int) -> list[str]:
    """The `count` cameras that serve a place best, best first.

    Near ones first; one that looks at the place within its range counts as half as far, one that looks away as
    much further.
    """
    ranked: list[tuple[float, str]] = []
    for camera in cameras:
        offset = offset_m(camera, place)
        distance = math.hypot(*offset)
        aside = abs((bearing_of(*offset) - camera.bearing_deg + 180.0) % 360.0 - 180.0)
        factor = 1.0
        if distance > 15.0:
            sees = aside <= camera.fov_deg / 2 and distance <= camera.range_m * 1.5
            factor = _LOOKS_AT_IT if sees else _LOOKS_AWAY if aside > 90.0 else 1.0
        ranked.append((distance * factor, camera.id))
    return [camera_id for _, camera_id in sorted(ranked)[:count]]
