"""The live result says of the final strength, and of who is in it, what the journal's judgement says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.judge.judgement import MusterResult
from console.domain.judge.judging import judge, verdict_bytes
from console.domain.musters.commands import (
    DeclareControl,
    EndMuster,
    EnterFence,
    LeaveFence,
    RefuteControl,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    ReportThere,
    SendToPosts,
    VerifyControl,
    WithdrawItem,
)
from console.domain.musters.entities import Area
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import CountPolicy, MusterLimits
from console.domain.orders.commands import CancelOrder, DispatchUnits, UnitChoice
from console.domain.runs.commands import InterruptRun
from console.panels.result.live import live_result
from tests.console.domain.drill_world import ITEMS, UNITS, DrillWorld, plan, result, whole_run

FEW = UNITS[:6]


def live(world: DrillWorld) -> MusterResult:
    found = live_result(world.muster, world.picture, world.t_ms)
    assert found is not None
    return found


def agreed(world: DrillWorld) -> MusterResult:
    """The judgement, with which the picture agrees."""
    judged, shown = result(world), live(world)
    assert shown.units == judged.units
    assert shown.measures.final_strength == judged.measures.final_strength
    assert sum(row.officers for row in judged.units) == judged.measures.final_strength
    assert verdict_bytes(judge(world.journal)) == verdict_bytes(judge(iter(world.journal)))
    return judged


def cleared(world: DrillWorld) -> DrillWorld:
    """Everybody goes home."""
    for unit in UNITS:
        if order_id := world.order_of(unit):
            world.must(CancelOrder(order_id=order_id, reason="home"), Role.OPERATOR)
    return world


def test_after_clearing_the_units_stand_as_they_did_at_t3() -> None:
    before = agreed(whole_run())
    world = whole_run()
    world.pass_time(60_000)
    after = agreed(cleared(world))
    assert after.measures.final_strength == 100
    assert [row.officers for row in after.units] == [5] * 20
    assert [(row.counted, row.why_not) for row in after.units] == [(True, "")] * 20
    assert after.units == before.units


def test_who_leaves_between_t3_and_its_verification_was_there_at_t3() -> None:
    world = DrillWorld()
    world.mustered(count=22)
    world.pass_time(30_000)
    world.posts_filled()
    world.pass_time(20_000)
    for item in ITEMS:
        world.must(ReportItem(muster_id=world.muster.id, item_id=item), Role.FIELD)
    world.must(DeclareControl(muster_id=world.muster.id), Role.FIELD, actor="commander")
    world.pass_time(5_000)
    world.leave("P-120", Area.RALLY)
    world.pass_time(5_000)
    cleared(world)
    world.must(VerifyControl(muster_id=world.muster.id), Role.OPERATOR)
    assert agreed(world).measures.final_strength == 110


def test_an_order_given_after_the_end_is_no_row_of_the_muster() -> None:
    world = whole_run()
    world.pass_time(10_000)
    before = agreed(world)
    world.must(DispatchUnits(incident_id=world.incident_id, units=(UnitChoice(unit_id="P-130"),)))
    after = agreed(world)
    assert after.units == before.units
    assert after.measures.never_acknowledged == before.measures.never_acknowledged == 0


def test_stood_down_and_interrupted_musters_keep_who_counted_then() -> None:
    for ends, role in (
        (EndMuster(muster_id="M-0001", reason="false alarm"), Role.DUTY_LEADER),
        (InterruptRun(live_incident="LIVE-1"), Role.TRAINER),
    ):
        world = DrillWorld()
        world.mustered(count=3)
        world.pass_time(5_000)
        assert world.muster.id == "M-0001"
        world.must(ends, role)
        world.pass_time(5_000)
        assert agreed(cleared(world)).measures.final_strength == 15


def test_who_is_under_way_by_order_stands_in_the_strength_with_his_reason() -> None:
    world = DrillWorld()
    world.mustered(count=20)
    world.pass_time(30_000)
    world.posts_filled()
    assert agreed(world).measures.final_strength == 100
    world.must(SendToPosts(muster_id=world.muster.id, assignments=(_sent("P-120"),)))
    world.leave("P-120", Area.RALLY)
    row = next(row for row in agreed(world).units if row.unit_id == "P-120")
    assert (row.officers, row.counted, row.why_not) == (5, False, "departed")


def test_what_the_policy_adds_is_in_the_column_too() -> None:
    world = DrillWorld()
    world.alarm()
    world.order(UNITS[:1], plan(policy=CountPolicy(auxiliaries=True)))
    world.sign("P-101")
    order_id = world.order_of("P-101")
    world.must(ReportHeadcount(order_id=order_id, sworn=5, auxiliary=1), Role.FIELD)
    world.enter("P-101", Area.RALLY)
    assert agreed(world).units[0].officers == 6


def _sent(unit: str, post: str = "cordon") -> PostAssignment:
    return PostAssignment(unit_id=unit, post_id=post)


def _commands(world: DrillWorld) -> st.SearchStrategy[AnyCommand]:
    """What may happen around T3."""
    muster, units = world.muster.id, st.sampled_from(FEW[2:])
    return st.one_of(
        st.builds(
            lambda unit: LeaveFence(
                muster_id=muster, unit_id=unit, area=Area.RALLY, fix_ms=world.t_ms, why="left"
            ),
            units,
        ),
        st.builds(
            lambda unit, area: EnterFence(muster_id=muster, unit_id=unit, area=area, fix_ms=world.t_ms),
            units,
            st.sampled_from([Area.RALLY, Area.SCENE]),
        ),
        st.builds(lambda unit: ReportHeadcount(order_id=world.order_of(unit), sworn=4), units),
        st.builds(lambda unit: ReportThere(order_id=world.order_of(unit), area=Area.SCENE), units),
        st.builds(lambda unit: SendToPosts(muster_id=muster, assignments=(_sent(unit),)), units),
        st.builds(lambda unit: CancelOrder(order_id=world.order_of(unit), reason="no"), units),
        st.builds(
            lambda unit: DispatchUnits(incident_id=world.incident_id, units=(UnitChoice(unit_id=unit),)),
            units,
        ),
        st.sampled_from(
            [
                WithdrawItem(muster_id=muster, item_id=ITEMS[0], reason="no"),
                ReportItem(muster_id=muster, item_id=ITEMS[0]),
                RefuteControl(muster_id=muster, reason="no"),
                DeclareControl(muster_id=muster),
            ]
        ),
    )


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_wherever_units_go_around_t3_the_picture_and_the_journal_agree(data: st.DataObject) -> None:
    world = DrillWorld(units=UNITS[:8])
    world.alarm()
    limits = MusterLimits(strength=15)
    world.order(FEW, plan(limits=limits, posts=plan().posts[:1]))
    for unit in FEW:
        world.sign(unit)
        world.enter(unit, Area.RALLY)
    world.pass_time(12_000)
    world.must(
        SendToPosts(
            muster_id=world.muster.id, assignments=(_sent("P-101", "command"), _sent("P-102", "command"))
        )
    )
    for unit in FEW[:2]:
        world.enter(unit, Area.POST, "command")
    world.must(ReportHandling(order_id=world.order_of("P-101"), action="hoses out"), Role.FIELD)
    for step in (*ITEMS, "declared", "verified", "over"):
        for _ in range(data.draw(st.integers(0, 8))):
            world.pass_time(data.draw(st.sampled_from([0, 0, 1, 1_000, 4_000])))
            role = data.draw(st.sampled_from([Role.OPERATOR, Role.DUTY_LEADER, Role.FIELD, Role.TRACKER]))
            world.ask(data.draw(_commands(world)), role)
        if step in ITEMS:
            world.ask(ReportItem(muster_id=world.muster.id, item_id=step), Role.FIELD)
        elif step == "declared":
            world.ask(DeclareControl(muster_id=world.muster.id), Role.FIELD, actor="commander")
        elif step == "verified":
            world.ask(VerifyControl(muster_id=world.muster.id), Role.OPERATOR)
    judged, shown = result(world), live(world)
    assert shown.measures.final_strength == judged.measures.final_strength
    assert sum(row.officers for row in judged.units) == judged.measures.final_strength
    assert [_standing(row) for row in shown.units] == [_standing(row) for row in judged.units]


def _standing(row: object) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in ("order_id", "officers", "counted", "by_voice", "why_not"))
