"""`main.py demo` (= `make run`): the console on the demo town; without a display an incident is played offscreen.

Main thread. Hub, beside and town are children of this process (`console.demo_house`), the console runs in it. Where
there is no display, the autopilot plays the scenario's first big incident at speed; pictures and a summary are left in
out/.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.budget import BudgetWatch, table
from console.children import DOOR
from console.demo_house import TOWN_SEED, DemoError, DemoHouse, DemoPlan
from console.doctor.screen_checks import has_display
from console.settings.home import data_home

if TYPE_CHECKING:
    from console.demo_play import Play
    from console.shell.console_window import ConsoleWindow

PLAY_RATE = 8.0
PLAY_PACE = 6.0
PLAY_QUIET_S = 90.0
"""Hub time that passes before the first call, so that the window is there to be seen."""
PLAY_S = 480.0
BUDGET_FROM_S = 20.0
"""Costs are counted from here on: the start-up is another question."""
BIG_INCIDENT = "CHEM"
"""Type of the scenario's opening that the play follows; see resources/scenarios/demo.toml."""

_log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Run the demo; 0 = well, 1 = failed in words, 2 = bad use."""
    chosen = _parser().parse_args(list(argv))
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    shown = platform not in ("offscreen", "minimal") and (bool(platform) or has_display(os.environ))
    if not shown:
        os.environ["QT_QPA_PLATFORM"] = platform or "offscreen"
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
        access = house.open(_say, _bring_in_qt)
    except DemoError as error:
        _say(str(error))
        return 1
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
        self._access = access
        self._budget = BudgetWatch(self._names, BUDGET_FROM_S)
        self._fault = ""
        self._play: Play | None = None

    def run(self, plays: bool) -> int:
        """The console until it closes, then what was asked for beside it."""
        from console.app import ConsoleConfig, demo_accounts, run_console
        from console.session.config import AccessFileError, from_access_file

        waiter = threading.Thread(target=self._wait_for_others, name="demo-ready", daemon=True)
        waiter.start()
        home = self._house.directory / "console"
        try:
            config = ConsoleConfig(
                link=from_access_file(self._access, "console", home / "looks.spool"),
                home=home,
                access=demo_accounts(self._access),
                language=self._chosen.lang,
                perspective=self._chosen.perspective,
                screenshot_dir=self._chosen.screenshot,
                screenshot_after_s=tuple(self._chosen.after),
                quit_after_s=self._chosen.quit_after,
                print_budget=self._chosen.budget,
                on_window=self._on_window_to_play if plays else self._on_window,
            )
        except AccessFileError as error:
            _say(str(error))
            return 1
        if self._chosen.budget:
            self._budget.start()
        status = run_console(config)
        costs = self._budget.stop()
        if costs:
            sys.stderr.write(table(costs))
        self._house.close()
        waiter.join(5.0)
        if self._fault:
            _say(self._fault)
            status = status or 1
        return self._leave_summary() if plays else status

    def _wait_for_others(self) -> None:
        """On a thread of its own: the window does not wait for tracker, planner and town."""
        try:
            self._house.wait()
        except DemoError as error:
            self._fault = str(error)
            _say(self._fault)

    # -- Qt main thread ------------------------------------------------------------------------------------------------

    def _on_window(self, window: ConsoleWindow) -> None:
        if self._chosen.autopilot or self._chosen.screenshot is not None:
            from console.demo_play import Spotlight

            Spotlight(window)

    def _names(self) -> dict[int, str]:
        return {pid: name for name, pid in self._house.children.pids().items()}

    def _on_window_to_play(self, window: ConsoleWindow) -> None:
        from console.demo_play import Play

        _say(f"no display: a demo incident is played offscreen at ×{self._plan.rate:g} …")
        self._play = Play(window, self._chosen.out, BIG_INCIDENT, PLAY_S, lambda: self._fault)
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


def _bring_in_qt() -> None:
    """The dear imports, done while the hub starts."""
    for name in ("console.app", "widgets.map.map_view"):
        importlib.import_module(name)


def _say(words: str) -> None:
    sys.stderr.write(f"demo: {words}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py demo",
        description="The console on the demo town. Without a display an incident is played offscreen into out/.",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="", help="language of the screen")
    parser.add_argument("--perspective", default="", help="what to open: operate, …")
    parser.add_argument("--screenshot", type=Path, metavar="DIR", help="save the window as PNG into DIR")
    parser.add_argument(
        "--after", type=float, nargs="+", default=[20.0], metavar="S", help="seconds after start"
    )
    parser.add_argument("--quit-after", type=float, default=0.0, metavar="S", help="end by itself")
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
    parser.add_argument("--budget", action="store_true", help="print at the end what the run cost")
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="for the offscreen play (out)"
    )
    return parser
