"""Bench `forecast`: does the strength come between P10 and P90 as often as it should? Seeded musters, lock-step.

Main thread of `main.py bench`, and a process per core. Each run is the headless drill's world (hub, town with its crews
and traffic, tracker, planner) with one explosion at a place drawn by the seed, played by the greedy autopilot; crews
decline, stay silent, break down and are held up as their manners say, and nothing is scripted. What the planner
published by T0+60 s, +180 s and +300 s is held against the T1 that came. A calibrated band of P10–P90 holds four
times in five.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from backend_stub.bench.harness import Row
from backend_stub.drill.world import DrillWorld, Ground
from backend_stub.town.autopilots.drill_players import GREEDY, make_player
from backend_stub.town.generate import data_home, ensure_town
from backend_stub.town.scenario import DEMO, Opening, Scenario, load

RUNS = 200
FIRST_SEED = 1_000
"""The forecast's constants were set by runs of seeds below 100: these were never seen."""
AT_S = (60, 180, 300)
SCENARIO = DEMO.with_name("chemical-plant.toml")
SITES = (
    "works",
    "chemical_plant",
    "mall",
    "school",
    "market",
    "railway_station",
    "stadium",
    "park",
    "estate",
)
FIRST_S = 15.0
"""When the explosion is reported; the units are on their beats from the start."""
LONGEST_S = 1_300


@dataclass(frozen=True, slots=True)
class Shot:
    """One forecast: `at_s`, P10, P50, P90 in seconds after T0 (inf = not within its horizon), and what came."""

    seed: int
    at_s: int
    p10_s: float
    p50_s: float
    p90_s: float
    t1_s: float

    @property
    def holds(self) -> bool:
        """Whether T1 lies in the band."""
        return self.p10_s <= self.t1_s <= self.p90_s


def run(quick: bool) -> list[Row]:
    """Share of bands that hold, by the age of the muster and altogether; how wide they are."""
    shots = shots_of(range(FIRST_SEED, FIRST_SEED + (8 if quick else RUNS)))
    rows = [_held(f"forecast held at +{at_s} s", [one for one in shots if one.at_s == at_s]) for at_s in AT_S]
    rows.append(_held("forecast held", shots))
    for at_s in AT_S:
        some = [one for one in shots if one.at_s == at_s and np.isfinite(one.p90_s) and np.isfinite(one.t1_s)]
        width = float(np.median([one.p90_s - one.p10_s for one in some])) if some else 0.0
        off = float(np.median([abs(one.p50_s - one.t1_s) for one in some])) if some else 0.0
        rows.append(
            Row.of(
                f"forecast band at +{at_s} s", width, unit="s", n=len(some), note=f"median off by {off:.0f} s"
            )
        )
    return rows


def shots_of(seeds: Sequence[int]) -> list[Shot]:
    """All forecasts of these runs, two runs at a time on two cores."""
    town = ensure_town(data_home())
    workers = min(len(seeds), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        return [shot for some in pool.map(_run_of_town, [(town, seed) for seed in seeds]) for shot in some]


def muster_run(ground: Ground, seed: int) -> list[Shot]:
    """One muster, played until T1 or LONGEST_S after T0."""
    scenario = _scenario(ground, seed)
    world = DrillWorld(ground, scenario, "forecast-bench", seed, make_player(GREEDY, seed), GREEDY)
    seen: list[tuple[int, float, float, float]] = []
    while world.t_ms < (FIRST_S + 120 + LONGEST_S) * 1000:
        world.step()
        muster = next(iter(world.picture.musters.values()), None)
        if muster is None:
            continue
        if muster.t1_ms >= 0:
            t1_s = (muster.t1_ms - muster.t0_ms) / 1000
            return [Shot(seed, *one, t1_s) for one in seen]
        said = world.briefing.forecasts.get(muster.id)
        since_s = (world.t_ms - muster.t0_ms) // 1000
        if since_s in AT_S and said is not None and muster.reached_ms < 0:
            instants = (said.p10_ms, said.p50_ms, said.p90_ms)
            ten, fifty, ninety = ((at - muster.t0_ms) / 1000 if at >= 0 else np.inf for at in instants)
            seen.append((since_s, ten, fifty, ninety))
    return [Shot(seed, *one, np.inf) for one in seen]


def _run_of_town(job: tuple[Path, int]) -> list[Shot]:
    town, seed = job
    return muster_run(Ground.read(town), seed)


def _scenario(ground: Ground, seed: int) -> Scenario:
    """The drill's manners and nothing of its script: one explosion somewhere."""
    rng = np.random.default_rng(seed)
    places = sorted({one.name_zh for one in ground.gazetteer if one.kind in SITES})
    place = places[int(rng.integers(len(places)))]
    opening = Opening(at_s=FIRST_S, type_code="CHEM", place=place, calls=3)
    return replace(load(SCENARIO), openings=(opening,), injects=(), seed=seed)


def _held(name: str, shots: Sequence[Shot]) -> Row:
    share = sum(one.holds for one in shots) / max(len(shots), 1)
    below = sum(one.t1_s < one.p10_s for one in shots)
    above = sum(one.t1_s > one.p90_s for one in shots)
    note = f"aim: 0.75 to 0.85; sooner {below}, later {above}"
    return Row.of(name, share, unit="share", n=len(shots), note=note)
