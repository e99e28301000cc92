"""A journal as evidence: raw links of both chains and signed checkpoints, as stored, and whether they fit each other.

Any thread, read only.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from console.domain.base.roles import Stream, WorldKind
from console.domain.picture import FOLD_VERSION
from console.domain.registry.events import JournalOpened
from console.journal.chain import GENESIS, LookLink, link
from console.journal.checkpoint import AUDIT, Checkpoint, SignedCheckpoint
from console.journal.errors import EditedJournalError, NotAJournalError
from console.journal.file_format import Entry
from console.journal.reader import ChainCheck, check_checkpoint, recorded_of

from . import schema
from .keyframes import Keyframes
from .opening import JOURNAL_FILE, is_fixed, log_of, open_journal
from .sql_store import decode_mark

PAGE: Final = 2_000


class JournalEvidence:
    """A journal database opened for reading; a hub may be running on it."""

    def __init__(self, path: Path) -> None:
        """`path` is the database or the data directory; raises JournalError."""
        self.path = path / JOURNAL_FILE if path.is_dir() else path
        self._scratch = ExitStack()
        try:
            self._engine: Engine = open_journal(self._readable(), read_only=True)
        except BaseException:
            self._scratch.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()
        self._scratch.close()

    def _readable(self) -> Path:
        """The database, or a copy where it lies with its log on a medium that nobody can write."""
        log = log_of(self.path)
        if not is_fixed(self.path) or not log.exists() or not log.stat().st_size:
            return self.path
        scratch = Path(self._scratch.enter_context(TemporaryDirectory(prefix="muster-journal-")))
        for file in (self.path, log):
            shutil.copyfile(file, scratch / file.name)
        return scratch / self.path.name

    @property
    def journal_id(self) -> str:
        """The journal's random id."""
        with self._engine.connect() as connection:
            value = connection.execute(
                select(schema.meta.c.value).where(schema.meta.c.name == "journal_id")
            ).scalar()
        return value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")

    def clock_ahead_ms(self) -> int | None:
        """By how much the machine's clock was ahead of the hub's (behind: negative) when that was last noted.

        None where the world is not live, or nothing was noted. Raises JournalError.
        """
        first = next(self.entries(), None)
        opened = None if first is None else recorded_of(first).event
        with self._engine.connect() as connection:
            value = connection.execute(
                select(schema.meta.c.value).where(schema.meta.c.name == "clock")
            ).scalar()
        if not isinstance(opened, JournalOpened) or opened.kind is not WorldKind.LIVE or value is None:
            return None
        mark = decode_mark(bytes(value))
        return mark.utc_ms - opened.epoch_ms - mark.t_ms

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

    def kinds(self) -> list[tuple[str, int, int]]:
        """Every type and version of event that is in it, and the first entry of each."""
        columns = schema.events.c
        wanted = select(columns.type, columns.version, func.min(columns.seq))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.group_by(columns.type, columns.version)).all()
        return [(row[0], row[1], row[2]) for row in rows]

    def entries(self, stream: Stream = Stream.OPS) -> Iterator[Entry]:
        """Events of a stream as stored, in order; raises NotAJournalError where the database is broken."""
        columns = schema.events.c
        wanted = select(*schema.ENTRY).where(columns.stream == stream.value)
        for row in self._rows(wanted, columns.seq):
            yield Entry(*row)

    def looks(self) -> Iterator[tuple[LookLink, bytes]]:
        """Audited looks as stored, in order, with their links; raises NotAJournalError as `entries` does."""
        columns = schema.looks.c
        wanted = select(*(columns[name] for name in LookLink.__struct_fields__), columns.chain)
        for row in self._rows(wanted, columns.n):
            yield LookLink(*row[:-1]), bytes(row[-1])

    def keyframes(self, stream: Stream, seal_key: bytes | None) -> tuple[list[int], Keyframes]:
        """Numbers of a stream's keyframes of this fold version, and what reads them; none where they are not sealed.

        `seal_key` is the hub's; None where its keys are not at hand.
        """

        @contextmanager
        def connected() -> Iterator[Connection]:
            with self._engine.connect() as connection:
                yield connection

        kept = Keyframes(connected)
        kept.seal_key = seal_key
        columns = schema.keyframes.c
        with self._engine.connect() as connection:
            look = inspect(connection)
            there = look.has_table("keyframes") and {one["name"] for one in look.get_columns("keyframes")}
            if not there or "seal" not in there:  # of a version before: a hub throws them away
                return [], kept
            wanted = select(columns.seq).where(
                columns.stream == stream.value, columns.fold_version == FOLD_VERSION
            )
            return list(connection.execute(wanted.order_by(columns.seq)).scalars()), kept

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


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found good: (entries, root) of each stream, and of the audit chain."""

    streams: dict[Stream, tuple[int, bytes]]
    looks: int
    look_root: bytes
    checkpoints: int
    signed: dict[str, tuple[int, bytes]]
    """For each chain that was signed: the last entry that a signature covers, and the key it was made with."""


def verify(
    journal: JournalEvidence, kept: Iterable[SignedCheckpoint] = (), trusted: Collection[bytes] = ()
) -> Verified:
    """Check everything; `kept` are checkpoints exported earlier and held off the machine.

    `trusted` are the public keys that may have signed; where none is given, all must be signed with one.

    Raises EditedJournalError (with the first bad entry), TruncatedJournalError or NotAJournalError.
    """
    signed = [*journal.checkpoints(), *kept]
    other = {each.checkpoint.journal_id for each in signed} - {journal.journal_id}
    if other:
        raise EditedJournalError(0, f"a checkpoint belongs to another journal ({', '.join(sorted(other))})")
    _check_signers(signed, trusted)
    wanted = {(each.checkpoint.stream, each.checkpoint.seq) for each in signed}
    roots: dict[str, dict[int, bytes]] = {AUDIT: {}}
    ends: dict[str, int] = {}
    streams: dict[Stream, tuple[int, bytes]] = {}
    for stream in Stream:
        found = roots.setdefault(stream.value, {})
        chain = ChainCheck()
        for entry in journal.entries(stream):
            chain.follow(entry)
            if (stream.value, chain.seq) in wanted:
                found[chain.seq] = chain.root
        streams[stream], ends[stream.value] = (chain.seq, chain.root), chain.seq
    looks, look_root = 0, GENESIS
    for look, stored in journal.looks():
        if look.n != looks + 1:
            raise EditedJournalError(looks + 1, f"look {look.n} stands here")
        look_root = link(look_root, look)
        if look_root != stored:
            raise EditedJournalError(look.n, "the audit chain breaks here")
        looks = look.n
        if (AUDIT, looks) in wanted:
            roots[AUDIT][looks] = look_root
    ends[AUDIT] = looks
    for each in signed:
        of = each.checkpoint.stream
        check_checkpoint(each, roots.get(of, {}), ends.get(of, 0))
    last = sorted((each.checkpoint.seq, each.checkpoint.stream, each.public_key) for each in signed)
    covered = {of: (seq, key) for seq, of, key in last}
    return Verified(streams, looks, look_root, len(signed), covered)


def _check_signers(signed: Iterable[SignedCheckpoint], trusted: Collection[bytes]) -> None:
    if not trusted and len({each.public_key for each in signed}) > 1:
        raise EditedJournalError(0, "checkpoints were signed with different keys")
    for each in signed:
        if trusted and each.public_key not in trusted:
            point, key = each.checkpoint, each.public_key.hex()
            raise EditedJournalError(
                point.seq,
                f"signed with another key ({key}) than the hub's; if it was that once: hub keys join with"
                " its key file beside this one, or hub keys trust where that is lost",
            )
