"""Types are found in both languages, and what starts with the words comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Language
from widgets.intake.type_completer import TypeCompleter, matching, name_of
from widgets.intake.view import TypeChoice

Show = Callable[[QWidget, int, int], None]

TYPES = (
    TypeChoice("knife", "持刀伤人", "Knife attack", 1),
    TypeChoice("collision", "交通事故", "Traffic collision", 2),
    TypeChoice("alarm", "火警", "Fire alarm", 3),
    TypeChoice("forest", "森林火灾", "Forest fire", 1),
)


@pytest.fixture
def box(shown: Show) -> QComboBox:
    made = QComboBox()
    made.setEditable(True)
    for choice in TYPES:
        made.addItem(name_of(choice), choice.key)
    made.setCurrentIndex(-1)
    shown(made, 300, 30)
    return made


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("f", ["alarm", "forest", "knife", "collision"]),
        ("a", ["knife", "alarm", "collision"]),
        ("fire", ["alarm", "forest"]),
        ("火", ["alarm", "forest"]),
        ("coll", ["collision"]),
        ("dragon", []),
    ],
)
def test_what_starts_with_the_words_comes_first(typed: str, keys: list[str]) -> None:
    assert [choice.key for choice in matching(TYPES, typed)] == keys


def test_the_popup_lists_the_best_first_and_choosing_sets_the_box(box: QComboBox, qtbot: QtBot) -> None:
    completer = TypeCompleter(box)
    completer.set_choices(TYPES)
    box.setFocus()
    line = box.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "fi")
    assert completer.offered() == ["Fire alarm", "Forest fire", "Traffic collision"]
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert box.currentData() == "alarm"
    assert box.currentText() == "Fire alarm"


def test_the_other_language_is_found_but_not_shown(box: QComboBox) -> None:
    completer = TypeCompleter(box)
    completer.set_choices(TYPES)
    line = box.lineEdit()
    assert line is not None
    line.textEdited.emit("交通")  # as an input method does; key clicks know ASCII only
    assert completer.offered() == ["Traffic collision"]


def test_names_follow_the_language(language: Language) -> None:
    language.chinese()
    assert name_of(TYPES[0]) == "持刀伤人"
    assert name_of(TypeChoice("x", "", "Only English", 4)) == "Only English"
