"""Opening the databases: engine with SQLite's durable settings, format check, and the lock of one hub.

Any thread; used by the store, the access list and the journal's command line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, inspect, select
from sqlalchemy.exc import DBAPIError

from console.journal.errors import NewerJournalError, NotAJournalError

from . import schema

JOURNAL_FILE: Final = "journal.db"
ACCESS_FILE: Final = "access.db"
LOCK_FILE: Final = "hub.lock"
BUSY_MS: Final = 5_000
"""How long a writer waits for another one, unless it says otherwise."""


class HubRunsAlreadyError(Exception):
    """Another hub has this journal open."""


LOG_PAGES: Final = 16_000
"""A commit that makes the write-ahead log longer empties it by itself (64 MiB); `LogMover` sees to it that mostly none
does, and that there is little left to do."""


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on a SQLite file: WAL, an fsync for each commit, deleted bytes overwritten, short waits for locks."""
    if read_only:
        fixed = "&immutable=1" if is_fixed(path) else ""
        url = f"sqlite+pysqlite:///file:{path.as_posix()}?mode=ro{fixed}&uri=true"
    else:
        url = f"sqlite+pysqlite:///{path.as_posix()}"
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        if not read_only:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
        cursor.execute("PRAGMA cache_size=-32768")
        cursor.close()

    return engine


def is_fixed(path: Path) -> bool:
    """Whether nobody can write beside this database (a read-only medium): SQLite must not look for its locks there.

    Nothing then reads its write-ahead log either: where there is one, it has to be copied first.
    """
    return not os.access(path.parent, os.W_OK)


def log_of(path: Path) -> Path:
    """Where SQLite keeps a database's write-ahead log."""
    return path.with_name(path.name + "-wal")


def open_journal(path: Path, *, read_only: bool = False) -> Engine:
    """The journal's engine, its tables made where the file is new.

    Raises NotAJournalError, or NewerJournalError when a later version of Muster has written it.
    """
    if read_only and not path.is_file():
        raise NotAJournalError(f"{path}: there is no such file")
    engine = open_engine(path, read_only=read_only)
    try:
        with engine.begin() as connection:
            if inspect(connection).has_table("meta"):
                value = connection.execute(
                    select(schema.meta.c.value).where(schema.meta.c.name == "format")
                ).scalar()
                found = int(value) if value is not None else 0
                if found > schema.JOURNAL_FORMAT:
                    raise NewerJournalError(found, schema.JOURNAL_FORMAT)
                if not read_only:
                    _create(connection, schema.journal)  # what an earlier version did not have
                    if found < schema.JOURNAL_FORMAT:
                        _put_format(connection)
            elif read_only:
                raise NotAJournalError(f"{path} is no journal of Muster")
            else:
                _create(connection, schema.journal)
                _put_format(connection)
    except (DBAPIError, ValueError) as error:
        engine.dispose()
        raise NotAJournalError(f"{path} cannot be opened as a journal: {error}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_access(path: Path) -> Engine:
    """The access list's engine, its tables made where the file is new; only its owner may read the file."""
    engine = open_engine(path)
    with engine.begin() as connection:
        _create(connection, schema.access)
    make_private(path)
    return engine


class ChangeMark:
    """Says whether a SQLite file was changed by any other connection, of this process or another. One thread."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()

    def read(self) -> int:
        """Another number than before after every change; takes some microseconds. Raises SQLite's own errors."""
        cursor = self._connection.cursor()
        try:
            return int(cursor.execute("PRAGMA data_version").fetchone()[0])
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def _create(connection: Any, metadata: MetaData) -> None:
    """Tables and indexes that are not there yet, also indexes of tables that are. Caches of an earlier layout go."""
    if metadata is schema.journal and inspect(connection).has_table(schema.keyframes.name):
        there = {column["name"] for column in inspect(connection).get_columns(schema.keyframes.name)}
        if not there.issuperset(schema.keyframes.columns.keys()):
            schema.keyframes.drop(connection)
    metadata.create_all(connection)
    for table in metadata.tables.values():
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _put_format(connection: Connection) -> None:
    connection.execute(schema.meta.delete().where(schema.meta.c.name == "format"))
    connection.execute(schema.meta.insert().values(name="format", value=str(schema.JOURNAL_FORMAT).encode()))


def make_private(path: Path) -> None:
    """Owner only, where the system has such modes."""
    try:
        path.chmod(0o600)
    except OSError:
        pass


class HubLock:
    """An exclusive lock on a data directory, held while open; gone with the process, however it ends."""

    def __init__(self, directory: Path) -> None:
        """Raises HubRunsAlreadyError when another process holds it."""
        self._file = (directory / LOCK_FILE).open("a+b")
        try:
            _lock(self._file.fileno())
        except OSError:
            self._file.seek(0)
            holder = self._file.read(20).decode("ascii", "replace").strip()
            self._file.close()
            raise HubRunsAlreadyError(
                f"{directory} is in use by another hub (process {holder or 'unknown'}): stop it, or give another --data"
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()).encode())
        self._file.flush()

    def close(self) -> None:
        """Let go."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 1024, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
