"""留守: grids below their minimum cover, and the reasons for it (DOMAIN §3 "Judgement")."""

from __future__ import annotations

from typing import Any

import pytest

from console.domain.base.roles import Role
from console.domain.musters.commands import CloseCoverGap, EndMuster, OpenCoverGap, RecordCoverReason
from console.domain.musters.entities import Gate
from tests.console.domain.musters.muster_world import MusterWorld, baseline, limits


def gap(world: MusterWorld, *grids: str) -> None:
    """The planner tells that grids stand below their minimum."""
    world.must(OpenCoverGap(muster_id="M-0001", grid_ids=grids), Role.PLANNER)


def reason(world: MusterWorld, text: str = "units on patrol nearby", *grids: str) -> None:
    world.must(RecordCoverReason(muster_id="M-0001", reason=text, grid_ids=grids), Role.DUTY_LEADER)


def finish(world: MusterWorld) -> None:
    """T2 and T3."""
    world.arrived()
    world.resolved()


def mustered(**changes: Any) -> MusterWorld:
    """T1 at 300 s."""
    world = MusterWorld()
    world.mustered(**changes)
    return world


def test_cover_passes_when_no_grid_fell_below_its_minimum() -> None:
    world = mustered()
    finish(world)
    assert world.passed(Gate.COVER)


def test_cover_fails_when_a_grid_fell_below_without_a_recorded_reason() -> None:
    world = mustered()
    gap(world, "G-01")
    finish(world)
    assert world.missed(Gate.COVER)


def test_cover_passes_when_every_gap_has_a_reason_recorded_in_time() -> None:
    world = mustered()
    gap(world, "G-01")
    world.pass_time(60_000)
    gap(world, "G-02")
    world.pass_time(60_000)
    reason(world)
    reason(world)
    finish(world)
    assert [each.reason_ms >= 0 for each in world.muster.gaps] == [True, True]
    assert world.passed(Gate.COVER)


@pytest.mark.parametrize(("after_ms", "passed"), [(120_000, True), (120_001, False)])
def test_a_reason_recorded_later_than_120_s_does_not_excuse(after_ms: int, passed: bool) -> None:
    world = mustered()
    gap(world, "G-01")
    world.wait(after_ms)
    reason(world)
    finish(world)
    assert world.passed(Gate.COVER) is passed


def test_a_reason_for_one_grid_excuses_no_other() -> None:
    world = mustered()
    gap(world, "G-01", "G-02")
    reason(world, "by order", "G-01")
    finish(world)
    assert world.missed(Gate.COVER)


