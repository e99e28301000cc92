"""Durations as operators read them: `04:12`, then `3 h 10`. Pure; used by every clock in a list or panel."""

from __future__ import annotations

HOUR_S = 3600


def clock_text(duration_ms: float) -> str:
    """Return `mm:ss` below an hour, `h h mm` from there on; negative durations with a minus sign."""
    seconds = int(abs(duration_ms) // 1000)
    sign = "−" if duration_ms <= -1000 else ""
    if seconds < HOUR_S:
        return f"{sign}{seconds // 60:02d}:{seconds % 60:02d}"
    hours, rest = divmod(seconds, HOUR_S)
    if hours < 100:
        return f"{sign}{hours} h {rest // 60:02d}"
    return f"{sign}{hours // 24} d {hours % 24:02d}"


def elapsed_text(duration_ms: float) -> str:
    """`clock_text` of a time that has passed: never negative, where a stamp is a moment ahead of this screen."""
    return clock_text(max(0.0, duration_ms))


def age_text(age_ms: float) -> str:
    """Return an age in its one most telling unit: `4 s`, `12 min`, `3 h`, `2 d`."""
    seconds = max(0, int(age_ms // 1000))
    for limit, size, unit in ((60, 1, "s"), (HOUR_S, 60, "min"), (48 * HOUR_S, HOUR_S, "h")):
        if seconds < limit:
            return f"{seconds // size} {unit}"
    return f"{seconds // (24 * HOUR_S)} d"
