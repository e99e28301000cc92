"""`main.py replay FILE`: the console on an exported journal, at any moment of it, without a hub. Main thread.

With `--check` no window: whether each picture of the past is the one that was there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from console.house_console import bring_in_qt, choose_screen, say
from console.journal.errors import JournalError
from console.noise import LOG, libraries_aside, log_to_stderr
from console.review.past import Past
from console.review.replay_check import OtherPictureError, check
from console.review.towns import find_town, id_of
from console.settings.options import WindowOptions, add_window_arguments
from console.settings.store import data_home

if TYPE_CHECKING:
    from console.bridges.source_bridge import SourceBridge
    from console.session.source import Source
    from console.window.console_window import ConsoleWindow

NAME = "replay"
GOOD, OTHER, BAD_USE = 0, 1, 2
TOWNS = "towns"


class ReplayOptions(WindowOptions):
    """As it was typed."""

    journal: Path
    check: bool = False
    town: Path | None = None
    at: str = ""


def main(argv: Sequence[str]) -> int:
    """Show a journal; 0 = well, 1 = it is not what it should be, 2 = no journal or bad use."""
    chosen = _parser().parse_args(list(argv), ReplayOptions())
    if chosen.check:
        return _check(chosen.journal)
    if chosen.town is not None and not id_of(chosen.town):
        say(NAME, f"{chosen.town} holds no town (town.json)")
        return BAD_USE
    log_to_stderr()
    try:
        past = Past(chosen.journal)
    except (JournalError, OSError) as error:
        return _no_journal(chosen.journal, error)
    choose_screen()
    home = data_home()
    with libraries_aside(home / "console" / "logs" / LOG):
        bring_in_qt()
        return _show(past, chosen, home)


def _show(past: Past, chosen: ReplayOptions, home: Path) -> int:
    from console.app import ConsoleConfig, run_console
    from console.review.past_source import PastSource

    def town_dir(town_id: str) -> str:
        found = chosen.town or find_town(home / TOWNS, town_id)
        if found is None:
            say(NAME, f"the town {town_id!r} is not on this machine: no base map (--town DIR names it)")
        return str(found or "")

    def make_source(bridge: SourceBridge) -> Source:
        return PastSource(past, bridge, town_dir)

    def on_window(window: ConsoleWindow) -> None:
        if chosen.at:
            window.past.find(chosen.at)

    return run_console(ConsoleConfig(make_source, home, user=NAME, options=chosen, on_window=on_window))


def _check(path: Path) -> int:
    try:
        checked = check(path)
    except OtherPictureError as error:
        say(NAME, f"{path}: {error}")
        return OTHER
    except (JournalError, OSError) as error:
        return _no_journal(path, error)
    sys.stdout.write(
        f"{path}: {checked.events} events; the pictures at {checked.moments} moments are the same"
        " forwards, backwards and at random\n"
    )
    return GOOD


def _no_journal(path: Path, error: Exception) -> int:
    words = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    say(NAME, words if str(path) in words else f"{path}: {words}")
    return BAD_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py replay",
        description="Look back at an exported journal: any moment of it, in the console.",
    )
    add = parser.add_argument
    add("journal", type=Path, help="exported journal (.muster-journal)")
    add(
        "--check",
        action="store_true",
        help="no window: compare each picture of the past with the one that was there",
    )
    add(
        "--at",
        default="",
        metavar="MOMENT",
        help="begin there: 14:22:31, T0+180, INC-0417, seq 1802, +60, start, end",
    )
    add("--town", type=Path, metavar="DIR", help="the town's files, where they are not below the data home")
    add_window_arguments(parser)
    return parser
