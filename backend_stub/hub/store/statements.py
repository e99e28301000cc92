"""The two statements a hub runs most, compiled once: bulk insert, and answers by id. No ORM, no cache look-ups.

Portable: the text is compiled by SQLAlchemy for the engine's own dialect. The thread of the hub's core only.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Table, bindparam, insert, select

from backend_stub.hub.ports import AnswerKey

from . import schema

MOST_IDS = 512


class BulkInsert:
    """Many rows of one table at once, in the order of its columns, without the cost of a dictionary for each."""

    def __init__(self, engine: Engine, table: Table) -> None:
        compiled = insert(table).compile(engine)
        self._statement = compiled.string
        self._names = None if compiled.positional else [column.name for column in table.columns]

    def insert(self, connection: Connection, rows: list[tuple[object, ...]]) -> None:
        """Insert the rows; raises SQLAlchemyError."""
        if self._names is None:
            connection.exec_driver_sql(self._statement, rows)
        else:
            names = self._names
            connection.exec_driver_sql(self._statement, [dict(zip(names, row, strict=True)) for row in rows])


class FindAnswers:
    """Kept answers of many ids in one query, on a connection of its own that sees each commit."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._engine = engine
        self._statements: dict[int, tuple[str, bool]] = {}

    def find(self, keys: set[AnswerKey]) -> dict[AnswerKey, bytes]:
        """Those that are kept; raises SQLAlchemyError."""
        ids = [command_id for _, command_id in keys]
        found: dict[AnswerKey, bytes] = {}
        for start in range(0, len(ids), MOST_IDS):
            some = ids[start : start + MOST_IDS]
            size = 1 << (len(some) - 1).bit_length()  # few sizes, so that few statements are compiled
            some += some[-1:] * (size - len(some))
            text, positional = self._statement(size)
            given = tuple(some) if positional else {f"id{n}": value for n, value in enumerate(some)}
            for seat, command_id, body in self._connection.exec_driver_sql(text, given).all():
                if (seat, command_id) in keys:
                    found[seat, command_id] = body
        return found

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _statement(self, size: int) -> tuple[str, bool]:
        if size not in self._statements:
            answers = schema.answers.c
            names = [bindparam(f"id{n}", type_=answers.id.type) for n in range(size)]
            compiled = (
                select(answers.seat, answers.id, answers.body)
                .where(answers.id.in_(names))
                .compile(self._engine)
            )
            self._statements[size] = (compiled.string, bool(compiled.positional))
        return self._statements[size]
