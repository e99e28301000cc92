"""Where a unit counts: fences, modes, voice against position (DOMAIN §3 "Counting")."""

from __future__ import annotations

from typing import Any

import pytest

from console.domain.base.roles import Role, WorldKind
from console.domain.musters.commands import ContradictVoice, EnterFence, LeaveFence, ReportThere
from console.domain.musters.entities import Area
from console.domain.musters.events import UnitCounted
from console.domain.musters.plan import MusterMode
from console.domain.orders.commands import CorrectOrder, ProgressOrder
from console.domain.orders.events import OrderProgressed
from console.domain.orders.states import OrderState, UnitState
from console.domain.runs.commands import SetRunRate
from tests.console.domain.musters.muster_world import FIRE, PATROLS, VILLAGES, MusterWorld


def ordered(**changes: Any) -> MusterWorld:
    """A world in which the order has just been given to everybody."""
    world = MusterWorld()
    world.order(*PATROLS, *VILLAGES, FIRE, **changes)
    return world


# -- where -------------------------------------------------------------------------------------------------------------


def test_a_unit_counts_inside_the_rally_fence() -> None:
    world = ordered()
    world.rally("P-101")
    assert (world.under("P-101").area, world.under("P-101").counted_ms) == ("rally", world.t_ms)


def test_a_unit_counts_on_scene_under_this_order() -> None:
    world = ordered()
    world.sign("P-101")
    world.enter("P-101", area=Area.SCENE)
    assert world.muster.counted == 4


def test_en_route_does_not_count() -> None:
    world = ordered()
    world.sign("P-101")
    world.progress(world.order_id("P-101"), OrderState.ENROUTE)
    assert (world.muster.counted, world.why("P-101")) == (0, "en_route")


def test_a_unit_on_another_order_does_not_count() -> None:
    world = MusterWorld()
    world.dispatch(world.incident("theft"), "P-101")
    world.order("P-102")
    command = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=0)
    assert world.refused(command, Role.TRACKER) == "not_under_this_order"


def test_whoever_has_no_order_does_not_count_wherever_he_stands() -> None:
    world = MusterWorld()
    world.order("P-101")
    command = EnterFence(muster_id="M-0001", unit_id="P-102", area=Area.RALLY, fix_ms=0)
    assert world.refused(command, Role.TRACKER) == "not_under_this_order"


def test_a_unit_counts_once_when_it_goes_from_the_rally_point_to_the_scene() -> None:
    world = ordered()
    world.rally("P-101")
    world.enter("P-101", area=Area.SCENE)
    assert world.muster.counted == 4
    assert [type(r.event) for r in world.journal[-2:]] != [UnitCounted, UnitCounted]


@pytest.mark.parametrize("why", ["left", "too_fast", "stale_fix"])
def test_a_unit_that_leaves_the_fence_drives_or_is_not_located_any_more_stops_counting(why: str) -> None:
    world = ordered()
    world.rally("P-101")
    world.leave("P-101", why=why)
    assert (world.muster.counted, world.why("P-101")) == (0, why)
    world.enter("P-101")
    assert world.muster.counted == 4


def test_a_fix_older_than_30_s_proves_nothing() -> None:
    world = ordered()
    world.wait(60_000)
    command = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=29_999)
    assert world.refused(command, Role.TRACKER) == "bad_value"
    world.must(EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=30_000), Role.TRACKER)


@pytest.mark.parametrize(
    ("rate_permille", "old_ms", "good"), [(4_000, 120_000, True), (4_000, 120_001, False)]
)
def test_in_a_run_faster_than_real_time_a_fix_ages_faster_on_its_way(
    rate_permille: int, old_ms: int, good: bool
) -> None:
    world = MusterWorld(WorldKind.DRILL)
    world.must(SetRunRate(rate_permille=rate_permille), Role.TRAINER)
    world.order()
    world.wait(200_000)
    fix_ms = world.t_ms - old_ms
    command = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=fix_ms)
    assert isinstance(world.ask(command, Role.TRACKER), list) is good


def test_fences_are_told_by_the_tracker_alone() -> None:
    world = ordered()
    for role in set(Role) - {Role.TRACKER}:
        enter = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=0)
        assert world.refused(enter, role) == "not_allowed"


