"""Phase 2 到达现场处置: posts, handling, T2 (DOMAIN §3 "Phases")."""

from __future__ import annotations

import pytest

from console.domain.base.roles import Role
from console.domain.musters.commands import EndMuster, EnterFence, ReportHandling, SendToPosts
from console.domain.musters.destinations import destination
from console.domain.musters.entities import Area, Gate
from console.domain.musters.events import PostAssignment, PostsAssigned, UnitUncounted
from console.domain.musters.plan import CountPolicy
from console.domain.orders.commands import CancelOrder
from console.domain.orders.states import OrderState
from tests.console.domain.musters.muster_world import PATROLS, RALLY, MusterWorld

CREW = {"P-101": "command", "P-102": "cordon", "P-103": "cordon", "P-104": "lane"}
"""Who fills the posts of the plan: quotas 2, 8 and 4."""


def mustered() -> MusterWorld:
    """T1 at 300 s."""
    world = MusterWorld()
    world.mustered()
    return world


def at_posts(world: MusterWorld, *units: str) -> None:
    """They are sent to their posts and seen there."""
    chosen = units or tuple(CREW)
    world.send(**{unit_id.replace("-", "_"): CREW[unit_id] for unit_id in chosen})
    for unit_id in chosen:
        world.enter(unit_id, area=Area.POST, post=CREW[unit_id])


def filled(world: MusterWorld) -> dict[str, tuple[int, bool]]:
    """Officers at each post, and whether it is filled."""
    return {post.post_id: (post.officers, post.filled_ms >= 0) for post in world.muster.posts}


# -- posts -------------------------------------------------------------------------------------------------------------


def test_a_post_is_filled_by_the_officers_who_count_there() -> None:
    world = mustered()
    at_posts(world, "P-101", "P-102")
    assert filled(world) == {"command": (4, True), "cordon": (4, False), "lane": (0, False)}
    at_posts(world, "P-103")
    assert filled(world)["cordon"] == (8, True)


def test_on_scene_is_not_at_a_post() -> None:
    world = mustered()
    world.send(P_101="command")
    world.enter("P-101", area=Area.SCENE)
    assert filled(world)["command"] == (0, False)
    assert world.why("P-101") == ""


def test_a_post_counts_only_the_unit_that_was_sent_to_it() -> None:
    world = mustered()
    world.send(P_101="cordon")
    other = EnterFence(
        muster_id="M-0001", unit_id="P-101", area=Area.POST, fix_ms=world.t_ms, post_id="command"
    )
    assert world.refused(other, Role.TRACKER) == "not_under_this_order"
    unknown = EnterFence(
        muster_id="M-0001", unit_id="P-101", area=Area.POST, fix_ms=world.t_ms, post_id="nowhere"
    )
    assert world.refused(unknown, Role.TRACKER) == "unknown_post"
    unnamed = EnterFence(
        muster_id="M-0001", unit_id="P-101", area=Area.SCENE, fix_ms=world.t_ms, post_id="cordon"
    )
    assert world.refused(unnamed, Role.TRACKER) == "bad_value"


def test_officers_who_do_not_count_fill_no_post() -> None:
    world = MusterWorld()
    world.order()
    world.send(P_101="command")
    world.enter("P-101", area=Area.POST, post="command")  # no head-count
    assert filled(world)["command"] == (0, False)
    world.sign("P-101", sworn=1)
    assert filled(world)["command"] == (1, False)
    world.sign("P-101", sworn=2)
    assert filled(world)["command"] == (2, True)


def test_a_post_is_filled_by_auxiliaries_only_where_the_policy_counts_them() -> None:
    for policy, expected in ((CountPolicy(), 1), (CountPolicy(auxiliaries=True), 3)):
        world = MusterWorld()
        world.order(policy=policy)
        world.send(P_101="cordon")
        world.sign("P-101", sworn=1, auxiliary=2)
        world.enter("P-101", area=Area.POST, post="cordon")
        assert filled(world)["cordon"][0] == expected


