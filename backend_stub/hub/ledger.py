"""One stream of a journal as the hub's core keeps it: its picture, its numbers, its chain, its hash. Core's thread.

The core has one for each stream and treats them alike; what is in a stream says its events (`Event.stream`), who may
read it says `console.domain.permissions`.
"""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.base.message import Stamp
from console.domain.base.roles import Stream
from console.domain.evolve import AnyEvent, Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import FOLD_VERSION, AnyPicture, encode_parts
from console.journal.chain import EventLink, encode_body, link
from console.journal.upcasters import version_of
from console.wire import codec

from .loading import load_picture
from .ports import EventRow, Keyframe, Store, Tail


class Ledger:
    """The present end of one stream. `kept_seq` is the number of the newest keyframe that is known to be stored."""

    def __init__(self, stream: Stream, store: Store, tail: Tail) -> None:
        """Load the picture at the end of the stored stream; raises StoreError."""
        self.stream = stream
        seq, self.chain = tail.ends[stream]
        self.picture: AnyPicture
        self.picture, self.kept_seq = load_picture(store, stream, seq)
        self.hash = PictureHash(self.picture)

    @property
    def seq(self) -> int:
        """Number of the last event."""
        return self.picture.seq

    def record(self, event: AnyEvent, stamp: Stamp, t_ms: int, utc_ms: int, command_id: str) -> EventRow:
        """Fold the event as the next one, and chain it. An exception leaves the picture half changed."""
        name = codec.tag_of(type(event))
        recorded = Recorded(
            seq=self.picture.seq + 1, t_ms=t_ms, stamp=stamp, event=event, version=version_of(name)
        )
        body = encode_body(event)
        self.hash.touch(evolve(self.picture, recorded))
        entry = EventLink(
            recorded.seq, t_ms, name, recorded.version, stamp.actor, stamp.role.value, stamp.seat, body
        )
        self.chain = link(self.chain, entry)
        return EventRow(self.stream, entry, self.chain, utc_ms, command_id, recorded)

    def fold(self, rows: Iterable[EventRow]) -> None:
        """Fold rows again that were recorded before, where they are not in the picture."""
        for row in rows:
            if row.stream is self.stream and row.entry.seq > self.picture.seq:
                self.fold_one(row)

    def fold_one(self, row: EventRow) -> None:
        """Fold the next row of this stream."""
        self.hash.touch(evolve(self.picture, row.recorded))
        self.chain = row.chain

    def keyframe(self) -> Keyframe:
        """The picture as it is, bound to chain and hash."""
        picture = self.picture
        return Keyframe(
            self.stream,
            FOLD_VERSION,
            picture.seq,
            picture.t_ms,
            self.chain,
            self.hash.hexdigest(),
            encode_parts(picture),
        )