def test_a_gap_that_closed_by_itself_still_wants_a_reason() -> None:
    world = mustered()
    gap(world, "G-01")
    world.pass_time(10_000)
    world.must(CloseCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    finish(world)
    assert world.missed(Gate.COVER)


@pytest.mark.parametrize("named", [(), ("G-01",)])
def test_a_closed_gap_is_excused_by_a_reason_in_time(named: tuple[str, ...]) -> None:
    world = mustered()
    gap(world, "G-01")
    world.must(CloseCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    world.pass_time(60_000)
    reason(world, "they were back in a minute", *named)
    finish(world)
    assert world.passed(Gate.COVER)


def test_a_closed_gap_whose_time_is_over_wants_no_reason_any_more() -> None:
    world = mustered()
    gap(world, "G-01")
    world.must(CloseCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    world.pass_time(120_001)
    assert (
        world.refused(RecordCoverReason(muster_id="M-0001", reason="x"), Role.DUTY_LEADER) == "no_bare_grid"
    )


def test_a_grid_may_open_again_and_then_wants_another_reason() -> None:
    world = mustered()
    gap(world, "G-01")
    reason(world)
    world.must(CloseCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    world.pass_time(60_000)
    gap(world, "G-01")
    assert [(each.closed_ms >= 0, each.reason_ms >= 0) for each in world.muster.gaps] == [
        (True, True),
        (False, False),
    ]
    finish(world)
    assert world.missed(Gate.COVER)


def test_j13_a_reason_in_the_order_excuses_no_gap() -> None:
    world = MusterWorld()
    world.activate()
    gap(world, "G-01")
    world.mustered(cover_reason="x")
    gap(world, "G-02")
    assert [each.reason for each in world.muster.gaps] == ["", ""]
    finish(world)
    assert world.missed(Gate.COVER)


def test_j13_a_reason_belongs_to_the_gap_that_waited_longest_and_to_no_other() -> None:
    world = mustered()
    gap(world, "G-02")
    world.pass_time(10_000)
    gap(world, "G-01")
    reason(world, "first")
    assert {each.grid_id: each.reason for each in world.muster.gaps} == {"G-02": "first", "G-01": ""}
    both = RecordCoverReason(muster_id="M-0001", reason="both", grid_ids=("G-01", "G-02"))
    assert world.refused(both, Role.DUTY_LEADER) == "too_many"


def test_j13_a_reason_is_the_duty_leaders() -> None:
    world = mustered()
    gap(world, "G-01")
    command = RecordCoverReason(muster_id="M-0001", reason="x", grid_ids=("G-01",))
    assert {world.refused(command, role) for role in Role if role is not Role.DUTY_LEADER} == {"not_allowed"}


def test_a_grid_that_was_short_at_the_baseline_is_no_gap() -> None:
    world = MusterWorld()
    world.order()
    world.must(baseline(short_grids=("G-03",)), Role.PLANNER)
    command = OpenCoverGap(muster_id="M-0001", grid_ids=("G-03",))
    assert world.refused(command, Role.PLANNER) == "already_done"
    gap(world, "G-03", "G-01")
    assert [each.grid_id for each in world.muster.gaps] == ["G-01"]


def test_a_gap_is_told_once_while_it_stands() -> None:
    world = mustered()
    gap(world, "G-01")
    again = OpenCoverGap(muster_id="M-0001", grid_ids=("G-01", "G-01"))
    assert world.refused(again, Role.PLANNER) == "already_done"
    never = CloseCoverGap(muster_id="M-0001", grid_ids=("G-02",))
    assert world.refused(never, Role.PLANNER) == "already_done"


def test_only_grids_of_the_town_have_gaps_and_only_the_planner_tells_them() -> None:
    world = mustered()
    unknown = OpenCoverGap(muster_id="M-0001", grid_ids=("G-99",))
    assert world.refused(unknown, Role.PLANNER) == "bad_value"
    assert world.refused(OpenCoverGap(muster_id="M-0001", grid_ids=("G-01",))) == "not_allowed"


def test_the_first_reason_stays() -> None:
    world = mustered()
    gap(world, "G-01")
    reason(world, "first")
    assert (
        world.refused(RecordCoverReason(muster_id="M-0001", reason="second"), Role.DUTY_LEADER)
        == "no_bare_grid"
    )
    assert world.muster.gaps[0].reason == "first"


def test_a_reason_says_something() -> None:
    world = mustered()
    gap(world, "G-01")
    assert (
        world.refused(RecordCoverReason(muster_id="M-0001", reason=""), Role.DUTY_LEADER) == "text_required"
    )


def test_a_gap_shortly_before_t3_keeps_its_time_for_a_reason() -> None:
    for excuse in (True, False):
        world = mustered()
        world.arrived()
        world.evidence()
        world.declare()
        gap(world, "G-01")
        world.pass_time(5_000)
        world.verify()
        assert world.gate(Gate.COVER) is None
        world.pass_time(110_000)
        if excuse:
            reason(world)
        world.pass_time(10_000)
        assert world.passed(Gate.COVER) is excuse


def test_no_gap_opens_after_t3() -> None:
    world = mustered()
    finish(world)
    command = OpenCoverGap(muster_id="M-0001", grid_ids=("G-01",))
    assert world.refused(command, Role.PLANNER) == "muster_over"


def test_standing_down_judges_cover_as_it_stands() -> None:
    for excuse in (True, False):
        world = mustered()
        gap(world, "G-01")
        if excuse:
            reason(world)
        world.must(EndMuster(muster_id="M-0001", reason="over"))
        assert world.passed(Gate.COVER) is excuse


def test_the_time_for_a_reason_is_the_orders() -> None:
    world = mustered(limits=limits(cover_reason_ms=10_000))
    gap(world, "G-01")
    world.wait(10_001)
    reason(world)
    finish(world)
    assert world.missed(Gate.COVER)
