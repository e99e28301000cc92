"""Sockets of one connection of a link. The link's thread only."""

from __future__ import annotations

from dataclasses import dataclass

import zmq

from console.wire import messages as m


@dataclass(slots=True)
class Connection:
    """Sockets of one connection."""

    commands: zmq.Socket[bytes]
    welcome: m.Welcome
    events: zmq.Socket[bytes] | None = None
    telemetry: zmq.Socket[bytes] | None = None
    catchup: zmq.Socket[bytes] | None = None
    heard_s: float = 0.0
    pinged_s: float = 0.0


def drain(socket: zmq.Socket[bytes], most: int = 500) -> list[list[bytes]]:
    """Messages that wait, without blocking."""
    frames: list[list[bytes]] = []
    try:
        while len(frames) < most:
            frames.append(socket.recv_multipart(zmq.NOBLOCK))
    except zmq.Again:
        pass
    return frames
