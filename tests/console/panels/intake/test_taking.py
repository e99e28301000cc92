"""A call taken at this desk: the keyboard is free again, and the call is selected when it is there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.console.window.whole_console import Console
from widgets.intake.view import PlaceOffer

K = Qt.Key


CTRL = Qt.KeyboardModifier.ControlModifier


PLACE = PlaceOffer("Renmin Rd", "", 1_179_000_000, 368_000_000, "人民路", "Renmin Rd", grid_id="G-01")


def fill_and_take(console: Console) -> None:
    console.key(K.Key_N, CTRL)
    form = console.window.panels.intake
    form.set_picked(PLACE)
    console.type("smoke")
    console.key(K.Key_Return, CTRL)


def test_a_taken_call_is_selected_and_its_number_is_said(console: Console) -> None:
    incident_id = console.accept()
    fill_and_take(console)
    call_id = max(console.hub.picture.calls)
    assert console.seat.case_id == call_id != incident_id
    assert console.window.docks.is_open("incident")
    assert f"Call taken: {call_id}" in console.window.toasts.words()


def test_the_keyboard_goes_back_to_the_queue_at_once(console: Console) -> None:
    console.accept()
    console.hub.answering = False
    fill_and_take(console)
    assert QApplication.focusWidget() is console.window.panels.queue.list
    assert not console.window.docks.is_open("intake")


def test_what_was_selected_meanwhile_stays_selected(console: Console) -> None:
    first, second = console.accept("theft"), console.accept("gas")
    assert console.seat.case_id == second
    console.hub.answering = False
    fill_and_take(console)
    console.seat.select_case(first)
    console.hub.answer_pending()
    console.settle()
    assert console.seat.case_id == first
    assert any(words.startswith("Call taken: C-") for words in console.window.toasts.words())


def test_another_call_that_comes_in_meanwhile_is_not_taken_for_it(console: Console) -> None:
    console.hub.answering = False
    fill_and_take(console)
    console.report("gas")
    assert console.seat.case_id == ""
    console.hub.answer_pending()
    console.settle()
    assert console.seat.case_id == max(console.hub.picture.calls)


def test_a_refused_call_selects_nothing(console: Console) -> None:
    console.accept()
    selected = console.seat.selection
    console.hub.answering = False
    fill_and_take(console)
    console.hub.expire_pending()
    console.settle()
    assert console.seat.selection == selected
    assert not any(words.startswith("Call taken") for words in console.window.toasts.words())


def test_escape_leaves_the_form_and_the_call_in_it_is_gone_on_with(console: Console) -> None:
    console.accept()
    console.key(K.Key_N, CTRL)
    console.type("110")
    console.key(K.Key_Escape)
    assert not console.window.panels.intake.isVisible()
    assert QApplication.focusWidget() is console.window.panels.queue.list
    console.key(K.Key_N, CTRL)
    assert console.window.panels.intake.fields.number.number == "110"
