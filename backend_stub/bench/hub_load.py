"""Load on a hub, or on Redis: many connections of one process, each with a few requests on the way.

Run as a child by `hub_commands`, so that the load has its own interpreter: `python -m backend_stub.bench.hub_load
hub|redis JSON` prints one JSON line {"per_s", "p50_ms", "p99_ms", "n"}. One thread.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, cast

import msgspec
import zmq

from backend_stub.bench.harness import percentile
from console.domain.base.place import Place
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AddNote, UrgeIncident
from console.domain.picture import FOLD_VERSION
from console.link.config import LinkConfig
from console.link.sockets import secure_socket
from console.wire import codec
from console.wire import messages as m
from console.wire.ids import new_id

WINDOW: Final = 4
"""Requests on the way per connection in a closed loop."""
TTL_MS: Final = 60_000


class Plan(msgspec.Struct, frozen=True):
    """What to do. `per_s` 0 = closed loop, as fast as answers come; else so many per second, by the clock."""

    n: int
    port: int
    per_s: int = 0
    server_key: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    user: str = ""
    password: str = ""
    incidents: int = 0
    connections: int = 64


@dataclass(slots=True)
class Tally:
    """Times of requests under way, and what came of them."""

    sent_s: dict[str, float] = field(default_factory=dict)
    took_s: list[float] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)

    def answered(self, key: str, code: str = "") -> None:
        """An answer came."""
        self.took_s.append(time.perf_counter() - self.sent_s.pop(key))
        if code:
            self.refused[code] = self.refused.get(code, 0) + 1

    def result(self, start_s: float) -> dict[str, Any]:
        """The JSON object."""
        return {
            "per_s": len(self.took_s) / (time.perf_counter() - start_s),
            "p50_ms": percentile(self.took_s, 50) * 1000,
            "p99_ms": percentile(self.took_s, 99) * 1000,
            "n": len(self.took_s),
            "refused": self.refused,
        }


def commands(incidents: int) -> Iterator[AnyCommand]:
    """Half reports (sealed by the hub), the rest notes and urges on open incidents."""
    place = Place(lon_e7=1_170_000_000, lat_e7=365_000_000, text_zh="松亭路12号", text_en="12 Songting Road")
    report = Report(name="王小明", number="13800000000", words="三楼起火，有人被困")
    number = 0
    while True:
        number += 1
        incident = f"INC-{number % max(1, incidents) + 1:04d}"
        if number % 4 == 1 and incidents:
            yield AddNote(incident_id=incident, text=f"note {number}")
        elif number % 4 == 3 and incidents:
            yield UrgeIncident(incident_id=incident, text="")
        else:
            yield ReportCall(channel=Channel.PHONE, place=place, report=report)


def load_hub(plan: Plan) -> dict[str, Any]:
    """Say hello on every connection, sign in, then load."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    sockets = []
    t_ms = 0
    for public, secret in plan.keys:
        dealer = secure_socket(context, LinkConfig("127.0.0.1", plan.port, plan.server_key, public, secret))
        dealer.connect(f"tcp://127.0.0.1:{plan.port}")
        dealer.send(
            codec.encode(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client="load"))
        )
        t_ms = cast("m.Welcome", codec.decode_hub(dealer.recv())).t_ms
        dealer.send(codec.encode(m.SignIn(user=plan.user, password=plan.password)))
        answer = codec.decode_hub(dealer.recv())
        if not isinstance(answer, m.SignedIn):
            raise TypeError(f"not signed in: {answer}")
        sockets.append(dealer)
    source = commands(plan.incidents)
    frames = []
    for _ in range(plan.n):  # encoded before, so that the load costs little beside the hub
        key = new_id()
        message = m.Submit(id=key, not_after_ms=t_ms + TTL_MS * 5, based_on=0, command=next(source))
        frames.append((key, codec.encode(message)))
    poller = zmq.Poller()
    lines = {dealer: _HubLine(dealer) for dealer in sockets}
    for dealer in sockets:
        poller.register(dealer, zmq.POLLIN)
    try:
        return _drive(
            plan, frames, list(lines.values()), lambda s: [lines[d] for d, _ in poller.poll(int(s * 1000))]
        )
    finally:
        context.destroy(0)


