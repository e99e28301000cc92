"""T* of a drill: how soon the optimal autopilot musters in the same realised world, wherever it gathers.

One number per world, whoever played in it: the same scenario, town and seed give the same. The autopilot plays the
muster that the scenario means once as the planner advises, then once at each of the places that promise most; the
soonest counts. One thread; runs worlds of its own. Used by `commandline` and `reference_cli`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from backend_stub.town.autopilots.drill_players import OPTIMAL, make_player
from backend_stub.town.scenario import Scenario
from console.domain.musters.entities import Muster
from console.result.chronicle import NOWHERE
from console.result.facts import Name

from . import gathering
from .world import DrillWorld, Ground

TRIED: Final = 8
"""So many of the most promising places are played."""
WHOLE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Reference:
    """From T0 to T1 in ms, without allowance; −1 = never reached. `place`: where."""

    t_star_ms: int = -1
    place: Name = NOWHERE


Tell = Callable[[int], None]
"""How much is done, in thousandths."""


def took_ms(muster: Muster | None) -> int:
    """From T0 to T1; −1 = not reached."""
    return muster.t1_ms - muster.t0_ms if muster is not None and muster.t1_ms >= 0 else -1


def reference(
    ground: Ground,
    scenario: Scenario,
    name: str,
    seed: int,
    tell: Tell = lambda done: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Reference | None:
    """T* of this world; None where somebody stopped. Raises DrillError."""
    plays = TRIED + 1
    until_ms = scenario.drill.lasts_s * 1000
    free = _Play(ground, scenario, name, seed)
    start: gathering.Start | None = None
    while free.goes_on(until_ms) and not stopped():
        free.step()
        tell(WHOLE * free.world.t_ms // until_ms // plays)
        if start is None and free.muster is not None and free.ordered:
            start = gathering.Start(free.world, free.muster)
    best = Reference(free.took_ms, free.place)
    spots = [] if start is None or stopped() else start.promising(free.world)[:TRIED]
    for number, spot in enumerate(spots, start=1):
        if stopped():
            break
        tell(WHOLE * number // plays)
        held = _Play(replace(ground, planner=gathering.held(ground.planner, spot)), scenario, name, seed)
        if best.t_star_ms >= 0:
            until_ms = free.t0_ms + best.t_star_ms
        while held.goes_on(until_ms) and not stopped():
            held.step()
        if held.took_ms >= 0 and (best.t_star_ms < 0 or held.took_ms < best.t_star_ms):
            best = Reference(held.took_ms, held.place)
    if stopped():
        return None
    tell(WHOLE)
    return best


class _Play:
    """One world, up to T1 of the muster that is meant."""

    def __init__(self, ground: Ground, scenario: Scenario, name: str, seed: int) -> None:
        self.world = DrillWorld(ground, scenario, name, seed, make_player(OPTIMAL, seed), OPTIMAL)
        self.muster: Muster | None = None

    @property
    def took_ms(self) -> int:
        return took_ms(self.muster)

    @property
    def t0_ms(self) -> int:
        return -1 if self.muster is None else self.muster.t0_ms

    @property
    def ordered(self) -> bool:
        return self.muster is not None and self.muster.plan is not None

    @property
    def place(self) -> Name:
        rally = None if self.muster is None or self.muster.plan is None else self.muster.plan.rally
        return NOWHERE if rally is None else Name(zh=rally.text_zh, en=rally.text_en)

    def goes_on(self, until_ms: int) -> bool:
        return self.took_ms < 0 and self.world.t_ms < until_ms

    def step(self) -> None:
        self.world.step()
        self.muster = self.world.muster
