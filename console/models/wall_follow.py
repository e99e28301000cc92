"""Which cameras show an incident best: those that look at it first, then the nearest. Pure; used by the wall feeder."""

from __future__ import annotations

from math import atan2, cos, degrees, radians

from console.domain.entities import Camera, Place
from console.domain.picture import Picture
from console.models.incident_choices import distance_m

FACING_BONUS_M = 200.0
"""A camera that has the place in its field of view counts as this much nearer."""


def facing(camera: Camera, place: Place) -> bool:
    """Whether the place lies within the camera's field of view and range."""
    away = distance_m(camera.lon_e7, camera.lat_e7, place.lon_e7, place.lat_e7)
    if away > max(camera.range_m, 1) * 1.5:
        return False
    off = abs((bearing_deg(camera, place) - camera.bearing_deg + 180) % 360 - 180)
    return off <= camera.fov_deg / 2 or away < 15


def bearing_deg(camera: Camera, place: Place) -> float:
    """Bearing from the camera to the place, degrees clockwise from north."""
    middle = radians((camera.lat_e7 + place.lat_e7) / 2e7)
    east = (place.lon_e7 - camera.lon_e7) * cos(middle)
    north = float(place.lat_e7 - camera.lat_e7)
    return degrees(atan2(east, north)) % 360


def cameras_for(picture: Picture, place: Place, most: int, within_m: float) -> list[tuple[Camera, float]]:
    """Up to `most` cameras within `within_m` metres, best first, each with its distance in metres.

    With fewer than `most` inside, the next nearest fill up: a picture from afar is better than a dark tile.
    """
    ranked = []
    for camera in picture.cameras.values():
        away = distance_m(camera.lon_e7, camera.lat_e7, place.lon_e7, place.lat_e7)
        rank = away - (FACING_BONUS_M if facing(camera, place) else 0.0)
        ranked.append((away > within_m, rank, camera.id, camera, away))
    ranked.sort(key=lambda row: row[:3])
    return [(camera, away) for _, _, _, camera, away in ranked[:most]]


ARROWS = "↑↗→↘↓↙←↖"


def arrow_to(camera: Camera, place: Place) -> str:
    """Arrow from the camera towards the place, as shown on its tile (north is up)."""
    return ARROWS[round(bearing_deg(camera, place) / 45) % 8]
