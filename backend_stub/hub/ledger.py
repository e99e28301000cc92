"""Streams of a journal as the hub keeps them: picture, numbers, chain, hash. Each object belongs to one thread.

The core has a ledger for each stream and treats them alike: an event says which stream it is in (`Event.stream`), and
`console.domain.permissions` who may read it. The catch-up thread has copies of its own in a keeper, which folds what
was published and keeps keyframes of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

import msgspec

from console.domain.base.errors import DomainError, SnapshotError
from console.domain.base.message import Stamp
from console.domain.base.roles import Stream
from console.domain.calls.leaving import LeavingCalls
from console.domain.evolve import AnyEvent, Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import (
    FOLD_VERSION,
    AnyPicture,
    Parts,
    Picture,
    decode_stream,
    join_parts,
    new_picture,
)
from console.journal.chain import EventLink, encode_body, link
from console.journal.errors import EditedJournalError
from console.journal.upcasters import version_of
from console.wire import codec

from .ports import EventRow, Keyframe, Store, StoreError, Tail

_log = logging.getLogger(__name__)

KEYFRAME_EVERY: Final = 4_000
"""Events between two keyframes of a stream: at most this many are folded to reach any past second."""


class Ledger:
    """The present end of one stream. `kept_seq` is the number of the newest keyframe that is known to be stored."""

    def __init__(self, stream: Stream, store: Store, tail: Tail) -> None:
        """Load the picture at the end of the stored stream; raises StoreError."""
        self.stream = stream
        seq, self.chain = tail.ends[stream]
        self.picture: AnyPicture
        self.picture, self.kept_seq = _load_picture(store, stream, seq)
        self.hash = PictureHash(self.picture)
        self.leaving = LeavingCalls(self.picture) if isinstance(self.picture, Picture) else None
        self._parts = Parts(self.picture)

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
        self._evolve(recorded)
        entry = EventLink(
            recorded.seq,
            t_ms,
            name,
            recorded.version,
            stamp.actor,
            stamp.role.value,
            stamp.seat,
            body,
            utc_ms,
            command_id,
        )
        self.chain = link(self.chain, entry)
        return EventRow(self.stream, entry, self.chain, recorded)

    def fold(self, rows: Iterable[EventRow]) -> None:
        """Fold rows again that were recorded before, where they are not in the picture."""
        for row in rows:
            if row.stream is self.stream and row.entry.seq > self.picture.seq:
                self.fold_one(row)

    def fold_one(self, row: EventRow) -> None:
        """Fold the next row of this stream."""
        self._evolve(row.recorded)
        self.chain = row.chain

    def _evolve(self, recorded: Recorded) -> None:
        keys = evolve(self.picture, recorded)
        self.hash.touch(keys)
        if self.leaving is not None:
            self.leaving.touch(keys)

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
            self._parts.encode(),
        )

    def snapshot(self) -> bytes:
        """The picture as it is, for who begins with it."""
        return join_parts(self._parts.encode())


class Keeper:
    """Folds rows in the order they were published.

    A keyframe is kept after every `every` events of a stream, counted from the newest stored one. So no past moment is
    further than that from a keyframe, whatever the batches were and whenever the hub was killed.
    """

    def __init__(self, store: Store, ledgers: Iterable[Ledger], *, every: int = KEYFRAME_EVERY) -> None:
        """`ledgers` are private copies at the last published events."""
        self._store = store
        self._ledgers = {ledger.stream: ledger for ledger in ledgers}
        self._every = every

    def picture(self, stream: Stream) -> AnyPicture:
        """A stream's picture after all that was folded."""
        return self._ledgers[stream].picture

    def snapshot(self, stream: Stream) -> bytes:
        """That picture's snapshot."""
        return self._ledgers[stream].snapshot()

    def fold(self, rows: Iterable[EventRow]) -> None:
        """Fold those that are not in the pictures yet; keep a keyframe where one is due, also within a batch."""
        for row in rows:
            ledger = self._ledgers[row.stream]
            if row.entry.seq > ledger.seq:
                ledger.fold_one(row)
                if ledger.seq - ledger.kept_seq >= self._every:
                    self._keep(ledger)

    def _keep(self, ledger: Ledger) -> None:
        ledger.kept_seq = ledger.seq  # also when it fails: the next try is as far away as the next keyframe
        try:
            self._store.write_keyframe(ledger.keyframe())
        except StoreError as error:
            _log.warning("no keyframe kept: %s", error)


def _load_picture(store: Store, stream: Stream, last_seq: int) -> tuple[AnyPicture, int]:
    """The picture at `last_seq`: the newest keyframe of this fold version, and the events after it; which keyframe.

    Raises StoreError, and EditedJournalError for an event that cannot be folded.
    """
    kept = store.read_keyframe(stream, FOLD_VERSION, at_seq=last_seq)
    picture = new_picture(stream)
    if kept is not None:
        try:
            picture = decode_stream(stream, join_parts(kept.parts))
        except (
            SnapshotError,
            KeyError,
            msgspec.MsgspecError,
        ):  # keyframes are caches: the events say the same
            _log.warning("the keyframe at %d cannot be read: folding from the beginning", kept.seq)
    kept_seq = picture.seq
    for recorded in store.read_events(stream, picture.seq + 1, last_seq):
        try:
            evolve(picture, recorded)
        except (DomainError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise EditedJournalError(recorded.seq, f"does not fit what stands before it: {error}") from error
    return picture, kept_seq
