"""The three clock models: when each phase starts (DOMAIN §3 "Phases")."""

from __future__ import annotations

from typing import Any

from console.domain.base.roles import Role
from console.domain.musters.commands import EndMuster, OrderPhase
from console.domain.musters.entities import Area, Gate
from console.domain.musters.plan import ClockModel, MusterMode
from tests.console.domain.musters.muster_world import PATROLS, MusterWorld

PER_ORDER: dict[str, Any] = {"clock_model": ClockModel.PER_ORDER}


PARALLEL: dict[str, Any] = {
    "clock_model": ClockModel.PARALLEL,
    "mode": MusterMode.DIRECT_TO_SCENE,
    "rally": None,
}


def t1(**changes: Any) -> MusterWorld:
    """T1 at 300 s, seen at 310 s."""
    world = MusterWorld()
    world.mustered(**changes)
    assert world.muster.t1_ms == 300_000
    return world


def at_posts(world: MusterWorld) -> None:
    """Posts filled and a handling action reported, now."""
    if not world.under("P-101").post:
        world.send(P_101="command", P_102="cordon", P_103="cordon", P_104="lane")
    world.enter("P-101", area=Area.POST, post="command")
    world.enter("P-102", "P-103", area=Area.POST, post="cordon")
    world.enter("P-104", area=Area.POST, post="lane")
    world.handle("P-101")


def test_sequential_is_the_default_and_each_phase_starts_as_the_previous_ends() -> None:
    world = t1()
    assert (world.clock(2).state, world.clock(2).started_ms) == ("running", 300_000)
    world.arrived()
    assert world.clock(3).started_ms == world.muster.t2_ms


def test_sequential_has_phase_2_not_started_before_t1() -> None:
    world = MusterWorld()
    world.order()
    world.send(P_101="command")
    assert (world.clock(2).state, world.clock(2).gone_ms) == ("not_started", 0)


def test_per_order_starts_the_next_phase_at_its_order() -> None:
    world = t1(**PER_ORDER)
    world.pass_time(20_000)
    assert world.clock(2).state == "not_started"
    world.must(OrderPhase(muster_id="M-0001", phase=2))
    assert world.clock(2).started_ms == 330_000


def test_per_order_starts_the_next_phase_60_s_after_the_previous_one_at_the_latest() -> None:
    world = t1(**PER_ORDER)
    world.pass_time(49_999)
    assert world.clock(2).state == "not_started"
    world.wait(1)
    assert world.clock(2).started_ms == 360_000
    world.pass_time(20_000)
    world.must(OrderPhase(muster_id="M-0001", phase=2))
    assert world.clock(2).started_ms == 360_000


def test_per_order_an_order_before_t1_starts_phase_2_at_t1() -> None:
    world = MusterWorld()
    world.order(**PER_ORDER)
    world.must(OrderPhase(muster_id="M-0001", phase=2))
    world.pass_time(300_000)
    world.rally(*PATROLS)
    world.pass_time(10_000)
    assert world.clock(2).started_ms == 300_000


def test_per_order_sending_to_posts_is_the_order_of_phase_2() -> None:
    world = t1(**PER_ORDER)
    world.send(P_101="command")
    assert world.clock(2).started_ms == 310_000


def test_per_order_t2_is_not_before_the_start_of_phase_2() -> None:
    world = MusterWorld()
    world.order(**PER_ORDER)
    world.sign(*PATROLS)
    at_posts(world)
    world.pass_time(300_000)
    world.enter(*PATROLS[4:])
    world.pass_time(10_000)
    assert (world.muster.t1_ms, world.muster.t2_ms, world.clock(2).gone_ms) == (300_000, 300_000, 0)
    assert world.passed(Gate.ARRIVE)


def test_per_order_phase_3_starts_at_its_order_or_60_s_after_t2() -> None:
    world = t1(**PER_ORDER)
    at_posts(world)
    world.pass_time(10_000)
    t2_ms = world.muster.t2_ms
    assert world.clock(3).state == "not_started"
    world.pass_time(30_000)
    world.must(OrderPhase(muster_id="M-0001", phase=3))
    assert world.clock(3).started_ms == world.t_ms < t2_ms + 60_000


def test_per_order_control_before_the_start_of_phase_3_waits_for_it() -> None:
    world = t1(**PER_ORDER)
    at_posts(world)
    world.pass_time(10_000)
    t2_ms = world.muster.t2_ms
    world.evidence()
    world.declare()
    world.verify()
    assert world.muster.t3_ms == -1
    world.pass_time(60_000)
    assert (world.muster.t3_ms, world.clock(3).gone_ms) == (t2_ms + 60_000, 0)


def test_a_phase_is_ordered_once_and_only_2_and_3_are() -> None:
    world = t1()
    world.must(OrderPhase(muster_id="M-0001", phase=3))
    assert world.refused(OrderPhase(muster_id="M-0001", phase=3)) == "already_done"
    assert world.refused(OrderPhase(muster_id="M-0001", phase=1)) == "bad_value"
    assert world.refused(OrderPhase(muster_id="M-0001", phase=4)) == "bad_value"


def test_parallel_runs_phases_1_and_2_from_t0() -> None:
    world = MusterWorld()
    world.wait(7_000)
    world.order(**PARALLEL)
    assert (world.clock(1).started_ms, world.clock(2).started_ms) == (7_000, 7_000)


def test_parallel_reaches_t2_before_t1_and_judges_both_from_t0() -> None:
    world = MusterWorld()
    world.order(**PARALLEL)
    world.pass_time(200_000)
    world.sign(*PATROLS)
    at_posts(world)
    world.pass_time(100_000)
    assert (world.muster.t2_ms, world.muster.t1_ms) == (200_000, -1)
    world.enter(*PATROLS[4:], area=Area.SCENE)
    world.pass_time(10_000)
    assert (world.muster.t1_ms, world.clock(2).gone_ms) == (300_000, 200_000)
    assert world.passed(Gate.MUSTER)
    assert world.passed(Gate.ARRIVE)


def test_parallel_a_scene_under_control_leaves_gate_1_running() -> None:
    world = MusterWorld()
    world.order(**PARALLEL)
    world.sign(*PATROLS)
    at_posts(world)
    world.pass_time(10_000)
    world.evidence()
    world.declare()
    world.verify()
    assert world.passed(Gate.RESOLVE)
    assert world.gate(Gate.MUSTER) is None
    world.pass_time(601_000)
    assert world.missed(Gate.MUSTER)


def test_no_clock_runs_before_t0() -> None:
    world = MusterWorld()
    world.wait(60_000)
    world.activate()
    assert [world.clock(phase).gone_ms for phase in (1, 2, 3)] == [0, 0, 0]
    assert [world.clock(phase).state for phase in (1, 2, 3)] == ["running", "not_started", "not_started"]


def test_a_clock_stops_when_its_muster_is_stood_down() -> None:
    world = MusterWorld()
    world.order()
    world.pass_time(100_000)
    world.must(EndMuster(muster_id="M-0001", reason="over"))
    world.pass_time(100_000)
    assert world.clock(1).gone_ms == 100_000


def test_only_desks_order_phases() -> None:
    world = t1()
    assert world.refused(OrderPhase(muster_id="M-0001", phase=2), Role.FIELD) == "not_allowed"
