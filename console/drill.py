"""`main.py drill SCENARIO`: the console as kind DRILL on a sandbox hub with its own directory, keys and journal.

Main thread. The town plays the scenario; people play the desk, or an autopilot does. Every run has a folder of its own
below the data home, in which journal and result lie at the end, and no key of anybody. Without a window:
`main.py drill SCENARIO --headless`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.demo_house import TOWN_SEED, DemoPlan
from console.domain.base.errors import DomainError
from console.domain.base.seeds import seed
from console.domain.judge.judgement import Judgement
from console.house_console import HouseConsole, choose_screen, say
from console.journal.errors import JournalError
from console.journal.file_format import SUFFIX
from console.noise import log_to_stderr
from console.result.terms import took
from console.review.register import REGISTER, RegisterError, enter, read_register
from console.review.run_result import RunError, is_pending, keep_scenario, leave, look_again
from console.review.score_cli import BadJournalError, BrokenChainError, export, signed_with
from console.review.t_star import Star, command
from console.settings.options import WindowOptions, add_window_arguments
from console.settings.store import data_home

if TYPE_CHECKING:
    from console.window.console_window import ConsoleWindow

NAME = "drill"
PLAYERS = ("greedy", "optimal", "naive")
RUNS = "drills"
HUBS = "drill-hubs"
"""Journals, keys and access lists of the drills' hubs: never in a run's folder, which is given to whoever played."""
GOOD, FAILED, BAD_USE = 0, 1, 2
MAX_SPEED = 20.0
"""Faster than this the desk's commands would be old before they arrive; without a window there is no such limit."""


def main(argv: Sequence[str]) -> int:
    """Run a drill; 0 = well, 1 = failed in words, 2 = bad use or a wrong file."""
    parser = _parser()
    chosen = parser.parse_args(list(argv), WindowOptions())
    scenario: Path | None = chosen.scenario
    if scenario is None and chosen.reference is None:
        parser.error("a scenario is wanted: one of resources/scenarios/")
    if scenario is not None and not scenario.is_file():
        _say(f"there is no scenario {scenario}")
        return BAD_USE
    if scenario is None or chosen.reference is not None:
        return find_reference(scenario, chosen.reference, chosen.lang or "en")
    if not 0.1 <= chosen.speed <= MAX_SPEED:
        parser.error(f"--speed {chosen.speed:g}: from 0.1 to {MAX_SPEED:g}; faster only with --headless")
    log_to_stderr()
    choose_screen()
    home = data_home()
    folder = run_folder(home / RUNS, scenario.stem, datetime.now().astimezone())
    plan = DemoPlan(
        home=home,
        seed=TOWN_SEED,
        rate=chosen.speed,
        kind="drill",
        folder=folder,
        data=home / HUBS / folder.name,
        scenario=scenario.resolve(),
        run_seed=chosen.seed,
        player=chosen.autopilot,
    )
    console = HouseConsole(NAME, plan, chosen)
    looks = bool(chosen.autopilot) or chosen.screenshot is not None
    search = command(plan.scenario or scenario, chosen.seed, console.house.town)
    stars: list[Star] = []

    def opened(window: ConsoleWindow) -> None:
        _keep(scenario, folder)
        _watch(window, folder, looks, search, stars.append)

    status = console.run(opened)
    if not console.opened:
        return status
    star = stars[-1] if stars else None
    return leave_result(console.house.data, folder, scenario, chosen.lang or "en", star) or status


def run_folder(runs: Path, scenario: str, now: datetime) -> Path:
    """A folder that no run has had: time, scenario, and a number where two begin in one second."""
    plain = re.sub(r"[^\w-]+", "-", scenario)
    stem = f"{now:%Y%m%d-%H%M%S}-{plain}"
    for number in range(1, 1000):
        folder = runs / (stem if number == 1 else f"{stem}-{number}")
        if not folder.exists():
            return folder
    raise FileExistsError(f"{runs}: too many runs")


