"""The console on a house of its own: what the demo and a drill with a window share. Main thread.

Hub, beside and town are children of this process (`console.demo_house`), the console runs in it; the window does not
wait for tracker, planner and town. Used by `console.demo` and `console.drill`.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from console.budget import BudgetWatch, table
from console.demo_house import DemoError, DemoHouse
from console.doctor.screen_checks import has_display

if TYPE_CHECKING:
    from console.window.console_window import ConsoleWindow

BUDGET_FROM_S = 20.0
"""Costs are counted from here on: the start-up is another question."""


class HouseConsole:
    """One console on a house that is open. `fault` says in words what went wrong beside it."""

    def __init__(
        self, chosen: argparse.Namespace, house: DemoHouse, access: Path, name: str, kind: str
    ) -> None:
        """`chosen` has what `add_window_arguments` adds; `access` is the house's access file, of a hub of `kind`."""
        self._chosen = chosen
        self._house = house
        self._access = access
        self._name = name
        self._kind = kind
        self._budget = BudgetWatch(self._names, BUDGET_FROM_S)
        self.fault = ""

    def run(self, on_window: Callable[[ConsoleWindow], None]) -> int:
        """The console until it closes, and the house with it; the exit status."""
        from console.app import ConsoleConfig, demo_accounts, run_console
        from console.link.config import AccessFileError, from_access_file

        waiter = threading.Thread(target=self._wait_for_others, name="demo-ready", daemon=True)
        waiter.start()
        home = self._house.directory / "console"
        try:
            config = ConsoleConfig(
                link=from_access_file(self._access, "console", kind=self._kind),
                home=home,
                spool=home / "looks.spool",
                access=demo_accounts(self._access),
                language=self._chosen.lang,
                scale=self._chosen.scale,
                perspective=self._chosen.perspective,
                screenshot_dir=self._chosen.screenshot,
                screenshot_after_s=tuple(self._chosen.after),
                quit_after_s=self._chosen.quit_after,
                print_budget=self._chosen.budget,
                on_window=on_window,
            )
        except AccessFileError as error:
            say(self._name, str(error))
            return 1
        if self._chosen.budget:
            self._budget.start()
        status = run_console(config)
        costs = self._budget.stop()
        if costs:
            sys.stderr.write(table(costs))
        self._house.close()
        waiter.join(5.0)
        if self.fault:
            say(self._name, self.fault)
            status = status or 1
        return status

    def _wait_for_others(self) -> None:
        """On a thread of its own."""
        try:
            self._house.wait()
        except DemoError as error:
            self.fault = str(error)
            say(self._name, self.fault)

    def _names(self) -> dict[int, str]:
        return {pid: name for name, pid in self._house.children.pids().items()}


def choose_screen() -> bool:
    """Whether there is a screen to be seen; Qt is sent offscreen where there is none. Before Qt is imported."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    shown = platform not in ("offscreen", "minimal") and (bool(platform) or has_display(os.environ))
    if not shown:
        os.environ["QT_QPA_PLATFORM"] = platform or "offscreen"
    return shown


def bring_in_qt() -> None:
    """The dear imports, done while the hub starts."""
    for name in ("console.app", "widgets.map.map_view"):
        importlib.import_module(name)


def log_to_stderr() -> None:
    """Warnings only."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )


def say(name: str, words: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"{name}: {words}\n")
    sys.stderr.flush()


def add_window_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said about the window, the same for all."""
    parser.add_argument("--lang", choices=("zh", "en"), default="", help="language of the screen")
    parser.add_argument("--perspective", default="", help="what to open: operate, …")
    parser.add_argument("--scale", type=float, choices=(1.0, 1.5, 2.0), default=0.0, help="wall scale")
    parser.add_argument("--screenshot", type=Path, metavar="DIR", help="save the window as PNG into DIR")
    parser.add_argument(
        "--after", type=float, nargs="+", default=[20.0], metavar="S", help="seconds after start"
    )
    parser.add_argument("--quit-after", type=float, default=0.0, metavar="S", help="end by itself")
    parser.add_argument("--budget", action="store_true", help="print at the end what the run cost")
