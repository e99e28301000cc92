"""What somebody with the data directory in his hands would do to a journal: for tests of what shows it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend_stub.hub.store.schema import ENTRY
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Stream
from console.domain.hashing import PictureHash
from console.domain.picture import FOLD_VERSION, decode_picture, encode_parts, join_parts
from console.journal.chain import GENESIS, link
from console.journal.checkpoint import Checkpoint, sign
from console.journal.file_format import Entry

COLUMNS = ", ".join(column.name for column in ENTRY)


def change(data: Path, *statements: str) -> None:
    """Statements on the journal's database, committed."""
    connection = sqlite3.connect(data / "journal.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def chain_anew(data: Path, *, former: bool = False) -> tuple[int, bytes]:
    """Link all events of `ops` again as they stand; the last number and link. `former`: as versions before did."""
    connection = sqlite3.connect(data / "journal.db")
    rows = connection.execute(f"SELECT {COLUMNS} FROM events WHERE stream = 'ops' ORDER BY seq").fetchall()
    root, seq = GENESIS, 0
    for row in rows:
        entry = Entry(*row)
        root, seq = link(root, entry.former_link() if former else entry.link()), entry.seq
        connection.execute("UPDATE events SET chain = ? WHERE stream = 'ops' AND seq = ?", (root, seq))
    connection.commit()
    connection.close()
    return seq, root


def sign_anew(data: Path, key: Ed25519PrivateKey, seq: int, root: bytes) -> None:
    """Put a checkpoint of one's own in place of all that were there."""
    connection = sqlite3.connect(data / "journal.db")
    (journal_id,) = connection.execute("SELECT value FROM meta WHERE name = 'journal_id'").fetchone()
    signed = sign(Checkpoint(bytes(journal_id).decode(), "ops", seq, root, 0), key)
    connection.execute("DELETE FROM checkpoints")
    connection.execute(
        "INSERT INTO checkpoints (stream, seq, root, utc_ms, signature, public_key) VALUES (?, ?, ?, ?, ?, ?)",
        ("ops", seq, root, 0, signed.signature, signed.public_key),
    )
    connection.commit()
    connection.close()


def forge(data: Path, key: Ed25519PrivateKey) -> None:
    """Somebody else did it: one actor renamed, everything chained and signed again with a key of one's own."""
    change(data, "UPDATE events SET actor = 'nobody' WHERE seq = 7")
    sign_anew(data, key, *chain_anew(data))


def paint(data: Path, seal_key: bytes) -> None:
    """Exchange the newest picture kept of `ops` for one in which nobody ever called, and seal it with this key.

    Its hash fits, and so do its digests.
    """
    store = SqlStore.open(data)
    store.keyframes.seal_key = None
    kept = store.read_keyframe(Stream.OPS, FOLD_VERSION)
    assert kept is not None
    store.keyframes.seal_key = seal_key
    picture = decode_picture(join_parts(kept.parts))
    picture.calls.clear()
    parts, said = encode_parts(picture), PictureHash(picture).hexdigest()
    store.write_keyframe(replace(kept, parts=parts, picture_hash=said))
    store.close()


def put_key(data: Path, key: Ed25519PrivateKey) -> None:
    """Exchange the signing key in the hub's key file as well."""
    path = data / "hub-keys.json"
    fields = msgspec.json.decode(path.read_bytes())
    fields["signing"] = msgspec.to_builtins(key.private_bytes_raw())
    path.write_bytes(msgspec.json.encode(fields))
