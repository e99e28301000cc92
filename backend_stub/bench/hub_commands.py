"""hub.commands: durable commands per second with every rule on, and answer times at 1,000 per second.

Ours is the whole hub as a process (CURVE, roles, sealing, decide, chain, answers, fsync before each answer). Peers:
Redis Streams that fsync each write (`appendfsync always`), over as many connections with as many requests on the way;
and a bare SQLite commit loop over the same bytes in the same batches: the limit of the disk and the engine.
"""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec

from backend_stub.bench.bench_hub import PASSWORD, TYPE, USER, running_hub
from backend_stub.bench.harness import Peer, Row, alternate, child_json, compare, exponent
from backend_stub.bench.hub_load import Plan, commands
from backend_stub.link import HubLink
from console.domain.base.place import Place
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel, Report
from console.link.config import LinkConfig
from console.wire import messages as m

CONNECTIONS = 64
INCIDENTS = 200
BATCH = 256
RATE_PER_S = 1_000


@dataclass(frozen=True, slots=True)
class Subject:
    """A running hub or Redis to put load on."""

    name: str
    plan: Plan

    def load(self, n: int, per_s: int = 0) -> dict[str, Any]:
        """Run the load child; its figures."""
        plan = msgspec.structs.replace(self.plan, n=n, per_s=per_s)
        text = msgspec.json.encode(plan).decode()
        return cast(
            "dict[str, Any]", child_json("backend_stub.bench.hub_load", self.name, text, timeout_s=300)
        )


@contextmanager
def loaded_hub(directory: Path) -> Iterator[Subject]:
    """A hub with seats and open incidents to write notes on."""
    with running_hub(directory, [()] * CONNECTIONS) as hub:
        open_incidents(hub.config(0, signs_in=True), INCIDENTS)
        plan = Plan(
            n=0,
            port=hub.port,
            server_key=hub.server_key,
            keys=hub.keys,
            user=USER,
            password=PASSWORD,
            incidents=INCIDENTS,
        )
        yield Subject("hub", plan)


def open_incidents(config: LinkConfig, many: int) -> None:
    """Report and accept so many incidents, as the operator at this seat."""
    link = HubLink(config)
    link.start()
    try:
        link.wait_connected()
        place = Place(lon_e7=1_170_000_000, lat_e7=365_000_000)
        for number in range(1, many + 1):
            link.submit(ReportCall(channel=Channel.PHONE, place=place, report=Report(words="x")))
            answer = link.submit(AcceptCall(call_id=f"C-{number:06d}", type_code=TYPE))
            if not isinstance(answer, m.Accepted):
                raise TypeError(f"the hub did not open an incident: {answer}")
            time.sleep(0.006)  # a seat is allowed 200 commands per second
    finally:
        link.stop()


@contextmanager
def running_redis(directory: Path) -> Iterator[Subject | None]:
    """A Redis that writes every command to its append-only file before it answers; None where there is none."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = f"--port {port} --bind 127.0.0.1 --appendonly yes --appendfsync always --dir {directory}".split()
    process = subprocess.Popen([program, *words, "--save", ""], stdout=subprocess.DEVNULL)
    try:
        deadline_s = time.monotonic() + 10
        while time.monotonic() < deadline_s:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield Subject("redis", Plan(n=0, port=port, incidents=INCIDENTS, connections=CONNECTIONS))
    finally:
        process.terminate()
        process.wait(10)


def sqlite_per_s(directory: Path, n: int) -> float:
    """Commands per second of a bare loop: the same bytes, the same batches, an fsync for each."""
    path = directory / "bare.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, body BLOB)")
    source = commands(INCIDENTS)
    bodies = [(number, msgspec.msgpack.encode(next(source))) for number in range(n)]
    start_s = time.perf_counter()
    for first in range(0, n, BATCH):
        connection.executemany("INSERT INTO events VALUES (?, ?)", bodies[first : first + BATCH])
        connection.commit()
    took_s = time.perf_counter() - start_s
    connection.close()
    return n / took_s


def run(quick: bool) -> list[Row]:
    """Rows of hub.commands; see BENCHMARKS.md."""
    n, rounds, paced = (2_000, 1, 1_000) if quick else (20_000, 3, 10_000)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-bench-")))
        for name in ("hub", "redis", "bare"):
            (scratch / name).mkdir()
        hub = stack.enter_context(loaded_hub(scratch / "hub"))
        redis = stack.enter_context(running_redis(scratch / "redis"))
        missing = "redis-server is not installed"
        rows = compare(
            "hub.commands",
            lambda: _per_s(hub, n),
            [
                Peer("Redis Streams, fsync always", (lambda: _per_s(redis, n)) if redis else None, missing),
                Peer("bare SQLite commit loop", lambda: sqlite_per_s(scratch / "bare", n)),
            ],
            unit="commands/s",
            rounds=rounds,
            better="higher",
        )
        rows += _paced_rows(hub, redis, paced, rounds, missing)
        rows.append(_growth(hub, n))
    return rows


def _per_s(subject: Subject, n: int) -> float:
    figures = subject.load(n)
    if figures.get("refused"):
        raise RuntimeError(f"commands were refused: {figures['refused']}")
    return float(figures["per_s"])


def _paced_rows(hub: Subject, redis: Subject | None, n: int, rounds: int, missing: str) -> list[Row]:
    """p50 and p99 at a fixed rate: one run of each gives both."""
    figures: dict[str, list[dict[str, Any]]] = {"hub": [], "redis": []}

    def measure(subject: Subject) -> Callable[[], float]:
        def once() -> float:
            got = subject.load(n, RATE_PER_S)
            figures[subject.name].append(got)
            return float(got["p99_ms"])

        return once

    alternate({s.name: measure(s) for s in (hub, redis) if s is not None}, rounds)
    rows = []
    for name in ("p50", "p99"):
        ours, theirs = (sorted(f[f"{name}_ms"] for f in figures[who]) for who in ("hub", "redis"))
        rows.append(
            Row.of(
                f"hub.commands {name} at {RATE_PER_S:,}/s",
                ours[len(ours) // 2],
                peer=theirs[len(theirs) // 2] if theirs else None,
                peer_name="Redis Streams, fsync always",
                unit="ms",
                n=rounds,
                note="" if theirs else f"missing: {missing}",
            )
        )
    return rows


def _growth(hub: Subject, n: int) -> Row:
    """How the time for a run grows with its length, on a journal that grows meanwhile."""
    sizes = (n // 4, n, 2 * n)
    costs = [size / _per_s(hub, size) for size in sizes]
    note = ", ".join(f"{size:,}: {cost:.2f} s" for size, cost in zip(sizes, costs, strict=True))
    return Row.of("hub.commands growth", exponent(sizes, costs), unit="exponent", n=len(sizes), note=note)
