"""Positions that cannot be (from the future, out of order, off the globe, jumping), and what is kept of those that can.

Pure; owned by the tracker.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.geo import distance_m

FUTURE_MS = 5_000
FASTEST_MPS = 90.0
JUMP_M = 250.0
BELIEVE_AFTER = 3
"""A jump that this many fixes in a row agree on was no error: the last place before it was."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest accepted fix of a unit."""

    fix_ms: int
    lon_e7: int
    lat_e7: int
    speed_cmps: int
    bearing_deg: int
    in_row: int


@dataclass(slots=True)
class Sieve:
    """Remembers the last place of each unit and the jump it is suspected of."""

    _last: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _suspect: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)

    def look(self, unit_id: str, fix_ms: int, lon_e7: int, lat_e7: int, now_ms: int) -> str:
        """Why a fix is not taken ("same" = nothing new), or "" when it is; then it is the unit's last place."""
        if fix_ms > now_ms + FUTURE_MS:
            return "future"
        if not (-1_800_000_000 <= lon_e7 <= 1_800_000_000 and -900_000_000 <= lat_e7 <= 900_000_000):
            return "off the globe"
        if lon_e7 == 0 and lat_e7 == 0:
            return "null island"
        last = self._last.get(unit_id)
        if last is not None:
            if fix_ms == last[0]:
                return "same"
            if fix_ms < last[0]:
                return "out of order"
            if _jumps(last, fix_ms, lon_e7, lat_e7) and not self._believed(unit_id, fix_ms, lon_e7, lat_e7):
                return "jump"
        self._suspect.pop(unit_id, None)
        self._last[unit_id] = (fix_ms, lon_e7, lat_e7)
        return ""

    def _believed(self, unit_id: str, fix_ms: int, lon_e7: int, lat_e7: int) -> bool:
        """Count fixes that agree with each other, though not with the last place."""
        suspect = self._suspect.get(unit_id)
        agrees = (
            suspect is not None and fix_ms > suspect[0] and not _jumps(suspect[:3], fix_ms, lon_e7, lat_e7)
        )
        times = suspect[3] + 1 if suspect is not None and agrees else 1
        if suspect is not None and fix_ms <= suspect[0]:
            return False
        self._suspect[unit_id] = (fix_ms, lon_e7, lat_e7, times)
        return times >= BELIEVE_AFTER


def _jumps(last: tuple[int, int, int], fix_ms: int, lon_e7: int, lat_e7: int) -> bool:
    away_m = distance_m(last[1], last[2], lon_e7, lat_e7)
    return away_m > JUMP_M and away_m > FASTEST_MPS * (fix_ms - last[0]) / 1000
