"""The vault: personal data of each report under a key of its own (crypto-shredding, decision 10). Any thread.

AES-256-GCM. The report's key is wrapped under the hub's master key, which lies in a file beside the journal, never in
it. Deleting the wrapped key erases the report, while the hash chain over the ciphertext holds.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from console.domain.entities import Report, Sealed

from .ports import KeyRow

_NONCE = 12
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Report)


class VaultError(Exception):
    """The ciphertext does not open: another master key, or edited bytes."""


class ReportVault:
    """Seals and opens reports. `random` is injected so that headless runs can be repeated."""

    def __init__(self, master_key: bytes, random: Callable[[int], bytes] = os.urandom) -> None:
        """`master_key` has 32 bytes."""
        self._master = AESGCM(master_key)
        self._random = random

    def seal(self, report: Report) -> tuple[Sealed, KeyRow]:
        """Encrypt under a fresh key; the key comes back wrapped."""
        drawn = self._random(32 + 2 * _NONCE + 8)
        key, nonce, wrap_nonce = drawn[:32], drawn[32 : 32 + _NONCE], drawn[32 + _NONCE : 32 + 2 * _NONCE]
        key_id = "K-" + drawn[-8:].hex()
        bound = key_id.encode()
        sealed = Sealed(
            key_id=key_id,
            nonce=nonce,
            ciphertext=AESGCM(key).encrypt(nonce, _encoder.encode(report), bound),
        )
        return sealed, KeyRow(key_id, wrap_nonce + self._master.encrypt(wrap_nonce, key, bound))

    def open(self, sealed: Sealed, wrapped: bytes) -> Report:
        """Decrypt; raises VaultError when the key does not fit."""
        bound = sealed.key_id.encode()
        try:
            key = self._master.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)
            return _decoder.decode(AESGCM(key).decrypt(sealed.nonce, sealed.ciphertext, bound))
        except (InvalidTag, ValueError, msgspec.DecodeError) as error:
            raise VaultError(f"report {sealed.key_id} does not open") from error
