"""The vault: what persons said, each call's and incident's under a key of its own (crypto-shredding). Any thread.

AES-256-GCM. The report's key is wrapped under the hub's master key, which lies in a file beside the journal, never in
it. Deleting the wrapped key erases the report, while the hash chain over the ciphertext holds.
"""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Callable, Iterable
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace

from console.domain.base.sealed_text import SealedText
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Report, Sealed

from .ports import KeyRow

_NONCE = 12
MARK_WINDOW_MS: Final = 6 * 3_600_000
"""Calls from one number can be told to be so within such a window of hub time, and never afterwards."""
LEAST_DIGITS: Final = 7
"""Shorter numbers are service lines that many people call from."""
_NO_DIGITS: Final = re.compile(r"[^0-9]+")
Keywords = Callable[[str], tuple[str, ...]]
"""The tags of a report's words, as `console.planning.call_words` finds them."""
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Report)


class VaultError(Exception):
    """The ciphertext does not open: edited bytes, or one of these:

    - FormerKeyError: another master key
    """


class FormerKeyError(VaultError):
    """The key was wrapped under a master key that the hub does not have."""


class TextKey:
    """One call's or incident's key, unwrapped: for words under its id. Whoever keeps one lets go of it on erasing."""

    def __init__(self, key_id: str, cipher: AESGCM, random: Callable[[int], bytes]) -> None:
        self.key_id = key_id
        self._cipher = cipher
        self._random = random

    def seal(self, text: str) -> SealedText:
        """Encrypt words."""
        nonce = self._random(_NONCE)
        return SealedText(
            self.key_id, nonce + self._cipher.encrypt(nonce, text.encode(), self.key_id.encode())
        )

    def open(self, sealed: SealedText) -> str:
        """Decrypt words; raises VaultError when they are not under this key."""
        body = sealed.body
        try:
            return self._cipher.decrypt(body[:_NONCE], body[_NONCE:], sealed.key_id.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise VaultError(f"a text under {sealed.key_id} does not open") from error


class ReportVault:
    """Seals and opens reports. `random` is injected so that headless runs can be repeated."""

    def __init__(
        self,
        master_key: bytes,
        random: Callable[[int], bytes] = os.urandom,
        *,
        former: Iterable[bytes] = (),
    ) -> None:
        """`master_key` has 32 bytes, as each of the `former` ones, which only open."""
        self._master = AESGCM(master_key)
        self._ring = [self._master, *map(AESGCM, former)]
        self._random = random
        self._mark_key, self._mark_window = hmac.new(b"", digestmod="sha256"), -1

    def seal(self, report: Report, key_id: str) -> tuple[Sealed, KeyRow]:
        """Encrypt under a fresh key with this id; the key comes back wrapped."""
        row, key = self._drawn(key_id)
        nonce = self._random(_NONCE)
        body = AESGCM(key).encrypt(nonce, _encoder.encode(report), key_id.encode())
        return Sealed(key_id=key_id, nonce=nonce, ciphertext=body), row

    def new_key(self, key_id: str) -> KeyRow:
        """A fresh key under an id, wrapped."""
        return self._drawn(key_id)[0]

    def _drawn(self, key_id: str) -> tuple[KeyRow, bytes]:
        drawn = self._random(32 + _NONCE)
        key, nonce = drawn[:32], drawn[32:]
        return KeyRow(key_id, nonce + self._master.encrypt(nonce, key, key_id.encode())), key

    def text_key(self, key_id: str, wrapped: bytes) -> TextKey:
        """A key to seal and open words with; raises FormerKeyError."""
        return TextKey(key_id, self._unwrap(key_id, wrapped), self._random)

    def open_text(self, sealed: SealedText, wrapped: bytes) -> str:
        """Decrypt words; raises as `open`."""
        return self.text_key(sealed.key_id, wrapped).open(sealed)

    def open(self, sealed: Sealed, wrapped: bytes) -> Report:
        """Decrypt; raises VaultError when the key does not fit, FormerKeyError when the master key does not."""
        key = self._unwrap(sealed.key_id, wrapped)
        try:
            return _decoder.decode(key.decrypt(sealed.nonce, sealed.ciphertext, sealed.key_id.encode()))
        except (InvalidTag, ValueError, msgspec.DecodeError) as error:
            raise VaultError(f"report {sealed.key_id} does not open") from error

    def _unwrap(self, key_id: str, wrapped: bytes) -> AESGCM:
        for master in self._ring:
            try:
                return AESGCM(master.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], key_id.encode()))
            except (InvalidTag, ValueError):
                continue
        raise FormerKeyError(f"{key_id} was sealed under another master key")

    def mark(self, number: str, t_ms: int) -> str:
        """A caller's mark: equal for equal numbers within one window, empty without a usable number.

        HMAC-SHA-256 under a key that is drawn at random for the window and is nowhere but in this process: when the
        window is over, or the hub has ended, nobody can find the number to a mark any more by trying all numbers, not
        even with the hub's own keys, and nobody can follow a caller from one window to the next.
        """
        digits = _digits(number)
        if len(digits) < LEAST_DIGITS:
            return ""
        window = t_ms // MARK_WINDOW_MS
        if window != self._mark_window:
            self._mark_key, self._mark_window = hmac.new(self._random(32), digestmod="sha256"), window
        mark = self._mark_key.copy()
        mark.update(digits.encode())
        return mark.hexdigest()[:16]


def seal_call(
    command: ReportCall, vault: ReportVault, keywords: Keywords, t_ms: int, key_id: str
) -> tuple[ReportCall, list[KeyRow]]:
    """A report as it may be journaled, and the keys to be stored with it; `key_id` is that of the call it will be.

    In the open stay the tags of the words (what they are about) and the caller's mark (whether two calls came from one
    number), so that suspected duplicates can be found without opening anything. What a client said is sealed, a tag or
    a mark already is dropped: it could name another report's.
    """
    report = command.report
    if report is None:
        return replace(command, sealed=None, keywords=(), caller_tag=""), []
    report = report.harmless()
    sealed, key = vault.seal(report, key_id)
    mark = vault.mark(report.number, t_ms)
    words = keywords(report.words)
    return replace(command, report=None, sealed=sealed, keywords=words, caller_tag=mark), [key]


def _digits(number: str) -> str:
    """The digits of a number; China's own country code is left out, so that both ways of writing it are one."""
    digits = _NO_DIGITS.sub("", number).removeprefix("00")
    return digits[2:] if len(digits) == 13 and digits.startswith("861") else digits
