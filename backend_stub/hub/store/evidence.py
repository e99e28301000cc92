"""Reading a journal as evidence: raw links of both chains and signed checkpoints, as stored. Any thread, read only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Select, func, inspect, select
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
        columns = schema.events.c
        wanted = select(*schema.LINKED, columns.chain).where(columns.stream == stream.value)
        for row in self._rows(wanted, columns.seq):
            yield Entry(*row)

    def looks(self) -> Iterator[tuple[LookLink, bytes]]:
        """Audited looks as stored, in order, with their links; raises NotAJournalError as `entries` does."""
        columns = schema.looks.c
        wanted = select(*(columns[name] for name in LookLink.__struct_fields__), columns.chain)
        for row in self._rows(wanted, columns.n):
            yield LookLink(*row[:-1]), bytes(row[-1])

    def _rows(self, wanted: Select[Any], number: ColumnElement[Any]) -> Iterator[Sequence[Any]]:
        """All rows, a page at a time, in the order of the column `number`, which is one of them."""
        after = -(2**62)
        while True:
            page = wanted.where(number > after).order_by(number).limit(PAGE)
            try:
                with self._engine.connect() as connection:
                    rows = connection.execute(page).all()
            except SQLAlchemyError as error:
                raise NotAJournalError(f"{self.path}: {error}") from error
            if not rows:
                return
            yield from rows
            after = rows[-1]._mapping[number]

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
