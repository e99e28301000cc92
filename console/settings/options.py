"""What can be said about a console's window on the command line: the same for console, demo and drill. No Qt."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from console.settings.table import BY_NAME

LANGUAGES: Final = ("zh", "en")


class WindowOptions(argparse.Namespace):
    """How to run one console, as it was typed. `lang`, `scale` and `perspective` empty or 0: as the user left them."""

    lang: str = ""
    scale: float = 0.0
    perspective: str = ""
    screenshot: Path | None = None
    after: Sequence[float] = (20.0,)
    quit_after: float = 0.0
    budget: bool = False


def language(text: str) -> str:
    """One of LANGUAGES out of the names that systems have for it: zh_CN, zh-Hans, en_GB.UTF-8; others as they stand."""
    code = text.strip().lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else text


def add_window_arguments(parser: argparse.ArgumentParser) -> None:
    """Let the parser fill a `WindowOptions`: `parser.parse_args(argv, WindowOptions())`."""
    add = parser.add_argument
    add("--lang", type=language, choices=LANGUAGES, default="", help="language of the screen")
    add("--scale", type=float, choices=(1.0, 1.5, 2.0), default=0.0, help="wall scale")
    add("--perspective", choices=BY_NAME["perspective"].choices, default="", help="what to open")
    add("--screenshot", type=Path, metavar="DIR", help="save the window as PNG into DIR")
    add(
        "--after",
        type=float,
        nargs="+",
        default=[20.0],
        metavar="S",
        help="seconds after start, for each PNG",
    )
    add("--quit-after", type=float, default=0.0, metavar="S", help="end by itself")
    add(
        "--budget",
        action="store_true",
        help="print at the end how long the event loop was blocked, and what it cost",
    )
