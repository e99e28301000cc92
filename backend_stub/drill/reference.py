"""T* of a drill: how soon the optimal autopilot musters in the same realised world, from the same seed.

One thread; runs worlds of its own beside the one that is judged. Twice where the rally point that was ordered is not
the one that the optimal autopilot takes: once free, once held to it. Used by `commandline`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend_stub.town.autopilots.drill_players import OPTIMAL, make_player
from backend_stub.town.scenario import Scenario
from console.domain.base.place import Place
from console.domain.musters.entities import Muster
from console.domain.picture import Picture

from .world import DrillWorld, Ground


@dataclass(frozen=True, slots=True)
class Reference:
    """Durations from T0 to T1 in ms, without allowance; −1 = it was not reached, or nobody looked."""

    t_star_ms: int = -1
    t_star_anywhere_ms: int = -1


NOT_KNOWN = Reference()


def first_muster(picture: Picture) -> Muster | None:
    """The muster that a drill is judged by: its first."""
    return next(iter(picture.musters.values()), None)


def took_ms(muster: Muster | None) -> int:
    """From T0 to T1; −1 = not reached."""
    return muster.t1_ms - muster.t0_ms if muster is not None and muster.t1_ms >= 0 else -1


def reference(
    ground: Ground,
    scenario: Scenario,
    name: str,
    seed: int,
    played: Muster | None,
    own: bool,
    stopped: Callable[[], bool] = lambda: False,
) -> Reference:
    """T* for the muster that was `played`; `own` = by the optimal autopilot itself, whose own time it then is."""
    if played is None:
        return NOT_KNOWN
    rally = played.plan.rally if played.plan is not None else None
    if own:
        return Reference(took_ms(played), took_ms(played))
    anywhere, taken = _mustered(ground, scenario, name, seed, None, stopped)
    if rally is None or taken is None or _same(rally, taken):
        return Reference(anywhere, anywhere)
    there, _ = _mustered(ground, scenario, name, seed, rally, stopped)
    reached = [took for took in (there, anywhere) if took >= 0]
    return Reference(there, min(reached, default=-1))  # the point ordered may be the soonest


def _mustered(
    ground: Ground,
    scenario: Scenario,
    name: str,
    seed: int,
    rally: Place | None,
    stopped: Callable[[], bool],
) -> tuple[int, Place | None]:
    """Time to muster, and the rally point taken, of the optimal autopilot; held to `rally` where one is given."""
    world = DrillWorld(ground, scenario, name, seed, make_player(OPTIMAL, seed, rally=rally), OPTIMAL)
    muster = None
    while world.t_ms < scenario.drill.lasts_s * 1000 and not stopped():
        world.step()
        muster = first_muster(world.picture)
        if muster is not None and muster.t1_ms >= 0:
            break
    taken = muster.plan.rally if muster is not None and muster.plan is not None else None
    return took_ms(muster), taken


def _same(one: Place, other: Place) -> bool:
    return (one.lon_e7, one.lat_e7) == (other.lon_e7, other.lat_e7)
