"""Measuring: alternate ours and peers on the same input, take medians.

Runs on the main thread of `main.py bench`; used by every bench module of this package. A bench module has
`run(quick: bool) -> list[Row]` and builds its rows with `compare`, `growth` or `Row.of`; `cli.py` prints.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import psutil

Better = Literal["lower", "higher"]
Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `ratio`: lower is better, below 1 we win; None when there is no figure of the peer."""

    name: str
    ours: float | None
    peer: float | None
    peer_name: str
    ratio: float | None
    unit: str
    n: int
    machine: str
    note: str = ""

    @classmethod
    def of(
        cls,
        name: str,
        ours: float | None,
        *,
        unit: str,
        n: int,
        peer: float | None = None,
        peer_name: str = "—",
        better: Better = "lower",
        note: str = "",
    ) -> Row:
        """Build a row: ratio is ours ÷ peer for cost and time ("lower"), peer ÷ ours where "higher" wins."""
        ratio: float | None = None
        if ours is not None and peer is not None:
            over, under = (ours, peer) if better == "lower" else (peer, ours)
            ratio = over / under if under else None
        return cls(name, ours, peer, peer_name, ratio, unit, n, machine(), note)

    def as_json(self) -> dict[str, str | float | int | None]:
        """The object of BENCHMARKS.md, `note` added."""
        return {key: getattr(self, key) for key in self.__slots__}


@dataclass(frozen=True, slots=True)
class Peer:
    """Something to be measured beside us. `measure` is None where it cannot run; `missing` then says why."""

    name: str
    measure: Measure | None
    missing: str = ""


@functools.cache
def machine() -> str:
    """One line that says what the figures were measured on."""
    cores = os.cpu_count() or 1
    memory_gib = psutil.virtual_memory().total / 2**30
    return (
        f"{cores} cores, {_processor()}, {memory_gib:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def optional(module: str) -> ModuleType | None:
    """Import a peer's module; None when it is not installed or does not load on this machine."""
    try:
        return importlib.import_module(module)
    except (ImportError, OSError):
        return None


def timed(work: Callable[[], object]) -> Measure:
    """A measure that returns the wall seconds `work` took, the garbage collector held still meanwhile."""

    def measure() -> float:
        gc.collect()
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            start_s = time.perf_counter()
            work()
            return time.perf_counter() - start_s
        finally:
            if was_enabled:
                gc.enable()

    return measure


@dataclass(slots=True)
class Samples:
    """What each subject measured, in rounds."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def median(self, subject: str) -> float:
        """Median of a subject's samples."""
        return statistics.median(self.values[subject])


def alternate(subjects: Mapping[str, Measure], rounds: int) -> Samples:
    """Measure all subjects in turn, `rounds` times; who goes first changes each round."""
    samples = Samples({name: [] for name in subjects})
    names = list(subjects)
    for round_number in range(rounds):
        shift = round_number % len(names) if names else 0
        for name in names[shift:] + names[:shift]:
            samples.values[name].append(subjects[name]())
    return samples


def compare(
    name: str, ours: Measure, peers: Sequence[Peer], *, unit: str, rounds: int, better: Better = "lower"
) -> list[Row]:
    """Measure ours and every peer in the same run, alternating; one row per peer, medians in it.

    Missing peers give a row without a ratio that says so. Without any peer there is one row of ours.
    """
    subjects: dict[str, Measure] = {"": ours}
    for peer in peers:
        if peer.measure is not None:
            subjects[peer.name] = peer.measure
    samples = alternate(subjects, rounds)
    mine = samples.median("")
    if not peers:
        return [Row.of(name, mine, unit=unit, n=rounds, better=better)]
    return [
        Row.of(
            name,
            mine,
            peer=samples.median(peer.name) if peer.measure is not None else None,
            peer_name=peer.name,
            unit=unit,
            n=rounds,
            better=better,
            note="" if peer.measure is not None else f"missing: {peer.missing or 'not installed'}",
        )
        for peer in peers
    ]


def growth(name: str, sizes: Sequence[int], cost_at: Callable[[int], float]) -> Row:
    """How cost grows: measure cost (lower is better) at each size, report the exponent k of size**k."""
    costs = [cost_at(size) for size in sizes]
    note = ", ".join(f"{size:,}: {cost:.4g}" for size, cost in zip(sizes, costs, strict=True))
    slope = exponent(sizes, costs)
    return Row.of(name, None if math.isnan(slope) else slope, unit="exponent", n=len(sizes), note=note)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Slope of log(cost) over log(size) by least squares; nan for fewer than two distinct sizes."""
    if len(set(sizes)) < 2:
        return math.nan
    logs = [(math.log(size), math.log(max(cost, 1e-12))) for size, cost in zip(sizes, costs, strict=True)]
    mean_x = statistics.fmean(x for x, _ in logs)
    mean_y = statistics.fmean(y for _, y in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values lie (nearest rank); raises ValueError when empty."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(percent / 100 * len(ordered)) - 1))]


def child_json(
    module: str, *arguments: str, timeout_s: float = 120.0, env: Mapping[str, str] | None = None
) -> Any:
    """Run `python -m module arguments` as a child and return the JSON of the last line it wrote to stdout.

    For what this package may not import itself, such as painting with Qt. Raises RuntimeError with the end
    of the child's stderr when it fails, subprocess.TimeoutExpired (child killed) when it takes too long.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout_s,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode or not lines:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(lines[-1])
