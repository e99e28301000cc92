"""Everything that a result says has Chinese, and what people typed comes out as one harmless line."""

from __future__ import annotations

import functools
import re

import pytest

from console.domain.base.sealed_text import SealedText
from console.domain.calls.entities import Erasure
from console.domain.picture import Picture
from console.result import codes, words
from console.result.rows import told
from console.result.words import Words, plain
from console.window.translations import messages

ROOM = {"Words", "Terms", "Sentences", "Lines", "MeasureLines", "Page", "TextPage", "TableWords", "_Plot"}
TABLES = (
    codes.MODES,
    codes.CLOCK_MODELS,
    codes.POST_KINDS,
    codes.NOT_COUNTED,
    codes.ACTIVATIONS,
    codes.DIFFERENCE_FIELDS,
)


@functools.cache
def sources() -> set[str]:
    said = {message.source for message in messages() if message.context in ROOM}
    return said | {text for table in TABLES for text in table.values()}


def test_every_text_is_said_in_chinese_without_the_window() -> None:
    chinese = Words(chinese=True)
    assert len(sources()) > 150
    same = {text for text in sources() if chinese.tr(text) == text}
    assert same <= {"T*", "T1"}
    assert not [
        text for text in sources() - same if not re.search(r"[\u4e00-\u9fff]|^[^A-Za-z]*$", chinese.tr(text))
    ]


def test_both_languages_fill_the_same_places() -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w*\}", text))

    chinese = Words(chinese=True)
    assert {text for text in sources() if places(text) != places(chinese.tr(text))} == set()


def test_a_phrase_of_crews_is_worded_and_what_was_typed_stays() -> None:
    assert Words(chinese=True).said("flat tyre") == "爆胎"
    assert Words(chinese=True).said("the bridge at Li's") == "the bridge at Li's"
    assert Words(chinese=False).said("爆胎") == "爆胎"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a\x00b", "a b"),
        ("a\u202eb", "a b"),
        ("a\nb\r\n\tc", "a b c"),
        ("\u2066\u2069", ""),
        ("مرحبا", "مرحبا"),
    ],
)
def test_hidden_characters_and_line_ends_are_blanks(typed: str, line: str) -> None:
    assert plain(typed) == line


def test_a_name_that_is_missing_in_one_language_is_said_in_the_other() -> None:
    assert Words(chinese=True).of("", "Fire Station") == "Fire Station"
    assert Words(chinese=False).of("消防站", "") == "消防站"


def test_long_lists_are_counted() -> None:
    names = tuple(f"P-{number}" for number in range(1, 8))
    assert Words(chinese=False).together(names) == "P-1, P-2, P-3, P-4 and 3 more"
    assert Words(chinese=True).together(names[:2]) == "P-1、P-2"
    assert words.QT_TRANSLATE_NOOP("any", "text") == "text"


SEALED = str(SealedText("INC-0001.0", bytes(40)))


def test_what_is_sealed_is_said_to_be_that_wherever_nobody_has_it_open() -> None:
    """T16: a page, a table and a terminal never show the cipher, nor words that could not be erased from there."""
    assert (Words(chinese=False).said(SEALED), Words(chinese=True).said(SEALED)) == ("(sealed)", "（已封存）")
    assert Words(chinese=False, opened={SEALED: "his\u202e wife\nsaid so"}).said(SEALED) == "his wife said so"
    assert Words(chinese=False, opened={"another": "words"}).said(SEALED) == "(sealed)"


def test_what_was_erased_is_said_to_be_that_and_nothing_said_later() -> None:
    """T16."""
    picture = Picture()
    assert told(picture, SEALED) == SEALED
    picture.erasures["INC-0001"] = Erasure(id="INC-0001", times=1, erased_ms=1, erased_by="x")
    later = str(SealedText("INC-0001.1", bytes(40)))
    assert [told(picture, text) for text in (SEALED, later, "as typed", "")] == [
        "(erased)", later, "as typed", "",
    ]  # fmt: skip
    assert Words(chinese=True).said(told(picture, SEALED)) == "（已删除）"
