"""Bench `plan.muster`: three muster plans from 600 units over 200 grids, cover kept; and whether they are exact.

Main thread of `main.py bench`. The input is what the planner has when a major incident comes in: officers, ETAs to the
rally point, the cover table. On small cases every subset is tried in the same run, and the plans must be equal to the
best of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from backend_stub.bench.harness import Row, growth, timed
from console.planning.muster import Candidates, CoverNeed, MusterChoice, best_within, makespan_s, muster_plans

UNITS, GRIDS, STRENGTH = 600, 200, 100
LIMIT_S = 600.0
STANDARD_S = 300.0
SMALL_CASES = 60
_MPS, _DETOUR = 12.0, 1.35


@dataclass(frozen=True, slots=True)
class Task:
    """One city at one moment."""

    who: Candidates
    cover: CoverNeed
    strength: int


def city(units: int, grids: int, strength: int, seed: int, dense: float = 5.0) -> Task:
    """Units and grids spread over a square in which about `dense` units reach each grid in time."""
    rng = np.random.default_rng(seed)
    reach_m = (STANDARD_S - 50.0) * _MPS / _DETOUR
    side_m = reach_m * (np.pi * units / dense) ** 0.5
    here = rng.uniform(0.0, side_m, (units, 2))
    # stations stand where people live: grids lie around units
    middle = here[rng.integers(0, units, grids)] + rng.normal(0.0, reach_m / 3, (grids, 2))
    turnout_s = rng.choice([45.0, 60.0], units)
    rally = np.full(2, side_m / 2)
    eta_s = turnout_s + np.hypot(*(here - rally).T) * _DETOUR / _MPS
    away_s = np.hypot(*(here[None] - middle[:, None]).transpose(2, 0, 1)) * _DETOUR / _MPS
    reach = away_s + turnout_s <= STANDARD_S
    counts = reach.sum(axis=1).astype(np.int64)
    minimum = rng.choice([0, 1, 2, 3], grids, p=[0.1, 0.4, 0.4, 0.1]).astype(np.int64)
    who = Candidates(
        tuple(f"U-{number}" for number in range(units)),
        rng.integers(6, 13, units),
        eta_s,
        np.zeros(units, dtype=np.bool_),
    )
    weight = 1 + rng.integers(0, 8, grids)
    return Task(
        who, CoverNeed(tuple(f"G-{n}" for n in range(grids)), minimum, counts, weight, reach), strength
    )


def plans(task: Task) -> tuple[MusterChoice, ...]:
    """What is measured: the three plans."""
    return muster_plans(task.who, task.strength, task.cover, LIMIT_S)


def exact(task: Task, window_s: float, found: MusterChoice) -> bool:
    """Whether a plan within a window is the least (deficit, surplus, latest) over all subsets."""
    free = np.nonzero(task.who.eta_s <= window_s)[0].tolist()
    best = (found.deficit, found.surplus, found.latest_s)
    for size in range(1, len(free) + 1):
        for some in combinations(free, size):
            rows = list(some)
            surplus = int(task.who.officers[rows].sum()) - task.strength
            if surplus < 0:
                continue
            chosen = np.zeros(len(task.who.unit_ids), dtype=np.bool_)
            chosen[rows] = True
            deficit = int((task.cover.deficits(chosen) * task.cover.weight).sum())
            if (deficit, surplus, float(task.who.eta_s[rows].max())) < best:
                return False
    return True


def run(quick: bool) -> list[Row]:
    """Time of the three plans (median and worst city), the share of exact small cases, and how the time grows."""
    cities = 3 if quick else 15
    costs = [_cost_ms(UNITS, seed) for seed in range(cities)]
    tight = [_cost_ms(UNITS, seed, 3.0) for seed in range(cities)]
    rows = [
        Row.of("plan.muster", sorted(costs)[cities // 2], unit="ms", n=cities, note="aim: at most 100 ms"),
        Row.of("plan.muster worst", max(costs), unit="ms", n=cities, note="of so many cities"),
        Row.of("plan.muster tight", max(tight), unit="ms", n=cities, note="worst, hardly any cover to spare"),
    ]
    cases = SMALL_CASES // 10 if quick else SMALL_CASES
    right = sum(_small_is_exact(seed) for seed in range(cases))
    rows.append(
        Row.of("plan.muster exact", right / cases, unit="share", n=cases, note="beside every subset; aim: 1")
    )
    rows.append(_gaps(cities))
    sizes = [UNITS // 4, UNITS, UNITS * 2]
    rows.append(growth("plan.muster growth", sizes, lambda size: _cost_ms(size, 1) / 1000))
    return rows


def _cost_ms(units: int, seed: int, dense: float = 5.0) -> float:
    task = city(units, units * GRIDS // UNITS, STRENGTH, seed, dense)
    measure = timed(lambda: plans(task))
    return sorted(measure() for _ in range(3))[1] * 1000


def _small_is_exact(seed: int) -> bool:
    task = city(13, 8, 45, seed)
    best_s = makespan_s(task.who, task.strength)
    windows = [best_s * wider for wider in (1.0, 1.1, 2.0)]
    return all(exact(task, one, best_within(task.who, task.strength, task.cover, one)) for one in windows)


def _gaps(cities: int) -> Row:
    """Weighted grids uncovered by the plan that keeps cover, as a share of what the fastest uncovers."""
    fastest, kept = 0, 0
    for seed in range(cities):
        first, _, last = plans(city(UNITS, GRIDS, STRENGTH, seed))
        fastest, kept = fastest + first.deficit, kept + last.deficit
    return Row.of(
        "plan.muster gaps left",
        kept / max(fastest, 1),
        unit="share",
        n=cities,
        note=f"weighted grids uncovered: {kept} keeping cover, {fastest} fastest",
    )
