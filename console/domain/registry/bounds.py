"""What an entry of the registry may say: each field within what can be, so that nobody who reads it fails. Pure.

Longitudes and latitudes are degrees × 10⁷, texts plain. Whether an entry fits the others is asked by `rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from console.domain.base.message import Refusal
from console.domain.base.place import MAX_LAT_E7, MAX_LON_E7, check_point
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.cases.flow import CaseFlow
from console.domain.musters.checks import check_definition
from console.domain.musters.definition import MusterDefinition
from console.domain.orders.states import UnitState

from .entities import Registrable

MAX_ID: Final = 40
MAX_IDS: Final = 5_000
"""Of one entry: grids of a unit, capabilities."""
MAX_RING_NUMBERS: Final = 20_000
MAX_MILLI: Final = 10**12
DAY_S: Final = 86_400

RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "level": (1, 4),
    "limit_s": (0, 3_660 * DAY_S),
    "population": (0, 10**8),
    "min_cover": (0, 1_000),
    "tier": (0, 9),
    "sworn": (0, 10_000),
    "auxiliary": (0, 10_000),
    "volunteers": (0, 10_000),
    "turnout_s": (0, DAY_S),
    "state_ms": (0, 2**53),
    "bearing_deg": (0, 360),
    "fov_deg": (0, 360),
    "range_m": (0, 50_000),
    "threshold_milli": (-MAX_MILLI, MAX_MILLI),
    "value_milli": (-MAX_MILLI, MAX_MILLI),
}
"""Least and most of each number, by the name it has in every entry."""
POINTS: Final = (("lon_e7", "lat_e7"), ("home_lon_e7", "home_lat_e7"))


def check_entry(entry: Registrable) -> Refusal | None:
    """Why an entry is not taken, by its field; flows and definitions have checks of their own."""
    if isinstance(entry, CaseFlow):
        return None if 0 < len(entry.id) <= MAX_ID else refuse(Code.BAD_VALUE, field="id")
    if isinstance(entry, MusterDefinition):
        return check_definition(entry)
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
    wrong = (_wrong(name, value) for name, value in fields.items())
    return next(filter(None, wrong), None) or _check_points(fields)


def _wrong(name: str, value: Any) -> Refusal | None:
    match value:
        case bool() | UnitState():
            return None
        case int() if name in RANGES:
            least, most = RANGES[name]
            return None if least <= value <= most else refuse(Code.BAD_VALUE, field=name)
        case str() if name == "id":
            good = value.isprintable() and value == value.strip() and 0 < len(value) <= MAX_ID
            return None if good else refuse(Code.BAD_VALUE, field=name)
        case str():
            return check_text(value, field=name, required=False)
        case tuple() if name == "ring_e7":
            return None if is_ring(value) else refuse(Code.BAD_VALUE, field=name)
        case tuple():
            good = len(value) <= MAX_IDS and all(0 < len(one) <= MAX_ID for one in value)
            return None if good else refuse(Code.BAD_VALUE, field=name)
    return None


def _check_points(fields: Mapping[str, Any]) -> Refusal | None:
    points = (check_point(fields[lon], fields[lat]) for lon, lat in POINTS if lon in fields)
    return next(filter(None, points), None)


def is_ring(numbers: tuple[int, ...]) -> bool:
    """Whether these are a closed ring of at least three corners that do not lie on one line."""
    lons, lats = numbers[::2], numbers[1::2]
    if not 8 <= len(numbers) <= MAX_RING_NUMBERS or len(lons) != len(lats):
        return False
    if max(map(abs, lons)) > MAX_LON_E7 or max(map(abs, lats)) > MAX_LAT_E7:
        return False
    twice_area = sum(a * d - c * b for a, b, c, d in zip(lons, lats, lons[1:], lats[1:], strict=False))
    return (lons[0], lats[0]) == (lons[-1], lats[-1]) and twice_area != 0
