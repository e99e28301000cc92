"""Tables of the journal (`journal.db`) and of access (`access.db`). Pure data; portable types only."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from console.journal.file_format import Entry

JOURNAL_FORMAT: Final = 2
"""Grows when older versions of Muster could no longer read the tables, or would call them edited.

1: UTC and command id of an event were outside the chain. Opened for writing, such a journal becomes one of format 2.
"""

journal = MetaData()
access = MetaData()

meta = Table(
    "meta",
    journal,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

streams = Table(
    "streams",
    journal,
    Column("name", Text, primary_key=True),
    Column("opened_utc_ms", BigInteger, nullable=False),
)

events = Table(
    "events",
    journal,
    Column("stream", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("t_ms", BigInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("command_id", Text, nullable=False),
    sqlite_with_rowid=False,
)
ENTRY: Final = tuple(events.c[name] for name in Entry.__struct_fields__)
"""An event as it is exported, in the order of `Entry`."""

answers = Table(
    "answers",
    journal,
    Column("id", Text, primary_key=True),
    Column("seat", Text, primary_key=True),
    Column("t_ms", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

keyframes = Table(
    "keyframes",
    journal,
    Column("stream", Text, primary_key=True),
    Column("fold_version", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("t_ms", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("picture_hash", Text, nullable=False),
    Column("parts", LargeBinary, nullable=False),
    Column("seal", LargeBinary, nullable=False),
)
Index("keyframes_by_time", keyframes.c.stream, keyframes.c.fold_version, keyframes.c.t_ms)

keyframe_parts = Table(
    "keyframe_parts",
    journal,
    Column("digest", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

report_keys = Table(
    "report_keys",
    journal,
    Column("key_id", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

looks = Table(
    "looks",
    journal,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("user", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("incident_id", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)

Index("looks_by_seat", looks.c.seat, looks.c.what, looks.c.subject)

checkpoints = Table(
    "checkpoints",
    journal,
    Column("stream", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
)

seats = Table(
    "seats",
    access,
    Column("name", Text, primary_key=True),
    Column("public_key", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("autopilot", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("since_utc_ms", BigInteger, nullable=False),
)
Index("seats_by_key", seats.c.public_key)

codes = Table(
    "codes",
    access,
    Column("digest", LargeBinary, primary_key=True),
    Column("seat", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("autopilot", Boolean, nullable=False),
    Column("expires_utc_ms", BigInteger, nullable=False),
)

accounts = Table(
    "accounts",
    access,
    Column("user", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("since_utc_ms", BigInteger, nullable=False),
)
