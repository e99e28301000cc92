"""The Command board's widgets: clocks large, tables whole, lines that lead somewhere, every size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import clock_samples
from tests.widgets.command_samples import board
from tests.widgets.conftest import Language
from widgets import theme
from widgets.command.big_clocks import CLOCK_PX, NAME_PX, BigClocks
from widgets.command.command_board import CommandBoard
from widgets.command.strength_table import StrengthTable

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def made(shown: Show) -> CommandBoard:
    panel = CommandBoard()
    panel.show_board(board("en"))
    shown(panel, 1000, 440)
    return panel


@pytest.fixture
def wall_scale(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    yield lambda scale: theme.apply(qapp, scale)
    theme.apply(qapp)
    qapp.setStyleSheet("")


def labels(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_says_how_much_waits_and_what_is_bare(made: CommandBoard) -> None:
    texts = labels(made)
    assert "Decisions to take — 2" in texts
    assert "Below minimum cover — 1" in texts
    assert made.decisions.lines[0].words.startswith("INC-0417")


def test_says_so_when_nothing_waits(made: CommandBoard) -> None:
    made.show_board(replace(board("en"), decisions=(), gaps=()))
    texts = labels(made)
    assert "Nothing waits for you." in texts
    assert "No grid stands below its minimum." in texts


def test_a_line_leads_to_its_incident_by_mouse_and_by_key(made: CommandBoard, qtbot: QtBot) -> None:
    lines = made.decisions
    index = lines.model().index(0, 0)
    with qtbot.waitSignal(made.incident_chosen) as signal:
        lines.clicked.emit(index)
    assert signal.args == ["INC-0417"]
    lines.setCurrentIndex(lines.model().index(1, 0))
    with qtbot.waitSignal(made.incident_chosen) as signal:
        QTest.keyClick(lines, Qt.Key.Key_Return)
    assert signal.args == ["INC-0421"]
    with qtbot.waitSignal(made.grid_chosen) as signal:
        made.gaps.clicked.emit(made.gaps.model().index(0, 0))
    assert signal.args == ["G-22"]


def test_words_follow_the_language(made: CommandBoard, language: Language) -> None:
    language.chinese()
    made.show_board(board("zh"))
    assert "待决事项 — 2" in labels(made)
    assert made.clocks.words()[0].name == "1 集结"


def test_blocks_stand_side_by_side_as_far_as_they_fit(made: CommandBoard) -> None:
    made.resize(1200, 500)
    QApplication.processEvents()
    wide = {made.tiers.mapTo(made, QPoint(0, 0)).y(), made.decisions.mapTo(made, QPoint(0, 0)).y()}
    made.resize(420, 900)
    QApplication.processEvents()
    narrow = {made.tiers.mapTo(made, QPoint(0, 0)).x(), made.decisions.mapTo(made, QPoint(0, 0)).x()}
    assert len(wide) == 1
    assert len(narrow) == 1


def test_a_table_leaves_out_numbers_before_it_cuts_names(shown: Show) -> None:
    table = StrengthTable()
    table.show_rows(board("en").tiers)
    shown(table, 640, table.height())
    assert table.shown_columns() == 5
    table.resize(240, table.height())
    assert 1 <= table.shown_columns() < 5
    assert "Tier 1, patrol brigade: Ready 186, Bound 84" in table.accessibleDescription()


def test_large_clocks_say_the_same_as_the_strip(shown: Show) -> None:
    clocks = BigClocks()
    clocks.show_clocks(clock_samples.MUSTERING)
    shown(clocks, 1200, clocks.height())
    assert "06:09 left" in clocks.accessibleDescription()
    assert "63/100" in clocks.accessibleDescription()


def test_large_clocks_are_neutral_until_decided_and_old_with_the_link(shown: Show) -> None:
    clocks = BigClocks()
    shown(clocks, 1200, clocks.height())

    def colours() -> set[int]:
        image = clocks.grab().toImage()
        return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}

    clocks.show_clocks(clock_samples.MUSTERING)
    assert not {QColor(theme.PASSED).rgb(), QColor(theme.MISSED).rgb()} & colours()
    clocks.show_clocks(clock_samples.RESOLVED)
    assert {QColor(theme.PASSED).rgb(), QColor(theme.MISSED).rgb()} <= colours()
    clocks.show_clocks(clock_samples.MUSTERING, aged=True)
    assert QColor(theme.ACCENT).rgb() not in colours()


def test_a_narrow_board_shrinks_the_clock_rather_than_cutting_it(shown: Show) -> None:
    clocks = BigClocks()
    clocks.show_clocks(clock_samples.RESOLVED)
    shown(clocks, 700, clocks.height())
    image = clocks.grab().toImage()
    line = 2 * image.width() // 3 - 3
    ground = QColor(theme.BG1).rgb()
    assert all(image.pixel(line, y) == ground for y in range(40, 90))


def test_on_the_wall_the_clocks_are_legible_at_five_metres(wall_scale: Callable[[float], None]) -> None:
    wall_scale(2.0)
    digits = QFontMetrics(theme.mono_font(CLOCK_PX, bold=True)).capHeight()
    assert theme.px(CLOCK_PX) * 0.63 >= 36
    assert digits * 0.63 >= 36
    assert theme.px(NAME_PX) > 30
