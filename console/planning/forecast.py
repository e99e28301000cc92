"""When will the strength be reached? Monte Carlo over the units under a muster's order (P10, P50, P90, band, in time).

Pure, vectorised numpy: D draws × U units. The dice of a unit are its own and fixed for the muster, so that one forecast
differs from the next by what has happened and not by chance. Losses that are still to come are taken to be made
good from the substitutes at hand, as an operator would; losses that have happened are not, since somebody has to act.
Used by the planner and the bench.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from .habits import SLOW_S, Habits
from .roads import Floats

Counts = NDArray[np.int64]

DRAWS: Final = 600
STEP_S: Final = 10
HORIZON_S: Final = 1_200
COMMON_LOG: Final = -0.02
"""Drives have been a little quicker than computed."""
COMMON_SD: Final = 0.05
"""Spread (log) of the pace that all drives of a day have in common, before anything was seen."""
UNIT_SD: Final = 0.04
"""Spread (log) of one drive's pace around that."""
TURNOUT_SD: Final = 0.09
READY_S: Final = (4.0, 7.0)
"""From signing to rolling wheels, at least."""
ACKNOWLEDGE_SD: Final = 0.55
"""Spread (log) of the time to sign."""
SLOWEST_S: Final = 110.0
HELD_UP_S: Final = (15.0, 65.0)
COUNTED_S: Final = (-4.0, 5.0)
"""From where units usually stop to being counted: they stop a little sooner or later."""
HERE_S: Final = (1.0, 12.0)
"""From arriving to being counted where something is still missing, as a head-count."""
SHORT_S: Final = 3.0
"""Before anything was seen."""
REACTION_S: Final = (8.0, 35.0)
"""Until an operator has ordered a substitute."""
SPARES_USED: Final = 3
UNCOVER_S: Final = 60.0
"""What a substitute that leaves a grid below its minimum must bring, in seconds of the median."""
WORTH_S: Final = 5.0


class Stage(IntEnum):
    """How far a unit under the order has come. HERE: at the place, not counted yet. COUNTED: its officers count."""

    ORDERED = 0
    SIGNED = 1
    DRIVING = 2
    HERE = 3
    COUNTED = 4


@dataclass(frozen=True, slots=True)
class Bound:
    """One unit under the order. Durations in seconds; `since_s` since its order.

    `drive_s` is the drive still to go at middling pace, inf = no way; `pace_log` and `pace_sd` what is known of the
    pace of this drive beyond `Pace`; `held_s` since when it says that it is held up, −1 = it does not. `confirmed`:
    the head-count is known, `officers` are those that will count; else the roster's.
    """

    unit_id: str
    officers: int
    stage: Stage
    since_s: float
    turnout_s: float
    drive_s: float
    confirmed: bool = False
    pace_log: float = 0.0
    pace_sd: float = UNIT_SD
    held_s: float = -1.0


@dataclass(frozen=True, slots=True)
class Spare:
    """A free unit that could be ordered: officers, travel time with turnout, grids that it leaves uncovered."""

    unit_id: str
    officers: int
    eta_s: float
    uncovers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """Log of actual ÷ computed drive that all drives have in common today, as known by now: mean and spread.

    `short_s`: units count so many computed seconds before the point itself, since the fence is wide.
    """

    log: float = COMMON_LOG
    sd: float = COMMON_SD
    short_s: float = SHORT_S


