"""The muster order as a form, filled and sent by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.console.window.muster_town import MusterTown, town
from tests.console.window.whole_console import Make
from widgets.muster.order_form import OrderForm

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key


@pytest.fixture
def desk(make_console: Make) -> MusterTown:
    console = make_console(town=town())
    console.window.activateWindow()
    QApplication.processEvents()
    return MusterTown(console)


def form_of(desk: MusterTown) -> OrderForm:
    """The order form, opened by its key."""
    desk.incident()
    desk.plans()
    desk.console.key(K.Key_M, SHIFT)
    form = desk.console.window.panels.incident.order_form
    assert form.isVisible()
    return form


def test_the_order_form_is_prefilled_and_sends_what_was_edited(desk: MusterTown) -> None:
    form = form_of(desk)
    assert form.lines["strength"].text() == "100"
    assert form.lines["muster_s"].text() == "10:00"
    assert form.lines["channel"].text()
    desk.console.type("by Renmin Rd")
    desk.console.key(K.Key_Return)
    assert form.lines["gear"].hasFocus()
    form.lines["strength"].setText("60")
    form.lines["arrive_s"].setText("9:30")
    desk.console.key(K.Key_Return, CTRL)
    plan = desk.plan
    assert (plan.route, plan.limits.strength, plan.limits.arrive_ms) == ("by Renmin Rd", 60, 570_000)
    assert plan.limits.hold_ms == 10_000
    assert not form.isVisible()


def test_esc_closes_the_order_form_and_nothing_has_happened(desk: MusterTown) -> None:
    form = form_of(desk)
    form.lines["strength"].setText("7")
    desk.console.key(K.Key_Escape)
    assert not form.isVisible()
    desk.console.key(K.Key_M, CTRL)
    assert desk.plan.limits.strength == 100


def test_errors_of_the_order_form_are_said_at_the_field(desk: MusterTown) -> None:
    form = form_of(desk)
    form.lines["strength"].setText("many")
    form.lines["resolve_s"].setText("0:00")
    form.boxes["scene_commander"].setEditText("nobody of that name")
    form.ticks["tier1"].setChecked(False)
    form.ticks["tier2"].setChecked(False)
    form.boxes["clock_model"].setCurrentIndex(form.boxes["clock_model"].findData("parallel"))
    desk.console.key(K.Key_Return, CTRL)
    assert form.fault("strength") == "From 1 to 2000"
    assert form.fault("resolve_s") == "From 0:01 to 1440:00"
    assert form.fault("scene_commander") == "Please choose one of the list."
    assert form.fault("tiers") == "Nobody would count: choose a tier."
    assert "directly to the scene" in form.fault("clock_model")
    assert form.boxes["scene_commander"].hasFocus()
    assert not desk.hub.picture.musters


def test_what_the_hub_refuses_is_said_at_the_field_too(desk: MusterTown) -> None:
    form = form_of(desk)
    desk.hub.answering = False
    desk.console.key(K.Key_M, CTRL)
    desk.hub.refuse_pending("rally_in_water")
    desk.console.settle()
    assert form.isVisible()
    assert form.fault("rally") == ("The rally point lies in the water — choose another with ⇧R or on the map")


def test_edits_are_kept_without_giving_the_order(desk: MusterTown) -> None:
    form = form_of(desk)
    form.lines["channel"].setText("CH 12")
    form.confirm(give=False)
    desk.console.settle()
    assert not form.isVisible()
    assert desk.offer.plan.channel == "CH 12"
    desk.console.key(K.Key_M, CTRL)
    assert desk.plan.channel == "CH 12"
