"""Texts that people type and others read."""

from __future__ import annotations

import pytest

from console.domain.base.limits import MAX_TEXT
from console.domain.base.refusals import Code, check_text, is_plain, made_plain


def code_of(text: str, *, required: bool = True) -> str:
    refused = check_text(text, field="reason", required=required)
    return "" if refused is None else refused.code


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "两辆车相撞\n一人受伤\t轻",
        "café",
        "👩\u200d🚒 on scene",
        "مرحبا",
        "x" * MAX_TEXT,
        "\u200bx",
        "a\r\nb",
    ],
)
def test_what_people_write_is_taken(text: str) -> None:
    assert code_of(text) == ""


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "\u200b", "\ufeff\u2060"])
def test_text_of_which_nothing_is_seen_is_none(text: str) -> None:
    assert code_of(text) == Code.TEXT_REQUIRED
    assert code_of(text, required=False) == ""


@pytest.mark.parametrize(
    "mark", ["\x00", "\x07", "\x1b[31m", "\x85", "\u200f", "\u202e", "\u2066", "\u2069", "\u061c"]
)
def test_text_that_changes_how_its_neighbours_are_shown_is_refused(mark: str) -> None:
    """T17: a console's text turned the rest of the line around on every other screen."""
    assert code_of(f"left{mark}right") == Code.TEXT_HIDDEN
    assert code_of(mark + "x", required=False) == Code.TEXT_HIDDEN


def test_length_is_said_before_what_is_in_it() -> None:
    assert code_of("\u202e" * (MAX_TEXT + 1) + "x") == Code.TEXT_TOO_LONG
    assert not is_plain("x" * (MAX_TEXT + 1))


def test_text_that_has_to_be_kept_is_made_plain() -> None:
    assert made_plain("a\u202eb\x00c\nd\u2028e") == "a b c d e"
    assert made_plain("x" * 10, 3) == "xxx"
    assert is_plain(made_plain("\x1b" * (MAX_TEXT + 5)))
