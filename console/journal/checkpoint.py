"""Signed checkpoints: size and root of a chain at one moment, to be kept off the machine. Pure, any thread.

A chain that was cut short still verifies; one that is shorter than a checkpoint of it, or has another root there, was
truncated or rewritten. Ed25519; the public key is part of the file, to be compared with the one the hub prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .errors import NotAJournalError

OPS: Final = "ops"
AUDIT: Final = "audit"
KEY_BYTES: Final = 32
_encoder = msgspec.msgpack.Encoder()


class Checkpoint(msgspec.Struct, frozen=True, array_like=True):
    """What is signed: entry `seq` of `stream` ends in `root`."""

    journal_id: str
    stream: str
    seq: int
    root: bytes
    utc_ms: int


class SignedCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint with its signature and the key to check it by (32 raw bytes)."""

    checkpoint: Checkpoint
    signature: bytes
    public_key: bytes


class CheckpointFile(msgspec.Struct, frozen=True, tag="muster-checkpoints", tag_field="format"):
    """What `journal checkpoint` exports."""

    version: int
    checkpoints: tuple[SignedCheckpoint, ...]


def key_of(text: str) -> bytes:
    """A signing key as `main.py hub keys show` prints it; raises ValueError."""
    key = bytes.fromhex(text)
    if len(key) != KEY_BYTES:
        raise ValueError(f"{2 * KEY_BYTES} hexadecimal digits are expected, not {len(text)}")
    return key


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> SignedCheckpoint:
    """Sign with the hub's key."""
    return SignedCheckpoint(
        checkpoint, key.sign(_encoder.encode(checkpoint)), key.public_key().public_bytes_raw()
    )


def is_genuine(signed: SignedCheckpoint) -> bool:
    """Whether the signature belongs to the checkpoint and the key inside."""
    try:
        key = Ed25519PublicKey.from_public_bytes(signed.public_key)
        key.verify(signed.signature, _encoder.encode(signed.checkpoint))
    except (InvalidSignature, ValueError):
        return False
    return True


def encode_checkpoints(checkpoints: tuple[SignedCheckpoint, ...]) -> bytes:
    """The bytes of a checkpoint file (JSON, so that it can be printed and mailed)."""
    return msgspec.json.format(msgspec.json.encode(CheckpointFile(1, checkpoints)), indent=2) + b"\n"


def load_checkpoints(path: Path) -> tuple[SignedCheckpoint, ...]:
    """Read a checkpoint file; raises NotAJournalError when it is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=CheckpointFile).checkpoints
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotAJournalError(f"{path} is no checkpoint file: {error}") from error
