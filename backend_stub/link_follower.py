"""Following the events of a hub: in order, without gaps, each once. Pure but for the frames it sends; one thread."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Final

from console.domain.evolve import Recorded, evolve
from console.domain.picture import Picture, decode_picture
from console.wire import codec
from console.wire import messages as m

_log = logging.getLogger(__name__)

MAX_WAITING_EVENTS: Final = 50_000
"""Live events kept while a gap is filled; more are fetched again afterwards."""
FAR_BEHIND: Final = 20_000
"""So many events behind, a snapshot is quicker than the events."""
ASK_AGAIN_S: Final = 5.0
"""What was asked for and did not bring anything for so long is asked for again."""


class Follower:
    """Folds what follows; asks for what is missing through the `ask` of the present connection."""

    def __init__(self, folded: Callable[[Picture, list[Recorded]], None] | None) -> None:
        """`folded(picture, events)` is called after each step; with no events after a snapshot."""
        self.picture = Picture()
        self._folded = folded
        self._ask: Callable[[bytes], object] | None = None
        self._catching_up = False
        self._asked_id = ""
        self._heard_s = 0.0
        self._parts: list[bytes] = []
        self._waiting: list[Recorded] = []

    def begin(self, ask: Callable[[bytes], object]) -> None:
        """A new connection: whatever was asked on the old one will not be answered."""
        self._ask = ask
        self._catching_up = False
        self._waiting = []

    def forget(self) -> None:
        """Another journal: start from nothing."""
        self.picture = Picture()

    def heard_of(self, seq: int) -> None:
        """The hub has published up to `seq`: ask for what is missing."""
        if self._ask is None or seq <= self.picture.seq:
            return
        now_s = time.monotonic()
        if self._catching_up and now_s - self._heard_s < ASK_AGAIN_S:
            return
        self._catching_up = True
        self._heard_s = now_s
        self._asked_id = secrets.token_hex(8)
        self._parts = []
        message: m.GetSnapshot | m.GetEvents
        if self.picture.seq == 0 or seq - self.picture.seq > FAR_BEHIND:
            message = m.GetSnapshot(id=self._asked_id)
        else:
            message = m.GetEvents(id=self._asked_id, first=self.picture.seq + 1, last=seq)
        self._ask(codec.encode(message))

    def take(self, events: Sequence[Recorded]) -> None:
        """Live events: fold what follows, keep what is behind a gap and ask for the gap."""
        if self._catching_up:
            if len(self._waiting) < MAX_WAITING_EVENTS:
                self._waiting += events
            return
        new = [recorded for recorded in events if recorded.seq > self.picture.seq]
        if not new:
            return
        if new[0].seq != self.picture.seq + 1:
            self._waiting += new
            self.heard_of(new[0].seq - 1)
            return
        self._fold(new)

    def caught(self, message: m.HubMessage) -> None:
        """What the catch-up socket brought; answers to what was asked for before are late and dropped."""
        if getattr(message, "id", "") not in ("", self._asked_id):
            return
        self._heard_s = time.monotonic()
        match message:
            case m.SnapshotPart():
                self._parts.append(message.body)
                if len(self._parts) == message.parts:
                    self.picture = decode_picture(b"".join(self._parts))
                    if self._folded is not None:
                        self._folded(self.picture, [])
                    self._caught_up()
            case m.EventsPart():
                new = [recorded for recorded in message.events if recorded.seq > self.picture.seq]
                if new:
                    self._fold(new)
                if message.last_part:
                    self._caught_up()
            case m.Refused():
                _log.warning("catch-up refused: %s", message.code)
                self._catching_up = False  # the next heartbeat asks again
            case _:
                _log.warning("catch-up sent %s", type(message).__name__)

    def _caught_up(self) -> None:
        self._catching_up = False
        waiting, self._waiting = self._waiting, []
        self.take(waiting)

    def _fold(self, events: list[Recorded]) -> None:
        for recorded in events:
            evolve(self.picture, recorded)
        if self._folded is not None:
            self._folded(self.picture, events)
