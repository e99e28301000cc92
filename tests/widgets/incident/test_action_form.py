"""The inline form: what it asks, what it says is missing, and which key confirms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from widgets.incident.action_form import ActionForm
from widgets.incident.actions import FORMS, ChoiceSource, FormSpec
from widgets.incident.view import Action

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def form(shown: Show) -> ActionForm:
    made = ActionForm()
    shown(made, 420, 200)
    return made


def test_reason_is_asked_for_and_enter_confirms(form: ActionForm, qtbot: QtBot) -> None:
    form.open("Return", FORMS[Action.RETURN], ())
    QTest.keyClick(form.text_field, Qt.Key.Key_Return)
    assert form.fault == "Please give a reason: it goes into the log."
    QTest.keyClicks(form.text_field, "wrong department")
    with qtbot.waitSignal(form.confirmed) as signal:
        QTest.keyClick(form.text_field, Qt.Key.Key_Return)
    assert signal.args == ["", "wrong department", 0]
    assert not form.isVisible()


def test_enter_in_the_choice_goes_on_to_the_reason(form: ActionForm) -> None:
    form.open("Transfer", FORMS[Action.TRANSFER], samples.choices("en")["departments"])
    line = form.choice_field.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Gas company")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.focusWidget() is form.text_field


def test_words_that_are_no_choice_are_refused(form: ActionForm) -> None:
    form.open("Transfer", FORMS[Action.TRANSFER], samples.choices("en")["departments"])
    form.choice_field.setEditText("Ministry of Magic")
    form.text_field.setText("x")
    form.confirm()
    assert form.fault == "Please choose a department of the list."


def test_own_words_are_taken_where_allowed(form: ActionForm, qtbot: QtBot) -> None:
    form.open("Close", FORMS[Action.CLOSE], samples.choices("en")["dispositions"])
    form.choice_field.setEditText("cat rescued")
    with qtbot.waitSignal(form.confirmed) as signal:
        form.confirm()
    assert signal.args == ["cat rescued", "", 0]


def test_level_is_handed_over(form: ActionForm, qtbot: QtBot) -> None:
    spec = FormSpec(choice=ChoiceSource.TYPES, text=False, level=True)
    form.open("Correct", spec, samples.choices("en")["types"], "gas", 3)
    with qtbot.waitSignal(form.confirmed) as signal:
        form.confirm()
    assert signal.args == ["gas", "", 3]


def test_escape_cancels(form: ActionForm, qtbot: QtBot) -> None:
    form.open("Return", FORMS[Action.RETURN], ())
    with qtbot.waitSignals([form.cancelled, form.closed]):
        QTest.keyClick(form.text_field, Qt.Key.Key_Escape)
