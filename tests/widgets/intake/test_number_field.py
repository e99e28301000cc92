"""Number and call back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from widgets.intake.number_field import NumberField

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def field(shown: Show) -> NumberField:
    host = QWidget()
    made = NumberField(host)
    made.retranslate()
    shown(host, 400, 100)
    return made


def test_another_number_is_asked_only_when_a_call_back_is_wanted(field: NumberField) -> None:
    field.line.setText("138 0533 7721")
    assert not field.back_line.isVisible()
    field.toggle_call_back()
    assert QApplication.focusWidget() is field.back_line
    QTest.keyClicks(field.back_line, "0533 2200000")
    assert (field.call_back, field.back_number) == (True, "0533 2200000")
    field.toggle_call_back()
    assert (field.call_back, field.back_number) == (False, "")


@pytest.mark.parametrize(("number", "fits"), [("+86 138-0533", True), ("110 ext. 3", True), ("12a#", False)])
def test_only_signs_of_numbers_fit(field: NumberField, number: str, fits: bool) -> None:
    field.line.setText(number)
    assert field.is_number is fits
