"""The console on a house of its own: what the demo and a drill with a window share. Main thread.

Hub, beside and town are children of this process (`console.demo_house`), the console runs in it; the window does not
wait for tracker, planner and town. Used by `console.demo` and `console.drill`.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from console.budget import BudgetWatch, table
from console.demo_house import DemoError, DemoHouse, DemoPlan
from console.doctor.screen_checks import has_display
from console.noise import LOG, libraries_aside
from console.settings.options import WindowOptions

if TYPE_CHECKING:
    from console.window.console_window import ConsoleWindow

BUDGET_FROM_S = 20.0
"""Costs are counted from here on: the start-up is another question."""


class HouseConsole:
    """One console and its house. `fault` says in words what went wrong beside the console."""

    def __init__(self, name: str, plan: DemoPlan, options: WindowOptions) -> None:
        self.house = DemoHouse(plan)
        self._name, self._options = name, options
        self._budget = BudgetWatch(self._names, BUDGET_FROM_S)
        self.fault = ""
        self.opened = False
        """Whether the house could be opened: without it nothing was run."""
        self._closing = False

    def run(self, on_window: Callable[[ConsoleWindow], None]) -> int:
        """Open the house, and the console until it closes, and the house with it; the exit status."""
        try:
            access = self.house.open(self.say, bring_in_qt)
        except DemoError as error:
            self.say(str(error))
            return error.status
        self.opened = True
        try:
            with libraries_aside(self.house.directory / "logs" / LOG):
                return self._run(access, on_window)
        finally:
            self.house.close()

    def say(self, words: str) -> None:
        """One line on stderr."""
        say(self._name, words)

    def _run(self, access: Path, on_window: Callable[[ConsoleWindow], None]) -> int:
        from console.app import demo_accounts, live, run_console
        from console.link.config import AccessFileError, from_access_file

        waiter = threading.Thread(target=self._wait_for_others, name="demo-ready", daemon=True)
        waiter.start()
        home = self.house.directory / "console"
        try:
            config = live(
                from_access_file(access, "console", kind=self.house.plan.kind),
                home / "looks.spool",
                home,
                access=demo_accounts(access),
                options=self._options,
                on_window=on_window,
            )
        except AccessFileError as error:
            self.say(str(error))
            return 1
        if self._options.budget:
            self._budget.start()
        try:
            status = run_console(config)
        finally:
            self._closing = True
        costs = self._budget.stop()
        if costs:
            sys.stderr.write(table(costs))
        self.house.close()
        waiter.join(5.0)
        if self.fault:
            self.say(self.fault)
            status = status or 1
        return status

    def _wait_for_others(self) -> None:
        """On a thread of its own."""
        try:
            self.house.wait()
        except DemoError as error:
            if not self._closing:  # else they end because we do
                self.fault = str(error)
                self.say(self.fault)

    def _names(self) -> dict[int, str]:
        return {pid: name for name, pid in self.house.children.pids().items()}


def choose_screen() -> bool:
    """Whether there is a screen to be seen; Qt is sent offscreen where there is none. Before Qt is imported."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    shown = platform not in ("offscreen", "minimal") and (bool(platform) or has_display(os.environ))
    if not shown:
        os.environ["QT_QPA_PLATFORM"] = platform or "offscreen"
    return shown


def bring_in_qt() -> None:
    """Load the libraries that take long to load, while the hub starts."""
    for name in ("console.app", "widgets.map.map_view"):
        importlib.import_module(name)


def say(name: str, words: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"{name}: {words}\n")
    sys.stderr.flush()
