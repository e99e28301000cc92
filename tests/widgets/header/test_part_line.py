"""A line of pieces: shorter first, then without the least needed ones, never cut in mid-word."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from widgets import theme
from widgets.header.part_line import fitting, line_text
from widgets.header.phase_words import Part

PARTS = [
    Part("06:09 left", rank=0),
    Part("forecast 10:48, late by 00:48", rank=2, short="forecast +00:48"),
    Part("(P90 12:00)", rank=3, glued=True),
    Part("42 under way", rank=4),
]


def width(parts: list[Part]) -> int:
    return QFontMetrics(theme.text_font()).horizontalAdvance(line_text(parts))


def test_everything_stays_where_there_is_room(qapp: QApplication) -> None:
    assert fitting(PARTS, theme.text_font(), 10_000) == PARTS


def test_the_least_needed_piece_goes_first(qapp: QApplication) -> None:
    assert fitting(PARTS, theme.text_font(), width(PARTS[:3])) == PARTS[:3]
    assert fitting(PARTS, theme.text_font(), width(PARTS[:2])) == PARTS[:2]


def test_a_piece_gets_shorter_before_it_goes(qapp: QApplication) -> None:
    short = [PARTS[0], Part("forecast +00:48")]
    kept = fitting(PARTS, theme.text_font(), width(short))
    assert [part.text for part in kept] == ["06:09 left", "forecast +00:48"]


def test_what_matters_most_never_goes(qapp: QApplication) -> None:
    assert [part.text for part in fitting(PARTS, theme.text_font(), 1)] == ["06:09 left"]


def test_a_glued_piece_follows_without_a_dot() -> None:
    assert line_text(PARTS[1:3]) == "forecast 10:48, late by 00:48 (P90 12:00)"
