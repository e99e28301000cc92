"""Errors of the wire: each carries its refusal's code."""

from __future__ import annotations

from console.domain.base.refusals import Code
from console.wire.errors import MalformedError, TooLargeError, UnknownTypeError, WireError


def test_each_error_is_a_wire_error_with_its_code() -> None:
    codes = {
        TooLargeError: Code.TOO_LARGE,
        MalformedError: Code.MALFORMED,
        UnknownTypeError: Code.UNKNOWN_MESSAGE,
    }
    for kind, code in codes.items():
        error = kind("why", "m1")
        assert isinstance(error, WireError)
        assert (error.code, error.detail, error.id) == (code, "why", "m1")
