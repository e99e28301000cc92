from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from widgets.wall.layouts import LAYOUTS
from widgets.wall.wall_header import SAID_MS, WallHeader, layout_icon


@pytest.fixture
def header(qtbot: QtBot) -> WallHeader:
    made = WallHeader()
    qtbot.addWidget(made)
    return made


def chip(header: WallHeader, words: str) -> QPushButton:
    return next(button for button in header.findChildren(QPushButton) if button.text() == words)


def test_says_how_many_how_fast_and_at_what_cost(header: WallHeader) -> None:
    assert header.figures_words() == ""
    header.set_figures(6, 168, 11.96, 0.312)
    assert header.figures_words() == "6 / 168 · 12 fps · CPU 31 %"
    header.set_figures(0, 168, 0.0, 0.0)
    assert header.figures_words() == "0 / 168"


@pytest.mark.slow
def test_says_what_became_of_a_wish_then_its_figures_again(header: WallHeader, qtbot: QtBot) -> None:
    header.set_figures(6, 168, 12.0, 0.3)
    header.say(lambda: "Saved")
    header.set_figures(6, 168, 12.0, 0.3)
    assert header.figures_words() == "Saved"
    qtbot.waitUntil(lambda: header.figures_words().startswith("6 / 168"), timeout=SAID_MS + 3000)


def test_chips_tell_what_was_asked_for(header: WallHeader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(header.follow_toggled) as follow:
        QTest.mouseClick(chip(header, "follow incident"), Qt.MouseButton.LeftButton)
    assert follow.args == [True]
    with qtbot.waitSignal(header.tour_toggled) as tour:
        QTest.mouseClick(chip(header, "tour"), Qt.MouseButton.LeftButton)
    assert tour.args == [True]


def test_setting_a_chip_tells_nobody(header: WallHeader, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(header.follow_toggled):
        header.set_following(True)
    assert chip(header, "follow incident").isChecked()


def test_the_layout_menu_names_every_layout(header: WallHeader, qtbot: QtBot) -> None:
    header.set_layout_name("3×2")
    menu = chip(header, "3×2").menu()
    assert menu is not None
    actions = menu.actions()
    assert [action.text() for action in actions] == list(LAYOUTS)
    assert [action.text() for action in actions if action.isChecked()] == ["3×2"]
    with qtbot.waitSignal(header.layout_chosen) as chosen:
        actions[0].trigger()
    assert chosen.args == ["1×1"]


def test_every_layout_has_a_picture(qapp: object) -> None:
    assert all(not layout_icon(layout).isNull() for layout in LAYOUTS.values())


def test_my_view_is_lit_while_it_is_shown_whoever_presses_it(header: WallHeader, qtbot: QtBot) -> None:
    mine = chip(header, "my view")
    header.set_own(True)
    for lit in (True, False):
        header.set_own(lit)
        with qtbot.waitSignal(header.own_requested):
            mine.click()
        assert mine.isChecked() is lit, "who shows the view says so, not the press"
