"""Keyframes in the journal's database: pictures by stream, number and time, so that a past second is near one.

Each part of a picture is stored once under the SHA-256 of its bytes, compressed; a keyframe lists its parts. What
hardly ever changes (grids, officers, cameras) so costs nothing but its digest. Young ones are kept all, older ones one
an hour. Each is sealed with a key of the hub's: what somebody else wrote into the table is no keyframe.

Any thread; each call takes a pooled connection of its own. Portable statements only.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from backend_stub.hub.ports import Keyframe
from console.domain.base.roles import Stream

from . import schema

_log = logging.getLogger(__name__)

KEPT_ALL_MS: Final = 7 * 24 * 3_600_000
"""So long every keyframe is kept (hub time); of older ones the first of each hour."""
HOUR_MS: Final = 3_600_000
THIN_EVERY: Final = 64
"""Keyframes written between two thinnings."""
_LEVEL: Final = 1


class Keyframes:
    """Written now and then, read by any."""

    def __init__(self, connected: Callable[[], AbstractContextManager[Connection]]) -> None:
        """`connected()` lends a connection of the pool, and raises StoreError for whatever goes wrong on it."""
        self.seal_key: bytes | None = b""
        """What keyframes are sealed with. None: any seal is taken (evidence without the hub's keys)."""
        self._connected = connected
        self._written = 0
        self._known: set[bytes] = set()
        """Digests of parts that are known to lie there unharmed: they are not read again each time."""
        self._writing = threading.Lock()

    def read(
        self, stream: Stream, fold_version: int, *, at_seq: int = -1, at_ms: int = -1
    ) -> Keyframe | None:
        """The newest of this fold version: at or before `at_seq`, and of events at or before `at_ms`, if ≥ 0.

        One whose parts are torn or missing, or that is not sealed as it should be, is passed over for an older one: a
        cache that cannot be trusted is no cache. Raises StoreError.
        """
        columns = schema.keyframes.c
        wanted = select(schema.keyframes).where(
            columns.stream == stream.value, columns.fold_version == fold_version
        )
        if at_seq >= 0:
            wanted = wanted.where(columns.seq <= at_seq)
        if at_ms >= 0:
            wanted = wanted.where(columns.t_ms <= at_ms)
        with self._connected() as connection:
            while (
                row := connection.execute(wanted.order_by(columns.seq.desc()).limit(1)).first()
            ) is not None:
                if self._is_sealed(row):
                    kept = self._read(connection, row)
                    if kept is not None:
                        return kept
                wanted = wanted.where(columns.seq < row.seq)
        return None

    def _read(self, connection: Connection, row: Row[Any]) -> Keyframe | None:
        listed = _listed(row.parts)
        bodies = self._bodies(connection, [digest for _, digest in listed])
        parts = {name: _whole(bodies.get(digest, b""), digest) for name, digest in listed}
        whole = {name: body for name, body in parts.items() if body is not None}
        if not whole or len(whole) < len(parts):  # torn, or thinned while it was being read
            self._known.difference_update(digest for name, digest in listed if name not in whole)
            _log.warning("the keyframe at %d of %s cannot be read", row.seq, row.stream)
            return None
        return Keyframe(
            stream=Stream(row.stream),
            fold_version=row.fold_version,
            seq=row.seq,
            t_ms=row.t_ms,
            chain=bytes(row.chain),
            picture_hash=row.picture_hash,
            parts=whole,
        )

    def _is_sealed(self, row: Row[Any]) -> bool:
        if self.seal_key is None or hmac.compare_digest(_seal(self.seal_key, row._mapping), bytes(row.seal)):
            return True
        _log.warning("the keyframe at %d of %s is not of this hub's making: not used", row.seq, row.stream)
        return False

    def seal_with(self, key: bytes) -> None:
        """Take this key from now on, and throw away what is not sealed with it. Raises StoreError."""
        self.seal_key = key
        columns = schema.keyframes.c
        with self._connected() as connection, connection.begin():
            for row in connection.execute(select(schema.keyframes)).all():
                if not self._is_sealed(row):
                    where = (columns.stream == row.stream, columns.fold_version == row.fold_version)
                    connection.execute(delete(schema.keyframes).where(*where, columns.seq == row.seq))

    def clear(self) -> None:
        """Throw all away; the events say the same. Raises StoreError."""
        with self._connected() as connection, connection.begin():
            connection.execute(delete(schema.keyframes))
            connection.execute(delete(schema.keyframe_parts))
        self._known.clear()

    def write(self, keyframe: Keyframe) -> None:
        """Keep one, in place of one with its number; those of other fold versions go. Raises StoreError."""
        digests = {name: hashlib.sha256(body).digest() for name, body in keyframe.parts.items()}
        with self._writing:  # a part that is known already must still be there when it is listed
            asked = {digest: name for name, digest in digests.items() if digest not in self._known}
            with self._connected() as connection:
                kept = self._bodies(connection, list(asked))
            missing = [digest for digest in asked if _whole(kept.get(digest, b""), digest) is None]
            new = [
                {"digest": one, "body": zlib.compress(keyframe.parts[asked[one]], _LEVEL)} for one in missing
            ]
            with self._connected() as connection, _not_synced(connection), connection.begin():
                self._forget_parts(connection, kept.keys() & set(missing))  # torn ones
                if new:
                    connection.execute(insert(schema.keyframe_parts), new)
                self._put(connection, keyframe, digests)
                self._written += 1
                if self._written % THIN_EVERY == 1:
                    self._thin(connection, keyframe.t_ms)
            self._known.update(digests.values())

    def _put(self, connection: Connection, keyframe: Keyframe, digests: Mapping[str, bytes]) -> None:
        columns = schema.keyframes.c
        listed = msgspec.msgpack.encode(list(digests.items()))
        connection.execute(
            delete(schema.keyframes).where(
                columns.stream == keyframe.stream.value,
                (columns.fold_version != keyframe.fold_version) | (columns.seq == keyframe.seq),
            )
        )
        row = {
            "stream": keyframe.stream.value,
            "fold_version": keyframe.fold_version,
            "seq": keyframe.seq,
            "t_ms": keyframe.t_ms,
            "chain": keyframe.chain,
            "picture_hash": keyframe.picture_hash,
            "parts": listed,
        }
        connection.execute(insert(schema.keyframes).values(**row, seal=_seal(self.seal_key or b"", row)))

    def _bodies(self, connection: Connection, digests: list[bytes]) -> dict[bytes, bytes]:
        columns = schema.keyframe_parts.c
        rows = connection.execute(select(columns.digest, columns.body).where(columns.digest.in_(digests)))
        return {bytes(row.digest): bytes(row.body) for row in rows}

    def _thin(self, connection: Connection, now_ms: int) -> None:
        """Old ones but for the first of each hour, then parts that no keyframe lists any more."""
        columns = schema.keyframes.c
        rows = connection.execute(
            select(columns.stream, columns.fold_version, columns.seq, columns.t_ms, columns.parts).order_by(
                columns.stream, columns.seq
            )
        ).all()
        used: set[bytes] = set()
        hours: set[tuple[str, int]] = set()
        for row in rows:
            hour = (row.stream, row.t_ms // HOUR_MS)
            if row.t_ms < now_ms - KEPT_ALL_MS and hour in hours:
                connection.execute(
                    delete(schema.keyframes).where(
                        columns.stream == row.stream,
                        columns.fold_version == row.fold_version,
                        columns.seq == row.seq,
                    )
                )
                continue
            hours.add(hour)
            used.update(digest for _, digest in _listed(row.parts))
        there = {bytes(one) for one in connection.execute(select(schema.keyframe_parts.c.digest)).scalars()}
        self._forget_parts(connection, there - used)

    def _forget_parts(self, connection: Connection, digests: Iterable[bytes]) -> None:
        for digest in digests:
            self._known.discard(digest)
            connection.execute(delete(schema.keyframe_parts).where(schema.keyframe_parts.c.digest == digest))


@contextmanager
def _not_synced(connection: Connection) -> Iterator[None]:
    """Commits on it do not wait for the disk, holding the lock that commands want: a keyframe is a cache, and the next
    commit of events syncs what stands before it in the log as well."""
    if connection.dialect.name != "sqlite":
        yield
        return
    try:
        _set_synchronous(connection, "NORMAL")
        yield
    finally:
        try:
            _set_synchronous(connection, "FULL")
        except SQLAlchemyError:
            connection.invalidate()  # whoever gets it next relies on it
            raise


def _set_synchronous(connection: Connection, level: str) -> None:
    connection.exec_driver_sql(f"PRAGMA synchronous={level}")
    connection.commit()


def _seal(key: bytes, row: Mapping[Any, Any]) -> bytes:
    """HMAC-SHA-256 over everything in a row but the seal itself; its `parts` hold the digests of their bytes."""
    sealed = [row[column.name] for column in schema.keyframes.columns if column.name != "seal"]
    return hmac.digest(key, msgspec.msgpack.encode(sealed), "sha256")


def _listed(parts: bytes) -> list[tuple[str, bytes]]:
    """Names and digests of a keyframe's parts; none where the list cannot be read."""
    try:
        return msgspec.msgpack.decode(parts, type=list[tuple[str, bytes]])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []


def _whole(stored: bytes, digest: bytes) -> bytes | None:
    """The bytes of a part; None when they are not those that the digest is of."""
    try:
        body = zlib.decompress(stored)
    except zlib.error:
        return None
    return body if hashlib.sha256(body).digest() == digest else None
