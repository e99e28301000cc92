"""The top bar: tabs, the link to the hub in words, and what can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Language
from widgets import theme
from widgets.header.header_bar import DotPill, HeaderBar
from widgets.header.view import HubSignal, HubView, PerspectiveTab, SeatView, StrengthView, WorldSign

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def bar(shown: Show) -> HeaderBar:
    made = HeaderBar()
    made.set_perspectives(
        [PerspectiveTab("operate", "Operate", "F5"), PerspectiveTab("command", "Command", "F6")], "operate"
    )
    shown(made, 1920, 44)
    return made


def words(bar: HeaderBar) -> set[str]:
    labels = {label.text() for label in bar.findChildren(QLabel) if label.isVisible()}
    return labels | {button.text().strip() for button in bar.findChildren(QPushButton) if button.isVisible()}


def tab(bar: HeaderBar, name: str) -> QPushButton:
    return next(button for button in bar.findChildren(QPushButton) if button.text() == name)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (HubView(), "connecting to hub …"),
        (HubView(HubSignal.LIVE, 2.2, 41.3), "hub 2 ms · 41 ev/s"),
        (HubView(HubSignal.LIVE, None, 0.0), "hub · 0 ev/s"),
        (HubView(HubSignal.STALE, silent_s=4.4), "hub silent for 4 s"),
        (HubView(HubSignal.LOST, attempt=3), "hub lost · try 3"),
    ],
)
def test_link_is_said_in_words(bar: HeaderBar, view: HubView, expected: str) -> None:
    bar.set_hub(HubView(HubSignal.LOST, attempt=99))
    bar.set_hub(view)
    assert expected in words(bar)


def test_tab_asks_for_its_perspective_and_shows_which_is_active(bar: HeaderBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.perspective_chosen) as signal:
        tab(bar, "Command").click()
    assert signal.args == ["command"]
    assert tab(bar, "Command").isChecked()
    bar.set_active("operate")
    assert tab(bar, "Operate").isChecked()
    assert not tab(bar, "Command").isChecked()


def test_pills_ask_for_what_they_show(bar: HeaderBar, qtbot: QtBot) -> None:
    bar.set_strength(StrengthView(186, 412, 436, 10, 20))
    bar.set_seat(SeatView("Seat 3", "dispatcher", "Li Ming"))
    for text, signal in (
        ("Ctrl K  Command", bar.command_line_requested),
        ("officers 186 ready / 412 on duty", bar.strength_details_requested),
        ("Seat 3 · dispatcher", bar.seat_menu_requested),
        ("中文", bar.language_toggled),
    ):
        with qtbot.waitSignal(signal):
            tab(bar, text).click()


def test_kind_is_said_unless_live(bar: HeaderBar) -> None:
    bar.set_kind(WorldSign.DRILL)
    assert "EXERCISE" in words(bar)
    bar.set_kind(WorldSign.LIVE)
    assert not {"EXERCISE", "DEMO", "REPLAY"} & words(bar)


def test_clock_has_seconds(bar: HeaderBar) -> None:
    bar.set_clock(datetime(2026, 11, 21, 14, 22, 31, tzinfo=UTC))
    assert "14:22:31" in words(bar)


def test_language_switch_changes_words(bar: HeaderBar, language: Language) -> None:
    bar.set_kind(WorldSign.DEMO)
    language.chinese()
    assert {"演示", "正在连接中枢 …", "English"} <= words(bar)


def test_new_perspectives_replace_the_old(bar: HeaderBar, qtbot: QtBot) -> None:
    bar.set_perspectives([PerspectiveTab("train", "Train")], "train")
    qtbot.waitUntil(lambda: "Command" not in words(bar))
    assert tab(bar, "Train").isChecked()


def test_everything_fits_in_both_languages(bar: HeaderBar, language: Language) -> None:
    bar.set_hub(HubView(HubSignal.LIVE, 2.0, 41.0))
    bar.set_strength(StrengthView(186, 412))
    for switch in (language.english, language.chinese):
        switch()
        QApplication.processEvents()
        cut = [
            button.text()
            for button in bar.findChildren(QPushButton)
            if button.isVisible() and button.width() < button.sizeHint().width()
        ]
        assert cut == []


def test_narrow_screen_leaves_pills_out_rather_than_cutting_words(bar: HeaderBar) -> None:
    bar.set_hub(HubView(HubSignal.LIVE, 2.0, 41.0))
    bar.set_strength(StrengthView(186, 412))
    bar.resize(620, 44)
    QApplication.processEvents()
    visible = {text for text in words(bar) if text}
    assert "hub 2 ms · 41 ev/s" in visible
    assert "officers 186 ready / 412 on duty" not in visible
    bar.resize(1920, 44)
    QApplication.processEvents()
    assert "officers 186 ready / 412 on duty" in words(bar)


def test_dot_is_drawn_only_where_there_is_a_state(shown: Show) -> None:
    pill = DotPill()
    shown(pill, 200, 24)
    pill.show_words("hub", theme.PASSED)
    wanted = QColor(theme.PASSED).rgb()
    image = pill.grab().toImage()
    assert any(image.pixel(x, 12) == wanted for x in range(40))
    assert pill.accessibleName() == "hub"
    pill.show_words("hub")
    image = pill.grab().toImage()
    assert not any(image.pixel(x, 12) == wanted for x in range(40))
