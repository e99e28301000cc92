"""A journal in memory: the `Store` port for headless drills, whose journal is exported when the run ends.

One thread. What is kept is what a journal on disk would hold; nothing survives the process unless it is exported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from backend_stub.hub.clock import ClockMark
from backend_stub.hub.ports import AnswerKey, Batch, EventRow, StoredSnapshot, Tail
from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import Recorded
from console.journal.chain import GENESIS
from console.journal.file_format import Entry
from console.journal.upcasters import read_event


class MemoryStore:
    """Keeps what is committed; see `Store` for the methods."""

    def __init__(self) -> None:
        self._events: list[EventRow] = []
        self._looks: tuple[int, bytes] = (0, GENESIS)
        self._answers: dict[AnswerKey, bytes] = {}
        self._keys: dict[str, bytes] = {}
        self._mark: ClockMark | None = None
        self._snapshot: tuple[int, StoredSnapshot] | None = None

    def tail(self) -> Tail:
        """The end of both chains."""
        last = self._events[-1] if self._events else None
        return Tail(last.entry.seq if last else 0, last.chain if last else GENESIS, *self._looks)

    def clock_mark(self) -> ClockMark | None:
        """The newest mark, or that of the last event when that is later."""
        if not self._events:
            return self._mark
        last = ClockMark(self._events[-1].entry.t_ms, self._events[-1].utc_ms)
        return last if self._mark is None or last.t_ms > self._mark.t_ms else self._mark

    def prepare(self, batch: Batch) -> None:
        """Nothing can go wrong here."""

    def finish(self, batch: Batch) -> None:
        """Keep the batch."""
        self._events += batch.events
        if batch.looks:
            self._looks = (batch.looks[-1].look.n, batch.looks[-1].chain)
        self._answers.update({(row.seat, row.id): row.body for row in batch.answers})
        self._keys.update({row.key_id: row.wrapped for row in batch.keys})
        for key_id in batch.erased_keys:
            self._keys.pop(key_id, None)
        self._mark = batch.clock or self._mark

    def read_answers(self, keys: Iterable[AnswerKey]) -> dict[AnswerKey, bytes]:
        """The kept answers among these."""
        return {key: self._answers[key] for key in keys if key in self._answers}

    def read_events(self, first: int, last: int) -> Iterator[Recorded]:
        """Events first..last; sequence numbers have no holes."""
        for row in islice(self._events, max(first - 1, 0), max(last, 0)):
            entry = row.entry
            yield Recorded(
                seq=entry.seq,
                t_ms=entry.t_ms,
                stamp=Stamp(actor=entry.actor, role=Role(entry.role), seat=entry.seat),
                event=read_event(entry.type, entry.version, entry.body),
                version=entry.version,
            )

    def read_key(self, key_id: str) -> bytes | None:
        """A wrapped key."""
        return self._keys.get(key_id)

    def read_snapshot(self, fold_version: int, at_seq: int = -1) -> StoredSnapshot | None:
        """The newest snapshot."""
        if self._snapshot is None or self._snapshot[0] != fold_version:
            return None
        found = self._snapshot[1]
        return found if at_seq < 0 or found.seq <= at_seq else None

    def write_snapshot(self, fold_version: int, snapshot: StoredSnapshot) -> None:
        """Keep a snapshot."""
        self._snapshot = (fold_version, snapshot)

    def entries(self) -> Iterator[Entry]:
        """Everything as an exported journal holds it."""
        for row in self._events:
            e = row.entry
            yield Entry(e.seq, e.t_ms, e.type, e.version, e.actor, e.role, e.seat, e.body, row.chain)
