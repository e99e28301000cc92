"""hub.fanout: how late an event is with everybody who reads, while all positions are relayed to them as well.

Ours is the whole hub as a process: 100 events and 5,000 positions a second reach folding consoles and bare readers,
each with a session, a ticket and CURVE; the delay runs from asking for the command until the event is heard (in a
console: folded), so deciding and the disk are in it. The peer is a bare ZeroMQ PUB with as many SUBs, frames of the
same size, from sending to hearing: no rules, no disk, no keys.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import zmq

from backend_stub.bench.bench_hub import BenchHub, running_hub
from backend_stub.bench.harness import Peer, Row, alternate, exponent, percentile
from backend_stub.bench.hub_commands import open_incidents
from backend_stub.bench.hub_readers import EVENTS, Crowd
from backend_stub.link import Answer, HubLink
from console.domain.base.roles import Role
from console.domain.incidents.commands import AddNote
from console.domain.registry.entities import Unit, UnitKind
from console.wire import codec
from console.wire import messages as m

EVENTS_PER_S: Final = 100
UNITS: Final = 5_000
BATCHES_PER_S: Final = 10
"""Positions of a second come in so many batches, as a tracker sends them."""
FOLDING: Final = 8
BARE: Final = 192
OF_EACH: Final = 48
"""Connections of one seat: a hub lets it have 64."""
OPERATOR, FIELD = 0, 1
"""Seats; those of the readers follow."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many read, and for how many seconds events come."""

    folding: int
    bare: int
    lasts_s: int

    @property
    def readers(self) -> int:
        """All of them."""
        return self.folding + self.bare


class Child:
    """A process of readers; made when they read."""

    def __init__(self, crowd: Crowd) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "backend_stub.bench.hub_readers", msgspec.json.encode(crowd).decode()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_ready(self) -> None:
        """Back when all of them read; raises RuntimeError when they cannot."""
        assert self._process.stdout is not None
        if not self._process.stdout.readline().startswith('{"ready"'):
            raise RuntimeError("the readers did not come in")

    def finish(self) -> dict[str, Any]:
        """Stop them; what they heard."""
        said, _ = self._process.communicate("\n", timeout=60)
        heard: dict[str, Any] = json.loads(said)
        return heard

    def kill(self) -> None:
        """End it, if it has not ended."""
        self._process.kill()
        self._process.wait()


def positions() -> list[m.Positions]:
    """A second of positions of all units, in batches."""
    each = UNITS // BATCHES_PER_S
    here = array("i", [1_170_000_000] * each).tobytes()
    there = array("i", [365_000_000] * each).tobytes()
    still = bytes(2 * each)
    return [
        m.Positions(
            t_ms=0,
            unit_ids=tuple(f"P-{number:04d}" for number in range(first, first + each)),
            lon_i32=here,
            lat_i32=there,
            bearing_i16=still,
            speed_cmps_i16=still,
            age_ms_i32=bytes(4 * each),
        )
        for first in range(0, UNITS, each)
    ]


def units() -> list[Unit]:
    """Those whose positions are told."""
    return [
        Unit(
            id=f"P-{number:04d}",
            name_zh="巡警",
            name_en="Patrol",
            kind=UnitKind.PATROL,
            tier=1,
            station="S1",
            home_lon_e7=1_170_000_000,
            home_lat_e7=365_000_000,
        )
        for number in range(UNITS)
    ]


@contextmanager
def _reading(crowds: list[Crowd]) -> Iterator[list[Child]]:
    """Readers that read; none is left at the end."""
    children = [Child(crowd) for crowd in crowds]
    try:
        for child in children:
            child.wait_ready()
        yield children
    finally:
        for child in children:
            child.kill()


def _paced(lasts_s: int, event: Callable[[int], object], telemetry: Callable[[int], object]) -> None:
    """Call `event(n)` and `telemetry(n)` at their rates; late ones are made up for."""
    start_s = time.monotonic()
    made, told = 0, 0
    while made < lasts_s * EVENTS_PER_S:
        since_s = time.monotonic() - start_s
        while made < min(lasts_s * EVENTS_PER_S, since_s * EVENTS_PER_S):
            event(made)
            made += 1
        while told < since_s * BATCHES_PER_S:
            telemetry(told)
            told += 1
        time.sleep(0.002)


