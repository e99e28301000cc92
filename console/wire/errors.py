"""What can be wrong with a frame.

WireError
├── TooLargeError        over the bound of its type, or of any type
├── MalformedError       no msgpack, or not the fields of its type
└── UnknownTypeError     a type this protocol version does not have
"""

from __future__ import annotations

from console.domain.base.refusals import Code


class WireError(Exception):
    """A frame that cannot be used. `id` is its message's id where that could still be read, else ""."""

    code: Code = Code.MALFORMED

    def __init__(self, detail: str, message_id: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.id = message_id


class TooLargeError(WireError):
    """Over the size bound."""

    code = Code.TOO_LARGE


class MalformedError(WireError):
    """Not decodable, or fields missing or of a wrong type."""

    code = Code.MALFORMED


class UnknownTypeError(WireError):
    """The type (of the message, or of the command inside a Submit) is not known here."""

    code = Code.UNKNOWN_MESSAGE