def test_a_post_may_be_reported_by_voice_until_the_position_contradicts_it() -> None:
    world = mustered()
    world.send(P_101="command")
    world.say("P-101", Area.POST, "command")
    assert filled(world)["command"] == (4, True)
    assert world.picture.orders[world.order_id("P-101")].state is OrderState.ONSCENE
    world.contradict("P-101")
    assert filled(world)["command"] == (0, False)


def test_whoever_leaves_his_post_leaves_it_empty() -> None:
    world = mustered()
    at_posts(world, "P-101")
    world.leave("P-101", area=Area.POST)
    assert filled(world)["command"] == (0, False)
    assert world.why("P-101") == "left"


def test_whoever_walks_from_his_post_into_the_work_area_still_counts_but_fills_nothing() -> None:
    world = mustered()
    at_posts(world, "P-101")
    world.enter("P-101", area=Area.SCENE)
    assert (filled(world)["command"], world.why("P-101")) == ((0, False), "")


def test_a_unit_sent_again_changes_its_post_and_still_counts() -> None:
    world = mustered()
    at_posts(world, "P-101")
    world.send(P_101="lane")
    assert (filled(world)["command"], world.under("P-101").post, world.why("P-101")) == (
        (0, False),
        "lane",
        "",
    )
    world.leave("P-101", area=Area.SCENE)
    assert world.why("P-101") == "departed"
    world.enter("P-101", area=Area.POST, post="lane")
    assert filled(world)["lane"] == (4, True)


def test_sending_departs_and_counts_again_on_arrival() -> None:
    world = mustered()
    world.send(P_101="command")
    order = world.picture.orders[world.order_id("P-101")]
    assert (order.post, world.why("P-101"), world.muster.counted) == ("command", "departed", 116)
    world.enter("P-101", area=Area.POST, post="command")
    assert (world.why("P-101"), world.muster.counted) == ("", 120)


def test_a_head_count_corrected_on_the_way_corrects_who_is_on_the_way() -> None:
    world = mustered()
    world.send(P_101="command")
    world.sign("P-101", sworn=1)
    assert (world.why("P-101"), world.muster.curve[-1]) == ("departed", 117)
    world.sign("P-101", sworn=4)
    assert world.muster.curve[-1] == 117
    world.enter("P-101", area=Area.POST, post="command")
    assert world.muster.curve[-1] == 120


def test_sending_those_who_were_never_counted_is_no_departure() -> None:
    world = MusterWorld()
    world.order()
    world.sign("P-101")
    world.send(P_101="command")
    assert (world.why("P-101"), world.muster.curve) == ("en_route", ())


def test_a_unit_goes_to_the_rally_point_then_to_its_post_and_without_one_to_the_scene() -> None:
    world = mustered()
    order = world.picture.orders[world.order_id("P-101")]
    assert destination(world.picture, order) == RALLY
    world.send(P_101="lane", P_102="")
    to_post = destination(world.picture, world.picture.orders[world.order_id("P-101")])
    assert to_post is not None
    assert to_post.text_en == "lane"
    to_scene = world.picture.orders[world.order_id("P-102")]
    assert to_scene.post == "scene"
    assert destination(world.picture, to_scene) == world.picture.incidents[world.incident_id].place


def test_standing_down_moves_nobody_from_his_post() -> None:
    world = mustered()
    world.send(P_101="lane")
    world.must(EndMuster(muster_id="M-0001", reason="danger over"))
    at_post = destination(world.picture, world.picture.orders[world.order_id("P-101")])
    assert at_post is not None
    assert at_post.text_en == "lane"


