"""Edges of DOMAIN §3 that no phase owns: clock skew, restart, two musters at once, what others do meanwhile."""

from __future__ import annotations

import pytest

from console.domain.base.roles import Role
from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.incidents.commands import AddNote
from console.domain.musters.clock import phase_clock
from console.domain.musters.commands import DeclareControl, ReportHandling, ReportHeadcount, ReportItem
from console.domain.musters.entities import Area, Gate
from console.domain.musters.events import (
    ControlDeclared,
    ControlVerified,
    FenceEntered,
    GateDecided,
    HandlingReported,
    HeadcountReported,
    ItemEvidenced,
    MusterActivated,
    MusterOrdered,
    PhaseReached,
    PostsAssigned,
    UnitCounted,
    UnitUncounted,
)
from console.domain.orders.commands import DivertUnit, LoseContact, ProgressOrder
from console.domain.orders.states import OrderState
from console.domain.picture import Picture, decode_picture, encode_picture
from tests.console.domain.musters.muster_world import PATROLS, MusterWorld

# -- clock skew --------------------------------------------------------------------------------------------------------


def test_a_device_is_judged_by_the_hubs_receipt_and_its_own_time_is_kept() -> None:
    world = MusterWorld()
    world.order()
    world.wait(60_000)
    order_id = world.order_id("P-101")
    command = ProgressOrder(order_id=order_id, state=OrderState.ACKNOWLEDGED, device_ms=59_400)
    (event,) = world.must(command, Role.FIELD)
    order = world.picture.orders[order_id]
    assert (order.acknowledged_ms, order.skew_ms, getattr(event, "device_ms", None)) == (60_000, 600, 59_400)


@pytest.mark.parametrize(("skew_ms", "flagged"), [(2_000, 0), (2_001, 1), (-2_001, 1)])
def test_a_clock_more_than_2_s_off_is_flagged(skew_ms: int, flagged: int) -> None:
    world = MusterWorld()
    world.order()
    world.wait(60_000)
    device_ms = world.t_ms + skew_ms
    order_id = world.order_id("P-101")
    world.must(ReportHeadcount(order_id=order_id, sworn=4, device_ms=device_ms), Role.FIELD)
    assert world.muster.skewed == flagged
    assert world.picture.orders[order_id].skew_ms == abs(skew_ms)


def test_every_report_of_a_wrong_clock_is_flagged() -> None:
    world = MusterWorld()
    world.mustered()
    world.enter("P-101", area=Area.SCENE)
    order_id = world.order_id("P-101")
    for command in (
        ReportHandling(order_id=order_id, action="hose", device_ms=5),
        ReportItem(muster_id="M-0001", item_id="fire_out", device_ms=5),
        ReportItem(muster_id="M-0001", item_id="everybody_out", device_ms=5),
        DeclareControl(muster_id="M-0001", device_ms=5),
        ProgressOrder(order_id=order_id, state=OrderState.ONSCENE, device_ms=5),
        ProgressOrder(order_id=order_id, state=OrderState.CLEARED, device_ms=5),
    ):
        world.must(command, Role.FIELD, "P-101")
    assert world.muster.skewed == 6
    assert world.muster.handling_ms == world.muster.declared_ms == world.t_ms


def test_the_largest_difference_of_a_device_is_kept() -> None:
    world = MusterWorld()
    world.order()
    world.wait(60_000)
    order_id = world.order_id("P-101")
    for device_ms in (55_000, 59_000, 60_000):
        world.must(ReportHeadcount(order_id=order_id, sworn=4, device_ms=device_ms), Role.FIELD)
    assert world.picture.orders[order_id].skew_ms == 5_000


def test_a_report_without_a_devices_time_is_not_skewed() -> None:
    world = MusterWorld()
    world.order()
    world.wait(60_000)
    world.sign("P-101")
    assert (world.muster.skewed, world.picture.orders[world.order_id("P-101")].skew_ms) == (0, 0)


# -- crash and restart -------------------------------------------------------------------------------------------------


def refolded(world: MusterWorld, cut: int) -> Picture:
    """The journal folded anew, through a snapshot after `cut` events."""
    picture = Picture()
    for recorded in world.journal[:cut]:
        evolve(picture, recorded)
    picture = decode_picture(encode_picture(picture))
    for recorded in world.journal[cut:]:
        evolve(picture, recorded)
    return picture


