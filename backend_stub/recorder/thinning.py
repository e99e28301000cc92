"""Thinning of tracks: as few fixes as give every place a unit was at, at its time, to within a few metres.

Pure; owned by the track recorder, one thread. Opening-window time-ratio: a fix is dropped only while the straight,
even movement between the fixes kept puts the unit within TOLERANCE_M of it, so turns and stops stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.geo import E7, metres_per_deg

TOLERANCE_M = 8.0
WINDOW_MS = 60_000
WINDOW_FIXES = 60


@dataclass(frozen=True, slots=True)
class TrackFix:
    """One accepted position. Hub time in ms, degrees × 10⁷, centimetres per second, whole degrees from north."""

    t_ms: int
    lon_e7: int
    lat_e7: int
    speed_cmps: int = 0
    bearing_deg: int = 0


@dataclass(slots=True)
class Thinner:
    """One unit's track. `add` gives the fixes to keep (none or one), `flush` the last one when recording ends."""

    tolerance_m: float = TOLERANCE_M
    _kept: TrackFix | None = None
    _waiting: list[TrackFix] = field(default_factory=list)

    def add(self, fix: TrackFix) -> TrackFix | None:
        """Take the next fix (later than the last one); returns an earlier or this one when it must be kept."""
        if self._kept is None:
            self._kept = fix
            return fix
        full = len(self._waiting) >= WINDOW_FIXES or fix.t_ms - self._kept.t_ms > WINDOW_MS
        if self._waiting and (full or not self._straight(self._kept, fix)):
            self._kept = self._waiting[-1]
            self._waiting = [fix]
            return self._kept
        self._waiting.append(fix)
        return None

    def flush(self) -> TrackFix | None:
        """The newest fix, if it is not kept yet."""
        if not self._waiting:
            return None
        self._kept = self._waiting[-1]
        self._waiting = []
        return self._kept

    def _straight(self, start: TrackFix, end: TrackFix) -> bool:
        """Whether even movement from `start` to `end` passes all waiting fixes closely at their times."""
        span = max(end.t_ms - start.t_ms, 1)
        east, north = (metres / E7 for metres in metres_per_deg(start.lat_e7 / E7))
        for fix in self._waiting:
            part = (fix.t_ms - start.t_ms) / span
            x = (start.lon_e7 + (end.lon_e7 - start.lon_e7) * part - fix.lon_e7) * east
            y = (start.lat_e7 + (end.lat_e7 - start.lat_e7) * part - fix.lat_e7) * north
            if x * x + y * y > self.tolerance_m * self.tolerance_m:
                return False
        return True