WRONG = [
    ((), "no_units"),
    ((PostAssignment(unit_id="X-1", post_id="lane"),), "not_under_this_order"),
    ((PostAssignment(unit_id="V-1", post_id="lane"),), "not_under_this_order"),
    ((PostAssignment(unit_id="P-101", post_id="moon"),), "unknown_post"),
    ((PostAssignment(unit_id="P-101"), PostAssignment(unit_id="P-101")), "duplicate_unit"),
    ((PostAssignment(unit_id="P-101"),) * 201, "too_many"),
]


@pytest.mark.parametrize(("assignments", "code"), WRONG)
def test_a_wrong_assignment_sends_nobody(assignments: tuple[PostAssignment, ...], code: str) -> None:
    world = mustered()
    good = (PostAssignment(unit_id="P-120", post_id="lane"),) if assignments else ()
    command = SendToPosts(muster_id="M-0001", assignments=(*good, *assignments))
    assert world.refused(command) == code
    assert world.under("P-120").post == ""


def test_sending_a_unit_to_the_post_it_has_is_refused() -> None:
    world = mustered()
    world.send(P_101="lane")
    same = SendToPosts(muster_id="M-0001", assignments=(PostAssignment(unit_id="P-101", post_id="lane"),))
    assert world.refused(same) == "already_done"


def test_a_unit_whose_order_ended_is_sent_nowhere() -> None:
    world = mustered()
    world.must(CancelOrder(order_id=world.order_id("P-101"), reason="x"))
    command = SendToPosts(muster_id="M-0001", assignments=(PostAssignment(unit_id="P-101"),))
    assert world.refused(command) == "not_under_this_order"


# -- handling ----------------------------------------------------------------------------------------------------------


def test_handling_is_reported_by_a_unit_on_scene_and_by_no_other() -> None:
    world = mustered()
    command = ReportHandling(order_id=world.order_id("P-101"), action="hose")
    assert world.refused(command, Role.FIELD) == "unit_not_there"
    world.enter("P-101", area=Area.SCENE)
    world.must(command, Role.FIELD)
    assert world.muster.handling_ms == world.t_ms


def test_a_unit_on_scene_by_voice_may_report_handling_until_its_position_contradicts_it() -> None:
    world = mustered()
    world.say("P-101", Area.SCENE)
    world.handle("P-101")
    assert world.muster.handling_ms == world.t_ms


def test_j12_an_order_that_says_on_scene_is_no_handling_nine_kilometres_away() -> None:
    world = mustered()
    world.say("P-101", Area.SCENE)
    world.contradict("P-101", away_m=9_000)
    assert world.picture.orders[world.order_id("P-101")].state is OrderState.ONSCENE
    command = ReportHandling(order_id=world.order_id("P-101"), action="hose")
    for role in (Role.FIELD, Role.OPERATOR, Role.DUTY_LEADER):
        assert world.refused(command, role) == "unit_not_there"
    assert world.muster.handling_ms == -1


def test_handling_says_what_was_done() -> None:
    world = mustered()
    world.enter("P-101", area=Area.SCENE)
    nothing = ReportHandling(order_id=world.order_id("P-101"), action=" ")
    assert world.refused(nothing, Role.FIELD) == "text_required"


def test_the_first_handling_action_counts() -> None:
    world = mustered()
    world.enter("P-101", area=Area.SCENE)
    world.handle("P-101")
    first_ms = world.t_ms
    world.pass_time(5_000)
    world.handle("P-101")
    assert world.muster.handling_ms == first_ms


# -- T2 ----------------------------------------------------------------------------------------------------------------


def test_t2_is_every_post_filled_held_10_s_and_a_handling_action() -> None:
    world = mustered()
    world.pass_time(90_000)
    at_posts(world)
    at_ms = world.t_ms
    world.handle("P-101")
    world.pass_time(9_000)
    assert world.muster.t2_ms == -1
    world.pass_time(1_000)
    assert (world.muster.t2_ms, world.passed(Gate.ARRIVE)) == (at_ms, True)


