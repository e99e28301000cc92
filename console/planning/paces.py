"""How fast units really drive today, learned while they drive: one pace for all, and what one drive adds to it.

Pure; owned by whoever forecasts, one thread. Normal distributions of log(actual ÷ computed), so that an answer comes
with its uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, log
from statistics import median
from typing import Final

from .forecast import COMMON_LOG, COMMON_SD, SHORT_S, UNIT_SD, Pace

LEAST_S: Final = 20.0
"""Less computed driving than this says nothing yet."""
NOISE_S: Final = 3.0
"""Fixes and clocks are about so much off."""
WILDEST: Final = 0.5
"""Log of a ratio that no drive has: others are cut off here."""
OUTLYING: Final = 0.2
PERSISTS: Final = 0.4
"""So much of what made a drive fast or slow goes on to its end."""
MOST_SHORT_S: Final = 30.0
SHORT_PRIOR: Final = 2.0
"""As many arrivals as the prior of what is left at arrival counts for."""
WIDENS: Final = 0.5
PERSISTS_S: Final = 60.0
"""Half of that can be told after so long."""


@dataclass(slots=True)
class _Drive:
    to: object
    began_s: float
    at_first_s: float
    now_s: float
    left_s: float
    stood_s: float = 0.0


@dataclass(slots=True)
class PaceLearner:
    """Tell it, for every unit that is driving, how much is left; ask it for `pace` and `own`."""

    _drives: dict[str, _Drive] = field(default_factory=dict)
    _done: list[tuple[float, float]] = field(default_factory=list)
    _short: list[float] = field(default_factory=list)

    def see(self, unit_id: str, to: object, t_s: float, left_s: float, standing: bool = False) -> None:
        """At `t_s` the unit has `left_s` computed seconds to go to `to`; standing still is no pace."""
        drive = self._drives.get(unit_id)
        if drive is None or drive.to != to:
            if drive is not None:
                self._keep(drive)
            self._drives[unit_id] = _Drive(to, t_s, left_s, t_s, left_s)
            return
        if standing:
            drive.stood_s += t_s - drive.now_s
        drive.now_s, drive.left_s = t_s, left_s

    def moved(self, unit_id: str, left_s: float) -> bool:
        """Whether a unit has come nearer since it was seen last."""
        drive = self._drives.get(unit_id)
        return drive is not None and drive.left_s - left_s > 0.5

    def arrived(self, unit_id: str, t_s: float, there: bool) -> None:
        """The unit drives no more; `there`: it is where it was to go."""
        drive = self._drives.pop(unit_id, None)
        if drive is None:
            return
        self._keep(drive)
        left_s = drive.left_s - (t_s - drive.now_s)
        if there and abs(left_s) <= MOST_SHORT_S:
            self._short.append(left_s)

    def pace(self) -> Pace:
        """What all drives have in common; a drive far off the others tells of its own street, not of the day."""
        seen = [*self._done, *filter(None, map(_seen, self._drives.values()))]
        middle = median(ratio for ratio, _ in seen) if seen else 0.0
        weight, total = 1.0 / COMMON_SD**2, COMMON_LOG / COMMON_SD**2
        for ratio, variance in seen:
            if abs(ratio - middle) <= OUTLYING:
                weight += 1.0 / (variance + UNIT_SD**2)
                total += ratio / (variance + UNIT_SD**2)
        short_s = (sum(self._short) + SHORT_S * SHORT_PRIOR) / (len(self._short) + SHORT_PRIOR)
        return Pace(total / weight, weight**-0.5, short_s)

    def own(self, unit_id: str, common: Pace) -> tuple[float, float]:
        """What this drive's rest adds to the common log pace, and its spread: wide where it was unlike the others."""
        drive = self._drives.get(unit_id)
        seen = _seen(drive) if drive is not None else None
        if drive is None or seen is None:
            return 0.0, UNIT_SD
        consumed = drive.at_first_s - drive.left_s
        added = PERSISTS * consumed / (consumed + PERSISTS_S) * (seen[0] - common.log)
        return added, UNIT_SD + WIDENS * abs(added)

    def _keep(self, drive: _Drive) -> None:
        seen = _seen(drive)
        if seen is not None:
            self._done.append(seen)


def _seen(drive: _Drive) -> tuple[float, float] | None:
    """Log ratio of a drive so far and the variance of that; None too early."""
    consumed = drive.at_first_s - drive.left_s
    took = drive.now_s - drive.began_s - drive.stood_s
    if consumed < LEAST_S or took <= 0:
        return None
    ratio = min(max(log(took / consumed), -WILDEST), WILDEST)
    return ratio, (NOISE_S / consumed) ** 2 + (UNIT_SD**2) * exp(-consumed / PERSISTS_S)
