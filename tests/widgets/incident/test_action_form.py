"""The inline form: what it asks, what it says is missing, and which key confirms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import button_samples, samples
from widgets.incident.action_form import ActionForm
from widgets.incident.buttons import Choice, FormView

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def form(shown: Show) -> ActionForm:
    made = ActionForm()
    shown(made, 420, 200)
    return made


def test_reason_is_asked_for_and_enter_confirms(form: ActionForm, qtbot: QtBot) -> None:
    form.open(button_samples.reason("Return"))
    QTest.keyClick(form.text_field, Qt.Key.Key_Return)
    assert form.fault == "Please give a reason: it goes into the log."
    QTest.keyClicks(form.text_field, "wrong department")
    with qtbot.waitSignal(form.confirmed) as signal:
        QTest.keyClick(form.text_field, Qt.Key.Key_Return)
    assert signal.args == [{"reason": "wrong department"}]
    assert not form.isVisible()


def test_enter_in_the_choice_goes_on_to_the_reason(form: ActionForm) -> None:
    form.open(button_samples.departments(samples.choices("en")["departments"], "Transfer"))
    line = form.choice_field.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Gas company")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.focusWidget() is form.text_field


def test_words_that_are_no_choice_are_refused(form: ActionForm) -> None:
    form.open(button_samples.departments(samples.choices("en")["departments"], "Transfer"))
    form.choice_field.setEditText("Ministry of Magic")
    form.text_field.setText("x")
    form.confirm()
    assert form.fault == "Please choose a department of the list."


def test_own_words_are_taken_where_allowed(form: ActionForm, qtbot: QtBot) -> None:
    form.open(button_samples.dispositions(samples.choices("en")["dispositions"], "Close"))
    form.choice_field.setEditText("cat rescued")
    with qtbot.waitSignal(form.confirmed) as signal:
        form.confirm()
    assert signal.args == [{"disposition": "cat rescued"}]


def test_level_is_handed_over(form: ActionForm, qtbot: QtBot) -> None:
    form.open(button_samples.types(samples.choices("en")["types"], "Correct", "gas", 3))
    with qtbot.waitSignal(form.confirmed) as signal:
        form.confirm()
    assert signal.args == [{"type": "gas", "level": "3"}]


def test_escape_cancels(form: ActionForm, qtbot: QtBot) -> None:
    form.open(button_samples.reason("Return"))
    with qtbot.waitSignals([form.cancelled, form.closed]):
        QTest.keyClick(form.text_field, Qt.Key.Key_Escape)


def test_what_stands_ready_gives_way_to_own_words(form: ActionForm, qtbot: QtBot) -> None:
    form.open(button_samples.phrases((Choice("life", "Life first"),), "Why?"))
    line = form.choice_field.lineEdit()
    assert line is not None
    assert (line.text(), line.selectedText()) == ("Life first", "Life first")
    with qtbot.waitSignal(form.confirmed) as signal:
        form.confirm()
    assert signal.args == [{"reason": "life"}]


def test_enter_alone_does_not_confirm_what_only_the_chord_may(form: ActionForm) -> None:
    form.open(
        button_samples.phrases((Choice("over", "Danger over"),), "Stand down", chord="By the chord only.")
    )
    line = form.choice_field.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.fault == "By the chord only."
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()


def test_a_form_without_fields_only_asks_whether_it_is_meant(form: ActionForm, qtbot: QtBot) -> None:
    form.open(FormView("Declare major — INC-0417"))
    assert not form.choice_field.isVisible()
    assert not form.text_field.isVisible()
    with qtbot.waitSignal(form.confirmed) as signal:
        form.confirm()
    assert signal.args == [{}]
