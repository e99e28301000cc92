"""Suggested types: three rows of one height, each one key away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import intake_samples
from widgets import theme
from widgets.intake.suggestion_rows import ROW_PX, ROWS, SuggestionRows
from widgets.intake.view import CallDraft

Show = Callable[[QWidget, int, int], None]


def rows_with(shown: Show) -> SuggestionRows:
    host = QWidget()
    rows = SuggestionRows(host)
    rows.retranslate()
    shown(host, 320, 100)
    rows.resize(rows.sizeHint())
    rows.show_offers(intake_samples.intake_help("en").types(CallDraft(words="smoke")), "")
    return rows


def test_height_is_that_of_three_rows_whatever_is_suggested(shown: Show) -> None:
    rows = rows_with(shown)
    assert rows.sizeHint().height() == theme.px(ROW_PX) * ROWS
    rows.show_offers((), "")
    assert rows.sizeHint().height() == theme.px(ROW_PX) * ROWS


def test_takes_the_nth_and_nothing_beyond(shown: Show, qtbot: QtBot) -> None:
    rows = rows_with(shown)
    with qtbot.waitSignal(rows.chosen) as signal:
        assert rows.take(2)
    assert signal.args is not None
    assert signal.args[0].key == "gas"
    assert not rows.take(3)


def test_a_click_takes_its_row_and_the_reasons_are_read_aloud(shown: Show, qtbot: QtBot) -> None:
    rows = rows_with(shown)
    with qtbot.waitSignal(rows.chosen) as signal:
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(40, theme.px(ROW_PX) + 4))
    assert signal.args is not None
    assert signal.args[0].key == "gas"
    assert "Fire 72 % (smoke · trapped)" in rows.accessibleDescription()
