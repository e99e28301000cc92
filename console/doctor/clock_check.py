"""Check of a hub's clock against its machine's, on that machine. Main thread of `main.py doctor`; no Qt, no SQL."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from console.child import DOOR
from console.doctor.finding import Finding, fault, ok, warning

INFO_S = 120.0
UNEXPLAINED_MS = 60_000
"""As in `backend_stub.hub.clock`."""
_LINE = re.compile(r"^clock (-?\d+) ms", re.MULTILINE)


def check_clock(data: Path) -> Finding:
    """Whether the clock of a live hub's machine was that of the hub when the hub last noted both.

    Asked of `main.py journal info`, a process of its own: the console knows no database.
    """
    try:
        done = subprocess.run(
            [*DOOR, "journal", "info", str(data)], capture_output=True, text=True, timeout=INFO_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return fault("hub clock", f"{data} cannot be read: {error}", "name the hub's data directory")
    if done.returncode:
        words = done.stderr.strip().rpartition("\n")[2].removeprefix("journal: ")
        return fault("hub clock", words, "name the hub's data directory, as in `main.py hub --data`")
    return judge_clock(done.stdout)


def judge_clock(info: str) -> Finding:
    """What `main.py journal info` says of the clocks."""
    found = _LINE.search(info)
    if found is None:
        return ok("hub clock", "no live world: its time is its own")
    ahead_s = int(found[1]) / 1000
    if abs(ahead_s) * 1000 <= UNEXPLAINED_MS:
        return ok("hub clock", "the hub's is the machine's")
    where = f"{ahead_s:.0f} s ahead of" if ahead_s > 0 else f"{-ahead_s:.0f} s behind"
    return warning(
        "hub clock",
        f"this machine's clock is {where} the hub's; nothing falls due by it",
        "set this machine's clock right; if the hub's is wrong, stop it and start it with --take-clock",
    )
