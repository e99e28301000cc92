"""Where something is: a point with its words, and the checks of one. Pure, any thread."""

from __future__ import annotations

import msgspec

from .message import Refusal
from .refusals import Code, check_text, refuse


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where: a point, its words, and the grid it lies in ("" when outside every grid)."""

    lon_e7: int
    lat_e7: int
    text_zh: str = ""
    text_en: str = ""
    grid: str = ""


MAX_LON_E7 = 1_800_000_000
MAX_LAT_E7 = 900_000_000


def check_point(lon_e7: int, lat_e7: int) -> Refusal | None:
    """Longitude and latitude in range, and not the 0/0 of a dead receiver."""
    inside = abs(lon_e7) <= MAX_LON_E7 and abs(lat_e7) <= MAX_LAT_E7
    return None if inside and (lon_e7 or lat_e7) else refuse(Code.BAD_PLACE)


def check_place(place: Place) -> Refusal | None:
    """The point, and the length of its words."""
    words = check_text(place.text_zh + place.text_en, field="place", required=False)
    return check_point(place.lon_e7, place.lat_e7) or words
