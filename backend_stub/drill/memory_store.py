"""A journal in memory: the `Store` port for headless drills, whose journal is exported when the run ends.

One thread. What is kept is what a journal on disk would hold; nothing survives `close`, nor the process, unless it is
exported before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from backend_stub.hub.clock import ClockMark
from backend_stub.hub.ports import (
    AnswerKey,
    Batch,
    EventRow,
    Keyframe,
    LookRow,
    StoreError,
    Tail,
    former_key,
)
from console.domain.base.roles import Stream
from console.domain.evolve import Recorded
from console.journal.chain import GENESIS
from console.journal.file_format import Entry
from console.journal.reader import recorded_of


class MemoryStore:
    """Keeps what is committed; see `Store` for the methods."""

    def __init__(self) -> None:
        self._events: dict[Stream, list[EventRow]] = {stream: [] for stream in Stream}
        self._looks: list[LookRow] = []
        self._answers: dict[AnswerKey, bytes] = {}
        self._keys: dict[str, bytes] = {}
        self._mark: ClockMark | None = None
        self._keyframes: dict[tuple[Stream, int], Keyframe] = {}
        self._closed = False

    def close(self) -> None:
        """What is not exported is gone; afterwards everything raises StoreError."""
        self._closed = True
        for rows in self._events.values():
            rows.clear()
        for kept in (self._looks, self._answers, self._keys, self._keyframes):
            kept.clear()

    def _must_be_open(self) -> None:
        if self._closed:
            raise StoreError("the store is closed")

    def tail(self) -> Tail:
        """The end of every chain."""
        self._must_be_open()
        ends = {
            stream: (rows[-1].entry.seq, rows[-1].chain) if rows else (0, GENESIS)
            for stream, rows in self._events.items()
        }
        last = self._looks[-1] if self._looks else None
        return Tail(ends, last.look.n if last else 0, last.chain if last else GENESIS)

    def clock_mark(self) -> ClockMark | None:
        """The newest mark, or that of the last event when that is later."""
        self._must_be_open()
        marks = [
            ClockMark(rows[-1].entry.t_ms, rows[-1].entry.utc_ms) for rows in self._events.values() if rows
        ]
        if self._mark is not None:
            marks.append(self._mark)
        return max(marks, key=lambda mark: mark.t_ms, default=None)

    def prepare(self, batch: Batch) -> None:
        """Nothing can go wrong here, but that the store is closed."""
        self._must_be_open()

    def finish(self, batch: Batch) -> None:
        """Keep the batch."""
        self._must_be_open()
        for row in batch.events:
            self._events[row.stream].append(row)
        self._looks += batch.looks
        self._answers.update({(row.seat, row.id): row.body for row in batch.answers})
        self._keys.update({row.key_id: row.wrapped for row in batch.keys})
        for key_id in batch.erased_keys:
            self._keys.pop(key_id, None)
        self._mark = batch.clock or self._mark

    def forget_erased(self) -> bool:
        """What is gone here is gone."""
        self._must_be_open()
        return True

    def read_answers(self, keys: Iterable[AnswerKey]) -> dict[AnswerKey, bytes]:
        """The kept answers among these."""
        self._must_be_open()
        return {key: self._answers[key] for key in keys if key in self._answers}

    def read_events(self, stream: Stream, first: int, last: int) -> Iterator[Recorded]:
        """Events first..last of a stream; sequence numbers have no holes."""
        self._must_be_open()
        for row in islice(self._events[stream], max(first - 1, 0), max(last, 0)):
            yield recorded_of(Entry.of(row.entry, row.chain))

    def read_key(self, key_id: str) -> bytes | None:
        """A wrapped key."""
        self._must_be_open()
        return self._keys.get(key_id)

    def find_former_key(self, call_id: str) -> str:
        """The id of the former key of a call's report."""
        self._must_be_open()
        return former_key((row.recorded for row in self._events[Stream.OPS]), call_id)

    def read_keyframe(
        self, stream: Stream, fold_version: int, *, at_seq: int = -1, at_ms: int = -1
    ) -> Keyframe | None:
        """The newest that is old enough."""
        self._must_be_open()
        good = [
            one
            for one in self._keyframes.values()
            if one.stream is stream
            and one.fold_version == fold_version
            and (at_seq < 0 or one.seq <= at_seq)
            and (at_ms < 0 or one.t_ms <= at_ms)
        ]
        return max(good, key=lambda one: one.seq, default=None)

    def write_keyframe(self, keyframe: Keyframe) -> None:
        """Keep one."""
        self._must_be_open()
        for other in [one for one in self._keyframes.values() if one.stream is keyframe.stream]:
            if other.fold_version != keyframe.fold_version:
                del self._keyframes[other.stream, other.seq]
        self._keyframes[keyframe.stream, keyframe.seq] = keyframe

    def has_signed_in(self, seat: str, user: str) -> bool:
        """Whether the audit holds a sign-in of this user at this seat."""
        self._must_be_open()
        return any(
            (row.look.what, row.look.seat, row.look.subject, row.look.result) == ("sign_in", seat, user, "ok")
            for row in self._looks
        )

    def entries(self, stream: Stream = Stream.OPS) -> Iterator[Entry]:
        """Everything of a stream as an exported journal holds it."""
        for row in self._events[stream]:
            yield Entry.of(row.entry, row.chain)
