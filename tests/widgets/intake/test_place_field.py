"""A place has a position, or it says that it has none; the best fit is one key away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import intake_samples
from widgets.intake.place_field import PlaceField

Show = Callable[[QWidget, int, int], None]
K = Qt.Key


@pytest.fixture
def host(shown: Show) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    field = PlaceField(made)
    field.setObjectName("place")
    field.set_finder(intake_samples.intake_help("en").places)
    field.retranslate()
    layout.addWidget(field)
    after = QLineEdit(made)
    after.setObjectName("after")
    layout.addWidget(after)
    layout.addStretch(1)
    shown(made, 420, 400)
    return made


@pytest.fixture
def field(host: QWidget) -> PlaceField:
    found = host.findChild(PlaceField)
    assert found is not None
    found.setFocus()
    return found


def test_offers_hang_below_while_typing_and_take_no_focus(field: PlaceField) -> None:
    QTest.keyClicks(field.line, "renmin")
    assert [one.name for one in field.offers.offers()] == ["Liuquan Rd × Renmin Rd", "Renmin Rd"]
    assert QApplication.focusWidget() is field.line
    assert field.place is None


def test_enter_takes_the_first_and_goes_on(field: PlaceField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "renmin")
    with qtbot.waitSignal(field.done):
        QTest.keyClick(field.line, K.Key_Return)
    assert field.place == intake_samples.place_offers("en")[0]
    assert field.where == "crossing · Zhangdian Grid 2"
    assert not field.offers.isVisible()


def test_down_marks_the_next_and_tab_takes_it_on_the_way(field: PlaceField, host: QWidget) -> None:
    QTest.keyClicks(field.line, "rml")
    QTest.keyClick(field.line, K.Key_Down)
    QTest.keyClick(field.line, K.Key_Tab)
    assert field.place == intake_samples.place_offers("en")[1]
    assert field.where == "street · Zhangdian Grid 2 · position is rough"
    assert QApplication.focusWidget() is host.findChild(QLineEdit, "after")


def test_typing_on_loses_the_position(field: PlaceField) -> None:
    field.take(intake_samples.place_offers("en")[0])
    told: list[object] = []
    field.place_changed.connect(lambda: told.append(field.place))
    QTest.keyClicks(field.line, "x")
    assert told == [None]
    assert field.where == ""


def test_escape_puts_the_offers_away_and_keeps_the_words(field: PlaceField) -> None:
    QTest.keyClicks(field.line, "renmin")
    QTest.keyClick(field.line, K.Key_Escape)
    assert not field.offers.isVisible()
    assert field.words == "renmin"


def test_a_click_takes_an_offer(field: PlaceField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "renmin")
    with qtbot.waitSignal(field.done):
        field.offers.chosen.emit(field.offers.offers()[1])
    assert field.words == "Renmin Rd"


def test_enter_without_any_place_stays(field: PlaceField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "nowhere")
    with qtbot.assertNotEmitted(field.done):
        QTest.keyClick(field.line, K.Key_Return)
    assert not field.offers.isVisible()


def test_second_press_of_the_button_ends_picking(field: PlaceField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.pick_started):
        field.pick_button.click()
    assert field.where == "Waiting for a click on the map"
    with qtbot.waitSignal(field.pick_cancelled):
        field.pick_button.click()
    assert field.where == ""