def test_without_a_handling_action_there_is_no_t2() -> None:
    world = mustered()
    at_posts(world)
    world.pass_time(60_000)
    assert world.muster.t2_ms == -1
    world.handle("P-101")
    assert world.muster.t2_ms == world.t_ms


def test_without_every_post_filled_there_is_no_t2() -> None:
    world = mustered()
    at_posts(world, "P-101", "P-102", "P-103")
    world.handle("P-101")
    world.pass_time(60_000)
    assert world.muster.t2_ms == -1


def test_posts_that_do_not_hold_10_s_make_no_t2() -> None:
    world = mustered()
    at_posts(world)
    world.handle("P-101")
    world.pass_time(8_000)
    world.leave("P-104", area=Area.POST)
    world.pass_time(5_000)
    world.enter("P-104", area=Area.POST, post="lane")
    again_ms = world.t_ms
    world.pass_time(10_000)
    assert world.muster.t2_ms == again_ms


def test_posts_filled_before_t1_make_t2_at_t1_and_not_before() -> None:
    world = MusterWorld()
    world.order()
    world.send(P_101="command", P_102="cordon", P_103="cordon", P_104="lane")
    world.sign(*CREW)
    for unit_id, post in CREW.items():
        world.enter(unit_id, area=Area.POST, post=post)
    world.handle("P-101")
    world.pass_time(100_000)
    assert (world.muster.t2_ms, world.clock(2).state) == (-1, "not_started")
    world.rally(*PATROLS[4:])
    world.pass_time(10_000)
    assert (world.muster.t1_ms, world.muster.t2_ms) == (100_000, 100_000)
    assert (world.clock(2).gone_ms, world.passed(Gate.ARRIVE)) == (0, True)


def test_exactly_600_000_s_after_t1_passes_and_a_millisecond_more_does_not() -> None:
    for late_ms, passed in ((0, True), (1, False)):
        world = mustered()
        world.wait(300_000 + 600_000 + late_ms - world.t_ms)
        at_posts(world)
        world.handle("P-101")
        world.pass_time(10_000)
        assert world.passed(Gate.ARRIVE) is passed
        assert world.muster.t2_ms == 900_000 + late_ms


def test_posts_filled_within_the_limit_that_break_beyond_it_miss_the_gate() -> None:
    world = mustered()
    world.wait(895_000 - world.t_ms)
    at_posts(world)
    world.handle("P-101")
    world.pass_time(8_000)
    assert world.gate(Gate.ARRIVE) is None
    world.leave("P-104", area=Area.POST)
    assert world.missed(Gate.ARRIVE)


def test_t2_is_latched_whatever_happens_afterwards() -> None:
    world = mustered()
    world.arrived()
    t2_ms = world.muster.t2_ms
    world.leave(*CREW, area=Area.POST)
    world.pass_time(100_000)
    assert (world.muster.t2_ms, world.passed(Gate.ARRIVE)) == (t2_ms, True)


def test_a_t2_that_came_late_still_starts_phase_3() -> None:
    world = mustered()
    world.arrived(after_ms=700_000)
    assert world.missed(Gate.ARRIVE)
    assert (world.clock(3).state, world.clock(3).started_ms) == ("running", world.muster.t2_ms)


def test_the_first_order_to_posts_is_the_order_of_phase_2() -> None:
    world = mustered()
    world.send(P_101="command")
    first_ms = world.t_ms
    world.pass_time(5_000)
    world.send(P_102="cordon")
    assert world.muster.phase2_ordered_ms == first_ms


def test_posts_are_events_of_their_own_in_the_journal() -> None:
    world = mustered()
    world.send(P_101="command")
    assert [type(recorded.event) for recorded in world.journal[-2:]] == [PostsAssigned, UnitUncounted]
    last = world.journal[-1].event
    assert isinstance(last, UnitUncounted)
    assert (last.why, last.ordered) == ("departed", True)
