"""Sayings of the planner in one table of a small database beside the tracks, by SQLAlchemy Core.

One writer (the planner's thread); readers on any thread or in any process, also while it writes. Nothing waits for the
disk's own cache: a process that is killed loses nothing that was appended, a machine that loses power the newest rows.
The file grows to `most_bytes` and no further: from then on it is full as a disk is. Portable statements only.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from .sayings import SayingError, SayingRow

SAYINGS_FILE: Final = "sayings.db"
MOST_BYTES: Final = 4 << 30
"""About a hundred hours of a muster and thirty open incidents at once, at the most that the recorder writes."""
_PAGE_BYTES: Final = 4096

_metadata = sql.MetaData()

sayings = sql.Table(
    "sayings",
    _metadata,
    sql.Column("topic", sql.Text, primary_key=True),
    sql.Column("incident", sql.Text, primary_key=True),
    sql.Column("t_ms", sql.BigInteger, primary_key=True, autoincrement=False),
    sql.Column("number", sql.BigInteger, primary_key=True, autoincrement=False),
    sql.Column("body", sql.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


class SqlSayings:
    """A `SayingStore` in a directory."""

    def __init__(self, engine: sql.Engine) -> None:
        """Takes over the engine; `close` disposes of it."""
        self._engine = engine

    @classmethod
    def open(cls, directory: Path, *, most_bytes: int = MOST_BYTES) -> SqlSayings:
        """Make or go on with the sayings of a directory; raises SayingError."""
        engine = _engine(directory / SAYINGS_FILE, most_bytes)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            _metadata.create_all(engine)
        except (SQLAlchemyError, OSError) as error:
            engine.dispose()
            raise SayingError(f"{directory / SAYINGS_FILE} cannot be opened: {_words(error)}") from error
        return cls(engine)

    @classmethod
    def read(cls, directory: Path) -> SqlSayings:
        """Read only; raises SayingError where there is no such file."""
        path = directory / SAYINGS_FILE
        if not path.is_file():
            raise SayingError(f"{path}: there is no such file")
        return cls(_engine(path))

    def append(self, rows: Sequence[SayingRow]) -> None:
        """Keep all of them or none; raises SayingError."""
        order = operator.attrgetter("topic", "incident_id", "t_ms", "number", "body")
        values = [dict(zip(sayings.c.keys(), order(row), strict=True)) for row in rows]
        try:
            with self._engine.begin() as connection:
                connection.execute(sql.insert(sayings), values)
        except (SQLAlchemyError, OSError) as error:
            raise SayingError(_words(error)) from error

    def newest(self, topic: str, incident_id: str, t_ms: int) -> SayingRow | None:
        """The last of a topic and incident that was said at or before `t_ms`; raises SayingError."""
        column = sayings.c
        statement = (
            sql.select(column.t_ms, column.number, column.body)
            .where(column.topic == topic, column.incident == incident_id, column.t_ms <= t_ms)
            .order_by(column.t_ms.desc(), column.number.desc())
            .limit(1)
        )
        try:
            with self._engine.connect() as connection:
                row = connection.execute(statement).first()
        except (SQLAlchemyError, OSError) as error:
            raise SayingError(_words(error)) from error
        return None if row is None else SayingRow(row.t_ms, topic, incident_id, row.number, bytes(row.body))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _engine(path: Path, most_bytes: int = 0) -> sql.Engine:
    """`most_bytes` 0 = read only."""
    where = path.as_posix() if most_bytes else f"file:{path.as_posix()}?mode=ro&uri=true"
    arguments = {"timeout": 5.0, "check_same_thread": False}
    engine = sql.create_engine(f"sqlite+pysqlite:///{where}", connect_args=arguments)

    @sql.event.listens_for(engine, "connect")
    def _settings(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        if most_bytes:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.execute(f"PRAGMA max_page_count={most_bytes // _PAGE_BYTES}")
        cursor.close()

    return engine


def _words(error: Exception) -> str:
    """What the database itself says, without the statement."""
    cause = getattr(error, "orig", None)
    return str(cause if cause is not None else error)
