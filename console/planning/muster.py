"""Muster 100 (DOMAIN §6): the exact muster time T*, and three plans 最快, 均衡, 保留守 with what each leaves uncovered.

Pure, numpy and scipy (HiGHS). Used by the planner, the bench and the headless drill's optimal autopilot. Among the
units that can be there within a window, a plan is the exact minimum of (uncovered weighted grids, surplus officers,
latest arrival), in this order; units ordered already are pinned and stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from .cover import CoverTable
from .roads import Floats

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

FASTEST: Final = "fastest"
BALANCED: Final = "balanced"
KEEP_COVER: Final = "keep_cover"
KINDS: Final = (FASTEST, BALANCED, KEEP_COVER)
BALANCED_SHARE: Final = 0.10
"""ε of the balanced plan: it may take so much longer than T* (DOMAIN §6: 10 % removed every avoidable gap)."""
LATEST_SHARE: Final = 0.85
"""The plan that keeps cover may use so much of the limit; the rest is for what goes wrong."""
HELD_OFFICERS: Final = 6
_PERSONS_PER_WEIGHT = 1_000
_DEFICIT_AND_SURPLUS = attrgetter("deficit", "surplus")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could come, arrays of one length U.

    `officers` int64: those that would count; `eta_s` float64: travel time with turnout, inf = no way; `pinned` bool:
    ordered already, so in every plan.
    """

    unit_ids: tuple[str, ...]
    officers: Counts
    eta_s: Floats
    pinned: Flags


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `units` of the chosen must be among `having` (bool[U])."""

    capability: str
    units: int
    having: Flags


@dataclass(frozen=True, slots=True)
class CoverNeed:
    """What the candidates' leaving strips: G grids, `reach` bool[G, U] is False for units that cover nothing now."""

    grid_ids: tuple[str, ...]
    minimum: Counts
    counts: Counts
    """Units that cover each grid now, candidates or not."""
    weight: Counts
    reach: Flags

    @classmethod
    def of(cls, table: CoverTable, unit_ids: Sequence[str], population: Mapping[str, int]) -> CoverNeed:
        """Of the cover table of all free units, for candidates in the order of `unit_ids`."""
        column = {unit_id: number for number, unit_id in enumerate(table.unit_ids)}
        reach = np.zeros((len(table.grid_ids), len(unit_ids)), dtype=np.bool_)
        for number, unit_id in enumerate(unit_ids):
            if unit_id in column:
                reach[:, number] = table.reach[:, column[unit_id]]
        weight = [1 + population.get(grid_id, 0) // _PERSONS_PER_WEIGHT for grid_id in table.grid_ids]
        return cls(
            table.grid_ids,
            table.minimum.astype(np.int64),
            table.counts.astype(np.int64),
            np.array(weight, dtype=np.int64),
            reach,
        )

    @classmethod
    def nothing(cls, units: int) -> CoverNeed:
        """No grid to be kept."""
        empty = np.zeros(0, dtype=np.int64)
        return cls((), empty, empty, empty, np.zeros((0, units), dtype=np.bool_))

    @property
    def spare(self) -> Counts:
        """How many units each grid can lose: those short already lose nothing by the first one less."""
        return self.counts - np.minimum(self.minimum, self.counts)

    def deficits(self, chosen: Flags) -> Counts:
        """By how many units each grid falls below its minimum (or further below) when the chosen leave."""
        lost = self.reach[:, chosen].sum(axis=1)
        return np.asarray(np.maximum(lost - self.spare, 0), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class MusterChoice:
    """One plan. `chosen` are rows of the candidates by ETA, pinned ones included; `t_star_s` −1 = strength not reached.

    `uncovers`: grids that fall below their minimum by it; `deficit` their weighted sum over missing units.
    """

    kind: str
    t_star_s: float
    chosen: tuple[int, ...]
    strength: int
    surplus: int
    latest_s: float
    deficit: int
    uncovers: tuple[str, ...]


def makespan_s(who: Candidates, strength: int, quotas: Sequence[Quota] = ()) -> float:
    """T*: the least T with Σ officers of units there by T ≥ strength and every quota met; inf = never. Exact."""
    latest = _reached_s(who.eta_s, who.officers, strength)
    for quota in quotas:
        latest = max(latest, _reached_s(who.eta_s, _heads(who, quota), quota.units))
    return latest


def muster_plans(
    who: Candidates,
    strength: int,
    cover: CoverNeed,
    limit_s: float,
    quotas: Sequence[Quota] = (),
) -> tuple[MusterChoice, ...]:
    """The three plans in the order of KINDS. Quotas that cannot be met at all are met as far as possible.

    Where the strength cannot be reached, all three are everybody who can come.
    """
    quotas = possible(who, quotas)
    best = makespan_s(who, strength, quotas)
    if not np.isfinite(best):
        everybody = np.isfinite(who.eta_s) & (who.officers > 0)
        return tuple(choice_of(kind, who, everybody | who.pinned, strength, cover) for kind in KINDS)
    fastest = best_within(who, strength, cover, best, quotas, FASTEST)
    balanced_s = best * (1.0 + BALANCED_SHARE)
    balanced = fastest
    if fastest.deficit or fastest.surplus:
        balanced = best_within(who, strength, cover, balanced_s, quotas, BALANCED)
    keep = balanced
    if balanced.deficit:
        keep = _keep_cover(who, strength, cover, max(balanced_s, LATEST_SHARE * limit_s), quotas, balanced)
    return fastest, replace(balanced, kind=BALANCED), replace(keep, kind=KEEP_COVER)


def _keep_cover(
    who: Candidates,
    strength: int,
    cover: CoverNeed,
    longest_s: float,
    quotas: Sequence[Quota],
    balanced: MusterChoice,
) -> MusterChoice:
    """Least deficit within the longest window; then the shortest window that has it, and the best within that."""
    problem = _Problem.of(who, strength, cover, longest_s, quotas)
    most = problem.solved(longest_s, KEEP_COVER)
    if most.deficit == balanced.deficit:
        return balanced
    soonest = _soonest(problem, most, attrgetter("deficit"))
    return _soonest(problem, problem.solved(soonest.latest_s, KEEP_COVER), _DEFICIT_AND_SURPLUS)


def best_within(
    who: Candidates,
    strength: int,
    cover: CoverNeed,
    window_s: float,
    quotas: Sequence[Quota] = (),
    kind: str = BALANCED,
) -> MusterChoice:
    """The least (weighted deficit, surplus, latest arrival) among the units there within the window; exact.

    The window must hold the strength (see `makespan_s`). The latest arrival is found by bisection, since a wider
    window never gives a worse deficit and surplus.
    """
    problem = _Problem.of(who, strength, cover, window_s, quotas)
    return _soonest(problem, problem.solved(window_s, kind), _DEFICIT_AND_SURPLUS)


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is still needed besides the pinned units that are there within the window."""

    who: Candidates
    strength: int
    cover: CoverNeed
    needed: int
    quotas: tuple[Quota, ...]

    @classmethod
    def of(
        cls, who: Candidates, strength: int, cover: CoverNeed, window_s: float, quotas: Sequence[Quota]
    ) -> _Problem:
        there = who.pinned & (who.eta_s <= window_s)
        left = (
            Quota(quota.capability, quota.units - int(quota.having[there].sum()), quota.having)
            for quota in quotas
        )
        needed = strength - int(who.officers[there].sum())
        return cls(who, strength, cover, needed, tuple(quota for quota in left if quota.units > 0))

    def soonest_s(self) -> float:
        """The earliest latest arrival of units that are not pinned."""
        eta_s = np.where(self.who.pinned, np.inf, self.who.eta_s)
        latest = [_reached_s(eta_s, self.who.officers, self.needed)]
        latest += [_reached_s(eta_s, _heads(self.who, quota), quota.units) for quota in self.quotas]
        return max(latest)

    def solved(self, latest_s: float, kind: str) -> MusterChoice:
        """Least (weighted deficit, surplus) with new units there by `latest_s`: maximal covering as a MILP."""
        who, cover, quotas = self.who, self.cover, self.quotas
        chosen = who.pinned.copy()
        if self.needed <= 0 and not quotas:
            return choice_of(kind, who, chosen, self.strength, cover)
        free = np.nonzero((who.eta_s <= latest_s) & ~who.pinned & (who.officers > 0))[0]
        officers = who.officers[free].astype(np.float64)
        rows = np.nonzero(cover.reach[:, free].sum(axis=1) > cover.spare)[0]
        # a needless unit never helps the cover, so no optimum has more than this too much
        most = int(who.officers[free].max()) * (1 + sum(quota.units for quota in quotas)) + 1
        having = [quota.having[free].astype(np.float64) for quota in quotas]
        demands = csr_array(np.stack([officers, *having]))
        none = csr_array((demands.shape[0], len(rows)))
        least = np.array([self.needed, *(quota.units for quota in quotas)], dtype=np.float64)
        reach = csr_array(cover.reach[np.ix_(rows, free)].astype(np.float64))
        below = hstack([reach, -identity(len(rows), format="csr")])
        found = milp(
            np.concatenate([officers, cover.weight[rows] * float(most)]),
            integrality=np.concatenate([np.ones(len(free)), np.zeros(len(rows))]),
            bounds=Bounds(0.0, np.concatenate([np.ones(len(free)), np.full(len(rows), np.inf)])),
            constraints=LinearConstraint(
                vstack([hstack([demands, none]), below], format="csr"),
                np.concatenate([least, np.full(len(rows), -np.inf)]),
                np.concatenate([np.full(len(least), np.inf), cover.spare[rows].astype(np.float64)]),
            ),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            # cannot be: everybody who is there by then is a solution
            raise ArithmeticError(f"no muster plan within {latest_s:.0f} s: {found.message}")
        chosen[free[np.asarray(found.x)[: len(free)] > 0.5]] = True
        return choice_of(kind, who, chosen, self.strength, cover)


def _soonest(problem: _Problem, best: MusterChoice, value: Callable[[MusterChoice], object]) -> MusterChoice:
    """The solution as good as `best` in `value` with the earliest latest arrival, by bisection over the arrivals."""
    who = problem.who
    ends = np.unique(who.eta_s[(who.eta_s < best.latest_s) & ~who.pinned])
    low, high = int(np.searchsorted(ends, problem.soonest_s())), len(ends)
    while low < high:
        middle = (low + high) // 2
        tried = problem.solved(float(ends[middle]), best.kind)
        if value(tried) == value(best):
            best = tried
            high = min(middle, int(np.searchsorted(ends, tried.latest_s)))
        else:
            low = middle + 1
    return best


def choice_of(kind: str, who: Candidates, chosen: Flags, strength: int, cover: CoverNeed) -> MusterChoice:
    """What a plan that sends `chosen` (bool[U]) comes to."""
    rows = np.nonzero(chosen)[0]
    rows = rows[np.lexsort((rows, who.eta_s[rows]))]
    eta, officers = who.eta_s[rows], who.officers[rows]
    total = int(officers[np.isfinite(eta)].sum())
    t_star = _reached_s(eta, officers, strength)
    deficits = cover.deficits(chosen & ~who.pinned)
    newly = eta[~who.pinned[rows] & np.isfinite(eta)]
    return MusterChoice(
        kind=kind,
        t_star_s=t_star if np.isfinite(t_star) else -1.0,
        chosen=tuple(rows.tolist()),
        strength=total,
        surplus=max(total - strength, 0),
        latest_s=float(newly.max(initial=0.0)),
        deficit=int((deficits * cover.weight).sum()),
        uncovers=tuple(cover.grid_ids[row] for row in np.nonzero(deficits)[0].tolist()),
    )


def as_good(old: MusterChoice, fresh: MusterChoice, held_s: float) -> bool:
    """Whether a plan that is shown may stay: about as fast and as large as the fresh one, and uncovers no more."""
    return (
        (old.t_star_s >= 0) == (fresh.t_star_s >= 0)
        and old.t_star_s <= fresh.t_star_s + held_s
        and old.deficit <= fresh.deficit
        and abs(old.surplus - fresh.surplus) <= HELD_OFFICERS
    )


def _reached_s(eta_s: Floats, officers: Counts, strength: int) -> float:
    """Sort by ETA and accumulate."""
    if strength <= 0:
        return 0.0
    order = np.argsort(eta_s, kind="stable")
    at = int(np.searchsorted(np.cumsum(officers[order]), strength))
    return float(eta_s[order[at]]) if at < len(order) else float("inf")


def _heads(who: Candidates, quota: Quota) -> Counts:
    """1 for each unit that meets a quota: units without officers are never sent to a muster."""
    return (quota.having & (who.officers > 0)).astype(np.int64)


def possible(who: Candidates, quotas: Sequence[Quota]) -> tuple[Quota, ...]:
    """Quotas lowered to what there is at all."""
    can_come = np.isfinite(who.eta_s)
    lowered = (
        Quota(quota.capability, min(quota.units, int(_heads(who, quota)[can_come].sum())), quota.having)
        for quota in quotas
    )
    return tuple(quota for quota in lowered if quota.units > 0)
