"""The strip of the three clocks: calm without a muster, every state within its place, legible on the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import clock_samples as samples
from tests.widgets.conftest import Language
from widgets import theme
from widgets.header.clock_strip import WALL_LATIN_PX, WALL_TEXT_PX, ClockStrip
from widgets.header.clock_view import MusterClockView, StripView

Show = Callable[[QWidget, int, int], None]
MM_PER_PX = 0.63
"""Four 55-inch panels as one 3840 × 2160 screen."""


@pytest.fixture
def wall_scale(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    yield lambda scale: theme.apply(qapp, scale)
    theme.apply(qapp)
    qapp.setStyleSheet("")


def has_colour(image: QImage, colour: str, left: int = 0, right: int = 10_000) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(left, min(right, image.width()))
        for y in range(image.height())
    )


def picture(shown: Show, view: StripView, width: int = 1600) -> QImage:
    strip = ClockStrip()
    strip.show_view(view)
    shown(strip, width, strip.height())
    return strip.grab().toImage()


def test_strip_is_grey_and_keeps_its_place(shown: Show) -> None:
    strip = ClockStrip()
    shown(strip, 1600, 200)
    assert strip.height() == theme.STRIP_HEIGHT_PX
    image = strip.grab().toImage()
    coloured = [
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(image.height())
        if image.pixelColor(x, y).hsvSaturation() > 130
    ]
    assert coloured == []
    assert image.pixelColor(20, 1) == QColor(theme.BG1)


def test_says_that_no_muster_runs_in_both_languages(shown: Show, language: Language) -> None:
    strip = ClockStrip()
    shown(strip, 1600, 74)
    assert strip.accessibleDescription() == "no muster running"
    language.chinese()
    assert strip.accessibleName() == "三个10分钟"


def test_a_muster_easier_than_its_card_is_never_called_three_ten_minutes(
    shown: Show, language: Language
) -> None:
    strip = ClockStrip()
    shown(strip, 1600, 74)
    strip.show_view(StripView(muster=MusterClockView(incident_id="INC-1", title="", gone_ms=1, eased=True)))
    assert strip.accessibleName() == "Muster, easier than the card"
    language.chinese()
    assert strip.accessibleName() == "集结（低于预案）"


def test_without_a_muster_it_names_the_key_that_starts_one(shown: Show) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(start_keys="Ctrl+J"))
    assert strip.accessibleDescription() == "no muster running · Ctrl+J starts one"
    strip.show_view(StripView(start_keys="Ctrl+J", for_incident="INC-0417"))
    assert strip.accessibleDescription() == "Ctrl+J gives the order for INC-0417"


def test_decided_phases_have_their_colour_and_running_ones_have_none(shown: Show) -> None:
    running = picture(shown, StripView(samples.MUSTERING))
    for colour in (theme.PASSED, theme.MISSED, theme.WARNING):
        assert not has_colour(running, colour)
    decided = picture(shown, StripView(samples.RESOLVED))
    assert has_colour(decided, theme.PASSED, 300, 1100)
    assert has_colour(decided, theme.MISSED, 1200)
    assert has_colour(picture(shown, StripView(samples.LATE)), theme.WARNING, 280, 700)


def test_the_bar_grows_and_the_forecast_is_a_tick_on_it(shown: Show) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.MUSTERING))
    shown(strip, 1810, strip.height())  # 310 for the first cell, 500 for each phase
    image = strip.grab().toImage()
    row = image.height() - 4
    accent, tick = QColor(theme.ACCENT).rgb(), QColor(theme.TEXT).rgb()
    filled = [x for x in range(310, 810) if image.pixel(x, row) == accent]
    ticks = [x for x in range(310, 810) if image.pixel(x, row) == tick]
    assert abs(len(filled) - 500 * 231 / 600) <= 2
    assert abs(ticks[0] - (310 + 500 * 456 / 600)) <= 2


def test_nothing_is_painted_anew_for_an_equal_view(shown: Show) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.MUSTERING))
    first = strip.view
    strip.show_view(StripView(replace(samples.MUSTERING)))
    assert strip.view is first


def test_old_news_look_old(shown: Show) -> None:
    live = picture(shown, StripView(samples.MUSTERING))
    aged = picture(shown, StripView(samples.MUSTERING, as_of="14:22:27"))
    assert has_colour(live, theme.ACCENT)
    assert not has_colour(aged, theme.ACCENT)
    assert not has_colour(aged, theme.TEXT)


def test_a_click_on_a_phase_asks_for_the_result(shown: Show, qtbot: QtBot) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.MUSTERING))
    shown(strip, 1600, strip.height())
    with qtbot.waitSignal(strip.details_requested):
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(600, 30))


def test_a_click_on_the_only_muster_goes_to_its_incident(shown: Show, qtbot: QtBot) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.MUSTERING))
    shown(strip, 1600, strip.height())
    with qtbot.waitSignal(strip.incident_chosen) as signal:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    assert signal.args == ["INC-0417"]


def test_several_musters_can_be_chosen_from(shown: Show, qtbot: QtBot) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.MUSTERING, samples.CHOICES))
    shown(strip, 1600, strip.height())
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    menu = strip.findChild(QMenu)
    assert menu is not None
    with qtbot.waitSignal(strip.incident_chosen) as signal:
        menu.actions()[1].trigger()
    assert signal.args == ["INC-0421"]
    menu.close()


def test_a_click_without_a_muster_does_nothing(shown: Show, qtbot: QtBot) -> None:
    strip = ClockStrip()
    shown(strip, 1600, strip.height())
    with qtbot.assertNotEmitted(strip.incident_chosen), qtbot.assertNotEmitted(strip.details_requested):
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(600, 30))


def test_the_tool_tip_says_what_there_was_no_room_for(shown: Show) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.LATE))
    shown(strip, 1200, strip.height())
    place = QPoint(400, 30)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, place, strip.mapToGlobal(place)))
    assert "auxiliaries 8 apart" in QToolTip.text()
    QToolTip.hideText()
    QApplication.processEvents()


@pytest.mark.parametrize("name", sorted(samples.ALL))
def test_every_state_is_read_aloud(shown: Show, name: str) -> None:
    strip = ClockStrip()
    strip.show_view(StripView(samples.ALL[name]))
    assert "INC-0417" in strip.accessibleDescription()
    assert "1 MUSTER" in strip.accessibleDescription()


def test_wall_text_is_large_enough_at_five_metres(wall_scale: Callable[[float], None]) -> None:
    wall_scale(2.0)
    assert theme.px(WALL_TEXT_PX) * MM_PER_PX >= 36  # 25′ for Chinese
    assert theme.px(WALL_LATIN_PX) * MM_PER_PX >= 23  # 16′ for Latin letters
    assert theme.px(theme.STRIP_HEIGHT_PX) >= 2 * theme.px(WALL_TEXT_PX) * 1.1


@pytest.mark.parametrize(("scale", "width"), [(1.5, 1920), (2.0, 3840)])
@pytest.mark.parametrize("name", sorted(samples.ALL))
def test_on_the_wall_nothing_is_cut(
    shown: Show,
    wall_scale: Callable[[float], None],
    language: Language,
    scale: float,
    width: int,
    name: str,
) -> None:
    wall_scale(scale)
    for turn in (language.english, language.chinese):
        turn()
        assert not touches_a_border(shown, samples.ALL[name], width)


def touches_a_border(shown: Show, muster: MusterClockView, width: int) -> bool:
    """Whether letters reach the line between two cells, or the first or last row of the strip above the bar."""
    strip = ClockStrip()
    strip.show_view(StripView(muster))
    shown(strip, width, strip.height())
    image = strip.grab().toImage()
    ground = QColor(theme.BG1).rgb()
    cells = strip.cells()
    bar = image.height() - theme.px(7)
    columns = any(
        image.pixel(cell.right() - 2, y) != ground for cell in cells for y in range(bar - theme.px(6))
    )
    rows = any(image.pixel(x, 0) != ground for x in range(10, cells[0].right() - 2))
    return columns or rows


def test_big_numbers_fit_the_desk_row(qapp: QApplication) -> None:
    digits = QFontMetrics(theme.mono_font(theme.BIG_CLOCK_PX, bold=True))
    assert digits.capHeight() <= theme.px(32)