@dataclass(frozen=True, slots=True)
class Draws:
    """Simulated runs, D draws: `arrival_s` float64[D, N] from now, inf = never; `officers` int64[D, N].

    N = the units in the order given, then the substitutes that were called in.
    """

    arrival_s: Floats
    officers: Counts

    def reached_s(self, strength: int) -> Floats:
        """Seconds from now until `strength` officers are there in each draw, float64[D]; inf = never."""
        if strength <= 0:
            return np.zeros(len(self.arrival_s))
        if not self.arrival_s.shape[1]:
            return np.full(len(self.arrival_s), np.inf)
        order = np.argsort(self.arrival_s, axis=1)
        there = np.cumsum(np.take_along_axis(self.officers, order, 1), axis=1)
        first = np.argmax(there >= strength, axis=1)[:, None]
        at = np.take_along_axis(np.take_along_axis(self.arrival_s, order, 1), first, 1)[:, 0]
        return np.where(there[:, -1] >= strength, at, np.inf)

    def band(self, from_s: int, until_s: int) -> tuple[Counts, NDArray[np.int16]]:
        """Officers there at each STEP_S from `from_s` to `until_s`: the seconds, and int16[3, T] of P10, P50, P90."""
        at_s = np.arange(from_s, until_s + 1, STEP_S, dtype=np.int64)
        draws, steps = len(self.arrival_s), len(at_s)
        step = np.ceil((np.minimum(self.arrival_s, 1e6) - from_s) / STEP_S).astype(np.int64)
        inside = step < steps
        cell = (np.arange(draws)[:, None] * steps + np.maximum(step, 0))[inside]
        there = np.bincount(cell, weights=self.officers[inside], minlength=draws * steps)
        curves = np.sort(np.cumsum(there.reshape(draws, steps), axis=1), axis=0)
        rows = [rank(draws, share) for share in (0.1, 0.5, 0.9)]
        return at_s, curves[rows].astype(np.int16)


def rank(draws: int, share: float) -> int:
    """Index of a percentile among sorted draws (nearest rank)."""
    return min(max(int(np.ceil(share * draws)) - 1, 0), draws - 1)


def percentiles_s(reached_s: Floats) -> tuple[float, float, float]:
    """P10, P50, P90 of times to reach; inf = not within any time."""
    ordered = np.sort(reached_s)
    ten, fifty, ninety = (float(ordered[rank(len(ordered), share)]) for share in (0.1, 0.5, 0.9))
    return ten, fifty, ninety


class Dice:
    """The chances of one muster: a column of uniform numbers per unit and purpose, made once."""

    _PURPOSES: Final = (
        *("decline", "slow", "sign", "turnout", "drive", "fail", "held", "held_s", "there"),
        *("counted", "react"),
    )

    def __init__(self, muster_id: str, draws: int = DRAWS) -> None:
        self.draws = draws
        self._muster = crc32(muster_id.encode())
        self._columns: dict[str, dict[str, Floats]] = {}
        self.common = ndtri(self._fresh("common", 1)[0])

    def columns(self, unit_ids: Sequence[str], purpose: str) -> Floats:
        """Uniform numbers of the units for a purpose, float64[D, U]."""
        for unit_id in unit_ids:
            if unit_id not in self._columns:
                fresh = self._fresh(unit_id, len(self._PURPOSES))
                self._columns[unit_id] = dict(zip(self._PURPOSES, fresh, strict=True))
        if not unit_ids:
            return np.empty((self.draws, 0))
        return np.stack([self._columns[unit_id][purpose] for unit_id in unit_ids], axis=1)

    def _fresh(self, name: str, count: int) -> Floats:
        """Evenly spread numbers in random order: the percentiles of few draws are then steadier."""
        rng = np.random.default_rng([self._muster, crc32(name.encode())])
        even = np.tile((np.arange(self.draws) + 0.5) / self.draws, (count, 1))
        return np.asarray(rng.permuted(even, axis=1), dtype=np.float64)


def simulate(
    units: Sequence[Bound],
    spares: Sequence[Spare],
    required: int,
    habits: Habits,
    pace: Pace,
    dice: Dice,
) -> Draws:
    """What may become of the units, and of the substitutes that are called in when some of them fail."""
    journeys = _Journeys(units, habits, pace, dice)
    planned = sum(unit.officers for unit in units)
    arrivals, officers = [journeys.arrival_s], [journeys.officers]
    if planned >= required and spares:
        for number, spare in enumerate(spares[:SPARES_USED]):
            before = sum(one.officers for one in spares[:number])
            called_s = journeys.short_from_s(planned - required + before)
            react = dice.columns([spare.unit_id], "react")[:, 0]
            drive = dice.columns([spare.unit_id], "drive")[:, 0]
            factor = np.exp(pace.log + pace.sd * dice.common + UNIT_SD * ndtri(drive))
            arrival = called_s + _between(REACTION_S, react) + spare.eta_s * factor
            arrivals.append(arrival[:, None])
            officers.append(np.full((dice.draws, 1), spare.officers, dtype=np.int64))
    return Draws(np.concatenate(arrivals, axis=1), np.concatenate(officers, axis=1))


