"""The hub's own secrets in one private file: CURVE pair, signing key, vault master key. Read once at start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
import zmq
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.journal.checkpoint import Checkpoint, SignedCheckpoint, sign

KEYS_FILE: Final = "hub-keys.json"


class HubKeys(msgspec.Struct, frozen=True):
    """CURVE keys in Z85, the others raw."""

    curve_public: str
    curve_secret: str
    signing: bytes
    vault: bytes

    def sign(self, checkpoint: Checkpoint) -> SignedCheckpoint:
        """Sign a checkpoint."""
        return sign(checkpoint, self.signing_key())

    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs checkpoints."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)


def load_or_make_keys(directory: Path) -> HubKeys:
    """The keys of a data directory; made, readable by the owner only, where there are none yet."""
    path = directory / KEYS_FILE
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=HubKeys)
    public, secret = zmq.curve_keypair()
    keys = HubKeys(public.decode(), secret.decode(), secrets.token_bytes(32), secrets.token_bytes(32))
    write_private(path, msgspec.json.encode(keys))
    return keys


def write_private(path: Path, data: bytes) -> None:
    """Replace a file at once, mode 0600 from its first byte on."""
    partial = path.with_name(path.name + ".part")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
