"""One socket that sends everything new to all who joined: a stream's, or the telemetry's. Main thread only.

A ROUTER, not an XPUB: ZeroMQ cannot refuse a topic to one subscriber, nor end a subscription that its owner keeps. Here
a reader is a thing: it joins with a ticket that is checked, hears until the ticket ends, and is forgotten when its
connection goes. Each ticket is good for one connection here: who joins with it again, hears in place of the one before,
so that there are never more readers than sessions. A reader that does not read loses what does not fit, sees the gap,
and catches up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import zmq

from console.domain.base.refusals import Code
from console.domain.evolve import Recorded
from console.domain.permissions import Right
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import TooLargeError, WireError

from .sessions import Readings
from .sockets import Incoming, receive, refusal, send, shared

_log = logging.getLogger(__name__)

MAX_READERS: Final = 4_096
_MAX_PER_TURN: Final = 256


@dataclass(frozen=True, slots=True)
class _Reader:
    ticket: str
    topics: frozenset[str]


Make = Callable[[tuple[Recorded, ...], bool], m.EventBatch | m.EventsPart]
"""A message with these events; whether they are the last of those that were given."""


def event_frames(events: tuple[Recorded, ...], make: Make, *, end: bool = True) -> Iterator[bytes]:
    """One frame, or several where one would be over its bound (registers of a whole province).

    Raises TooLargeError for a single event over the bound, which no command within its own bound makes.
    """
    try:
        frame = codec.encode(make(events, end))
    except TooLargeError:
        if len(events) < 2:
            raise
        half = len(events) // 2
        yield from event_frames(events[:half], make, end=False)
        yield from event_frames(events[half:], make, end=end)
    else:
        yield frame


class Publisher:
    """Readers of one socket."""

    def __init__(
        self,
        socket: zmq.Socket[bytes],
        right: Right,
        readings: Readings,
        seq: Callable[[], int],
        *,
        most: int = MAX_READERS,
    ) -> None:
        """Takes over the bound ROUTER socket. `seq()` is the last event that was published: what follows is heard.

        `most` readers are let in.
        """
        self.socket = socket
        self._right = right
        self._readings = readings
        self._seq = seq
        self._most = most
        self._readers: dict[bytes, _Reader] = {}
        self._by_ticket: dict[str, bytes] = {}
        self.lost = 0
        """Frames that a reader had no room for."""

    def __len__(self) -> int:
        """How many hear."""
        return len(self._readers)

    def read(self) -> bool:
        """Take in who wants to join; whether somebody did who had not been reading."""
        joined = False
        for incoming in receive(self.socket, _MAX_PER_TURN):
            joined |= self._join(incoming)
        return joined

    def _join(self, incoming: Incoming) -> bool:
        identity = incoming.identity
        try:
            message = codec.decode_client(incoming.body)
        except WireError as error:
            self._refuse(identity, error.code)
            return False
        if not isinstance(message, m.Join):
            self._refuse(identity, Code.WRONG_SOCKET)
            return False
        known = self._by_ticket.get(message.ticket) == identity
        self._forget(identity)
        refused = self._readings.refusal(message.ticket, incoming.key, self._right)
        if refused is not None:
            self._refuse(identity, refused)
            return False
        self._forget(self._by_ticket.get(message.ticket, b""))
        if len(self._readers) >= self._most:
            self._forget_ended()
        if len(self._readers) >= self._most:
            self._refuse(identity, Code.BUSY)
            return False
        self._readers[identity] = _Reader(message.ticket, frozenset(message.topics))
        self._by_ticket[message.ticket] = identity
        return self._send(identity, codec.encode(m.Joined(seq=self._seq()))) and not known

    def publish(self, frame: bytes, topic: str = "") -> None:
        """Send to every reader whose session goes on (and who wants the topic)."""
        is_good = self._readings.is_good
        for_all = shared(frame)
        for identity, reader in list(self._readers.items()):
            if not is_good(reader.ticket):
                self._forget(identity)
            elif not reader.topics or not topic or topic in reader.topics:
                self._send(identity, for_all)

    def _send(self, identity: bytes, frame: bytes | zmq.Frame) -> bool:
        sent = send(self.socket, identity, frame)
        if sent is None:
            self._forget(identity)
        elif not sent:
            self.lost += 1  # full: the reader will see the gap
        return bool(sent)

    def _forget(self, identity: bytes) -> None:
        reader = self._readers.pop(identity, None)
        if reader is not None:
            del self._by_ticket[reader.ticket]

    def _forget_ended(self) -> None:
        """Where nothing is published for long, nobody has looked who is gone."""
        for identity, reader in list(self._readers.items()):
            if not self._readings.is_good(reader.ticket):
                self._forget(identity)

    def _refuse(self, identity: bytes, code: Code) -> None:
        self._send(identity, refusal("", code))
