"""Sustained: what is a drop after T1, and what is an ordered departure (DOMAIN §3 "Counting")."""

from __future__ import annotations

import pytest

from console.domain.musters.entities import Area, Gate, NotCounted
from console.domain.orders.commands import CancelOrder
from tests.console.domain.musters.muster_world import PATROLS, MusterWorld

HUNDRED = PATROLS[:25]
"""Exactly a hundred officers."""


def at_rally(count: int = 25, after_ms: int = 300_000) -> MusterWorld:
    """An order, and so many units at the rally point so long after T0 (no time for holding yet)."""
    world = MusterWorld()
    world.order()
    world.pass_time(after_ms)
    world.rally(*PATROLS[:count])
    return world


def test_an_unordered_drop_of_more_than_60_s_fails_sustained() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.leave("P-101")
    world.pass_time(60_000)
    assert world.muster.sustain_failed_ms == -1
    world.wait(1)
    world.settle()
    assert world.muster.sustain_failed_ms == 380_000
    assert world.passed(Gate.MUSTER)  # its own mark, beside the gate


def test_a_drop_that_is_mended_within_60_s_is_none() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.leave("P-101")
    world.pass_time(59_000)
    world.enter("P-101")
    world.pass_time(120_000)
    assert world.muster.sustain_failed_ms == -1


def test_two_short_drops_are_not_added_up() -> None:
    world = at_rally()
    world.pass_time(20_000)
    for _ in range(2):
        world.leave("P-101")
        world.pass_time(40_000)
        world.enter("P-101")
        world.pass_time(1_000)
    assert world.muster.sustain_failed_ms == -1


def test_an_ordered_departure_to_the_scene_is_no_drop() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.send(P_101="command", P_102="cordon")
    world.leave("P-101", "P-102")
    world.pass_time(170_000)
    assert (world.muster.counted, world.muster.sustain_failed_ms) == (92, -1)
    assert world.muster.curve[-1] == 100


def test_j14_who_is_on_the_way_longer_than_the_drive_takes_counts_no_longer() -> None:
    """Some 710 m from rally point to post: two minutes, and a minute more."""
    world = at_rally()
    world.pass_time(20_000)
    world.send(P_101="command", P_102="cordon")
    sent_ms = world.t_ms
    world.leave("P-101", "P-102")
    world.pass_time(240_000)
    assert (world.why("P-101"), world.muster.curve[-1]) == ("en_route", 92)
    lapsed_ms = world.muster.below_since_ms
    assert 170_000 < lapsed_ms - sent_ms < 190_000
    world.pass_time(30_000)
    assert world.muster.sustain_failed_ms == lapsed_ms + 60_000
    world.enter("P-101", area=Area.POST, post="command")
    assert (world.why("P-101"), world.muster.counted) == ("", 96)


def test_j14_a_hub_that_was_away_latches_what_had_held_before_the_departed_lapsed() -> None:
    world = MusterWorld()
    world.order()
    world.pass_time(100_000)
    world.rally(*PATROLS[:25])
    reached_ms = world.t_ms
    world.send(P_101="command", P_102="cordon")
    world.leave("P-101", "P-102")
    world.wait(400_000)  # nobody looks
    world.settle()
    assert (world.muster.t1_ms, world.muster.curve[-1]) == (reached_ms, 92)


def test_touching_the_rally_fence_again_on_the_ordered_way_is_no_drop() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.send(P_101="command")
    for _ in range(2):
        world.leave("P-101")
        world.enter("P-101")
    assert (world.why("P-101"), world.muster.curve[-1]) == ("departed", 100)


def test_whoever_drives_back_from_the_scene_to_the_rally_point_is_a_drop() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.send(P_101="")
    world.enter("P-101", area=Area.SCENE)
    world.enter("P-101", area=Area.RALLY)
    assert (world.why("P-101"), world.muster.curve[-1]) == ("en_route", 96)


def test_whoever_left_before_he_was_sent_did_not_depart_by_order() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.leave("P-101")
    world.send(P_101="command")
    assert world.why("P-101") == NotCounted.EN_ROUTE
    world.pass_time(61_000)
    assert world.muster.sustain_failed_ms > 0


def test_whoever_leaves_the_scene_without_an_order_is_a_drop() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.send(P_101="")
    world.leave("P-101")
    world.enter("P-101", area=Area.SCENE)
    world.leave("P-101", area=Area.SCENE)
    assert world.why("P-101") == "left"
    world.pass_time(61_000)
    assert world.muster.sustain_failed_ms > 0


def test_whoever_departs_and_is_then_diverted_or_cancelled_is_a_drop() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.send(P_101="command")
    world.must(CancelOrder(order_id=world.order_id("P-101"), reason="other duty"))
    assert (world.why("P-101"), world.muster.curve[-1]) == ("order_ended", 96)
    world.pass_time(61_000)
    assert world.muster.sustain_failed_ms > 0


def test_a_surplus_may_go_without_a_drop() -> None:
    world = at_rally(30)
    world.pass_time(20_000)
    world.leave(*PATROLS[:5])
    world.pass_time(120_000)
    assert world.muster.sustain_failed_ms == -1


def test_sustained_is_not_failed_before_t1() -> None:
    world = at_rally(24)
    world.pass_time(120_000)
    assert world.muster.sustain_failed_ms == -1


def test_sustained_failed_stays_failed() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.leave("P-101")
    world.pass_time(61_000)
    failed_ms = world.muster.sustain_failed_ms
    world.enter("P-101")
    world.leave("P-102")
    world.pass_time(200_000)
    assert world.muster.sustain_failed_ms == failed_ms > 0


def test_sustained_ends_with_t3() -> None:
    world = MusterWorld()
    world.mustered()
    world.arrived()
    world.resolved()
    world.leave(*PATROLS[5:])
    world.pass_time(120_000)
    assert world.muster.sustain_failed_ms == -1


@pytest.mark.parametrize("declared_after_s", [50, 70])
def test_a_drop_counts_up_to_t3_and_not_to_its_verification(declared_after_s: int) -> None:
    world = MusterWorld()
    world.mustered()
    world.arrived()
    world.leave(*PATROLS[10:])
    world.pass_time((declared_after_s - 1) * 1_000)
    world.evidence()
    world.declare()
    world.pass_time(60_000)
    world.verify()
    assert (world.muster.sustain_failed_ms > 0) is (declared_after_s > 60)
