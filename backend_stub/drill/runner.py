"""Runs a world to its end: as fast as it goes or paced by the wall clock, told about now and then, stopped when asked.

Main thread. How fast it runs changes nothing in the world. Used by `commandline` and by tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from backend_stub.hub.run_clock import why_over

from .world import STEP_MS, DrillWorld


class Ended(StrEnum):
    """Why a run ended."""

    RESOLVED = "resolved"
    TIME = "time"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class RunPace:
    """How fast: so many seconds of the world in one of the wall clock; 0 = as fast as it goes."""

    factor: float = 0.0

    @classmethod
    def parse(cls, text: str) -> RunPace:
        """ "max" or a number from 0.1 to 1000; raises ValueError in words."""
        if text == "max":
            return cls()
        try:
            factor = float(text)
        except ValueError:
            factor = -1.0
        if not 0.1 <= factor <= 1000.0:
            raise ValueError(f"speed {text!r}: max, or a number from 0.1 to 1000")
        return cls(factor)


@dataclass(slots=True)
class Metronome:
    """Holds the run to its pace. `clock_s` and `sleep` are the machine's; tests bring their own."""

    pace: RunPace
    clock_s: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _due_s: float = -1.0

    def wait(self) -> None:
        """Until the next second of the world is due; a machine that is too slow is not caught up with."""
        if not self.pace.factor:
            return
        now_s = self.clock_s()
        self._due_s = max(self._due_s, now_s - 1.0) if self._due_s >= 0 else now_s
        self._due_s += STEP_MS / 1000 / self.pace.factor
        if self._due_s > now_s:
            self.sleep(self._due_s - now_s)


def run(
    world: DrillWorld,
    lasts_ms: int,
    *,
    metronome: Metronome | None = None,
    tell: Callable[[DrillWorld], None] = lambda world: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Ended:
    """Step the world until it is over as a hub's run is, or somebody stops it; then end its run."""
    metronome = metronome or Metronome(RunPace())
    while True:
        why = why_over(world.picture, world.t_ms, lasts_ms)
        if why or stopped():
            break
        metronome.wait()
        world.step()
        tell(world)
    ended = Ended(why) if why else Ended.STOPPED
    world.end(ended.value)
    return ended
