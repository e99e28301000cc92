"""A whole muster by keyboard: from the call to the result, on the real rules."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.musters.clock import gate_status
from console.domain.musters.commands import (
    OpenCoverGap,
    OrderMuster,
    OrderPhase,
    SendToPosts,
    SetWorkArea,
)
from console.domain.musters.entities import Area, Gate, MusterState
from console.domain.orders.commands import DeclineOrder
from console.geo import distance_m
from tests.console.domain.musters.muster_world import RALLY
from tests.console.in_process_hub import FIELD
from tests.console.window.muster_town import FAR, ORDERED, PLANNER, SPARE, MusterTown, town
from tests.console.window.whole_console import Console, Make
from widgets.incident.view import Counts
from widgets.muster.view import Page

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key
LEADER = Stamp(actor="leader", role=Role.DUTY_LEADER, seat="D-02")


@pytest.fixture
def desk(make_console: Make) -> MusterTown:
    console = make_console(town=town())
    console.window.activateWindow()
    QApplication.processEvents()
    return MusterTown(console)


def ordered(desk: MusterTown) -> Console:
    """The order is given by its chord."""
    desk.incident()
    desk.plans()
    desk.console.key(K.Key_M, CTRL)
    assert desk.plan.rally == RALLY
    return desk.console


def mustered(desk: MusterTown) -> Console:
    """T1 is reached."""
    console = ordered(desk)
    desk.sign(*ORDERED)
    desk.enter(*ORDERED)
    desk.pass_time(11)
    assert desk.muster.t1_ms >= 0
    return console


def answer(console: Console, text: str) -> None:
    """Type into the prompt and confirm."""
    assert console.window.command_bar.isVisible()
    console.type(text)
    console.key(K.Key_Return)


def test_from_a_selected_level_1_incident_one_chord_gives_the_order(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    before = len(desk.hub.submitted)
    desk.console.key(K.Key_M, CTRL)
    command = desk.hub.submitted[before]
    assert isinstance(command, OrderMuster)
    assert [one.unit_id for one in command.units] == list(ORDERED)
    assert [one.eta_ms for one in command.units][:2] == [200_000, 210_000]
    plan = command.plan
    assert plan.rally == RALLY
    assert (plan.proposal, plan.card, plan.limits.strength) == ("balanced", "chemical-explosion", 100)
    assert all((plan.posts, plan.checklist, plan.channel, plan.gear_zh))
    assert desk.muster.ordered_by == "operator"
    assert len(desk.hub.picture.orders) == len(ORDERED)


def test_from_alarm_to_order_three_keys(desk: MusterTown) -> None:
    console = desk.console
    console.report("CHEM")
    console.key(K.Key_N)
    console.key(K.Key_Return, CTRL)
    desk.incident_id = console.seat.case_id
    desk.plans()
    console.key(K.Key_M, CTRL)
    assert desk.plan.rally == RALLY


def test_the_button_says_what_will_be_sent(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    bar = desk.console.window.panels.incident.bar
    assert bar.primary.words == "Muster 26 units · 104 officers · 100 in 07:20"
    assert bar.button("recommended") is not bar.primary


def test_a_number_chooses_the_plan_and_space_leaves_a_unit_out(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    console = desk.console
    console.key(K.Key_2)
    bar = console.window.panels.incident.bar
    assert bar.primary.words.startswith("Muster 25 units · 100 officers")
    console.key(K.Key_1)
    console.key(K.Key_BracketRight)
    assert console.window.panels.incident.muster.page is Page.PLAN
    units = console.window.panels.incident.muster.plan_units.list
    units.setFocus()
    units.setCurrentIndex(units.model().index(0, 0))
    console.key(K.Key_Space)
    console.key(K.Key_M, CTRL)
    command = desk.hub.submitted[-1]
    assert isinstance(command, OrderMuster)
    assert [one.unit_id for one in command.units] == list(ORDERED[1:])
    assert command.plan.proposal == ""


def test_an_order_that_leaves_grids_bare_goes_out_at_once_and_gives_no_reason_in_advance(
    desk: MusterTown,
) -> None:
    desk.incident()
    desk.plans(bare=("G-01", "G-02"))
    desk.console.key(K.Key_M, CTRL)
    assert len(desk.hub.picture.musters) == 1
    assert desk.plan.cover_reason == ""


def test_another_rally_point_by_number_by_name_and_by_a_click_on_the_map(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    console = desk.console
    console.key(K.Key_R, SHIFT)
    answer(console, "2")
    assert desk.offer.plan.rally == FAR
    console.key(K.Key_R, SHIFT)
    answer(console, "Stadium")
    assert desk.offer.plan.rally == RALLY
    console.key(K.Key_R, SHIFT)
    console.map.map_clicked.emit(1_179_060_000, 368_060_000)
    console.settle()
    assert not console.window.command_bar.isVisible()
    console.key(K.Key_M, CTRL)
    assert desk.plan.rally is not None
    assert desk.plan.rally.lon_e7 == 1_179_060_000


def test_without_a_rally_point_the_chord_says_how_to_choose_one(desk: MusterTown) -> None:
    desk.incident()
    desk.plans(rallies=())
    told: list[str] = []
    desk.console.invoker.told.connect(lambda words, _: told.append(words()))
    desk.console.key(K.Key_M, CTRL)
    assert told == ["The order names no rally point — choose one with ⇧R or on the map"]
    assert not desk.hub.picture.musters


def test_an_order_given_by_another_seat_is_said_with_who_gave_it(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    desk.hub.give(desk.offer.command, LEADER)  # this desk has not heard of it yet
    told: list[str] = []
    desk.console.invoker.told.connect(lambda words, _: told.append(words()))
    desk.console.bridge.drain_now()
    desk.console.key(K.Key_M, CTRL)
    assert "given already, by leader at D-02" in told[-1]


def test_a_crew_by_voice_counts_and_is_marked(desk: MusterTown) -> None:
    console = ordered(desk)
    unit = ORDERED[0]
    desk.sign(*ORDERED[1:])
    console.key(K.Key_H, SHIFT)
    answer(console, unit)
    answer(console, "full")
    console.key(K.Key_V)
    answer(console, unit)
    console.key(K.Key_Return)  # the rally point stands ready
    assert desk.muster.counted == 4
    row = next(one for one in desk.panel.assigned if one.call_sign == unit)
    assert row.counts is Counts.BY_VOICE
    assert row.confirmed == 4
    waiting = next(one for one in desk.panel.assigned if one.call_sign == ORDERED[1])
    assert waiting.counts is Counts.NO


def test_one_key_sends_the_first_substitute(desk: MusterTown) -> None:
    console = ordered(desk)
    desk.hub.give(DeclineOrder(order_id=desk.order_of(ORDERED[0]), reason="refuelling"), FIELD)
    desk.forecast(*SPARE)
    console.key(K.Key_Q)
    assert desk.hub.picture.units[SPARE[0]].order_id
    order = desk.hub.picture.orders[desk.order_of(SPARE[0])]
    assert (order.to_rally, order.eta_ms) == (True, 300_000)


def test_units_go_to_all_posts_by_one_key(desk: MusterTown, qtbot: QtBot) -> None:
    console = mustered(desk)
    desk.positions()
    console.key(K.Key_P, SHIFT)
    qtbot.waitUntil(lambda: isinstance(desk.hub.submitted[-1], SendToPosts), timeout=10_000)
    console.settle()
    sent = {one.post for one in desk.muster.units if one.post}
    assert sent == {post.id for post in desk.plan.posts}
    assert console.window.panels.incident.muster.page is Page.POSTS


def test_a_whole_muster_from_the_call_to_the_result(desk: MusterTown, qtbot: QtBot) -> None:
    console = mustered(desk)
    desk.positions()
    console.key(K.Key_P, SHIFT)
    qtbot.waitUntil(lambda: isinstance(desk.hub.submitted[-1], SendToPosts), timeout=10_000)
    console.settle()
    at_posts = [one for one in desk.muster.units if one.post]
    for one in at_posts:
        desk.enter(one.unit_id, area=Area.POST, post=one.post)
    console.key(K.Key_W)
    answer(console, at_posts[0].unit_id)
    console.key(K.Key_Return)  # the first phrase
    desk.pass_time(11)
    assert desk.muster.t2_ms >= 0
    for _ in desk.muster.items:
        console.key(K.Key_I)
        console.key(K.Key_Return)  # the first open item
    console.key(K.Key_D, SHIFT)
    assert desk.muster.declared_by == "operator"
    console.line("as duty-leader")
    console.key(K.Key_V, SHIFT)
    assert desk.muster.state is MusterState.RESOLVED
    gates = [gate_status(desk.muster, gate) for gate in (Gate.MUSTER, Gate.ARRIVE, Gate.RESOLVE)]
    assert all(one is not None and one.passed for one in gates)
    assert [one.verb for one in desk.panel.buttons if one.due] == ["standdown"]
    console.key(K.Key_D, CTRL | SHIFT)
    console.key(K.Key_Return, CTRL)
    on_scene = {one.unit_id for one in at_posts}
    assert {unit.id for unit in desk.hub.picture.units.values() if unit.order_id} == on_scene
    assert desk.view.offer is None  # what is resolved is not mustered for again
    assert desk.view.curve is not None


def test_the_declarer_may_not_verify_and_is_told_who_may(desk: MusterTown) -> None:
    console = mustered(desk)
    desk.man_posts()
    desk.evidence()
    console.key(K.Key_D, SHIFT)
    told: list[str] = []
    console.invoker.told.connect(lambda words, _: told.append(words()))
    console.key(K.Key_V, SHIFT)
    assert told == [
        "Somebody else than the declarer must verify — another person verifies, whatever the seat"
    ]


def test_a_ticked_item_is_taken_back(desk: MusterTown) -> None:
    console = mustered(desk)
    desk.man_posts()
    console.key(K.Key_I)
    console.key(K.Key_Return)
    assert desk.muster.items[0].evidence_ms >= 0
    console.key(K.Key_Z, CTRL)
    assert desk.muster.items[0].evidence_ms < 0
    console.line("item 2")
    assert desk.muster.items[1].evidence_ms >= 0
    console.key(K.Key_I, SHIFT)
    console.key(K.Key_Return)
    assert desk.muster.items[1].evidence_ms < 0


def test_bare_grids_get_their_reason_by_key(desk: MusterTown) -> None:
    console = ordered(desk)
    desk.hub.give(OpenCoverGap(muster_id=desk.muster.id, grid_ids=("G-01",)), PLANNER)
    console.settle()
    assert "G-01" in desk.view.gaps
    console.line("as duty-leader")
    console.key(K.Key_C, SHIFT)
    console.key(K.Key_Return)
    assert desk.muster.gaps[0].reason == "lives at stake, the strength comes first"
    console.key(K.Key_N, SHIFT)  # the next key is a verb again, no letter of a note
    assert isinstance(desk.hub.submitted[-1], OrderPhase)


def test_standing_down_needs_the_chord(desk: MusterTown) -> None:
    console = ordered(desk)
    console.key(K.Key_D, CTRL | SHIFT)
    console.key(K.Key_Return)
    assert desk.muster.ended_ms < 0
    console.key(K.Key_Return, CTRL)
    assert desk.muster.state is MusterState.ENDED
    assert not any(unit.order_id for unit in desk.hub.picture.units.values())
    assert desk.view.offer is not None
    assert desk.view.curve is None  # the last muster's curve gives its room to the new order


def test_the_work_area_is_drawn_by_its_radius(desk: MusterTown) -> None:
    console = ordered(desk)
    console.line("as duty-leader")
    console.key(K.Key_W, SHIFT)
    answer(console, "300")
    assert isinstance(desk.hub.submitted[-1], SetWorkArea)
    ring = desk.plan.work_area_e7
    assert ring[:2] == ring[-2:]
    (place,) = {one.place for one in desk.hub.picture.incidents.values()}
    away = [
        distance_m(place.lon_e7, place.lat_e7, *corner) for corner in zip(ring[::2], ring[1::2], strict=True)
    ]
    assert away == pytest.approx([300.0] * len(away), abs=0.1)


def test_keys_of_a_muster_say_why_they_do_nothing_without_one(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    told: list[str] = []
    desk.console.invoker.told.connect(lambda words, _: told.append(words()))
    for key in (K.Key_V, K.Key_I, K.Key_W):
        desk.console.key(key)
    assert told == ["There is no muster of this incident — Ctrl M orders one for a major incident"] * 3
    assert not desk.console.window.command_bar.isVisible()


def test_an_order_given_by_mistake_is_taken_back_by_key(desk: MusterTown) -> None:
    console = ordered(desk)
    console.key(K.Key_Z, CTRL)
    assert desk.muster.state is MusterState.ENDED
    assert desk.muster.ended_reason == "ordered by mistake"
    assert not any(unit.order_id for unit in desk.hub.picture.units.values())
    assert desk.view.offer is not None


def test_keys_of_plans_are_levels_while_a_call_waits(desk: MusterTown) -> None:
    console = desk.console
    call = console.report("")
    console.seat.select_case(call)
    console.settle()
    console.key(K.Key_3)
    assert console.window.panels.incident.caller.levels.level == 3
    assert not desk.hub.picture.musters


def test_the_ticked_substitutes_go_to_the_rally_point(desk: MusterTown) -> None:
    console = ordered(desk)
    for unit in ORDERED[:2]:
        desk.hub.give(DeclineOrder(order_id=desk.order_of(unit), reason="flat tyre"), FIELD)
    desk.forecast(*SPARE[:3])
    assert desk.panel.proposal is not None
    assert [one.chosen for one in desk.panel.proposal.units] == [True, False, False]
    console.key(K.Key_Return, CTRL)
    order = desk.hub.picture.orders[desk.order_of(SPARE[0])]
    assert order.to_rally
    assert not desk.hub.picture.units[SPARE[1]].order_id


def test_reserves_are_recalled_by_key(desk: MusterTown) -> None:
    console = ordered(desk)
    console.key(K.Key_B, SHIFT)
    assert not any(unit.reserved for unit in desk.hub.picture.units.values())


def test_the_leaders_clock_starts_without_an_order(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    desk.console.key(K.Key_A, SHIFT)
    assert desk.muster.plan is None
    assert desk.view.offer is not None
    desk.console.key(K.Key_M, CTRL)
    assert desk.plan.rally == RALLY
    assert len(desk.hub.picture.musters) == 1


def test_the_muster_is_shown_in_the_language_of_the_screen(desk: MusterTown) -> None:
    console = ordered(desk)
    console.line("lang zh")
    console.settle()
    assert console.window.panels.incident.muster.pages.words_of(Page.POSTS).startswith("岗位 0/")
    assert desk.view.posts[0].name == desk.plan.posts[0].name_zh
    console.key(K.Key_I)
    assert "勾选清单项" in console.window.command_bar.title
    console.key(K.Key_Escape)


def test_what_the_hub_refuses_is_said_over_the_buttons_with_what_helps(desk: MusterTown) -> None:
    desk.incident()
    desk.plans()
    console = desk.console
    desk.hub.answering = False
    console.key(K.Key_M, CTRL)
    desk.hub.refuse_pending("rally_unreachable")
    console.settle()
    banner = console.window.panels.incident.banner
    assert banner.isVisible()
    words = " ".join(label.text() for label in banner.findChildren(QLabel))
    assert "No road leads to the rally point — choose another with ⇧R or on the map" in words
