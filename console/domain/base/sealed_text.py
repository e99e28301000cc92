"""A sealed text: what stands in an event or a picture in place of words that somebody typed. Pure, any thread.

`sealed:INC-0001.0:…`: the id of its key, then nonce and ciphertext (AES-256-GCM, the id authenticated) in URL-safe
base64 without padding. The key's id is the call or incident that the words belong to, and how often that was erased
before; `INC-0001.0.1` is the key of the same after the hub got new keys for the first time. It is a text like any other
to rules, folds and hashes: that something was said stays in the open, what, does not. Journals of before hold such
texts in clear.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

import msgspec

_FORM: Final = re.compile(
    r"sealed:([A-Z]{1,8}-[0-9]{1,18}\.[0-9]{1,9}(?:\.[0-9]{1,9})?):([A-Za-z0-9_-]{38,})"
)
"""28 bytes at least: nonce and tag."""


class SealedText(msgspec.Struct, frozen=True):
    """The parts of one."""

    key_id: str
    body: bytes
    """Nonce (12 bytes), then ciphertext and tag."""

    @property
    def subject(self) -> str:
        """The call or incident that it belongs to."""
        return self.key_id.split(".")[0]

    @property
    def erasures(self) -> int:
        """How often the subject had been erased when it was said."""
        return int(self.key_id.split(".")[1])

    def __str__(self) -> str:
        return f"sealed:{self.key_id}:{urlsafe_b64encode(self.body).decode().rstrip('=')}"


def key_id_of(subject: str, erasures: int) -> str:
    """The id of the key of what is said about a subject that was erased so often."""
    return f"{subject}.{erasures}"


def read_sealed(text: str) -> SealedText | None:
    """The parts of a sealed text; None for any other."""
    found = _FORM.fullmatch(text) if text.startswith("sealed:") else None
    if found is None:
        return None
    body = found[2]
    return SealedText(found[1], urlsafe_b64decode(body + "=" * (-len(body) % 4)))
