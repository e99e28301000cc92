"""The hub's sockets: bound with CURVE, bounded queues, the ports of last time where they are free.

Built on the service's main thread; `catchup` is handed to its own thread before it is used.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import zmq

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.wire import codec
from console.wire import messages as m

from .gate import ENROLL_DOMAIN, SEAT_DOMAIN
from .identity import HubKeys

_log = logging.getLogger(__name__)
PORTS_FILE: Final = "hub-ports.json"
NAMES: Final = ("commands", "ops", "telemetry", "catchup", "enroll", "control")
"""In the order of their ports; streams by their names. Enrolment is fixed: a new seat finds it at commands + 4."""


FIRST_PORT: Final = 20_000
LAST_PORT: Final = 32_767
"""Any free port is one of these: no system gives them to outgoing connections, so that nobody sits down there."""
PATIENCE_S: Final = 10.0
AGAIN_S: Final = 0.1
_LAST: Final = int(zmq.NOBLOCK)
_FIRST: Final = int(zmq.NOBLOCK | zmq.SNDMORE)
IO_THREADS: Final = 2
_URGENT, _BULK = 1, 2
_AFFINITY: Final = {"telemetry": _BULK, "catchup": _BULK}
"""Which of libzmq's threads encrypts and sends: an event never waits until positions have gone out to everybody."""
SHARED_FROM: Final = 2 * codec.KIB
MAX_REQUEST: Final = 64 * codec.KIB
"""No frame of a client is larger than this but on the commands socket."""


def chosen_by_client(identity: bytes) -> bool:
    """Whether a client gave itself this identity: it could be another's later, who would be answered in its place.

    Those that libzmq gives begin with a zero byte and are never given twice.
    """
    return identity[:1] != b"\0"


class Incoming(msgspec.Struct, frozen=True):
    """One frame with where it came from; `key` is the CURVE key (Z85) that its connection shook hands with, `address`
    the one it came from."""

    identity: bytes
    key: str
    body: bytes
    address: str = ""


def receive(socket: zmq.Socket[bytes], most: int) -> Iterator[Incoming]:
    """What has come to a ROUTER, at most so much; refused is more or less than one frame, and an identity of a client's
    choice. Never blocks."""
    for _ in range(most):
        try:
            head = socket.recv(zmq.NOBLOCK, copy=False)
            frame = socket.recv(zmq.NOBLOCK, copy=False) if head.more else None
            extra = frame
            while extra is not None and extra.more:
                extra = socket.recv(zmq.NOBLOCK, copy=False)
        except zmq.Again:
            return
        if frame is None or extra is not frame or chosen_by_client(head.bytes):
            send(socket, head.bytes, refusal("", Code.MALFORMED))
        else:
            yield Incoming(
                head.bytes, _said_of(frame, "User-Id"), frame.bytes, _said_of(frame, "Peer-Address")
            )


def _said_of(frame: zmq.Frame, what: str) -> str:
    """What gate and network say of its connection; "", which is nobody's key, where there is no gate."""
    try:
        return str(frame.get(what))
    except zmq.ZMQError:
        return ""


def shared(frame: bytes) -> bytes | zmq.Frame:
    """A frame for many: `send` copies none of it, and the queues of all of them hold it together. Small ones stay as
    they are: to copy them costs no more than to count who holds them."""
    if len(frame) < SHARED_FROM:
        return frame
    # copied once, into memory of libzmq's own: what is pyzmq's is given back by a thread of Python
    return zmq.Frame(frame, copy=True)


def send(socket: zmq.Socket[bytes], identity: bytes, frame: bytes | zmq.Frame) -> bool | None:
    """True = sent, False = the queue to it is full, None = it is gone. Never blocks."""
    try:
        socket.send(identity, _FIRST)
        socket.send(frame, _LAST, copy=isinstance(frame, bytes))
    except zmq.Again:
        return False
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        return None
    return True


def refusal(message_id: str, code: Code, **fields: str | int) -> bytes:
    """The frame of a typed refusal."""
    return codec.encode(m.Refused(id=message_id[: codec.MAX_ID_LENGTH], code=code.value, fields=fields))


