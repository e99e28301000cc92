"""`main.py drill SCENARIO --headless`: a drill without a window, played by an autopilot. Main thread.

Says how it goes on stderr and where the report lies on stdout. Ctrl-C ends the run cleanly with what there is.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from backend_stub.hub.registry import RegistryError
from backend_stub.town import files
from backend_stub.town.autopilots.drill_players import GREEDY, NAMES, make_player
from backend_stub.town.generate import data_home, ensure_town
from backend_stub.town.scenario import ScenarioError, TownNames, load
from console.domain.base.seeds import seed
from console.domain.musters.clock import phase_clock
from console.result.facts import ResultFacts
from console.result.sentences import Sentences
from console.result.terms import took
from console.result.words import LANGUAGES

from .reference import Reference, reference
from .report import leave, result_of
from .runner import Ended, Metronome, RunPace, run
from .world import DrillError, DrillWorld, Ground

TELL_EVERY_S = 1.0
GOOD, FAILED, BAD_USE, STOPPED = 0, 1, 2, 130


def main(argv: Sequence[str]) -> int:
    """Run a drill; 0 = it ran to its end, 1 = it could not, 2 = bad use or a wrong file, 130 = stopped by Ctrl-C."""
    parser = _parser()
    chosen = parser.parse_args(list(argv))
    if not chosen.headless:
        parser.error("without a window only: add --headless")
    try:
        pace = RunPace.parse(chosen.speed)
        town = chosen.town or ensure_town(data_home())
        ground = Ground.read(town)
        scenario = load(chosen.scenario, ground.gazetteer, TownNames.read(town))
    except (ScenarioError, ValueError) as error:
        return _fault(str(error), BAD_USE)
    except (files.TownFileError, RegistryError, OSError) as error:
        return _fault(str(error), FAILED)
    try:
        chosen.report.mkdir(parents=True, exist_ok=True)  # known before the run, not after it
    except OSError as error:
        return _fault(f"the report cannot be written: {error}", FAILED)
    seed = scenario.seed if chosen.seed is None else chosen.seed
    name, player = chosen.scenario.stem, chosen.autopilot
    with _Stop() as stop:
        try:
            world = DrillWorld(ground, scenario, name, seed, make_player(player, seed), player)
            ended = run(
                world,
                scenario.drill.lasts_s * 1000,
                metronome=Metronome(pace, sleep=stop.sleep),
                tell=_Teller(sys.stderr.isatty()),
                stopped=stop.asked,
            )
            star: Reference | None = None
            if ended is not Ended.STOPPED:
                _say("looking for T* in the same world")
                star = reference(ground, scenario, name, seed, stopped=stop.asked)
            result = result_of(world, star)
            paths = leave(chosen.report, world, result, chosen.lang == "zh")
        except DrillError as error:
            return _fault(str(error), FAILED)
        except OSError as error:
            return _fault(f"the report cannot be written: {error}", FAILED)
        _say(summary(result))
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    return STOPPED if ended is Ended.STOPPED else GOOD


def summary(result: ResultFacts) -> str:
    """The result in one paragraph."""
    run = result.run
    who = "" if run is None else f"{run.scenario}, seed {run.seed}, {run.autopilot}: "
    if not result.musters:
        return f"{who}no muster was activated"
    muster, words = result.musters[0], Sentences(chinese=False)
    gates = ", ".join(
        f"{gate.gate} {gate.state}" + (f" {took(gate.took_s)}" if gate.took_s is not None else "")
        for gate in muster.gates
    )
    return f"{who}{gates}. {words.closing(result, muster)}"


class _Teller:
    """One line about once a second: on a terminal always the same one."""

    def __init__(self, same_line: bool, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._same_line = same_line
        self._clock_s = clock_s
        self._next_s = 0.0

    def __call__(self, world: DrillWorld) -> None:
        now_s = self._clock_s()
        if now_s < self._next_s:
            return
        self._next_s = now_s + TELL_EVERY_S
        minutes, seconds = divmod(world.t_ms // 1000, 60)
        line = f"{minutes:02d}:{seconds:02d}  {_standing(world)}"
        sys.stderr.write(f"\r\x1b[K{line}" if self._same_line else f"{line}\n")
        sys.stderr.flush()


def _standing(world: DrillWorld) -> str:
    muster = world.muster
    if muster is None:
        return f"{len(world.picture.incidents)} incidents, no muster yet"
    clocks = []
    for phase in (1, 2, 3):
        clock = phase_clock(muster, phase, world.t_ms)
        clocks.append(f"{phase} {clock.state} {clock.gone_ms // 1000} s")
    return f"{muster.counted}/{muster.required} officers; " + ", ".join(clocks)


class _Stop:
    """Ctrl-C asks once to end the run; a second one ends the process."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._before: Any = None

    def __enter__(self) -> _Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, *error: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._event.is_set():
            raise KeyboardInterrupt
        self._event.set()
        sys.stderr.write("\nstopping: the report comes with what there is\n")

    def asked(self) -> bool:
        return self._event.is_set()

    def sleep(self, seconds: float) -> None:
        self._event.wait(seconds)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n" if not sys.stderr.isatty() else f"\r\x1b[K{words}\n")
    sys.stderr.flush()


def _fault(words: str, status: int) -> int:
    sys.stderr.write(f"drill: {words}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py drill --headless",
        description="A drill without a window, in lock-step, played by an autopilot.",
    )
    parser.add_argument("scenario", type=Path, help="a scenario of resources/scenarios/")
    parser.add_argument("--headless", action="store_true", help="without a window")
    parser.add_argument(
        "--autopilot",
        nargs="?",
        choices=NAMES,
        const=GREEDY,
        default=GREEDY,
        help="who plays: greedy (default), optimal or naive",
    )
    parser.add_argument(
        "--speed", default="max", help="seconds of the drill in one of the clock, or max (default)"
    )
    parser.add_argument("--seed", type=seed, help="another course of things (the scenario's seed)")
    parser.add_argument("--report", type=Path, required=True, metavar="DIR", help="where the result goes")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the result's pages (en)")
    parser.add_argument("--town", type=Path, help="directory of the town's files (the demo town)")
    return parser