class Fanout:
    """A hub with an operator who writes notes and a tracker who tells positions."""

    def __init__(self, hub: BenchHub) -> None:
        self._hub = hub
        self._operator = HubLink(hub.config(OPERATOR, signs_in=True))
        self._field = HubLink(hub.config(FIELD))
        for link in (self._operator, self._field):
            link.start()
            link.wait_connected()
        self._batches = positions()

    def close(self) -> None:
        """Close both links."""
        self._operator.stop()
        self._field.stop()

    def p99_ms(self, size: Size) -> float:
        """How late the events were with all readers; raises RuntimeError when one was lost or a picture differs."""
        sent: list[tuple[float, Future[Answer]]] = []

        def note(number: int) -> None:
            command = AddNote(incident_id="INC-0001", text=f"note {number}")
            sent.append((time.monotonic(), self._operator.submit_soon(command)))

        def tell(number: int) -> None:
            self._field.put_positions(self._batches[number % len(self._batches)])

        with _reading(self._crowds(size)) as children:
            _paced(size.lasts_s, note, tell)
            sent_s = {}
            for at_s, future in sent:
                answer = future.result(30)
                if not isinstance(answer, m.Accepted):
                    raise TypeError(f"a note was refused: {answer}")
                sent_s[answer.first_seq] = at_s
            heard = [child.finish() for child in children]
        pictures = {tuple(picture) for one in heard for picture in one["pictures"]}
        if len(pictures) != 1:
            raise RuntimeError(f"the consoles' pictures differ: {pictures}")
        return p99_of(sent_s, heard, size.readers)

    def _crowds(self, size: Size) -> list[Crowd]:
        hub = self._hub
        seats = hub.keys[FIELD + 1 :]
        full, rest = divmod(size.bare, OF_EACH)
        crowds = [
            Crowd("folding", hub.port, size.folding, hub.server_key, seats[:1]),
            Crowd("bare", hub.port, OF_EACH, hub.server_key, seats[1 : 1 + full]) if full else None,
            Crowd("bare", hub.port, rest, hub.server_key, seats[1 + full : 2 + full]) if rest else None,
        ]
        return [crowd for crowd in crowds if crowd is not None]


def plain_p99_ms(size: Size) -> float:
    """The same events and positions from a bare PUB to as many SUBs."""
    frames = [b"p" + codec.encode(batch) for batch in positions()]
    body = bytes(300)  # about what a note's event has
    sent_s: dict[int, float] = {}
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    try:
        socket = context.socket(zmq.PUB)
        port = socket.bind_to_random_port("tcp://127.0.0.1")
        child = Child(Crowd("plain", port, size.readers))
        try:
            ready = threading.Thread(target=child.wait_ready)
            ready.start()
            while ready.is_alive():
                socket.send(b"hello")
                ready.join(0.05)

            def event(number: int) -> None:
                sent_s[number] = time.monotonic()
                socket.send(EVENTS + number.to_bytes(8, "big") + body)

            _paced(size.lasts_s, event, lambda number: socket.send(frames[number % len(frames)]))
            heard = child.finish()
        finally:
            child.kill()
    finally:
        context.destroy(0)
    return p99_of(sent_s, [heard], size.readers)


def p99_of(sent_s: dict[int, float], heard: list[dict[str, Any]], readers: int) -> float:
    """The delay in ms that 99 of 100 hearings keep; raises RuntimeError when somebody did not hear something."""
    delays = [(at_s - sent_s[seq]) * 1000 for one in heard for seq, at_s in one["heard"] if seq in sent_s]
    if len(delays) != len(sent_s) * readers:
        raise RuntimeError(
            f"{len(sent_s) * readers - len(delays)} events of {len(sent_s) * readers} were lost"
        )
    return percentile(delays, 99)


def run(quick: bool) -> list[Row]:
    """Rows of hub.fanout; see BENCHMARKS.md."""
    size, rounds = (Size(2, 22, 2), 1) if quick else (Size(FOLDING, BARE, 10), 3)
    sizes = [
        Size(max(1, size.folding * times // 4), size.bare * times // 4, size.lasts_s) for times in (1, 4, 8)
    ]
    seats = [(), (Role.FIELD,), *[(Role.PLANNER,)] * (3 + sizes[-1].bare // OF_EACH)]
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-bench-")))
        hub = stack.enter_context(running_hub(scratch, seats, units()))
        open_incidents(hub.config(OPERATOR, signs_in=True), 1)
        fanout = Fanout(hub)
        stack.callback(fanout.close)
        peer = Peer("bare ZeroMQ PUB/SUB", lambda: plain_p99_ms(size))
        assert peer.measure is not None
        samples = alternate({"": lambda: fanout.p99_ms(size), peer.name: peer.measure}, rounds)
        name = f"hub.fanout p99, {size.readers} readers"
        note = f"{EVENTS_PER_S} events/s, {UNITS:,} positions/s; {size.folding} fold: all pictures equal"
        rows = [
            Row.of(
                name,
                samples.median(""),
                peer=samples.median(peer.name),
                peer_name=peer.name,
                unit="ms",
                n=rounds,
                note=note,
            )
        ]
        costs = [fanout.p99_ms(one) for one in sizes]
        said = ", ".join(f"{one.readers}: {cost:.1f} ms" for one, cost in zip(sizes, costs, strict=True))
        slope = exponent([one.readers for one in sizes], costs)
        rows.append(Row.of("hub.fanout growth", slope, unit="exponent", n=len(sizes), note=said))
    return rows
