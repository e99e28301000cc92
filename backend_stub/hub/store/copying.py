"""A database copied as it is at one moment, and a journal cut after its good part. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from console.domain.base.roles import Stream
from console.journal.errors import NotAJournalError

from . import schema
from .opening import make_private, open_engine, open_journal


def copy_database(source: Path, target: Path) -> None:
    """One moment of a database that may be in use, its write-ahead log included, as one file.

    Raises NotAJournalError where it cannot be read or the copy not written.
    """
    reading, writing = open_engine(source, read_only=True), open_engine(target)
    # what the driver raises by itself, where SQLAlchemy does not stand between
    faults: tuple[type[Exception], ...] = (DBAPIError, reading.dialect.loaded_dbapi.Error)
    try:
        with closing(reading.raw_connection()) as old, closing(writing.raw_connection()) as new:
            into: Any = new.driver_connection
            there: Any = old.driver_connection
            there.backup(into)
            into.execute("PRAGMA journal_mode=DELETE")  # good on media that cannot be written
    except faults as error:
        raise NotAJournalError(f"{source} cannot be copied: {error}") from error
    finally:
        reading.dispose()
        writing.dispose()
    make_private(target)


def cut(path: Path, ends: Mapping[Stream, int]) -> None:
    """Leave of a journal each stream's events up to its end, and no kept pictures. Raises JournalError."""
    events = schema.events.c
    engine = open_journal(path)
    try:
        with engine.begin() as connection:
            for stream, seq in ends.items():
                outside = (events.seq > seq) | (events.seq < 1)
                connection.execute(delete(schema.events).where(events.stream == stream.value, outside))
            connection.execute(delete(schema.keyframes))
    finally:
        engine.dispose()