def leave_result(data: Path, folder: Path, scenario: Path, language: str, star: Star | None = None) -> int:
    """Export the journal of a hub that has stopped and judge it, both into the run's folder; the exit status.

    Without a `star` the result says that T* is not known yet, and the command that looks for it is said.
    """
    journal = folder / f"{scenario.stem}{SUFFIX}"
    try:
        export(data, journal)
        known = dict.fromkeys(signed_with(journal), folder.name)
        for key, name in known.items():
            enter(data_home() / REGISTER, key, name)
        judgement, _ = leave(journal, known, star, language)
    except (BadJournalError, BrokenChainError, JournalError, DomainError, RegisterError, OSError) as error:
        _say(f"the run cannot be judged: {error}")
        return FAILED
    _say(in_one_line(judgement))
    _say(f"journal and result are in {folder}")
    if is_pending(judgement):
        _say(f"T* is not known yet; this looks for it: main.py drill --reference {folder}")
    return GOOD


def find_reference(scenario: Path | None, folder: Path, language: str) -> int:
    """Look for the T* of a run that was played, and write its result anew; the exit status."""
    try:
        known = read_register(data_home() / REGISTER)
        judgement = look_again(
            scenario, folder, None, known, language, lambda done: _say(f"T*: {done // 10} %")
        )
    except RunError as error:
        _say(str(error))
        return BAD_USE
    except (JournalError, DomainError, RegisterError, OSError) as error:
        _say(f"the run cannot be judged: {error}")
        return FAILED
    _say(in_one_line(judgement))
    return GOOD


def in_one_line(judgement: Judgement) -> str:
    """Gates and times of the first muster, or that there was none."""
    if not judgement.musters:
        return "no muster was activated"
    gates = (
        f"{gate.gate} {gate.state}" + (f" {took(gate.took_ms / 1000)}" if gate.took_ms >= 0 else "")
        for gate in judgement.musters[0].gates
    )
    ranked = "ranked" if judgement.ranked else f"not ranked: {', '.join(judgement.unranked)}"
    return f"{', '.join(gates)} ({ranked})"


def _keep(scenario: Path, folder: Path) -> None:
    """As it is played, whatever becomes of the file."""
    try:
        keep_scenario(scenario, folder)
    except OSError as error:
        _say(f"the scenario cannot be kept with the run: {error}")


def _watch(
    window: ConsoleWindow,
    folder: Path,
    looks: bool,
    command: Sequence[str],
    found: Callable[[Star], None],
) -> None:
    """`looks`: nobody sits there, so that the gravest incident is selected by itself. T* is looked for at the end."""
    from console.bridges.star_search import StarSearch
    from console.demo_play import Spotlight
    from console.window.kind_signs import RunNotice

    notice = RunNotice(window.seat, window.toasts, folder, _say)
    search = StarSearch(command, window)
    search.found.connect(found)
    window.docked.result.follow(search)
    notice.ended.connect(search.begin)
    if looks:
        Spotlight(window)


def _say(words: str) -> None:
    say(NAME, words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py drill",
        description="An exercise in the sandbox: the console on a hub of its own, a scenario, a result.",
    )
    add = parser.add_argument
    add("scenario", type=Path, nargs="?", help="a scenario of resources/scenarios/")
    add(
        "--headless",
        action="store_true",
        help="without a window, in lock-step: see `drill --headless --help`",
    )
    add(
        "--reference",
        type=Path,
        metavar="RUN",
        help="look for the T* of a run that was played, in the world of the scenario that it kept; no window",
    )
    add("--speed", type=float, default=1.0, help="how fast the drill's time runs (1: ranked)")
    add("--seed", type=seed, help="another course of things (the scenario's seed)")
    add(
        "--autopilot",
        nargs="?",
        choices=PLAYERS,
        const=PLAYERS[0],
        default="",
        help="who plays by itself: greedy (also when no name is given), optimal or naive",
    )
    add_window_arguments(parser)
    return parser
