"""Ids that clients make."""

from __future__ import annotations

from console.wire.ids import new_id


def test_ids_are_32_lower_case_hex_digits_and_never_the_same() -> None:
    made = {new_id() for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(len(each) == 32 and set(each) <= set("0123456789abcdef") for each in made)


def test_ids_begin_with_the_time() -> None:
    first, later = new_id(), new_id()
    assert first[:12] <= later[:12]
