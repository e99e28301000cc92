"""`main.py bench`: runs named benches, prints a table and, with --json, writes the objects of BENCHMARKS.md.

Main thread only. A bench is a module of this package with `run(quick: bool) -> list[Row]`, named in BENCHES.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from backend_stub.bench.harness import Row, machine

BENCHES = {
    "hub.commands": "backend_stub.bench.hub_commands",
    "hub.fanout": "backend_stub.bench.hub_fanout",
    "fold": "backend_stub.bench.fold",
    "wall.cost": "backend_stub.bench.wall_cost",
    "plan.eta": "backend_stub.bench.plan_eta",
    "plan.muster": "backend_stub.bench.plan_muster",
    "forecast": "backend_stub.bench.forecast",
}

_HEADINGS = ("name", "ours", "peer", "unit", "ratio", "n", "against", "note")


def main(argv: Sequence[str]) -> int:
    """Run the benches named in `argv`, or "all"; 0 when all ran, 1 when one failed, 2 for bad use."""
    arguments = _parser().parse_args(argv)
    if arguments.list:
        _say("\n".join(BENCHES))
        return 0
    names: list[str] = list(BENCHES) if "all" in arguments.names else list(dict.fromkeys(arguments.names))
    unknown = [name for name in names if name not in BENCHES]
    if unknown or not names:
        _say(f"bench: name one or more of: all {' '.join(BENCHES)}", error=True)
        return 2
    rows: list[Row] = []
    failed: list[str] = []
    for name in names:
        _say(f"bench: {name} …", error=True)
        start_s = time.perf_counter()
        try:
            rows += bench_named(name)(arguments.quick)
        except Exception as error:  # noqa: BLE001 - one bench that fails must not take the others with it
            failed.append(name)
            _say(f"bench: {name} failed: {type(error).__name__}: {error}", error=True)
        else:
            _say(f"bench: {name} took {time.perf_counter() - start_s:.1f} s", error=True)
    _say(f"\n{machine()}\nratio: lower is better, below 1 we win\n\n{table(rows)}")
    if arguments.json is not None:
        text = json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2, allow_nan=False)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return 1 if failed else 0


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text; full-width characters count two columns."""
    lines = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        _number(row.ours),
        _number(row.peer),
        row.unit,
        "—" if row.ratio is None else f"{row.ratio:.2f}",
        str(row.n),
        row.peer_name,
        row.note,
    )


def _number(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def bench_named(name: str) -> Callable[[bool], list[Row]]:
    """The run function of a listed bench; imports its module."""
    return cast("Callable[[bool], list[Row]]", importlib.import_module(BENCHES[name]).run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py bench", description="Measure Muster beside its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all, or some of: {' '.join(BENCHES)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds, to try the benches")
    parser.add_argument("--list", action="store_true", help="list the names and stop")
    return parser


def _say(text: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(text + "\n")
