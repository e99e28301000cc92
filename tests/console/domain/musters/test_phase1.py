"""Phase 1 集结: T1, its hold, its limit, 不具备条件 (DOMAIN §3 "Phases", "Edges")."""

from __future__ import annotations

from console.domain.base.roles import Role
from console.domain.decide import due
from console.domain.musters.commands import RecallReserves, SettleMuster
from console.domain.musters.entities import Area, Gate
from console.domain.musters.events import (
    FenceLeft,
    GateDecided,
    PhaseReached,
    ReservesRecalled,
    UnitUncounted,
)
from console.domain.musters.plan import MusterMode
from console.domain.orders.commands import ProgressOrder, SetOutOfService
from console.domain.orders.states import OrderState
from tests.console.domain.musters.muster_world import PATROLS, RESERVES, MusterWorld, baseline, limits

HUNDRED = PATROLS[:25]
"""Exactly a hundred officers."""


def at_rally(count: int = 25, after_ms: int = 300_000) -> MusterWorld:
    """An order, and so many units at the rally point so long after T0 (no time for holding yet)."""
    world = MusterWorld()
    world.order()
    world.pass_time(after_ms)
    world.rally(*PATROLS[:count])
    return world


# -- T1 ----------------------------------------------------------------------------------------------------------------


def test_t1_is_the_instant_at_which_the_strength_was_reached() -> None:
    world = at_rally(after_ms=431_250)
    world.pass_time(10_000)
    assert world.muster.t1_ms == 431_250
    assert world.gate(Gate.MUSTER) is not None
    assert (world.passed(Gate.MUSTER), world.clock(1).gone_ms) == (True, 431_250)


def test_99_officers_are_not_100() -> None:
    world = at_rally(24)
    world.sign("P-125", sworn=3)
    world.enter("P-125")
    world.pass_time(60_000)
    assert (world.muster.counted, world.muster.t1_ms) == (99, -1)
    world.sign("P-125", sworn=4)
    world.pass_time(10_000)
    assert world.muster.t1_ms == 360_000


def test_strength_must_hold_10_s_before_t1_is_latched() -> None:
    world = at_rally()
    world.wait(9_999)
    assert due(world.picture, world.t_ms) == []
    world.wait(1)
    assert due(world.picture, world.t_ms) == [SettleMuster(muster_id="M-0001")]
    world.settle()
    assert world.muster.t1_ms == 300_000


def test_a_strength_that_does_not_hold_10_s_was_not_reached() -> None:
    world = at_rally()
    world.pass_time(9_000)
    world.leave("P-101")
    assert (world.muster.t1_ms, world.muster.reached_ms) == (-1, -1)
    world.pass_time(3_000)
    world.enter("P-101")
    world.pass_time(10_000)
    assert world.muster.t1_ms == 312_000


def test_a_drop_at_the_very_end_of_the_hold_comes_too_late() -> None:
    world = at_rally()
    world.wait(10_000)  # held, though no timer has run yet
    events_before = len(world.journal)
    world.leave("P-101")
    names = [type(recorded.event) for recorded in world.journal[events_before:]]
    assert names == [PhaseReached, GateDecided, FenceLeft, UnitUncounted]
    assert world.muster.t1_ms == 300_000


def test_one_unit_replacing_another_within_the_same_strength_keeps_the_hold() -> None:
    world = at_rally(26)
    world.pass_time(5_000)
    world.leave("P-101")
    world.pass_time(5_000)
    assert world.muster.t1_ms == 300_000


def test_an_ordered_departure_does_not_break_the_hold() -> None:
    world = at_rally()
    world.pass_time(5_000)
    world.send(P_101="cordon")
    assert (world.muster.counted, world.why("P-101")) == (96, "departed")
    world.pass_time(5_000)
    assert world.muster.t1_ms == 300_000


def test_exactly_600_000_s_passes() -> None:
    world = at_rally(after_ms=600_000)
    world.pass_time(10_000)
    status = world.gate(Gate.MUSTER)
    assert status is not None
    assert (status.passed, status.took_ms, status.limit_ms) == (True, 600_000, 600_000)


def test_one_millisecond_over_the_limit_is_missed() -> None:
    world = MusterWorld()
    world.order()
    world.wait(600_001)
    world.rally(*HUNDRED)
    world.pass_time(10_000)
    status = world.gate(Gate.MUSTER)
    assert status is not None
    assert (status.passed, status.took_ms) == (False, -1)
    assert world.muster.t1_ms == 600_001


def test_the_gate_is_not_missed_at_the_limit_but_after_it() -> None:
    world = MusterWorld()
    world.order()
    settle = SettleMuster(muster_id="M-0001")
    assert settle not in due(world.picture, 600_000)
    assert settle in due(world.picture, 600_001)


def test_a_strength_reached_within_the_limit_may_hold_beyond_it() -> None:
    world = at_rally(after_ms=599_000)
    world.pass_time(9_000)
    assert world.gate(Gate.MUSTER) is None
    world.pass_time(1_000)
    assert world.passed(Gate.MUSTER)


def test_a_strength_reached_within_the_limit_that_breaks_beyond_it_misses_the_gate() -> None:
    world = at_rally(after_ms=599_000)
    world.pass_time(5_000)
    world.leave("P-101")
    assert world.missed(Gate.MUSTER)


def test_late_units_show_in_the_final_strength_and_change_no_missed_t1() -> None:
    world = at_rally(20, after_ms=590_000)
    world.pass_time(15_000)
    assert world.missed(Gate.MUSTER)
    world.rally(*PATROLS[20:])
    world.pass_time(10_000)
    assert (world.muster.counted, world.muster.t1_ms) == (120, 605_000)
    assert world.missed(Gate.MUSTER)


