"""What the tracker keeps of a unit's newest position. Pure data; used by the tracker's core and its muster fences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest accepted fix of a unit."""

    fix_ms: int
    lon_e7: int
    lat_e7: int
    speed_cmps: int
    bearing_deg: int
    in_row: int