def test_an_area_that_a_unit_is_in_already_or_not_in_changes_nothing() -> None:
    world = ordered()
    leave = LeaveFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=0, why="left")
    assert world.refused(leave, Role.TRACKER) == "already_done"
    world.enter("P-101")
    enter = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=0)
    assert world.refused(enter, Role.TRACKER) == "already_done"
    other = LeaveFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=0, why="bored")
    assert world.refused(other, Role.TRACKER) == "bad_value"


def test_without_an_order_there_is_no_fence() -> None:
    world = MusterWorld()
    world.activate()
    world.dispatch(world.incident_id, "P-101")
    enter = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.SCENE, fix_ms=0)
    assert world.refused(enter, Role.TRACKER) == "muster_not_ordered"


def test_without_a_rally_point_there_is_no_rally_fence() -> None:
    world = ordered(mode=MusterMode.DIRECT_TO_SCENE, rally=None)
    enter = EnterFence(muster_id="M-0001", unit_id="P-101", area=Area.RALLY, fix_ms=0)
    assert world.refused(enter, Role.TRACKER) == "bad_value"


def test_at_the_rally_point_the_order_steps_to_mustered_by_itself() -> None:
    world = ordered()
    world.wait(50_000)
    world.enter("P-101")
    order = world.picture.orders[world.order_id("P-101")]
    assert (order.state, order.mustered_ms, order.enroute_ms) == (OrderState.MUSTERED, 50_000, 50_000)
    assert world.picture.units["P-101"].state is UnitState.MUSTERED


def test_on_scene_the_arrival_is_still_confirmed_by_a_person() -> None:
    world = ordered()
    world.enter("P-101", area=Area.SCENE)
    assert world.picture.orders[world.order_id("P-101")].state is OrderState.DISPATCHED


# -- modes -------------------------------------------------------------------------------------------------------------


def test_direct_to_scene_counts_on_scene_only() -> None:
    world = ordered(mode=MusterMode.DIRECT_TO_SCENE)
    world.rally("P-101")
    assert (world.muster.counted, world.why("P-101")) == (0, "en_route")
    world.enter("P-101", area=Area.SCENE)
    assert world.muster.counted == 4


def test_roll_call_counts_after_a_head_count_at_the_rally_point() -> None:
    world = ordered(mode=MusterMode.ROLL_CALL)
    world.sign("P-101")
    world.wait(1)
    world.enter("P-101")
    assert (world.muster.counted, world.why("P-101")) == (0, "no_roll_call")
    world.sign("P-101")
    assert world.muster.counted == 4


def test_roll_call_holds_on_scene_for_who_was_called_at_the_rally_point_and_for_nobody_else() -> None:
    world = ordered(mode=MusterMode.ROLL_CALL)
    world.enter("P-101")
    world.sign("P-101")
    world.enter("P-101", area=Area.SCENE)
    world.sign("P-102")
    world.enter("P-102", area=Area.SCENE)
    assert (world.why("P-101"), world.why("P-102")) == ("", "no_roll_call")


def test_roll_call_by_voice_needs_the_head_count_after_the_voice_report() -> None:
    world = ordered(mode=MusterMode.ROLL_CALL)
    world.sign("P-101")
    world.wait(1)
    world.say("P-101")
    assert world.why("P-101") == "no_roll_call"
    world.sign("P-101")
    assert (world.why("P-101"), world.muster.counted_by_voice) == ("", 4)


# -- voice -------------------------------------------------------------------------------------------------------------


def test_a_voice_report_counts_at_once_and_has_its_own_subtotal() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    assert (world.muster.counted, world.muster.counted_by_voice) == (4, 4)
    assert world.under("P-101").by_voice
    assert world.picture.orders[world.order_id("P-101")].state is OrderState.MUSTERED


def test_a_voice_report_does_not_count_where_the_position_contradicts_it() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    world.contradict("P-101")
    assert (world.muster.counted, world.why("P-101")) == (0, "contradicted")


def test_a_voice_report_that_position_confirms_is_no_voice_report_any_more() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    world.enter("P-101")
    assert (world.muster.counted, world.muster.counted_by_voice) == (4, 0)


