"""A place has a position, or it says that it has none."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.intake.place_field import PlaceField


def test_typing_on_loses_the_position(qapp: QApplication, qtbot: QtBot) -> None:
    field = PlaceField()
    qtbot.addWidget(field)
    field.set_picked(1_180_000_000, 368_000_000, "Renmin Rd 5", "G-3")
    assert field.position_e7 == (1_180_000_000, 368_000_000)
    after: list[tuple[object, str]] = []
    field.place_changed.connect(lambda: after.append((field.position_e7, field.grid_id)))
    assert (field.words, field.grid_id) == ("Renmin Rd 5", "G-3")
    QTest.keyClicks(field.line, "x")
    assert after == [(None, "")]


def test_second_press_of_the_button_ends_picking(qapp: QApplication, qtbot: QtBot) -> None:
    field = PlaceField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.pick_started):
        field.pick_button.click()
    with qtbot.waitSignal(field.pick_cancelled):
        field.pick_button.click()
