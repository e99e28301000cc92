"""The four sockets of one connection to a hub, made and closed together. Session thread only."""

from __future__ import annotations

from collections.abc import Iterator

import zmq

from console.wire.codec import MAX_HUB_FRAME, decode_hub, encode
from console.wire.messages import ClientMessage, HubMessage

from .config import LinkConfig

_RECEIVE_HWM = 50_000
_SEND_HWM = 10_000
_MAX_PER_TURN = 500


class HubSockets:
    """DEALER for commands at once; events, telemetry and catch-up after the hub's welcome told their ports."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], config: LinkConfig) -> None:
        self._context = context
        self._config = config
        self.poller = zmq.Poller()
        self.commands = self._connect(zmq.DEALER, config.port)
        self.events: zmq.Socket[bytes] | None = None
        self.telemetry: zmq.Socket[bytes] | None = None
        self.catchup: zmq.Socket[bytes] | None = None

    def _connect(self, kind: int, port: int) -> zmq.Socket[bytes]:
        socket = self._context.socket(kind)
        socket.linger = 0
        socket.rcvhwm = _RECEIVE_HWM
        socket.sndhwm = _SEND_HWM
        socket.maxmsgsize = MAX_HUB_FRAME
        socket.setsockopt(zmq.IPV6, 1)
        socket.curve_serverkey = self._config.server_key.encode()
        socket.curve_publickey = self._config.public_key.encode()
        socket.curve_secretkey = self._config.secret_key.encode()
        socket.connect(f"tcp://{self._config.host}:{port}")
        self.poller.register(socket, zmq.POLLIN)
        return socket

    def open_streams(self, events_port: int, telemetry_port: int, catchup_port: int) -> None:
        """Subscribe to everything and be ready to catch up."""
        self.events = self._connect(zmq.SUB, events_port)
        self.events.setsockopt(zmq.SUBSCRIBE, b"ops")
        self.events.setsockopt(zmq.SUBSCRIBE, b"beat")
        self.telemetry = self._connect(zmq.SUB, telemetry_port)
        self.telemetry.setsockopt(zmq.SUBSCRIBE, b"")
        self.catchup = self._connect(zmq.DEALER, catchup_port)

    def send(self, message: ClientMessage, *, on_catchup: bool = False) -> bool:
        """Hand a message to the network; False when its queue is full. Never blocks."""
        socket = self.catchup if on_catchup else self.commands
        if socket is None:
            return False
        try:
            socket.send(encode(message), zmq.NOBLOCK)
        except zmq.Again:
            return False
        return True

    def receive(self) -> Iterator[HubMessage]:
        """Everything that has come, at most a few hundred a turn; raises WireError for a frame that cannot be read."""
        for socket in (self.commands, self.catchup, self.events, self.telemetry):
            if socket is None:
                continue
            for _ in range(_MAX_PER_TURN):
                try:
                    frames = socket.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                yield decode_hub(frames[-1])

    def close(self) -> None:
        """Close all; unsent messages are dropped (the outbox has them)."""
        for socket in (self.commands, self.events, self.telemetry, self.catchup):
            if socket is not None:
                socket.close(0)


def drain(socket: zmq.Socket[bytes]) -> None:
    """Take everything off a wake socket; its messages say only that there is something to do."""
    while True:
        try:
            socket.recv(zmq.NOBLOCK)
        except zmq.Again:
            return
