"""The sockets of one connection to a hub, made and closed together. Link's thread only."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final

import zmq

from console.domain.base.roles import Stream
from console.wire.codec import MAX_HUB_FRAME, decode_hub, encode
from console.wire.messages import ClientMessage, HubMessage
from console.wire.shapes import wrong_shape

from .config import LinkConfig

_log = logging.getLogger(__name__)

_RECEIVE_HWM = 50_000
_SEND_HWM = 10_000
_MAX_PER_TURN = 500

COMMANDS: Final = "commands"
TELEMETRY: Final = "telemetry"
CATCHUP: Final = "catchup"
Line = Stream | str
"""A socket by its purpose: a stream, or one of the names above."""


def secure_socket(context: zmq.Context[zmq.Socket[bytes]], config: LinkConfig) -> zmq.Socket[bytes]:
    """A client socket with our CURVE keys and the pinned server key, not connected yet."""
    socket = context.socket(zmq.DEALER)
    socket.linger = 0
    socket.rcvhwm = _RECEIVE_HWM
    socket.sndhwm = _SEND_HWM
    socket.maxmsgsize = MAX_HUB_FRAME
    socket.setsockopt(zmq.IPV6, 1)
    socket.setsockopt(zmq.RECONNECT_IVL, 100)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 2_000)
    socket.curve_serverkey = config.server_key.encode()
    socket.curve_publickey = config.public_key.encode()
    socket.curve_secretkey = config.secret_key.encode()
    return socket


class HubSockets:
    """DEALERs: for commands at once, the others when the hub has said their ports."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], config: LinkConfig) -> None:
        self._context = context
        self._config = config
        self.poller = zmq.Poller()
        self._by_line: dict[Line, zmq.Socket[bytes]] = {}
        self.open(COMMANDS, config.port)

    def open(self, line: Line, port: int) -> None:
        """Connect one more, in place of one that was open under this name."""
        self.close_line(line)
        socket = secure_socket(self._context, self._config)
        socket.connect(f"tcp://{self._config.host}:{port}")
        self.poller.register(socket, zmq.POLLIN)
        self._by_line[line] = socket

    def close_line(self, line: Line) -> None:
        """Close one; what it had not sent is dropped."""
        socket = self._by_line.pop(line, None)
        if socket is not None:
            self.poller.unregister(socket)
            socket.close(0)

    def close_reading(self) -> None:
        """Close all but the commands socket: nobody is signed in."""
        for line in list(self._by_line):
            if line != COMMANDS:
                self.close_line(line)

    def send(self, message: ClientMessage, line: Line = COMMANDS) -> bool:
        """Hand a message to the network; False when its queue is full or its socket not open. Never blocks."""
        return self.send_frame(encode(message), line)

    def send_frame(self, frame: bytes, line: Line = COMMANDS) -> bool:
        """As `send`, of a frame that is encoded already."""
        socket = self._by_line.get(line)
        if socket is None:
            return False
        try:
            socket.send(frame, zmq.NOBLOCK)
        except zmq.Again:
            return False
        return True

    def receive(self) -> Iterator[tuple[Line, HubMessage]]:
        """Everything that has come, at most a few hundred a turn; raises WireError for a frame that cannot be read."""
        for line, socket in list(self._by_line.items()):
            for _ in range(_MAX_PER_TURN):
                if socket.closed:
                    break  # what came before had it closed
                try:
                    frames = socket.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                message = decode_hub(frames[-1])
                if wrong := wrong_shape(message):  # what reads the columns relies on it
                    _log.warning("%s is left out: %s does not fit", type(message).__name__, wrong)
                else:
                    yield line, message

    def close(self) -> None:
        """Close all; unsent messages are dropped (the outbox has them)."""
        for line in list(self._by_line):
            self.close_line(line)


def drain(socket: zmq.Socket[bytes]) -> None:
    """Take everything off a wake socket; its messages say only that there is something to do."""
    while True:
        try:
            socket.recv(zmq.NOBLOCK)
        except zmq.Again:
            return