def load_redis(plan: Plan) -> dict[str, Any]:
    """XADD the same commands to one stream; answers come in the order of requests."""
    source = commands(plan.incidents)
    encoder = msgspec.msgpack.Encoder()
    frames = []
    for number in range(plan.n):
        body = encoder.encode(next(source))
        head = b"*5\r\n$4\r\nXADD\r\n$3\r\nops\r\n$1\r\n*\r\n$1\r\nb\r\n$%d\r\n" % len(body)
        frames.append((str(number), head + body + b"\r\n"))
    lines = [_RedisLine(socket.create_connection(("127.0.0.1", plan.port))) for _ in range(plan.connections)]
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
        try:
            return _drive(plan, frames, lines, lambda s: [key.data for key, _ in selector.select(s)])
        finally:
            for line in lines:
                line.socket.close()


class _Line(Protocol):
    """One connection."""

    def send(self, key: str, frame: bytes) -> None:
        """Send a request."""
        ...

    def read(self) -> Iterable[tuple[str, str]]:
        """Answers that have come: the request's key, and the code of a refusal ("" = accepted)."""
        ...


class _Head(msgspec.Struct):
    id: str = ""
    code: str = ""


@dataclass(slots=True)
class _HubLine:
    """A seat at the hub."""

    dealer: zmq.Socket[bytes]
    answers: msgspec.msgpack.Decoder[_Head] = field(default_factory=lambda: msgspec.msgpack.Decoder(_Head))

    def send(self, key: str, frame: bytes) -> None:
        self.dealer.send(frame)

    def read(self) -> Iterable[tuple[str, str]]:
        while True:
            try:
                head = self.answers.decode(self.dealer.recv(zmq.NOBLOCK))
            except zmq.Again:
                return
            yield head.id, head.code


@dataclass(slots=True)
class _RedisLine:
    """A connection to Redis: answers come in the order of the requests, two lines each (a bulk string)."""

    socket: socket.socket
    waiting: list[str] = field(default_factory=list)
    rest: bytes = b""

    def send(self, key: str, frame: bytes) -> None:
        self.waiting.append(key)
        self.socket.sendall(frame)

    def read(self) -> Iterable[tuple[str, str]]:
        self.rest += self.socket.recv(65_536)
        parts = self.rest.split(b"\r\n")
        done = (len(parts) - 1) // 2
        if parts[0].startswith(b"-"):
            raise OSError(parts[0].decode())
        answered = self.waiting[:done]
        del self.waiting[:done]
        self.rest = b"\r\n".join(parts[2 * done :])
        return [(key, "") for key in answered]


def _drive(
    plan: Plan,
    frames: list[tuple[str, bytes]],
    lines: Sequence[_Line],
    ready: Callable[[float], Sequence[_Line]],
) -> dict[str, Any]:
    """Send everything as the plan wants it and wait for all answers; `ready` waits some seconds for lines to read."""
    tally, left = Tally(), iter(frames)
    interval_s = 1 / plan.per_s if plan.per_s else 0.0

    def send(line: _Line, at_s: float) -> bool:
        entry = next(left, None)
        if entry is None:
            return False
        tally.sent_s[entry[0]] = at_s
        line.send(*entry)
        return True

    start_s = time.perf_counter()
    due, sent, more = start_s, 0, True
    if not plan.per_s:
        for _ in range(WINDOW):
            for line in lines:
                send(line, time.perf_counter())
    while tally.sent_s or (plan.per_s and more):
        if plan.per_s:
            now_s = time.perf_counter()
            while more and due <= now_s:
                more = send(lines[sent % len(lines)], due)  # counted from when it was due
                sent, due = sent + 1, due + interval_s
            if not more and not tally.sent_s:
                break  # the last was answered before it was known to be the last
        waits_for_answers = not (plan.per_s and more)
        some = ready(5.0 if waits_for_answers else max(0.0, due - time.perf_counter()))
        if not some and waits_for_answers:
            raise TimeoutError(f"{len(tally.sent_s)} commands were never answered")
        for line in some:
            for key, code in line.read():
                tally.answered(key, code)
                if not plan.per_s:
                    send(line, time.perf_counter())
    return tally.result(start_s)


def main(arguments: list[str]) -> int:
    """Arguments: hub or redis, and the plan as JSON; prints the figures as one JSON line."""
    what, text = arguments
    plan = msgspec.json.decode(text, type=Plan)
    result = load_hub(plan) if what == "hub" else load_redis(plan)
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