@pytest.mark.parametrize("stage", ["mustering", "holding", "arriving", "resolving", "resolved"])
def test_after_a_restart_state_comes_from_the_journal_and_the_clocks_go_on(stage: str) -> None:
    world = MusterWorld()
    if stage == "mustering":
        world.order()
        world.rally(*PATROLS[:7])
        world.pass_time(123_456)
    elif stage == "holding":
        world.order()
        world.rally(*PATROLS)
        world.wait(5_000)
    else:
        world.mustered()
        world.send(P_101="command", P_102="cordon")
        if stage != "arriving":
            world.arrived()
        if stage == "resolved":
            world.resolved()
    again = refolded(world, len(world.journal) // 2)
    assert encode_picture(again) == encode_picture(world.picture)
    assert PictureHash(again).hexdigest() == PictureHash(world.picture).hexdigest()
    later_ms = world.t_ms + 33_333
    for phase in (1, 2, 3):
        assert phase_clock(again.musters["M-0001"], phase, later_ms) == phase_clock(
            world.muster, phase, later_ms
        )


def test_a_hold_goes_on_over_a_restart() -> None:
    world = MusterWorld()
    world.order()
    world.rally(*PATROLS)
    world.wait(4_000)
    world.picture = refolded(world, 10)
    world.wait(6_000)
    world.settle()
    assert (world.muster.t1_ms, world.passed(Gate.MUSTER)) == (0, True)


# -- side by side ------------------------------------------------------------------------------------------------------


def test_two_musters_count_their_own_units_and_latch_their_own_instants() -> None:
    world = MusterWorld()
    first, second = world.incident_id, world.incident("explosion")
    world.order(*PATROLS[:15])
    world.incident_id = second
    world.wait(20_000)
    world.order(*PATROLS[15:])
    world.rally(*PATROLS[15:18])
    by_incident = {muster.incident_id: muster for muster in world.picture.musters.values()}
    assert (by_incident[first].counted, by_incident[second].counted) == (0, 12)
    assert (by_incident[first].t0_ms, by_incident[second].t0_ms) == (0, 20_000)
    world.pass_time(601_000)
    by_incident = {muster.incident_id: muster for muster in world.picture.musters.values()}
    assert len(by_incident[first].gates) == 1


def test_a_unit_diverted_between_two_musters_counts_with_the_second_only() -> None:
    world = MusterWorld()
    first = world.incident_id
    world.order(*PATROLS[:10])
    world.rally("P-101")
    world.incident_id = world.incident("explosion")
    world.order(*PATROLS[10:20])
    world.must(DivertUnit(unit_id="P-101", incident_id=world.incident_id, reason="x"), Role.DUTY_LEADER)
    world.rally("P-101")
    counted = {muster.incident_id: muster.counted for muster in world.picture.musters.values()}
    assert counted == {first: 0, world.incident_id: 4}


def test_what_was_due_stands_in_the_journal_before_the_command_that_found_it() -> None:
    world = MusterWorld()
    world.order()
    world.rally(*PATROLS)
    world.wait(60_000)
    events = world.must(AddNote(incident_id=world.incident_id, text="hello"))
    assert [type(event).__name__ for event in events] == ["PhaseReached", "GateDecided", "NoteAdded"]


def test_a_refused_command_latches_nothing() -> None:
    world = MusterWorld()
    world.order()
    world.rally(*PATROLS)
    world.wait(60_000)
    assert world.refused(AddNote(incident_id=world.incident_id, text="")) == "text_required"
    world.settle()
    assert world.muster.t1_ms == 0


def test_units_that_sign_and_never_move_do_not_count() -> None:
    world = MusterWorld()
    world.order()
    world.sign(*PATROLS)
    world.pass_time(601_000)
    assert (world.muster.counted, world.missed(Gate.MUSTER)) == (0, True)


def test_units_that_are_lost_from_contact_count_until_their_fix_is_too_old() -> None:
    world = MusterWorld()
    world.order()
    world.rally("P-101")
    world.must(LoseContact(unit_id="P-101", last_fix_ms=0), Role.TRACKER)
    assert world.muster.counted == 4
    world.leave("P-101", why="stale_fix")
    assert (world.muster.counted, world.why("P-101")) == (0, "stale_fix")


def test_what_judgement_needs_is_an_event() -> None:
    world = MusterWorld()
    world.mustered()
    world.arrived()
    world.resolved()
    kinds = {type(recorded.event) for recorded in world.journal}
    assert kinds >= {
        MusterActivated,
        MusterOrdered,
        HeadcountReported,
        FenceEntered,
        UnitCounted,
        UnitUncounted,
        PhaseReached,
        GateDecided,
        PostsAssigned,
        HandlingReported,
        ItemEvidenced,
        ControlDeclared,
        ControlVerified,
    }


def test_the_timers_of_a_muster_are_settled_before_the_others() -> None:
    world = MusterWorld()
    world.order()
    world.wait(700_000)
    world.settle()  # silent orders, overdue incident and a missed gate at once: none of them is refused
    assert world.missed(Gate.MUSTER)
