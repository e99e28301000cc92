"""Whether the arrays of a telemetry message fit each other: checked where it comes in, by hub and client. Pure.

A message is decoded type by type; that all arrays of a batch have the same length, no decoder knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from . import messages as m

MAX_ROWS: Final = 20_000
"""Units or grids of one message: more than any town has."""


def wrong_shape(message: m.Message) -> str:
    """The field that does not fit the others, or names something twice; "" where all is well."""
    match message:
        case m.Positions():
            fours, twos = ("lon_i32", "lat_i32", "age_ms_i32"), ("bearing_i16", "speed_cmps_i16")
            return _names(message.unit_ids) or _columns(message, len(message.unit_ids), fours, twos)
        case m.EtaTable():
            return _names(message.unit_ids) or _columns(message, len(message.unit_ids), ("eta_s_i32",), ())
        case m.Cover():
            rows = len(message.grid_ids)
            return _names(message.grid_ids, "grid_ids") or _columns(message, rows, (), ("units_i16",))
        case m.Routes():
            fits = len(message.lines_i32) == len(message.unit_ids) and _are_lines(message.lines_i32)
            return _names(message.unit_ids) or ("" if fits else "lines_i32")
        case m.Rings():
            fits = len(message.rings_i32) == len(message.minutes)
            return "" if fits and all(_are_lines(rings) for rings in message.rings_i32) else "rings_i32"
        case m.MusterForecast():
            rows, rest = divmod(len(message.at_s_i32), 4)
            return "at_s_i32" if rest else _columns(message, rows, (), ("p10_i16", "p50_i16", "p90_i16"))
    return ""


def _names(ids: Sequence[str], field: str = "unit_ids") -> str:
    return "" if len(ids) <= MAX_ROWS and len(set(ids)) == len(ids) else field


def _columns(message: m.Message, rows: int, fours: Sequence[str], twos: Sequence[str]) -> str:
    """The first column that has not one number for each row."""
    sizes = {**dict.fromkeys(fours, 4 * rows), **dict.fromkeys(twos, 2 * rows)}
    return next((name for name, size in sizes.items() if len(getattr(message, name)) != size), "")


def _are_lines(lines: Sequence[bytes]) -> bool:
    """Whether each is a run of points: pairs of four bytes."""
    return all(len(line) % 8 == 0 for line in lines)
