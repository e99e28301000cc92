"""Following one stream of a hub: in order, without gaps, each event once, across restarts. Link's thread only.

What is missing is asked of the catch-up socket, one request at a time; what comes is put in order by the sequencer and
handed to the sink. Nothing is followed before somebody may read: a following begins with the hub's `Joined`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

from console.domain.base.errors import SnapshotError
from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.domain.evolve import Recorded
from console.domain.picture import decode_stream, new_picture
from console.wire import messages as m
from console.wire.ids import new_id

from .sequencer import Sequencer, Wanted
from .view import LinkSink

_log = logging.getLogger(__name__)

ASK_AGAIN_NS: Final = 3_000_000_000
"""A request is made again when no part of its answer came for this long."""

_LATER = (Code.BUSY, Code.STORE_FAILED, Code.INTERNAL)

Ask = Callable[[m.GetSnapshot | m.GetEvents], object]


class Following:
    """One stream, from joining to leaving and on again."""

    def __init__(self, stream: Stream, sink: LinkSink, ask: Ask) -> None:
        self.stream = stream
        self._sink = sink
        self._ask = ask
        self._sequencer = Sequencer()
        self._ticket = ""
        self._parts: dict[int, bytes] = {}
        self._id = ""
        self._asked_ns = 0

    @property
    def seq(self) -> int:
        """Last event handed on; −1 before the first snapshot."""
        return self._sequencer.seq

    @property
    def is_current(self) -> bool:
        """Whether everything that is known to exist was handed on."""
        return self.seq >= 0 and self._sequencer.asking is None

    def begin(self, ticket: str, hub_seq: int, same_journal: bool, now_ns: int) -> None:
        """Joined: events after `hub_seq` come by themselves, those before are asked for."""
        self._ticket = ticket
        self._request(self._sequencer.begin(hub_seq, same_journal), now_ns)

    def leave(self) -> None:
        """The connection is gone, or nobody is signed in: expect nothing more. What was handed on stays."""
        self._ticket = self._id = ""
        self._parts.clear()
        self._sequencer.leave()

    def forget(self) -> None:
        """The person here now may not know what the one before could read: hand on an empty picture."""
        if self.seq >= 0:
            self._sequencer.forget()
            self._sink.on_snapshot(self.stream, new_picture(self.stream))

    def resync(self, now_ns: int) -> None:
        """What was handed on is not what the hub has: a fresh snapshot."""
        if self._ticket:
            self._request(self._sequencer.begin(0, same_journal=False), now_ns)

    def again_when_due(self, now_ns: int) -> None:
        """Ask once more when nothing came."""
        if self._ticket and self._sequencer.asking is not None and now_ns - self._asked_ns > ASK_AGAIN_NS:
            self._request(self._sequencer.asking, now_ns)

    # -- what comes ----------------------------------------------------------------------------------------------------

    def on_events(self, events: Sequence[Recorded], now_ns: int) -> None:
        """Live events, from the stream's socket."""
        if self._ticket:
            self._hand_on(self._sequencer.on_events(events))
            self._request(self._sequencer.gap(), now_ns)

    def on_beat(self, seq: int, now_ns: int) -> None:
        """The hub stands at `seq`: what never came is asked for."""
        if self._ticket:
            self._request(self._sequencer.gap(seq), now_ns)

    def on_caught(self, message: m.SnapshotPart | m.EventsPart | m.Refused, now_ns: int) -> bool:
        """An answer of the catch-up socket; False for an answer to another request, or to an earlier one."""
        if not self._id or message.id != self._id:
            return False
        self._asked_ns = now_ns
        match message:
            case m.SnapshotPart():
                self._on_snapshot_part(message)
            case m.EventsPart():
                self._hand_on(self._sequencer.on_events(message.events))
                if message.last_part:
                    self._sequencer.on_caught_up()
            case m.Refused():
                _log.warning("catch-up refused: %s", message.code)
                if message.code not in _LATER:
                    self._sequencer.only_a_snapshot_helps()
                return True  # asked for when it is due again
        if self._sequencer.asking is None:
            self._request(self._sequencer.gap(), now_ns)
        return True

    def _on_snapshot_part(self, part: m.SnapshotPart) -> None:
        self._parts[part.part] = part.body
        if len(self._parts) < part.parts:
            return
        body = b"".join(self._parts[number] for number in sorted(self._parts))
        self._parts.clear()
        try:
            picture = decode_stream(self.stream, body)
        except SnapshotError as error:
            _log.error("the hub's snapshot cannot be read: %s", error)
            return  # asked for again when it is due
        self._sink.on_snapshot(self.stream, picture)
        self._hand_on(self._sequencer.on_snapshot(picture.seq))

    def _hand_on(self, ready: list[Recorded]) -> None:
        if ready:
            self._sink.on_events(self.stream, ready)

    def _request(self, wanted: Wanted | None, now_ns: int) -> None:
        """Ask for a snapshot or for events; what came of an earlier request is forgotten."""
        if wanted is None:
            return
        self._id = new_id()
        self._asked_ns = now_ns
        self._parts.clear()
        if wanted.first < 0:
            self._ask(m.GetSnapshot(id=self._id, ticket=self._ticket, stream=self.stream))
        else:
            self._ask(
                m.GetEvents(
                    id=self._id, ticket=self._ticket, stream=self.stream, first=wanted.first, last=wanted.last
                )
            )
