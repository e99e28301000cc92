"""The writer's thread."""

from __future__ import annotations

import queue
import time

import pytest

from backend_stub.hub.ports import AnswerRow, Batch
from backend_stub.hub.writer import INLINE_BELOW_S, Writer

from .failing_store import FailingStore


@pytest.mark.expects_log("did not commit")
def test_batches_come_back_in_order_with_what_went_wrong() -> None:
    store = FailingStore()
    done: queue.Queue[tuple[Batch, str]] = queue.Queue()
    writer = Writer(store, lambda batch, error: done.put((batch, error)))
    first, second = Batch(answers=[AnswerRow("A", "1", 0, b"")]), Batch(answers=[AnswerRow("A", "2", 0, b"")])
    store.prepare(first)
    writer.put(first)
    assert done.get(timeout=10) == (first, "")
    store.prepare(second)
    store.fail_finish = True
    writer.put(second)
    assert done.get(timeout=10) == (second, "disk full")
    writer.stop()
    assert store.batches == [first]


def test_disk_that_became_slow_is_left_to_the_thread() -> None:
    class SlowStore(FailingStore):
        def finish(self, batch: Batch) -> None:
            time.sleep(INLINE_BELOW_S * 6)
            super().finish(batch)

    store = SlowStore()
    writer = Writer(store, lambda batch, error: None)
    before = writer.is_quick
    batch = Batch(answers=[AnswerRow("A", "1", 0, b"")])
    store.prepare(batch)
    assert writer.finish(batch) == ""
    assert (before, writer.is_quick) == (True, False)
    writer.stop()
