"""`main.py check`: whether the plan cards and a scenario fit each other and a town; nothing is started. Main thread.

For people who write cards and scenarios; the demo and a drill with a window ask it before they start anything, since
the console imports no town. What does not fit is told on stderr as `file:line: field: reason`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from backend_stub.town import files
from backend_stub.town.scenario import DEMO, TownNames, load
from console.planning.checked_toml import CheckedFileError
from console.planning.plan_cards import load_cards

GOOD, FAILED, WRONG_FILE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Check; 0 = all fits, 1 = the town's files cannot be read, 2 = a card or the scenario is wrong."""
    chosen = _parser().parse_args(list(argv))
    town: Path | None = chosen.town
    try:
        if town is None:
            cards = load_cards()
            load(chosen.scenario)
        else:
            names = TownNames.read(town)
            cards = dict(names.cards)
            load(chosen.scenario, files.read_gazetteer(town), names)
    except CheckedFileError as error:
        return _told(error, WRONG_FILE)
    except (files.TownFileError, OSError) as error:
        return _told(error, FAILED)
    sys.stdout.write(f"good: {len(cards)} plan cards, {chosen.scenario}\n")
    return GOOD


def _told(error: Exception, status: int) -> int:
    sys.stderr.write(f"{error}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py check", description="Whether plan cards and a scenario are right. Nothing is started."
    )
    parser.add_argument("--scenario", type=Path, default=DEMO, metavar="FILE", help="(that of the demo)")
    parser.add_argument("--town", type=Path, metavar="DIR", help="the town that everything named must be in")
    return parser