class _Journeys:
    """One column per unit: when it is counted, with how many, and when what of it is lost."""

    def __init__(self, units: Sequence[Bound], habits: Habits, pace: Pace, dice: Dice) -> None:
        self._ids = [unit.unit_id for unit in units]
        self._dice = dice
        stage = np.array([unit.stage for unit in units], dtype=np.int64)
        since = np.array([unit.since_s for unit in units])
        roster = np.array([unit.officers for unit in units], dtype=np.int64)
        waiting = stage == Stage.ORDERED
        sign_s, slow = self._sign_s(since, habits)
        sign_s = np.where(waiting, sign_s - since, 0.0)
        turnout = np.array([unit.turnout_s for unit in units]) * habits.turnout_ratio
        turned = turnout * np.exp(TURNOUT_SD * ndtri(self._roll("turnout"))) - since
        ready = np.where(waiting, sign_s + READY_S[0], 1.0)
        roll_s = np.where(stage <= Stage.SIGNED, np.maximum(turned, ready), 0.0)
        drive_s = self._drive_s(units, stage, habits, pace)
        counted_s = _between(COUNTED_S, self._roll("counted"))
        arrival = roll_s + np.maximum(drive_s - pace.short_s + counted_s, 0.5)
        arrival = np.where(stage == Stage.HERE, _between(HERE_S, self._roll("counted")), arrival)
        arrival = np.where(stage == Stage.COUNTED, 0.0, arrival)
        declines = waiting & (self._roll("decline") < habits.decline_share)
        fails_after = -np.log1p(-self._roll("fail")) / habits.fail_per_drive_s
        fails = (stage <= Stage.DRIVING) & (fails_after < drive_s)
        self.arrival_s = np.where(declines | fails, np.inf, arrival)
        confirmed = np.array([unit.confirmed for unit in units], dtype=np.bool_)
        absent = np.where(confirmed, 0, self._absent(roster, habits))
        self.officers: Counts = np.maximum(roster - absent, 0)
        late = waiting & slow & ~declines
        # what is lost, and when that is known: all of a unit, or those who are not there
        gone = declines | fails | late
        gone_s = np.where(declines, sign_s, np.where(fails, roll_s + fails_after, SLOW_S - since))
        self._lost = np.concatenate([np.where(gone, roster, 0), np.where(gone, 0, absent)], axis=1)
        self._lost_s = np.concatenate([np.where(gone, np.maximum(gone_s, 0.0), np.inf), sign_s + 5.0], axis=1)

    def short_from_s(self, surplus: int) -> Floats:
        """When it is known that more than `surplus` officers are lost, float64[D]; inf = never."""
        if not self._lost.shape[1]:
            return np.full(len(self._lost), np.inf)
        order = np.argsort(np.where(self._lost > 0, self._lost_s, np.inf), axis=1)
        lost = np.cumsum(np.take_along_axis(self._lost, order, 1), axis=1)
        first = np.argmax(lost > surplus, axis=1)[:, None]
        at = np.take_along_axis(np.take_along_axis(self._lost_s, order, 1), first, 1)[:, 0]
        return np.where(lost[:, -1] > surplus, at, np.inf)

    def _roll(self, purpose: str) -> Floats:
        return self._dice.columns(self._ids, purpose)

    def _sign_s(self, since: Floats, habits: Habits) -> tuple[Floats, NDArray[np.bool_]]:
        """From the order to its signing, given that it was not signed before `since`; and who is slow."""
        middle = np.log(habits.acknowledge_s)
        passed = ndtr((np.log(np.maximum(since, 0.1)) - middle) / ACKNOWLEDGE_SD)
        slow_left = np.clip((SLOWEST_S - since) / (SLOWEST_S - SLOW_S), 0.02, 1.0)
        slow_weight = habits.slow_share * slow_left
        share = slow_weight / (slow_weight + (1.0 - habits.slow_share) * np.maximum(1.0 - passed, 1e-6))
        slow = self._roll("slow") < share
        sign = self._roll("sign")
        prompt_s = np.exp(
            middle + ACKNOWLEDGE_SD * ndtri(np.clip(passed + (1 - passed) * sign, 1e-6, 1 - 1e-6))
        )
        soonest = np.maximum(since, SLOW_S)
        slow_s = soonest + sign * np.maximum(SLOWEST_S - soonest, 10.0)
        return np.where(slow, slow_s, np.maximum(prompt_s, since)), slow

    def _drive_s(self, units: Sequence[Bound], stage: Counts, habits: Habits, pace: Pace) -> Floats:
        own = np.array([unit.pace_log for unit in units])
        spread = np.array([unit.pace_sd for unit in units])
        common = pace.log + pace.sd * self._dice.common[:, None]
        factor = np.exp(common + own + spread * ndtri(self._roll("drive")))
        drive_s = np.array([unit.drive_s for unit in units]) * factor
        held_s = np.array([unit.held_s for unit in units])
        stands_s = _between(HELD_UP_S, self._roll("held_s"))
        still_s = np.maximum(stands_s - held_s, 2.0)
        held_up = self._roll("held") < -np.expm1(-habits.held_up_per_drive_s * np.minimum(drive_s, 1e6))
        drive_s = drive_s + np.where(held_s >= 0, still_s, np.where(held_up, stands_s, 0.0))
        return np.where(stage <= Stage.DRIVING, drive_s, 0.0)

    def _absent(self, roster: Counts, habits: Habits) -> Counts:
        """How many of each roster are not there: none, one, or now and then two."""
        some = 1.0 - habits.present_share ** np.maximum(roster, 0)
        there = self._roll("there")
        return (there < some).astype(np.int64) + (there < some / 3)


