"""The one-time enrolment code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.wire.enrolment import BadCodeError, make_code, read_code


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=10, max_size=10))
def test_a_code_says_what_was_put_in(key: bytes, secret: bytes) -> None:
    found = read_code(f"  {make_code(key, secret)}\n")
    assert (found.server_key, found.secret) == (key, secret.hex())


@pytest.mark.parametrize("text", ["", "MUSTER-", "MUSTER-abc", "HELLO", "MUSTER-" + "A" * 60])
def test_refuses_what_is_no_code(text: str) -> None:
    with pytest.raises(BadCodeError):
        read_code(text)


def test_a_single_wrong_letter_shows() -> None:
    code = make_code(b"k" * 32, b"s" * 10)
    wrong = code[:20] + ("A" if code[20] != "A" else "B") + code[21:]
    with pytest.raises(BadCodeError):
        read_code(wrong)