def test_a_contradicted_unit_counts_when_its_position_shows_it_there() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    world.contradict("P-101")
    world.enter("P-101")
    assert (world.muster.counted, world.under("P-101").contradicted) == (4, False)


def test_a_contradicted_unit_may_report_again_and_be_contradicted_again() -> None:
    world = ordered()
    world.sign("P-101")
    for _ in range(2):
        world.say("P-101")
        assert world.muster.counted == 4
        world.contradict("P-101")
        assert world.muster.counted == 0


def test_nothing_is_contradicted_that_was_not_said() -> None:
    world = ordered()
    command = ContradictVoice(muster_id="M-0001", unit_id="P-101", away_m=5)
    assert world.refused(command, Role.TRACKER) == "already_done"
    world.say("P-101")
    far = ContradictVoice(muster_id="M-0001", unit_id="P-101", away_m=-5)
    assert world.refused(far, Role.TRACKER) == "bad_value"


def test_whoever_leaves_by_position_takes_the_voice_report_with_him() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    world.enter("P-101")
    world.leave("P-101")
    assert (world.muster.counted, world.why("P-101")) == (0, "left")


def test_a_voice_report_stands_when_the_position_only_grew_old() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    world.enter("P-101")
    world.leave("P-101", why="stale_fix")
    assert (world.muster.counted, world.muster.counted_by_voice) == (4, 4)


@pytest.mark.parametrize(("state", "area"), [(OrderState.MUSTERED, "rally"), (OrderState.ONSCENE, "scene")])
def test_a_step_entered_by_a_desk_is_a_voice_report(state: OrderState, area: str) -> None:
    world = ordered()
    world.sign("P-101")
    world.must(ProgressOrder(order_id=world.order_id("P-101"), state=state))
    assert (world.muster.counted_by_voice, world.under("P-101").voice_area) == (4, area)


def test_a_step_from_the_units_own_terminal_is_no_voice_report() -> None:
    world = ordered()
    world.sign("P-101")
    world.progress(world.order_id("P-101"), OrderState.ONSCENE)
    assert (world.muster.counted, world.why("P-101")) == (0, "en_route")


def test_a_desk_that_confirms_what_the_position_shows_reports_nothing_by_voice() -> None:
    world = ordered()
    world.sign("P-101")
    world.enter("P-101", area=Area.SCENE)
    events = world.must(ProgressOrder(order_id=world.order_id("P-101"), state=OrderState.ONSCENE))
    assert [type(event) for event in events] == [OrderProgressed]


def test_a_correction_backward_takes_back_what_was_said() -> None:
    world = ordered()
    world.sign("P-101")
    world.must(ProgressOrder(order_id=world.order_id("P-101"), state=OrderState.ONSCENE))
    world.must(CorrectOrder(order_id=world.order_id("P-101"), state=OrderState.ENROUTE, reason="wrong unit"))
    assert (world.muster.counted, world.why("P-101")) == (0, "en_route")


def test_the_same_report_by_voice_twice_is_refused() -> None:
    world = ordered()
    world.say("P-101")
    again = ReportThere(order_id=world.order_id("P-101"), area=Area.RALLY)
    assert world.refused(again) == "already_done"


def test_at_the_rally_point_nobody_reports_who_goes_directly_to_the_scene() -> None:
    world = ordered(mode=MusterMode.DIRECT_TO_SCENE)
    command = ReportThere(order_id=world.order_id("P-101"), area=Area.RALLY)
    assert world.refused(command) == "not_under_this_order"


def test_a_voice_report_from_the_rally_point_is_over_when_the_unit_is_sent_on() -> None:
    world = ordered()
    world.sign("P-101")
    world.say("P-101")
    world.send(P_101="command")
    assert world.why("P-101") == "departed"
    command = ContradictVoice(muster_id="M-0001", unit_id="P-101", away_m=400)
    assert world.refused(command, Role.TRACKER) == "already_done"


def test_a_roll_call_by_voice_stays_good_when_the_unit_is_sent_on() -> None:
    world = ordered(mode=MusterMode.ROLL_CALL)
    world.say("P-101")
    world.sign("P-101")
    world.send(P_101="")
    world.enter("P-101", area=Area.SCENE)
    assert world.why("P-101") == ""