def _between(span: tuple[float, float], uniform: Floats) -> Floats:
    return span[0] + (span[1] - span[0]) * uniform


def substitutes(
    draws: Draws, spares: Sequence[Spare], required: int, limit_s: float, pace: Pace, dice: Dice
) -> list[Spare]:
    """Spares that would bring the median forward when ordered now, best first; cover has its price.

    A spare that alone is not enough helps, too, while the strength is out of reach. `limit_s`: what is left of it.
    """
    before = draws.reached_s(required)
    fifty = percentiles_s(before)[1]
    there = np.where(np.isfinite(draws.arrival_s), draws.officers, 0).sum(axis=1)
    hole = required - int(np.median(there))
    reached = {0: before}
    found: list[tuple[float, float, str, Spare]] = []
    for spare in spares:
        if spare.officers not in reached:
            reached[spare.officers] = draws.reached_s(required - spare.officers)
        drive = dice.columns([spare.unit_id], "drive")[:, 0]
        arrival = spare.eta_s * np.exp(pace.log + pace.sd * dice.common + UNIT_SD * ndtri(drive))
        after = np.minimum(before, np.maximum(arrival, reached[spare.officers]))
        median = percentiles_s(after)[1]
        if not np.isfinite(median):
            median = HORIZON_S + 60.0 * max(hole - spare.officers, 0) + spare.eta_s
        price = UNCOVER_S * len(spare.uncovers)
        gain = min(fifty, HORIZON_S + 60.0 * hole + HORIZON_S) - median
        more = float(np.mean(after <= limit_s) - np.mean(before <= limit_s))
        if gain >= WORTH_S or more >= 0.05:
            found.append((median + price, spare.eta_s, spare.unit_id, spare))
    return [spare for *_, spare in sorted(found, key=lambda one: one[:3])]
