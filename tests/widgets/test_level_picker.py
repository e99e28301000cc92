"""Choosing a level by key and by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.widgets.conftest import Language
from widgets.level_picker import LevelPicker

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def picker(shown: Show) -> LevelPicker:
    made = LevelPicker()
    shown(made, 200, 30)
    return made


def test_digits_and_arrows_choose(picker: LevelPicker) -> None:
    heard: list[int] = []
    picker.level_changed.connect(heard.append)
    for key in (Qt.Key.Key_3, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(picker, key)
    assert heard == [3, 2, 3, 4, 4]
    assert picker.level == 4


def test_click_chooses_and_only_one_is_marked(picker: LevelPicker) -> None:
    buttons = picker.findChildren(QAbstractButton)
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert picker.level == 2
    assert [button.isChecked() for button in buttons] == [False, True, False, False]


def test_setting_says_nothing_and_is_named_for_the_reader(picker: LevelPicker, language: Language) -> None:
    heard: list[int] = []
    picker.level_changed.connect(heard.append)
    picker.set_level(1)
    assert heard == []
    assert picker.accessibleDescription() == "Level 1"
    language.chinese()
    assert picker.accessibleName() == "等级"
