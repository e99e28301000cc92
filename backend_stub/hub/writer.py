"""The writer: one thread that waits for the disk, so that deciding goes on meanwhile. Owned by the service.

Only the commit runs here. The rows are written on the main thread before: SQLite's driver lets go of the interpreter at
every row, and each time it would wait for a busy main thread to give it back.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from .ports import Batch, Store, StoreError

_log = logging.getLogger(__name__)


class Writer:
    """Finishes one prepared batch after the other. `done(batch, error)` is called on the writer's thread."""

    def __init__(self, store: Store, done: Callable[[Batch, str], None]) -> None:
        self._store = store
        self._done = done
        self._queue: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def put(self, batch: Batch) -> None:
        """Have a prepared batch committed. The owner keeps at most one here."""
        self._queue.put(batch)

    def stop(self) -> None:
        """Commit what was put, then end."""
        self._queue.put(None)
        self._thread.join(30.0)

    def _run(self) -> None:
        while (batch := self._queue.get()) is not None:
            error = ""
            try:
                self._store.finish(batch)
            except StoreError as failure:
                error = str(failure) or "failed"
                _log.error("the store did not commit: %s", error)
            except Exception as failure:  # noqa: BLE001 - a bug in the store must refuse, not answer
                error = repr(failure)
                _log.exception("the store did not commit")
            self._done(batch, error)
