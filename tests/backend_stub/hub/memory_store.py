"""A store in memory that can be told to fail: implements the `Store` port for tests of the core and the desks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend_stub.hub.clock import ClockMark
from backend_stub.hub.ports import AnswerKey, Batch, StoredSnapshot, StoreError, Tail
from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import Recorded
from console.journal.chain import GENESIS
from console.journal.upcasters import read_event


class MemoryStore:
    """Keeps committed batches. `fail_prepare`, `fail_finish`, `fail_read`: raise StoreError from then on."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.answers: dict[AnswerKey, bytes] = {}
        self.keys: dict[str, bytes] = {}
        self.snapshots: dict[int, StoredSnapshot] = {}
        self.fail_prepare = self.fail_finish = self.fail_read = False
        self.lookups = 0
        self._prepared: Batch | None = None

    def tail(self) -> Tail:
        """The end of both chains."""
        if self.fail_read:
            raise StoreError("cannot be read")
        events = [row for batch in self.batches for row in batch.events]
        looks = [row for batch in self.batches for row in batch.looks]
        return Tail(
            seq=events[-1].entry.seq if events else 0,
            chain=events[-1].chain if events else GENESIS,
            looks=looks[-1].look.n if looks else 0,
            look_chain=looks[-1].chain if looks else GENESIS,
        )

    def clock_mark(self) -> ClockMark | None:
        """The newest mark."""
        marks = [batch.clock for batch in self.batches if batch.clock is not None]
        return marks[-1] if marks else None

    def prepare(self, batch: Batch) -> None:
        """Begin."""
        if self.fail_prepare:
            raise StoreError("disk full")
        self._prepared = batch

    def finish(self, batch: Batch) -> None:
        """Keep."""
        assert self._prepared is batch
        self._prepared = None
        if self.fail_finish:
            raise StoreError("disk full")
        self.batches.append(batch)
        self.answers.update({(row.seat, row.id): row.body for row in batch.answers})
        self.keys.update({row.key_id: row.wrapped for row in batch.keys})
        for key_id in batch.erased_keys:
            self.keys.pop(key_id, None)

    def read_answers(self, keys: Iterable[AnswerKey]) -> dict[AnswerKey, bytes]:
        """The kept answers among these."""
        if self.fail_read:
            raise StoreError("cannot be read")
        self.lookups += 1
        return {key: self.answers[key] for key in keys if key in self.answers}

    def read_events(self, first: int, last: int) -> Iterator[Recorded]:
        """Events first..last."""
        for batch in self.batches:
            for row in batch.events:
                entry = row.entry
                if first <= entry.seq <= last:
                    yield Recorded(
                        seq=entry.seq,
                        t_ms=entry.t_ms,
                        stamp=Stamp(actor=entry.actor, role=Role(entry.role), seat=entry.seat),
                        event=read_event(entry.type, entry.version, entry.body),
                        version=entry.version,
                    )

    def read_key(self, key_id: str) -> bytes | None:
        """A wrapped key."""
        return self.keys.get(key_id)

    def read_snapshot(self, fold_version: int, at_seq: int = -1) -> StoredSnapshot | None:
        """The newest snapshot."""
        found = self.snapshots.get(fold_version)
        return found if found is not None and (at_seq < 0 or found.seq <= at_seq) else None

    def write_snapshot(self, fold_version: int, snapshot: StoredSnapshot) -> None:
        """Keep a snapshot."""
        self.snapshots[fold_version] = snapshot
