"""`main.py demo` (= `make run`): the console on the demo town; without a display an incident is played offscreen.

Main thread. Hub, beside and town are children of this process (`console.demo_house`), the console runs in it. Where
there is no display, the autopilot plays the scenario's first big incident at speed; pictures and a summary are left in
out/.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.child import DOOR
from console.demo_house import TOWN_SEED, DemoError, DemoHouse, DemoPlan
from console.house_console import (
    HouseConsole,
    add_window_arguments,
    bring_in_qt,
    choose_screen,
    log_to_stderr,
    say,
)
from console.settings.home import data_home

if TYPE_CHECKING:
    from console.demo_play import Play
    from console.window.console_window import ConsoleWindow

NAME = "demo"
PLAY_RATE = 8.0
PLAY_PACE = 6.0
PLAY_QUIET_S = 90.0
"""Hub time that passes before the first call, so that the window is there to be seen."""
PLAY_S = 480.0
BIG_INCIDENT = "CHEM"
"""Type of the scenario's opening that the play follows; see resources/scenarios/demo.toml."""


def main(argv: Sequence[str]) -> int:
    """Run the demo; 0 = well, 1 = failed in words, 2 = bad use or a wrong file."""
    chosen = _parser().parse_args(list(argv))
    log_to_stderr()
    shown = choose_screen()
    plays = not shown and chosen.screenshot is None and not chosen.quit_after
    plan = DemoPlan(
        home=data_home(),
        seed=chosen.seed,
        rate=chosen.rate or (PLAY_RATE if plays else 1.0),
        keep=chosen.keep,
        restart=not chosen.no_restart,
        autopilot=chosen.autopilot or plays,
        autopilot_pace=PLAY_PACE if plays else 1.0,
        quiet_s=PLAY_QUIET_S if plays else 0.0,
        faults=chosen.faults,
        cameras=chosen.cameras,
    )
    house = DemoHouse(plan)
    try:
        access = house.open(_say, bring_in_qt)
    except DemoError as error:
        _say(str(error))
        return error.status
    try:
        return _Demo(chosen, plan, house, access).run(plays)
    finally:
        house.close()


class _Demo:
    """One run, once the hub is there."""

    def __init__(self, chosen: argparse.Namespace, plan: DemoPlan, house: DemoHouse, access: Path) -> None:
        self._chosen = chosen
        self._plan = plan
        self._house = house
        self._console = HouseConsole(chosen, house, access, NAME, plan.kind)
        self._play: Play | None = None

    def run(self, plays: bool) -> int:
        """The console until it closes, then what was asked for beside it."""
        status = self._console.run(self._on_window_to_play if plays else self._on_window)
        return self._leave_summary() if plays else status

    # -- Qt main thread ------------------------------------------------------------------------------------------------

    def _on_window(self, window: ConsoleWindow) -> None:
        if self._chosen.autopilot or self._chosen.screenshot is not None:
            from console.demo_play import Spotlight

            Spotlight(window)

    def _on_window_to_play(self, window: ConsoleWindow) -> None:
        from console.demo_play import Play

        _say(f"no display: a demo incident is played offscreen at ×{self._plan.rate:g} …")
        self._play = Play(window, self._chosen.out, BIG_INCIDENT, PLAY_S, lambda: self._console.fault)
        self._play.finished.connect(window.close)

    # -- after the run -------------------------------------------------------------------------------------------------

    def _leave_summary(self) -> int:
        from console.demo_play import write_summary

        if self._play is None:
            return 1
        summary: dict[str, Any] = self._play.summary()
        summary["rate"] = self._plan.rate
        good, words = self._verify_journal()
        summary["journal"] = words
        write_summary(self._chosen.out, summary)
        _say(f"screenshots and summary are in {self._chosen.out}{os.sep}")
        if not summary["played"]:
            _say(f"the incident could not be played: {summary['fault'] or 'the console closed before'}")
            return 1
        if not good or summary["same_hash_as_hub"] is False:
            _say("journal or picture is not as it should be: see the summary")
            return 1
        return 0

    def _verify_journal(self) -> tuple[bool, str]:
        command = [*DOOR, "journal", "verify", str(self._house.data)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        words = " ".join((done.stdout or done.stderr).split())
        return done.returncode == 0, words


def _say(words: str) -> None:
    say(NAME, words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py demo",
        description="The console on the demo town. Without a display an incident is played offscreen into out/.",
    )
    add_window_arguments(parser)
    parser.add_argument("--autopilot", action="store_true", help="an operator plays by itself beside you")
    parser.add_argument("--rate", type=float, default=0.0, help="how fast the demo's time runs (1)")
    parser.add_argument("--seed", type=int, default=TOWN_SEED, help="another town")
    parser.add_argument("--keep", action="store_true", help="go on with the journal of last time")
    parser.add_argument(
        "--fresh", action="store_false", dest="keep", help="begin a new journal (as by default)"
    )
    parser.add_argument("--no-restart", action="store_true", help="do not start a hub again that died")
    parser.add_argument(
        "--faults", action="store_true", help="cameras take POST /fault {camera, mode, seconds}"
    )
    parser.add_argument(
        "--cameras", type=Path, metavar="FILE", help="your own cameras: CSV (id,url) or GeoJSON"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="for the offscreen play (out)"
    )
    return parser
