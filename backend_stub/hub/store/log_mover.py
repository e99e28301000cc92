"""Moves what was committed out of SQLite's write-ahead log into the database, on a thread of its own.

SQLite does it by itself within the commit that makes the log too long, and whoever commits waits: 16 ms of CPU and two
syncs of the disk, in which the hub would decide nothing. Here it is done before that, beside the commits (a PASSIVE
checkpoint takes no lock that a writer wants), so that what is left for such a commit is little. Owned by the store.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

_log = logging.getLogger(__name__)

ROWS: Final = 1_000
"""Rows between two movings: some 3,500 pages where every command is a commit of its own."""
TIMES: Final = 2
"""Each time: what is committed during the first is little, and when the second has it all the log begins anew."""


class LogMover:
    """`wrote` is called by whoever commits, one at a time; the thread begins when there is something to do."""

    def __init__(self, engine: Engine) -> None:
        """The engine stays its owner's, who stops this first."""
        self._engine = engine
        self._rows = 0
        self._due = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self.moving = threading.Lock()
        """Held while it is at work: nobody else can empty the log then."""

    def wrote(self, rows: int) -> None:
        """So many rows were committed."""
        self._rows += rows
        if self._rows < ROWS or self._engine.dialect.name != "sqlite":
            return
        self._rows = 0
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="log-mover", daemon=True)
            self._thread.start()
        self._due.set()

    def stop(self) -> None:
        """End the thread after what it is at; may be called twice."""
        self._stopping = True
        self._due.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._due.wait() and not self._stopping:
            self._due.clear()
            try:
                with self.moving, self._engine.connect() as connection:
                    for _ in range(TIMES):
                        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
            except (
                SQLAlchemyError
            ) as error:  # a full disk: commits say so themselves, and what is in the log is safe
                _log.warning("the log was not moved into the journal: %s", error)
