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
from typing import TYPE_CHECKING

from console.child import DOOR
from console.demo_house import TOWN_SEED, DemoPlan
from console.domain.base.seeds import seed
from console.house_console import HouseConsole, choose_screen
from console.noise import log_to_stderr
from console.settings.options import WindowOptions, add_window_arguments
from console.settings.store import data_home

if TYPE_CHECKING:
    from console.demo_play import Play
    from console.window.console_window import ConsoleWindow

PLAY_RATE = 8.0
PLAY_PACE = 6.0
PLAY_QUIET_S = 90.0
"""Hub time that passes before the first call, so that the window is there to be seen."""
PLAY_S = 480.0
BIG_INCIDENT = "CHEM"
"""Type of the scenario's opening that the play follows; see resources/scenarios/demo.toml."""


def main(argv: Sequence[str]) -> int:
    """Run the demo; 0 = well, 1 = failed in words, 2 = bad use or a wrong file."""
    chosen = _parser().parse_args(list(argv), WindowOptions())
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
    console = HouseConsole("demo", plan, chosen)
    if plays:
        return _play(console, chosen.out)
    looks = chosen.autopilot or chosen.screenshot is not None
    return console.run(_look if looks else lambda window: None)


def _look(window: ConsoleWindow) -> None:
    """Nobody sits there: the gravest incident is selected by itself."""
    from console.demo_play import Spotlight

    Spotlight(window)


def _play(console: HouseConsole, out: Path) -> int:
    """Play an incident offscreen; pictures and a summary are left in `out`."""
    plays: list[Play] = []

    def on_window(window: ConsoleWindow) -> None:
        from console.demo_play import Play

        console.say(f"no display: a demo incident is played offscreen at ×{console.house.plan.rate:g} …")
        play = Play(window, out, BIG_INCIDENT, PLAY_S, lambda: console.fault)
        play.finished.connect(window.close)
        plays.append(play)

    status = console.run(on_window)
    return _leave_summary(console, plays[0], out) if plays else status or 1


def _leave_summary(console: HouseConsole, play: Play, out: Path) -> int:
    from console.demo_play import write_summary

    good, words = _verify_journal(console.house.data)
    summary = play.summary() | {"rate": console.house.plan.rate, "journal": words}
    write_summary(out, summary)
    console.say(f"screenshots and summary are in {out}{os.sep}")
    if not summary["played"]:
        console.say(f"the incident could not be played: {summary['fault'] or 'the console closed before'}")
        return 1
    if not good or summary["same_hash_as_hub"] is False:
        console.say("journal or picture is not as it should be: see the summary")
        return 1
    return 0


def _verify_journal(data: Path) -> tuple[bool, str]:
    command = [*DOOR, "journal", "verify", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode == 0, " ".join((done.stdout or done.stderr).split())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py demo",
        description="The console on the demo town. Without a display an incident is played offscreen into out/.",
    )
    add = parser.add_argument
    add_window_arguments(parser)
    add("--autopilot", action="store_true", help="an operator plays by itself beside you")
    add("--rate", type=float, default=0.0, help="how fast the demo's time runs (1)")
    add("--seed", type=seed, default=TOWN_SEED, help="another town")
    add("--keep", action="store_true", help="go on with the journal of last time")
    add("--fresh", action="store_false", dest="keep", help="begin a new journal (as by default)")
    add("--no-restart", action="store_true", help="do not start a hub again that died")
    add("--faults", action="store_true", help="cameras take POST /fault {camera, mode, seconds}")
    add("--cameras", type=Path, metavar="FILE", help="your own cameras: CSV (id,url) or GeoJSON")
    add("--out", type=Path, default=Path("out"), metavar="DIR", help="for the offscreen play (out)")
    return parser