def test_late_units_do_not_change_a_t1_that_stands() -> None:
    world = at_rally()
    world.pass_time(20_000)
    world.rally(*PATROLS[25:])
    world.pass_time(20_000)
    assert (world.muster.counted, world.muster.t1_ms) == (120, 300_000)


def test_t1_is_latched_whatever_happens_afterwards() -> None:
    world = at_rally()
    world.pass_time(10_000)
    world.leave(*HUNDRED)
    world.pass_time(200_000)
    assert (world.muster.t1_ms, world.passed(Gate.MUSTER)) == (300_000, True)
    assert len([g for g in world.muster.gates if g.gate is Gate.MUSTER]) == 1


def test_a_t1_that_came_late_still_starts_the_next_phase() -> None:
    world = at_rally(after_ms=700_000)
    world.pass_time(10_000)
    assert (world.clock(2).state, world.clock(2).started_ms) == ("running", 700_000)


def test_a_hub_that_looks_late_latches_the_same_instants() -> None:
    world = at_rally(after_ms=500_000)
    world.wait(900_000)  # nobody looked for a quarter of an hour
    world.settle()
    assert (world.muster.t1_ms - world.muster.t0_ms, world.passed(Gate.MUSTER)) == (500_000, True)


def test_settling_a_muster_in_which_nothing_is_due_is_refused() -> None:
    world = at_rally()
    assert world.refused(SettleMuster(muster_id="M-0001"), Role.SYSTEM) == "already_done"
    assert world.refused(SettleMuster(muster_id="M-9"), Role.SYSTEM) == "unknown_muster"


def test_the_first_unit_on_scene_is_shown_and_passes_nothing() -> None:
    world = MusterWorld()
    world.order()
    world.pass_time(60_000)
    world.enter("P-101", area=Area.SCENE)
    world.pass_time(5_000)
    world.enter("P-102", area=Area.SCENE)
    assert world.muster.first_on_scene_ms == 60_000
    assert (world.muster.t1_ms, world.muster.t2_ms, world.muster.gates) == (-1, -1, ())


def test_early_units_at_the_scene_are_shown_and_make_no_negative_times() -> None:
    world = MusterWorld()
    (order_id,) = world.dispatch(world.incident_id, "P-101")
    world.wait(60_000)
    world.must(ProgressOrder(order_id=order_id, state=OrderState.ONSCENE))  # by voice proxy, before T0
    world.wait(60_000)
    world.order(*PATROLS[1:])
    assert world.muster.first_on_scene_ms == world.muster.t0_ms == 120_000
    world.sign("P-101")
    assert (world.muster.counted, world.muster.counted_by_voice) == (4, 4)
    assert all(world.clock(phase).gone_ms >= 0 for phase in (1, 2, 3))


# -- 不具备条件 ------------------------------------------------------------------------------------------


def short(best_ms: int) -> MusterWorld:
    """Only eighty officers are eligible; the best achievable time is told."""
    world = MusterWorld()
    for unit_id in PATROLS[20:]:
        world.must(SetOutOfService(unit_id=unit_id, reason="night"))
    world.wait(600_001)
    world.order(*PATROLS[:20])
    world.must(baseline(best_ms), Role.PLANNER)
    return world


def test_with_under_100_eligible_t1_is_judged_against_all_who_were() -> None:
    world = short(400_000)
    world.pass_time(500_000)
    world.rally(*PATROLS[:20])
    world.pass_time(10_000)
    assert (world.muster.t1_ms - world.muster.t0_ms, world.passed(Gate.MUSTER)) == (500_000, True)


def test_with_under_100_eligible_the_limit_is_the_best_achievable_time_with_the_allowance() -> None:
    world = short(700_000)
    assert world.clock(1).limit_ms == 745_000
    world.pass_time(745_000)
    world.rally(*PATROLS[:20])
    world.pass_time(10_000)
    assert world.passed(Gate.MUSTER)


def test_with_under_100_eligible_the_limit_is_never_less_than_the_orders() -> None:
    assert short(300_000).clock(1).limit_ms == 600_000


def test_with_100_eligible_the_limit_is_the_orders_whatever_was_achievable() -> None:
    world = MusterWorld()
    world.order()
    world.must(baseline(900_000), Role.PLANNER)
    assert world.clock(1).limit_ms == 600_000


def test_recall_of_reserves_is_open_to_a_muster_that_is_short() -> None:
    world = short(400_000)
    events = world.must(RecallReserves(muster_id="M-0001"))
    assert events == [ReservesRecalled(unit_ids=RESERVES, muster_id="M-0001")]


# -- other limits ------------------------------------------------------------------------------------------------------


def test_every_number_is_the_orders() -> None:
    world = MusterWorld()
    world.order(*PATROLS[:5], limits=limits(strength=20, muster_ms=60_000, hold_ms=3_000, sustain_ms=5_000))
    world.pass_time(60_000)
    world.rally(*PATROLS[:5])
    world.pass_time(3_000)
    assert (world.muster.t1_ms, world.passed(Gate.MUSTER)) == (60_000, True)
    world.leave("P-101")
    world.pass_time(6_000)
    assert world.muster.sustain_failed_ms == 68_000


def test_direct_to_scene_reaches_t1_on_scene() -> None:
    world = MusterWorld()
    world.order(mode=MusterMode.DIRECT_TO_SCENE, rally=None)
    world.pass_time(200_000)
    world.sign(*HUNDRED)
    world.enter(*HUNDRED, area=Area.SCENE)
    world.pass_time(10_000)
    assert world.muster.t1_ms == 200_000