@dataclass(frozen=True, slots=True)
class Sockets:
    """The bound sockets and their ports by name."""

    commands: zmq.Socket[bytes]
    streams: dict[Stream, zmq.Socket[bytes]]
    telemetry: zmq.Socket[bytes]
    catchup: zmq.Socket[bytes]
    enroll: zmq.Socket[bytes]
    ports: dict[str, int]

    def close(self) -> None:
        """Close those that are the service's own (catch-up closes its own), letting the last answers leave."""
        for socket in (self.commands, *self.streams.values(), self.telemetry, self.enroll):
            socket.close(500)


def bind_all(
    context: zmq.Context[zmq.Socket[bytes]],
    keys: HubKeys,
    host: str,
    port: int,
    directory: Path,
    *,
    patience_s: float = PATIENCE_S,
) -> Sockets:
    """Bind all. `port` > 0: commands there, the others on the next ones; 0: those of last time, else any free.

    The context has IO_THREADS. A port that is taken is tried again for `patience_s` seconds, all ports together. Raises
    zmq.ZMQError when one that was asked for is still taken.
    """
    deadline_s = time.monotonic() + patience_s
    last = _last_ports(directory) if port == 0 else {name: port + n for n, name in enumerate(NAMES)}
    made: dict[str, zmq.Socket[bytes]] = {}
    ports: dict[str, int] = {}
    try:
        for name in NAMES:
            made[name] = _server_socket(context, name, keys)
            ports[name] = _bind(made[name], host, last.get(name, 0), deadline_s, may_move=port == 0)
    except zmq.ZMQError:
        for socket in made.values():
            socket.close(0)
        raise
    (directory / PORTS_FILE).write_text(json.dumps(ports), encoding="utf-8")
    streams = {stream: made[stream.value] for stream in Stream}
    return Sockets(made["commands"], streams, made["telemetry"], made["catchup"], made["enroll"], ports)


def _server_socket(context: zmq.Context[zmq.Socket[bytes]], name: str, keys: HubKeys) -> zmq.Socket[bytes]:
    socket = context.socket(zmq.ROUTER)
    socket.affinity = _AFFINITY.get(name, _URGENT)
    socket.curve_server = True
    socket.curve_secretkey = keys.curve_secret.encode()
    socket.curve_publickey = keys.curve_public.encode()
    socket.zap_domain = ENROLL_DOMAIN if name == "enroll" else SEAT_DOMAIN
    socket.linger = 500
    socket.setsockopt(zmq.MAXMSGSIZE, codec.MAX_CLIENT_FRAME if name == "commands" else MAX_REQUEST)
    # A peer that vanished without a word is noticed by TCP. Not by ZMTP's heartbeat: libzmq 4.3.5 ends the process
    # (stream_engine_base.cpp:310) when peers that do not read close while one is due.
    socket.setsockopt(zmq.TCP_KEEPALIVE, 1)
    socket.setsockopt(zmq.TCP_KEEPALIVE_IDLE, 5)
    socket.setsockopt(zmq.TCP_KEEPALIVE_INTVL, 5)
    socket.setsockopt(zmq.TCP_KEEPALIVE_CNT, 3)
    socket.setsockopt(zmq.HANDSHAKE_IVL, 10_000)
    # what a slow reader may hold up: then it loses, sees the gap, and catches up
    socket.sndhwm = {"commands": 2_000, "telemetry": 64, "catchup": 64, "enroll": 16}.get(name, 512)
    socket.rcvhwm = 64  # of each peer; what is beyond waits outside
    if name not in ("commands", "enroll"):
        socket.router_mandatory = True  # full or gone is told, not swallowed
    return socket


def _bind(socket: zmq.Socket[bytes], host: str, wanted: int, deadline_s: float, *, may_move: bool) -> int:
    while wanted:
        try:
            socket.bind(f"tcp://{host}:{wanted}")
        except zmq.ZMQError as error:
            if error.errno == zmq.EADDRINUSE and time.monotonic() < deadline_s:
                time.sleep(
                    AGAIN_S
                )  # a hub that was killed, or a connection of its clients, may still hold it
                continue
            if not may_move:
                raise
            _log.warning("port %d of last time is taken", wanted)
            break
        else:
            return wanted
    return int(
        socket.bind_to_random_port(f"tcp://{host}", min_port=FIRST_PORT, max_port=LAST_PORT, max_tries=1_000)
    )


def _last_ports(directory: Path) -> dict[str, int]:
    try:
        ports = json.loads((directory / PORTS_FILE).read_text(encoding="utf-8"))
        return {name: int(ports[name]) for name in NAMES}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
