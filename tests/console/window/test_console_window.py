"""The console played by keyboard against the real rules, and how its window behaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from console.desk.access import Access
from console.domain.base.roles import WorldKind
from console.domain.calls.entities import CallState
from console.domain.incidents.entities import IncidentState
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from console.session.source import LinkState
from console.words.said import always
from tests.console.in_process_hub import FIELD
from tests.console.window.whole_console import Console, Make

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_plays_an_incident_from_call_to_close_by_keyboard_alone(console: Console) -> None:
    call_id = console.report("theft")
    console.key(K.Key_N)
    assert console.seat.case_id == call_id
    assert console.hub.picture.calls[call_id].acknowledged
    console.key(K.Key_Return, CTRL)
    incident_id = console.hub.picture.calls[call_id].incident_id
    assert console.seat.case_id == incident_id
    console.recommend(incident_id, "P-101", "P-102")
    console.key(K.Key_Return, CTRL)
    orders = console.hub.picture.orders
    assert {one.unit_id for one in orders.values()} == {"P-101", "P-102"}
    assert orders["O-000001"].eta_ms == 161_000
    for order_id in orders:
        for state in (OrderState.ENROUTE, OrderState.ONSCENE, OrderState.CLEARED):
            console.hub.advance(30_000)
            console.hub.give(ProgressOrder(order_id=order_id, state=state), FIELD)
    console.settle()
    console.key(K.Key_C, CTRL | SHIFT)
    panel = console.window.panels.incident
    assert panel.form.isVisible()
    console.type("handled")
    console.key(K.Key_Return, CTRL)
    assert console.hub.picture.incidents[incident_id].state is IncidentState.CLOSED


def test_takes_at_most_three_keys_from_alarm_to_order(console: Console) -> None:
    call_id = console.report("gas")
    keys = 0
    console.key(K.Key_N)
    console.key(K.Key_Return, CTRL)
    keys += 2
    console.recommend(console.hub.picture.calls[call_id].incident_id, "P-103")
    console.key(K.Key_Return, CTRL)
    keys += 1
    assert keys <= 3
    assert console.hub.picture.units["P-103"].order_id


def test_rejects_a_call_with_a_reason_by_keyboard(console: Console) -> None:
    call_id = console.report()
    console.key(K.Key_N)
    console.key(K.Key_X)
    console.type("Wrong number")
    console.key(K.Key_Return)
    assert console.hub.picture.calls[call_id].state is CallState.REJECTED
    assert console.hub.picture.calls[call_id].reason == "Wrong number"


def test_enters_a_unit_report_by_voice_through_prompts(console: Console) -> None:
    incident_id = console.accept()
    console.line(f"dispatch P-101 C-202 {incident_id}")
    console.key(K.Key_P)
    assert console.window.command_bar.isVisible()
    console.type("P-101")
    console.key(K.Key_Return)
    console.type("enroute")
    console.key(K.Key_Return)
    order = console.hub.picture.orders["O-000001"]
    assert order.state is OrderState.ENROUTE
    assert order.entered_by == "D-01"
    assert not console.window.command_bar.isVisible()


def test_shows_a_refusal_in_words_and_stays_as_it_was(console: Console) -> None:
    incident_id = console.accept()
    console.line(f"dispatch P-101 {incident_id}")
    console.line(f"dispatch P-101 {incident_id}")
    shown = " ".join(console.window.toasts.words()) + console.window.panels.incident.banner.words
    assert "Unit is on another order" in shown
    assert len(console.hub.picture.orders) == 1


def test_says_what_was_not_confirmed_and_asks_again(console: Console) -> None:
    incident_id = console.accept()
    console.hub.answering = False
    console.line(f"note {incident_id} gate is locked")
    console.hub.expire_pending()
    console.settle()
    assert any("Not confirmed in time" in words for words in console.window.toasts.words())
    assert not console.hub.picture.incidents[incident_id].notes


def test_takes_back_a_dispatch(console: Console) -> None:
    incident_id = console.accept()
    console.line(f"dispatch P-101 {incident_id}")
    console.key(K.Key_Z, CTRL)
    assert console.hub.picture.orders["O-000001"].state is OrderState.CANCELLED


def test_keeps_the_last_picture_when_the_hub_is_gone_and_says_so(console: Console) -> None:
    console.accept()
    console.hub.link(LinkState.STALE, silent_ms=3000)
    console.settle()
    assert console.map.stale
    assert console.window.banner.isVisible()
    assert "silent" in console.window.banner.words
    console.hub.link(LinkState.DOWN, attempt=2)
    console.settle()
    assert "No connection" in console.window.banner.words
    assert console.window.panels.models.queue.rowCount() == 1
    console.hub.link(LinkState.LIVE)
    console.settle()
    assert not console.window.banner.isVisible()
    assert not console.map.stale


def test_says_that_it_waits_before_the_first_picture(make_console: Make) -> None:
    console = make_console(start=False)
    console.hub.link(LinkState.DOWN, attempt=1)
    console.settle()
    assert not console.seat.world.has_picture
    assert console.window.panels.models.queue.rowCount() == 0
    assert console.window.panels.incident.view is None


def test_follows_one_selection_in_queue_map_and_panel(console: Console) -> None:
    first, second = console.accept("theft"), console.accept("gas")
    console.map.picked.emit("incident", first)
    console.settle()
    assert console.window.panels.queue.current_key() == first
    assert console.window.panels.incident.view is not None
    assert console.window.panels.incident.view.key == first
    console.window.panels.queue.select(second)
    console.seat.select_case(second)
    console.settle()
    assert console.map.selected[1] == second
    assert console.map.flights == []


def test_moves_the_map_only_when_asked(console: Console) -> None:
    console.accept()
    console.key(K.Key_F)
    assert console.map.flights == [(117.9, 36.8)]


def test_walks_the_queue_with_j_and_k(console: Console) -> None:
    low, high = console.accept("theft"), console.accept("explosion")
    console.seat.select_case(high)
    console.key(K.Key_J)
    assert console.seat.case_id == low
    console.key(K.Key_K)
    assert console.seat.case_id == high


def test_switches_the_language_while_running(console: Console) -> None:
    console.accept("gas")
    console.key(K.Key_L, CTRL)
    view = console.window.panels.incident.view
    assert view is not None
    assert view.title == "燃气泄漏"
    assert console.map.language == "zh"
    assert "派警" in console.window.prompting.offers("派")[0].words
    console.line("lang en")
    view = console.window.panels.incident.view
    assert view is not None
    assert view.title == "Gas leak"
    assert console.settings.text("language") == "en"


@pytest.mark.qt_log_ignore("window masks", r"lower\(\)", extend=True)
def test_frames_the_demo_and_says_so_in_every_title(console: Console) -> None:
    assert console.seat.world.kind is WorldKind.DEMO
    assert console.window.windowTitle().startswith("DEMO")
    console.window.tear_off("log")
    QApplication.processEvents()
    floating = console.window.docks.docks["log"].floatingDockContainer()
    assert floating is not None
    assert "DEMO" in floating.windowTitle()


def test_remembers_the_layout_of_a_user(make_console: Make) -> None:
    first = make_console()
    first.window.open_dock("log")
    assert first.window.docks.is_open("log")
    first.window.shut_down()
    second = make_console()
    assert second.window.docks.is_open("log")
    second.line("reset")
    assert not second.window.docks.is_open("log")


def test_an_action_brings_the_incident_to_the_front(console: Console) -> None:
    console.accept()
    console.window.open_intake("")
    assert not console.window.docks.is_open("incident")
    console.window.panels.queue.list.setFocus()
    console.key(K.Key_E)
    assert console.window.docks.is_open("incident")
    assert console.window.panels.incident.form.isVisible()


def test_a_note_is_typed_into_its_field_though_another_tab_is_in_front(console: Console) -> None:
    incident_id = console.accept()
    console.window.open_intake("")
    console.window.panels.queue.list.setFocus()
    console.key(K.Key_O)
    assert QApplication.focusWidget() is console.window.panels.incident.log.note_field
    console.type("no dock")
    console.key(K.Key_Return)
    assert [note.text for note in console.hub.picture.incidents[incident_id].notes] == ["no dock"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("height_px", [1080, 760])
def test_cards_never_lie_over_the_field_for_notes(console: Console, language: str, height_px: int) -> None:
    """Four of them, and the keyboard in the field, where the panel is high and where it is low."""
    console.window.resize(1920, height_px)
    if console.language.language != language:
        console.window.other_language()
    console.accept()
    console.key(K.Key_O)
    field = console.window.panels.incident.log.note_field
    assert QApplication.focusWidget() is field
    for number in range(4):
        console.window.toasts.tell(always(f"{number}\nNot to be\ndone"), True)
    console.settle()
    cards, root = console.window.toasts.geometry(), console.window.toasts.parentWidget()
    assert root is not None
    assert not cards.intersects(QRect(field.mapTo(root, QPoint(0, 0)), field.size()))
    assert root.rect().contains(cards)
    assert not cards.intersects(console.window.strip.geometry())


def test_an_action_opens_the_incident_where_the_perspective_has_none(console: Console) -> None:
    console.accept()
    console.window.open_perspective("command")
    assert not console.window.docks.is_open("incident")
    console.key(K.Key_O)
    assert console.window.docks.is_open("incident")
    assert QApplication.focusWidget() is console.window.panels.incident.log.note_field


def test_the_keyboard_is_in_the_queue_from_its_first_row_on(console: Console) -> None:
    console.report()
    assert QApplication.focusWidget() is console.window.panels.queue.list


@pytest.mark.qt_log_ignore("window masks", r"lower\(\)", extend=True)
def test_every_dock_tears_off(console: Console) -> None:
    for key, dock in console.window.docks.docks.items():
        console.window.docks.open(key)
        console.window.tear_off(key)
        assert dock.isFloating(), key


def test_signs_in_as_the_duty_leader_by_command(console: Console) -> None:
    assert console.line("as duty-leader") == ""
    assert console.seat.identity.user == "leader"
    assert "no access" in console.line("as nobody")


def test_asks_for_user_and_password_where_nobody_signs_in_by_itself(make_console: Make) -> None:
    console = make_console(access=Access())
    console.hub.sign_out()
    console.settle()
    assert console.window.sign_in.isVisible()
    console.hub.sign_in("operator", "wrong")
    console.settle()
    assert console.window.sign_in.isVisible()


def test_plays_a_sound_for_the_level_of_a_new_call(console: Console) -> None:
    console.report("explosion")
    assert console.sounds.played == ["level1"]
    console.line("mute")
    assert console.sounds.muted


def test_shows_the_keys_and_puts_them_away(console: Console) -> None:
    console.key(K.Key_F1)
    assert console.window.help.isVisible()
    console.key(K.Key_Escape)
    assert not console.window.help.isVisible()


def test_corrects_a_line_that_means_nothing_inline(console: Console) -> None:
    console.key(K.Key_K, CTRL)
    console.type("explode P-101")
    console.key(K.Key_Return)
    assert console.window.command_bar.isVisible()
    assert console.window.command_bar.fault == "No command “explode” — ? shows them all"
    assert console.window.command_bar.text == "explode P-101"
    console.key(K.Key_Escape)
    assert not console.window.command_bar.isVisible()


def test_a_change_of_the_picture_resets_no_model(console: Console) -> None:
    console.accept("theft")
    resets: list[str] = []
    models = console.window.panels.models
    models.queue.modelReset.connect(lambda: resets.append("queue"))
    models.units.modelReset.connect(lambda: resets.append("units"))
    models.log.modelReset.connect(lambda: resets.append("log"))
    incident_id = console.accept("gas")
    console.line(f"dispatch P-101 {incident_id}")
    console.line(f"level {incident_id} 1")
    assert resets == []


def test_selecting_nothing_leaves_queue_and_panel_and_the_same_row_can_be_chosen_again(
    console: Console,
) -> None:
    incident_id = console.accept()
    assert console.window.panels.queue.current_key() == incident_id
    for _ in range(2):
        console.key(K.Key_Escape, SHIFT)
        assert (console.seat.case_id, console.seat.selection.id) == ("", "")
        assert console.window.panels.queue.current_key() == ""
        assert console.window.panels.incident.view is None
    console.window.panels.queue.select(incident_id)
    console.settle()
    assert console.seat.case_id == incident_id


def test_the_wall_becomes_ones_own_view_by_the_command_line(console: Console) -> None:
    assert console.line("keepview school run") != "", "the wall shows no camera"
    console.wall.open("CAM-001", "check")
    assert console.line("设为我的画面 school run") == ""
    assert console.line("myview") == console.line("townview") == ""
    assert console.wall.own == ["kept: school run", "kept: school run", "shown", "forgotten"]
