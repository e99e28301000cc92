"""The hub's own secrets in one private file: CURVE pair, signing key, vault master key. Read once at start.

They are made once, for a folder that nobody has used yet. Where they are gone later, new ones would lock every seat out
and leave every report closed without a word: that is refused, and done only by `main.py hub keys new`.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
import zmq
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.journal.checkpoint import Checkpoint, SignedCheckpoint, sign

from .store.access_list import AccessList
from .store.opening import ACCESS_FILE, JOURNAL_FILE

KEYS_FILE: Final = "hub-keys.json"


class KeysError(Exception):
    """The hub's keys are missing where a hub has been, or cannot be read; the text says what to do."""


class HubKeys(msgspec.Struct, frozen=True):
    """CURVE keys in Z85, the others raw."""

    curve_public: str
    curve_secret: str
    signing: bytes
    vault: bytes
    former: tuple[bytes, ...] = ()
    """Public signing keys of this folder's hub before its keys were lost: what they signed stays good."""
    former_vaults: tuple[bytes, ...] = ()
    """Vault keys of before that were found again: they open what was sealed under them, and seal nothing any more."""

    def sign(self, checkpoint: Checkpoint) -> SignedCheckpoint:
        """Sign a checkpoint."""
        return sign(checkpoint, self.signing_key())

    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs checkpoints."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    @property
    def trusted(self) -> tuple[bytes, ...]:
        """Public signing keys whose signatures are this hub's."""
        return self.signing_public, *self.former

    def joined(self, other: HubKeys) -> HubKeys:
        """These keys, with those of another file of the same hub for what was signed and sealed with them."""
        former = dict.fromkeys((*self.former, *other.trusted))
        vaults = dict.fromkeys((*self.former_vaults, other.vault, *other.former_vaults))
        former.pop(self.signing_public, None)
        vaults.pop(self.vault, None)
        return msgspec.structs.replace(self, former=tuple(former), former_vaults=tuple(vaults))

    @property
    def keyframe_seal(self) -> bytes:
        """What the pictures kept beside the journal are sealed with."""
        return hmac.digest(self.signing, b"keyframes", "sha256")

    @property
    def signing_public(self) -> bytes:
        """What signatures are checked by: 32 bytes, no secret."""
        return self.signing_key().public_key().public_bytes_raw()


def load_or_make_keys(directory: Path) -> HubKeys:
    """The keys of a data directory; made, readable by the owner only, where nobody has used it yet.

    Raises KeysError.
    """
    path = directory / KEYS_FILE
    if path.exists():
        return read_keys(path)
    if _is_used(directory):
        raise KeysError(
            f"{path} is missing, and this folder has been a hub's: put the file back from a backup"
            f" (main.py journal restore). Only if it is lost for good: main.py hub keys new --data {directory}"
        )
    return make_keys(directory)


def read_keys(path: Path) -> HubKeys:
    """Read a file of keys; raises KeysError where it cannot be used, OSError where it is not there."""
    try:
        keys = msgspec.json.decode(path.read_bytes(), type=HubKeys)
        usable = all(len(key) == 32 for key in (keys.signing, keys.vault, *keys.former_vaults))
        usable &= zmq.curve_public(keys.curve_secret.encode()).decode() == keys.curve_public
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, zmq.ZMQError) as error:
        raise KeysError(f"{path} cannot be read: {error}. Put it back from a backup") from error
    if not usable:
        raise KeysError(f"{path} holds keys that do not fit each other. Put it back from a backup")
    return keys


def make_keys(directory: Path, former: tuple[bytes, ...] = ()) -> HubKeys:
    """Fresh keys, written in place of whatever was there."""
    public, secret = zmq.curve_keypair()
    signing, vault = secrets.token_bytes(32), secrets.token_bytes(32)
    keys = HubKeys(public.decode(), secret.decode(), signing, vault, former)
    write_private(directory / KEYS_FILE, msgspec.json.encode(keys))
    return keys


def _is_used(directory: Path) -> bool:
    """Whether a hub has kept anything here, or a seat holds the key of the hub that was here."""
    journal = directory / JOURNAL_FILE
    if journal.exists() and journal.stat().st_size:
        return True
    if not (directory / ACCESS_FILE).exists():
        return False
    access = AccessList(directory)
    try:
        return bool(access.seats())
    finally:
        access.close()


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
