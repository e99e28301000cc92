"""What can be wrong with a frame.

WireError
├── TooLarge        over the bound of its type, or of any type
├── Malformed       no msgpack, or not the fields of its type
└── UnknownType     a type this protocol version does not have
"""

from __future__ import annotations

from console.domain.refusals import Code


class WireError(Exception):
    """A frame that cannot be used. `id` is its message's id where that could still be read, else ""."""

    code: Code = Code.MALFORMED

    def __init__(self, detail: str, message_id: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.id = message_id


class TooLarge(WireError):
    """Over the size bound."""

    code = Code.TOO_LARGE


class Malformed(WireError):
    """Not decodable, or fields missing or of a wrong type."""

    code = Code.MALFORMED


class UnknownType(WireError):
    """The type (of the message, or of the command inside a Submit) is not known here."""

    code = Code.UNKNOWN_MESSAGE
