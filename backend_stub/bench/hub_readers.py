"""Readers of a hub's events for `hub_fanout`, in a process of their own: when did each hear which event?

`python -m backend_stub.bench.hub_readers JSON` prints {"ready": n} when all read, then waits for one line on its stdin,
and prints what was heard: [[seq, monotonic seconds], …] of all readers together, and the folding ones' pictures. `bare`
and `folding` ones come in as seats of programs do; `plain` ones are SUB sockets on a PUB without anything else.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

import msgspec
import zmq

from backend_stub.link import HubLink, LinkHooks
from console.domain.base.roles import Stream
from console.domain.evolve import Recorded
from console.domain.hashing import PictureHash
from console.domain.picture import FOLD_VERSION, Picture
from console.link.config import LinkConfig
from console.link.sockets import secure_socket
from console.wire import codec
from console.wire import messages as m
from console.wire.ids import new_id

EVENTS: Final = b"e"
"""Topic of the plain publisher's events; the number follows in eight bytes."""
JOIN_S: Final = 60
QUIET_S: Final = 1.0
"""No event has come for so long: none will."""

Heard = list[tuple[int, float]]
_T = TypeVar("_T", bound=m.HubMessage)


class Crowd(msgspec.Struct, frozen=True):
    """Who is to read. `keys` are CURVE pairs (Z85), `of_each` connections come in with each; `port` is the hub's
    commands socket, or the plain publisher's."""

    kind: str
    port: int
    of_each: int
    server_key: str = ""
    keys: tuple[tuple[str, str], ...] = ()


class _Numbered(msgspec.Struct):
    seq: int


class _Numbers(msgspec.Struct):
    """All that a bare reader looks at; of any other message there are none."""

    events: tuple[_Numbered, ...] = ()


class Readers(Protocol):
    """A crowd that is reading."""

    def finish(self) -> dict[str, object]:
        """Stop, and say what was heard."""
        ...


class Sockets:
    """Many sockets in one loop on a thread of its own. `numbers(frame)` says which events a frame brings."""

    def __init__(
        self,
        context: zmq.Context[zmq.Socket[bytes]],
        sockets: list[zmq.Socket[bytes]],
        numbers: Callable[[list[bytes]], list[int]],
    ) -> None:
        """Takes over the sockets, and the context."""
        self._context = context
        self._sockets = sockets
        self._numbers = numbers
        self._heard: Heard = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="readers")
        self._thread.start()

    def finish(self) -> dict[str, object]:
        self._stop.set()
        self._thread.join()
        self._context.destroy(0)
        return {"heard": self._heard, "pictures": []}

    def _run(self) -> None:
        poller = zmq.Poller()
        for socket in self._sockets:
            poller.register(socket, zmq.POLLIN)
        heard_s = 0.0
        while not self._stop.is_set() or time.monotonic() < heard_s + QUIET_S:
            for socket, _ in poller.poll(50):
                numbers = self._numbers(socket.recv_multipart())
                if numbers:
                    heard_s = time.monotonic()
                    self._heard += [(number, heard_s) for number in numbers]


def bare(crowd: Crowd) -> Sockets:
    """Sessions that hear events and positions and look at nothing but the numbers."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    context.max_sockets = 8_192
    reading = []
    for config in _configs(crowd):
        commands = _connected(context, config, config.port)
        commands.send(
            codec.encode(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client="bare"))
        )
        _answer(commands, m.Welcome)
        commands.send(codec.encode(m.OpenStreams(id=new_id())))
        opened = _answer(commands, m.StreamsOpened)
        ports = {grant.stream: grant.port for grant in opened.streams}
        for port in (ports[Stream.OPS], opened.telemetry_port):
            socket = _connected(context, config, port)
            socket.send(codec.encode(m.Join(ticket=opened.ticket)))
            _answer(socket, m.Joined)
            reading.append(socket)
    decoder = msgspec.msgpack.Decoder(_Numbers)
    return Sockets(
        context, reading, lambda frames: [event.seq for event in decoder.decode(frames[-1]).events]
    )


def _configs(crowd: Crowd) -> list[LinkConfig]:
    every = [LinkConfig("127.0.0.1", crowd.port, crowd.server_key, *pair) for pair in crowd.keys]
    return [config for config in every for _ in range(crowd.of_each)]


def _connected(context: zmq.Context[zmq.Socket[bytes]], config: LinkConfig, port: int) -> zmq.Socket[bytes]:
    socket = secure_socket(context, config)
    socket.connect(f"tcp://{config.host}:{port}")
    return socket


def _answer(socket: zmq.Socket[bytes], kind: type[_T]) -> _T:
    if not socket.poll(JOIN_S * 1000):
        raise TimeoutError(f"the hub did not answer with {kind.__name__}")
    message = codec.decode_hub(socket.recv())
    if not isinstance(message, kind):
        raise TypeError(f"instead of {kind.__name__} came {message}")
    return message


def plain(crowd: Crowd) -> Sockets:
    """SUB sockets; back when each has heard something."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    context.max_sockets = 8_192
    sockets = [context.socket(zmq.SUB) for _ in range(crowd.of_each)]
    for socket in sockets:
        socket.subscribe(b"")
        socket.connect(f"tcp://127.0.0.1:{crowd.port}")
    for socket in sockets:
        if not socket.poll(JOIN_S * 1000):
            raise TimeoutError("the publisher is not heard")
    return Sockets(
        context,
        sockets,
        lambda frames: [int.from_bytes(frames[0][1:9], "big")] if frames[0].startswith(EVENTS) else [],
    )


@dataclass(slots=True)
class _Console:
    heard: Heard = field(default_factory=list)

    def folded(self, picture: Picture, events: list[Recorded]) -> None:
        """An event is heard when the picture shows it."""
        now_s = time.monotonic()
        self.heard += [(event.seq, now_s) for event in events]


class Folding:
    """Whole links that fold: what a console has before anything is drawn."""

    def __init__(self, crowd: Crowd) -> None:
        self._consoles = [_Console() for _ in _configs(crowd)]
        self._links = [
            HubLink(config, LinkHooks(events=console.folded, telemetry=lambda message: None))
            for config, console in zip(_configs(crowd), self._consoles, strict=True)
        ]
        for link in self._links:
            link.start()
        for link in self._links:
            link.wait_connected(JOIN_S)
        deadline_s = time.monotonic() + JOIN_S
        while not all(link.picture.seq for link in self._links):
            if time.monotonic() > deadline_s:
                raise TimeoutError("a link got no picture")
            time.sleep(0.05)

    def finish(self) -> dict[str, object]:
        before = -1
        while (many := sum(len(console.heard) for console in self._consoles)) > before:
            before = many
            time.sleep(QUIET_S)
        for link in self._links:
            link.stop()
        return {
            "heard": [entry for console in self._consoles for entry in console.heard],
            "pictures": [(link.picture.seq, PictureHash(link.picture).hexdigest()) for link in self._links],
        }


KINDS: Final[dict[str, Callable[[Crowd], Readers]]] = {"bare": bare, "plain": plain, "folding": Folding}


def main(arguments: list[str]) -> int:
    """Argument: a Crowd as JSON."""
    crowd = msgspec.json.decode(arguments[0], type=Crowd)
    readers = KINDS[crowd.kind](crowd)
    sys.stdout.write(json.dumps({"ready": crowd.of_each * max(1, len(crowd.keys))}) + "\n")
    sys.stdout.flush()
    with closing(sys.stdin):
        sys.stdin.readline()
    sys.stdout.write(json.dumps(readers.finish()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
