"""The one-time enrolment code: the hub's CURVE key and a secret in one string. Pure, any thread.

`MUSTER-` + URL-safe base64 of version byte 1, the 32 bytes of the server key, the 10 bytes of the secret, and the first
two bytes of SHA-256 over all that (typing errors). Who holds the code talks to the right hub and to nobody else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

PREFIX: Final = "MUSTER-"
_VERSION: Final = b"\x01"


class BadCodeError(ValueError):
    """The string is no enrolment code, or was mistyped."""


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """What a code says: the pinned server key (32 bytes) and the secret as hex digits."""

    server_key: bytes
    secret: str


def make_code(server_key: bytes, secret: bytes) -> str:
    """The code for a server key of 32 bytes and a secret of 10."""
    body = _VERSION + server_key + secret
    return PREFIX + base64.urlsafe_b64encode(body + hashlib.sha256(body).digest()[:2]).decode()


def read_code(text: str) -> EnrolmentCode:
    """Take a code apart; raises BadCodeError."""
    text = text.strip()
    if not text.startswith(PREFIX):
        raise BadCodeError(f"an enrolment code begins with {PREFIX}")
    try:
        raw = base64.urlsafe_b64decode(text[len(PREFIX) :])
    except (binascii.Error, ValueError) as error:
        raise BadCodeError("the enrolment code is mistyped") from error
    body, check = raw[:-2], raw[-2:]
    if len(body) != 43 or body[:1] != _VERSION or hashlib.sha256(body).digest()[:2] != check:
        raise BadCodeError("the enrolment code is mistyped or not complete")
    return EnrolmentCode(body[1:33], body[33:].hex())
