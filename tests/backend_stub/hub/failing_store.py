"""The journal in memory that can be told to fail, and that tells what came: for tests of the core and the desks."""

from __future__ import annotations

from collections.abc import Iterable

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.ports import AnswerKey, Batch, StoreError, Tail


class FailingStore(MemoryStore):
    """Keeps committed batches as they came. `fail_prepare`, `fail_finish` and `fail_read`: StoreError from then on."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[Batch] = []
        self.fail_prepare = self.fail_finish = self.fail_read = False
        self.lookups = 0
        self._prepared: Batch | None = None

    @property
    def answers(self) -> dict[AnswerKey, bytes]:
        """What is kept for good."""
        return self._answers

    @property
    def keys(self) -> dict[str, bytes]:
        """Wrapped keys of reports that are not erased."""
        return self._keys

    def read_key(self, key_id: str) -> bytes | None:
        """As the journal has it."""
        if self.fail_read:
            raise StoreError("cannot be read")
        return super().read_key(key_id)

    def tail(self) -> Tail:
        """As the journal has it."""
        if self.fail_read:
            raise StoreError("cannot be read")
        return super().tail()

    def prepare(self, batch: Batch) -> None:
        """Begin."""
        super().prepare(batch)
        if self.fail_prepare:
            raise StoreError("disk full")
        self._prepared = batch

    def finish(self, batch: Batch) -> None:
        """Keep what was prepared, and nothing else."""
        self._must_be_open()
        assert self._prepared is batch
        self._prepared = None
        if self.fail_finish:
            raise StoreError("disk full")
        self.batches.append(batch)
        super().finish(batch)

    def read_answers(self, keys: Iterable[AnswerKey]) -> dict[AnswerKey, bytes]:
        """As the journal has them."""
        if self.fail_read:
            raise StoreError("cannot be read")
        self.lookups += 1
        return super().read_answers(keys)
