"""The writer: waits for the disk, on a thread of its own where the disk is slow. Owned by the service.

Of a batch only the commit is here. The rows are written on the main thread before: SQLite's driver lets go of the
interpreter at every row, and each time it would wait for a busy main thread to give it back.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Final

from .ports import Batch, Store, StoreError

_log = logging.getLogger(__name__)
INLINE_BELOW_S: Final = 0.002
"""A disk that syncs faster than this is waited for on the spot: two changes of threads would cost more."""


class Writer:
    """Finishes one prepared batch after the other. `done(batch, error)` is called on the writer's thread."""

    def __init__(self, store: Store, done: Callable[[Batch, str], None]) -> None:
        self._store = store
        self._done = done
        self._usual_s = 0.0
        self._queue: queue.SimpleQueue[Batch | Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def put(self, batch: Batch) -> None:
        """Have a prepared batch committed. The owner keeps at most one here."""
        self._queue.put(batch)

    def do(self, work: Callable[[], None]) -> None:
        """Have other work with the disk done on the thread, after what was put before; its errors are logged."""
        self._queue.put(work)

    @property
    def is_quick(self) -> bool:
        """Whether commits were quick of late, so that `finish` may be called instead of `put`."""
        return self._usual_s < INLINE_BELOW_S

    def finish(self, batch: Batch) -> str:
        """Commit a prepared batch here and now; "" or what went wrong."""
        start_s = time.perf_counter()
        try:
            self._store.finish(batch)
        except StoreError as failure:
            _log.error("the store did not commit: %s", failure)
            return str(failure) or "failed"
        except Exception as failure:  # noqa: BLE001 - a bug in the store must refuse, not answer
            _log.exception("the store did not commit")
            return repr(failure)
        self._usual_s += (time.perf_counter() - start_s - self._usual_s) * 0.2
        return ""

    def stop(self) -> None:
        """Commit and do what was put, then end."""
        self._queue.put(None)
        self._thread.join(30.0)

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            if isinstance(job, Batch):
                self._done(job, self.finish(job))
                continue
            try:
                job()
            except OSError as failure:
                _log.error("work with the disk failed: %s", failure)
