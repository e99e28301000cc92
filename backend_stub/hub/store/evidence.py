"""Reading a journal as evidence: raw links of both chains and signed checkpoints, as stored. Any thread, read only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from console.domain.base.roles import Stream
from console.journal.chain import LookLink
from console.journal.checkpoint import Checkpoint, SignedCheckpoint
from console.journal.errors import NotAJournalError
from console.journal.file_format import Entry

from . import schema
from .opening import JOURNAL_FILE, open_journal

PAGE: Final = 2_000


class JournalEvidence:
    """A journal database opened for reading; a hub may be running on it."""

    def __init__(self, path: Path) -> None:
        """`path` is the database or the data directory; raises JournalError."""
        self.path = path / JOURNAL_FILE if path.is_dir() else path
        self._engine: Engine = open_journal(self.path, read_only=True)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def journal_id(self) -> str:
        """The journal's random id."""
        with self._engine.connect() as connection:
            value = connection.execute(
                select(schema.meta.c.value).where(schema.meta.c.name == "journal_id")
            ).scalar()
        return value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")

    def counts(self) -> dict[str, int]:
        """Rows by table; those that an earlier version did not have are left out."""
        with self._engine.connect() as connection:
            there = set(inspect(connection).get_table_names())
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (
                    schema.events,
                    schema.answers,
                    schema.looks,
                    schema.report_keys,
                    schema.keyframes,
                )
                if table.name in there
            }

    def entries(self, stream: Stream = Stream.OPS) -> Iterator[Entry]:
        """Events of a stream as stored, in order; raises NotAJournalError where the database is broken."""
        columns, after = schema.events.c, -(2**62)
        while True:
            statement = (
                select(
                    columns.seq,
                    columns.t_ms,
                    columns.type,
                    columns.version,
                    columns.actor,
                    columns.role,
                    columns.seat,
                    columns.body,
                    columns.chain,
                )
                .where(columns.stream == stream.value, columns.seq > after)
                .order_by(columns.seq)
                .limit(PAGE)
            )
            try:
                with self._engine.connect() as connection:
                    rows = connection.execute(statement).all()
            except SQLAlchemyError as error:
                raise NotAJournalError(f"{self.path}: {error}") from error
            if not rows:
                return
            for row in rows:
                yield Entry(*row)
            after = rows[-1].seq

    def looks(self) -> Iterator[tuple[LookLink, bytes]]:
        """Audited looks as stored, in order, with their links."""
        names = LookLink.__struct_fields__
        columns, after = schema.looks.c, -(2**62)
        while True:
            try:
                with self._engine.connect() as connection:
                    rows = connection.execute(
                        select(*(columns[name] for name in names), columns.chain)
                        .where(columns.n > after)
                        .order_by(columns.n)
                        .limit(PAGE)
                    ).all()
            except SQLAlchemyError as error:
                raise NotAJournalError(f"{self.path}: {error}") from error
            if not rows:
                return
            for row in rows:
                yield LookLink(*row[:-1]), bytes(row[-1])
            after = rows[-1].n

    def checkpoints(self) -> list[SignedCheckpoint]:
        """All signed checkpoints."""
        columns = schema.checkpoints.c
        journal_id = self.journal_id
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.checkpoints).order_by(columns.stream, columns.seq)).all()
        return [
            SignedCheckpoint(
                Checkpoint(journal_id, row.stream, row.seq, row.root, row.utc_ms),
                row.signature,
                row.public_key,
            )
            for row in rows
        ]
