"""Asking the hub for what is missing and putting the parts together. Session thread only."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from console.domain.picture import decode_picture
from console.wire import messages as m

from .port import SessionSink
from .sequencer import Sequencer, Wanted

ASK_AGAIN_NS = 3_000_000_000
"""A request without any part for so long is made again."""


class CatchUp:
    """One request at a time; snapshots and events go to the sink through the sequencer."""

    def __init__(
        self,
        sequencer: Sequencer,
        sink: SessionSink,
        send: Callable[[m.GetSnapshot | m.GetEvents], object],
    ) -> None:
        self._sequencer = sequencer
        self._sink = sink
        self._send = send
        self._parts: dict[int, bytes] = {}
        self._id = ""
        self._asked_ns = 0

    def request(self, wanted: Wanted, now_ns: int) -> None:
        """Ask for a snapshot or for events; what came of an earlier request is forgotten."""
        self._id = uuid.uuid4().hex
        self._asked_ns = now_ns
        self._parts.clear()
        if wanted.first < 0:
            self._send(m.GetSnapshot(id=self._id))
        else:
            self._send(m.GetEvents(id=self._id, first=wanted.first, last=wanted.last))

    def reset(self) -> None:
        """The connection is gone."""
        self._parts.clear()
        self._id = ""
        self._sequencer.on_caught_up()

    def again_when_due(self, now_ns: int) -> None:
        """Ask once more when nothing came."""
        if self._sequencer.asking is not None and now_ns - self._asked_ns > ASK_AGAIN_NS:
            self.request(self._sequencer.asking, now_ns)

    def on_refused(self, id_: str, now_ns: int) -> bool:
        """Whether this refusal was ours; then only a snapshot helps, asked for when it is due again."""
        if not id_ or id_ != self._id:
            return False
        self._sequencer.seq = -1
        self._sequencer.asking = Wanted(-1, -1)
        self._asked_ns = now_ns
        return True

    def on_snapshot_part(self, part: m.SnapshotPart, now_ns: int) -> bool:
        """True when the snapshot is whole and handed on. Raises SnapshotError when it cannot be read."""
        if part.id != self._id:
            return False
        self._asked_ns = now_ns
        self._parts[part.part] = part.body
        if len(self._parts) < part.parts:
            return False
        body = b"".join(self._parts[number] for number in sorted(self._parts))
        self._parts.clear()
        picture = decode_picture(body)
        seq = picture.seq
        self._sink.on_snapshot(picture)
        ready = self._sequencer.on_snapshot(seq)
        if ready:
            self._sink.on_events(ready)
        return True

    def on_events_part(self, part: m.EventsPart, now_ns: int) -> bool:
        """True when the last part of what was asked for was handed on; parts that others asked for go to the sink."""
        if part.id != self._id:
            self._sink.on_reply(part)
            return False
        self._asked_ns = now_ns
        ready = self._sequencer.on_events(part.events)
        if ready:
            self._sink.on_events(ready)
        if part.last_part:
            self._sequencer.on_caught_up()
        return part.last_part
