"""The journal on disk by SQLAlchemy Core: group commit, answers, keyframes, keys, looks.

One batch at a time: `prepare` on the thread of the core, `finish` on the writer thread or the same. Each read takes
a pooled connection of its own, so reads may come from any thread beside it. Portable statements only.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, Transaction, and_, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from backend_stub.hub.clock import ClockMark
from backend_stub.hub.ports import (
    FORMER_KEY_PREFIX,
    AnswerKey,
    Batch,
    EventRow,
    Keyframe,
    StoreError,
    Tail,
    former_key,
)
from console.domain.base.roles import Stream
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.journal.chain import GENESIS
from console.journal.file_format import Entry
from console.journal.reader import recorded_of
from console.wire import codec

from . import schema
from .keyframes import Keyframes
from .log_mover import LogMover
from .opening import BUSY_MS, JOURNAL_FILE, open_journal
from .statements import BulkInsert, FindAnswers

PAGE: Final = 1_000
MOVING_S: Final = 0.2
"""So long forgetting waits for the log that is just being moved; else it is tried again."""


class SqlStore:
    """A `Store` on one database."""

    def __init__(self, engine: Engine) -> None:
        """Takes over the engine; `close` disposes of it."""
        self.engine = engine
        self._events = BulkInsert(engine, schema.events)
        self._answers = BulkInsert(engine, schema.answers)
        self._keys = BulkInsert(engine, schema.report_keys)
        self._find_answers = FindAnswers(engine)
        self.keyframes = Keyframes(self._connected)
        self._mover = LogMover(engine)
        self._closed = False
        self._erased = True
        """Whether a file may still hold an erased key: after a kill nobody knows, so the first look empties the log."""
        self._writer: Connection = engine.connect()
        self._transaction: Transaction | None = None
        self.journal_id = self._identify()

    @classmethod
    def open(cls, directory: Path) -> SqlStore:
        """Open or make the journal of a data directory; raises JournalError."""
        return cls(open_journal(directory / JOURNAL_FILE))

    def close(self) -> None:
        """Close all connections, undoing what was not committed; afterwards everything raises StoreError."""
        self._closed = True
        self._mover.stop()
        self._find_answers.close()
        self._writer.close()
        self.engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection of the pool; what goes wrong on it, and asking when all is closed, raises StoreError."""
        self._must_be_open()
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(str(error)) from error

    def _must_be_open(self) -> None:
        if self._closed:
            raise StoreError("the store is closed")

    def prepare(self, batch: Batch) -> None:
        """Begin a transaction and write the batch; raises StoreError with nothing written."""
        self._must_be_open()
        try:
            self._transaction = self._writer.begin()
            self._write(batch)
        except (SQLAlchemyError, OSError) as error:
            self._undo()
            raise StoreError(str(error)) from error

    def finish(self, batch: Batch) -> None:
        """Have the prepared batch on disk; raises StoreError with nothing written. May be called on another thread."""
        self._must_be_open()
        try:
            if self._transaction is not None:
                self._transaction.commit()
                self._transaction = None
        except (SQLAlchemyError, OSError) as error:
            self._undo()
            raise StoreError(str(error)) from error
        # Committed: whatever comes after this is no reason to say that it was not.
        self._erased |= bool(batch.erased_keys)
        self._mover.wrote(len(batch.events) + len(batch.answers) + len(batch.keys) + len(batch.looks))

    def forget_erased(self) -> bool:
        """Empty the write-ahead log, so that an erased key is in no file any more (secure_delete overwrites pages).

        True when nothing is left to forget. A reader with an open transaction (a backup) is in the way: False, and
        nobody waits for it. Not while a batch is prepared and not finished.
        """
        self._must_be_open()
        if not self._erased or self.engine.dialect.name != "sqlite":
            self._erased = False
            return True
        if not self._mover.moving.acquire(timeout=MOVING_S):
            return False
        try:
            self._writer.exec_driver_sql("PRAGMA busy_timeout=0")
            try:
                busy = self._writer.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            finally:
                self._writer.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MS}")
                self._writer.commit()
        except (SQLAlchemyError, OSError):
            self._undo()
            return False
        finally:
            self._mover.moving.release()
        self._erased = bool(busy)
        return not self._erased

    def _undo(self) -> None:
        try:
            if self._writer.in_transaction():
                self._writer.rollback()
        except (SQLAlchemyError, OSError):
            # the connection is broken: a new one for the next try
            self._writer.invalidate()
        self._transaction = None
        if self._writer.invalidated and not self._closed:
            self._writer.close()
            self._writer = self.engine.connect()

    def _write(self, batch: Batch) -> None:
        run = self._writer.execute
        if batch.events:
            self._events.insert(self._writer, [_values(row) for row in batch.events])
        if batch.answers:
            self._answers.insert(
                self._writer, [(row.id, row.seat, row.t_ms, row.body) for row in batch.answers]
            )
        if batch.keys:
            self._keys.insert(self._writer, [(row.key_id, row.wrapped) for row in batch.keys])
        for key_id in batch.erased_keys:
            run(delete(schema.report_keys).where(schema.report_keys.c.key_id == key_id))
        if batch.looks:
            run(
                insert(schema.looks),
                [
                    {name: getattr(row.look, name) for name in row.look.__struct_fields__}
                    | {"chain": row.chain}
                    for row in batch.looks
                ],
            )
        for signed in batch.checkpoints:
            point = signed.checkpoint
            where = and_(schema.checkpoints.c.stream == point.stream, schema.checkpoints.c.seq == point.seq)
            run(delete(schema.checkpoints).where(where))
            run(
                insert(schema.checkpoints).values(
                    stream=point.stream,
                    seq=point.seq,
                    root=point.root,
                    utc_ms=point.utc_ms,
                    signature=signed.signature,
                    public_key=signed.public_key,
                )
            )
        if batch.clock is not None:
            self._put_meta("clock", msgspec.json.encode(batch.clock))

    def _put_meta(self, name: str, value: bytes) -> None:
        done = self._writer.execute(update(schema.meta).where(schema.meta.c.name == name).values(value=value))
        if done.rowcount == 0:
            self._writer.execute(insert(schema.meta).values(name=name, value=value))

    def _identify(self) -> str:
        """The journal's random id, made at its first opening; outside the chain."""
        with self._writer.begin():
            value = self._writer.execute(
                select(schema.meta.c.value).where(schema.meta.c.name == "journal_id")
            ).scalar()
            if value is None:
                value = secrets.token_hex(16).encode()
                self._put_meta("journal_id", value)
            known = set(self._writer.execute(select(schema.streams.c.name)).scalars())
            for stream in Stream:
                if stream.value not in known:
                    self._writer.execute(insert(schema.streams).values(name=stream.value, opened_utc_ms=0))
        return bytes(value).decode()

    # -- reading -------------------------------------------------------------------------------------------------------

    def tail(self) -> Tail:
        """The end of every chain; raises StoreError."""
        events, looks = schema.events.c, schema.looks.c
        ends = dict.fromkeys(Stream, (0, GENESIS))
        with self._connected() as connection:
            for stream in Stream:
                last = select(events.seq, events.chain).where(events.stream == stream.value)
                event = connection.execute(last.order_by(events.seq.desc()).limit(1)).first()
                if event is not None:
                    ends[stream] = (event.seq, event.chain)
            look = connection.execute(select(looks.n, looks.chain).order_by(looks.n.desc()).limit(1)).first()
        return Tail(ends=ends, looks=look.n if look else 0, look_chain=look.chain if look else GENESIS)

    def clock_mark(self) -> ClockMark | None:
        """The newest stored mark, or that of the last event when that is later; None for an empty journal.

        Raises StoreError.
        """
        events = schema.events.c
        with self._connected() as connection:
            value = connection.execute(
                select(schema.meta.c.value).where(schema.meta.c.name == "clock")
            ).scalar()
            marks = [
                ClockMark(last.t_ms, last.utc_ms)
                for stream in Stream
                for last in connection.execute(
                    select(events.t_ms, events.utc_ms)
                    .where(events.stream == stream.value)
                    .order_by(events.seq.desc())
                    .limit(1)
                )
            ]
        last = max(marks, key=lambda mark: mark.t_ms, default=None)
        kept = None if value is None else decode_mark(bytes(value))
        if kept is None or last is None or last.t_ms <= kept.t_ms:
            return kept or last
        # the event came after the mark, in the same run of the hub
        up_ms = kept.up_ms + last.t_ms - kept.t_ms
        return replace(last, boot=kept.boot, up_ms=up_ms, guessed=kept.guessed)

    def read_answers(self, keys: Iterable[AnswerKey]) -> dict[AnswerKey, bytes]:
        """The kept answers among these; raises StoreError."""
        self._must_be_open()
        try:
            return self._find_answers.find(set(keys))
        except SQLAlchemyError as error:
            raise StoreError(str(error)) from error

    def read_events(self, stream: Stream, first: int, last: int) -> Iterator[Recorded]:
        """Events first..last of a stream, inclusive, in order, lifted to the present version; raises StoreError."""
        columns = schema.events.c
        while first <= last:
            statement = (
                select(*schema.ENTRY)
                .where(columns.stream == stream.value, columns.seq >= first, columns.seq <= last)
                .order_by(columns.seq)
                .limit(PAGE)
            )
            with self._connected() as connection:
                rows = connection.execute(statement).all()
            if not rows:
                return
            yield from (recorded_of(Entry(*row)) for row in rows)
            first = rows[-1][0] + 1

    def read_key(self, key_id: str) -> bytes | None:
        """The wrapped key of a report; None when erased or never there. Raises StoreError."""
        with self._connected() as connection:
            value = connection.execute(
                select(schema.report_keys.c.wrapped).where(schema.report_keys.c.key_id == key_id)
            ).scalar()
        return None if value is None else bytes(value)

    def find_former_key(self, call_id: str) -> str:
        """The id of the former key of a call's report, "" where it has none; raises StoreError."""
        keys, columns = schema.report_keys.c, schema.events.c
        statement = (
            select(*schema.ENTRY)
            .where(columns.stream == Stream.OPS.value, columns.type == codec.tag_of(CallReported))
            .order_by(columns.seq)
            .execution_options(yield_per=PAGE)
        )
        with self._connected() as connection:
            left = select(keys.key_id).where(keys.key_id.startswith(FORMER_KEY_PREFIX)).limit(1)
            if connection.execute(left).first() is None:
                return ""
            entries = (Entry(*row) for row in connection.execute(statement))
            near = (entry for entry in entries if call_id.encode() in entry.body)
            return former_key(map(recorded_of, near), call_id)

    def read_keyframe(
        self, stream: Stream, fold_version: int, *, at_seq: int = -1, at_ms: int = -1
    ) -> Keyframe | None:
        """See `Keyframes.read`."""
        return self.keyframes.read(stream, fold_version, at_seq=at_seq, at_ms=at_ms)

    def write_keyframe(self, keyframe: Keyframe) -> None:
        """See `Keyframes.write`."""
        self.keyframes.write(keyframe)

    def has_signed_in(self, seat: str, user: str) -> bool:
        """Whether the audit holds a sign-in of this user at this seat; raises StoreError."""
        looks = schema.looks.c
        found = select(looks.n).where(
            looks.what == "sign_in", looks.subject == user, looks.seat == seat, looks.result == "ok"
        )
        with self._connected() as connection:
            return connection.execute(found.limit(1)).first() is not None


def _values(row: EventRow) -> tuple[object, ...]:
    """An event in the order of the table's columns; without a struct in between: each command comes through here."""
    entry = row.entry
    head = (row.stream.value, entry.seq, entry.t_ms, entry.type, entry.version, entry.actor, entry.role)
    return (*head, entry.seat, entry.body, row.chain, entry.utc_ms, entry.command_id)


def decode_mark(value: bytes) -> ClockMark:
    """A stored mark; versions before wrote the two times only, as text."""
    if value.startswith(b"{"):
        return msgspec.json.decode(value, type=ClockMark)
    t_ms, utc_ms = value.split()
    return ClockMark(int(t_ms), int(utc_ms))
