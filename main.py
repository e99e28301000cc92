"""The door: picks a sub-command, imports only what that needs. Main thread; for people and our processes."""

from __future__ import annotations

import importlib
import io
import sys

COMMANDS = {  # name: (module whose main(argv) -> int runs it, one line for --help)
    "demo": ("console.demo", "the console on the demo town; offscreen where there is no display"),
    "console": ("console.app", "the operator's console, on a hub that runs already"),
    "hub": ("backend_stub.hub.commandline", "the hub: decides, journals and publishes"),
    "beside": ("backend_stub.beside", "tracker and planner beside a hub"),
    "town": ("backend_stub.town.service", "the demo town: its units, calls, sensors and cameras"),
    "drill": ("console.drill", "an exercise: the console on a sandbox hub that plays a scenario"),
    "drill --headless": ("backend_stub.drill.commandline", "without a window, played by an autopilot"),
    "reference": ("backend_stub.drill.reference_cli", "T* of a scenario's world, after people played in it"),
    "check": ("backend_stub.check", "whether plan cards and a scenario fit each other and a town"),
    "journal": ("backend_stub.hub.journal_cli", "verify or export a hub's journal"),
    "replay": ("console.replay", "look back at an exported journal, at any moment of it, without a hub"),
    "score": ("console.review.score_cli", "judge a journal: gates, strength, T* and measures"),
    "probe": ("streams.probe", "open a camera's address and say what comes out of it"),
    "bench": ("backend_stub.bench.cli", "measure Muster beside its peers"),
    "doctor": ("console.doctor.cli", "check this machine and say what to do about each fault"),
}


def usage() -> str:
    """The text of --help."""
    lines = (f"  {name:<18}{line}" for name, (_, line) in COMMANDS.items())
    return "\n".join(["usage: main.py COMMAND [--help] ...", "", *lines, ""])


def main(argv: list[str]) -> int:
    """Run the sub-command `argv[0]`; its exit status, or 2 when there is no such command."""
    if not argv or argv[0] in {"-h", "--help"}:
        (sys.stdout if argv else sys.stderr).write(usage())
        return 0 if argv else 2
    name, *rest = argv
    if "--headless" in rest and f"{name} --headless" in COMMANDS:
        name = f"{name} --headless"
    if name not in COMMANDS:
        sys.stderr.write(f"main.py: there is no command {name!r}; it is one of: {' '.join(COMMANDS)}\n")
        return 2
    try:
        return int(importlib.import_module(COMMANDS[name][0]).main(rest))
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("console", "widgets", "streams", "backend_stub"):
            raise
        sys.stderr.write(f"main.py: {error.name} is not installed; `make run` sets everything up\n")
        return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a terminal cannot write is written as \uXXXX
    sys.exit(main(sys.argv[1:]))
