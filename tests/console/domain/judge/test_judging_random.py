"""Random drills: wherever a journal ends, its judgement is the same bytes twice and does not contradict itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.judge.judgement import Judgement
from console.domain.judge.judging import judge, verdict_bytes
from console.domain.musters.commands import (
    CloseCoverGap,
    ContradictVoice,
    DeclareControl,
    EndMuster,
    EnterFence,
    LeaveFence,
    OpenCoverGap,
    OrderPhase,
    RecordCoverReason,
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
from console.domain.musters.plan import ClockModel, MusterLimits, MusterMode
from console.domain.orders.commands import CancelOrder, DispatchUnits, ProgressOrder, UnitChoice
from console.domain.orders.states import OrderState
from console.domain.runs.commands import InterruptRun, PauseRun, ResumeRun
from tests.console.domain.drill_world import GRIDS, ITEMS, POSTS, UNITS, DrillWorld, plan

FEW = UNITS[:8]


ROLES = (Role.OPERATOR, Role.DUTY_LEADER, Role.FIELD, Role.TRACKER, Role.PLANNER, Role.TRAINER, Role.SYSTEM)


LIMITS = MusterLimits(
    strength=20,
    muster_ms=120_000,
    arrive_ms=120_000,
    resolve_ms=120_000,
    sustain_ms=15_000,
    cover_reason_ms=20_000,
)


units = st.sampled_from(FEW)


areas = st.sampled_from(list(Area))


def _order(world: DrillWorld, unit: str) -> str:
    return world.picture.units[unit].order_id


def _commands(world: DrillWorld) -> st.SearchStrategy[AnyCommand]:
    """What anybody may ask for now; most of it is refused."""
    muster = next(reversed(world.picture.musters), "M-0000")
    incident = world.incident_id
    posts = st.sampled_from(["", *POSTS])
    return st.one_of(
        st.builds(
            lambda area, unit, post: EnterFence(
                muster_id=muster,
                unit_id=unit,
                area=area,
                fix_ms=world.t_ms,
                post_id=post if area is Area.POST else "",
            ),
            areas,
            units,
            posts,
        ),
        st.builds(
            lambda area, unit: LeaveFence(
                muster_id=muster, unit_id=unit, area=area, fix_ms=world.t_ms, why="left"
            ),
            areas,
            units,
        ),
        st.builds(
            lambda unit, sworn: ReportHeadcount(order_id=_order(world, unit), sworn=sworn, auxiliary=1),
            units,
            st.integers(0, 7),
        ),
        st.builds(lambda area, unit: ReportThere(order_id=_order(world, unit), area=area), areas, units),
        st.builds(lambda unit: ContradictVoice(muster_id=muster, unit_id=unit, away_m=900), units),
        st.builds(
            lambda unit, post: SendToPosts(
                muster_id=muster, assignments=(PostAssignment(unit_id=unit, post_id=post),)
            ),
            units,
            posts,
        ),
        st.builds(lambda unit: ReportHandling(order_id=_order(world, unit), action="hoses out"), units),
        st.builds(lambda item: ReportItem(muster_id=muster, item_id=item), st.sampled_from(ITEMS)),
        st.builds(
            lambda item: WithdrawItem(muster_id=muster, item_id=item, reason="no"), st.sampled_from(ITEMS)
        ),
        st.sampled_from(
            [
                DeclareControl(muster_id=muster),
                VerifyControl(muster_id=muster),
                RefuteControl(muster_id=muster, reason="no"),
                EndMuster(muster_id=muster, reason="stood down"),
                RecordCoverReason(muster_id=muster, reason="needed here"),
                OpenCoverGap(muster_id=muster, grid_ids=GRIDS[:2]),
                CloseCoverGap(muster_id=muster, grid_ids=GRIDS[:1]),
                OrderPhase(muster_id=muster, phase=2),
                OrderPhase(muster_id=muster, phase=3),
                InterruptRun(live_incident="LIVE-1"),
                PauseRun(reason="a question"),
                ResumeRun(),
            ]
        ),
        st.builds(
            lambda unit, state: ProgressOrder(order_id=_order(world, unit), state=state),
            units,
            st.sampled_from([OrderState.ENROUTE, OrderState.ONSCENE, OrderState.CLEARED]),
        ),
        st.builds(lambda unit: CancelOrder(order_id=_order(world, unit), reason="no"), units),
        st.builds(lambda unit: DispatchUnits(incident_id=incident, units=(UnitChoice(unit_id=unit),)), units),
    )


def _play(data: st.DataObject) -> DrillWorld:
    world = DrillWorld(units=UNITS[:10])
    world.alarm()
    mode = data.draw(st.sampled_from(list(MusterMode)))
    model = data.draw(st.sampled_from([ClockModel.SEQUENTIAL, ClockModel.PER_ORDER]))
    world.order(FEW[: data.draw(st.integers(1, 8))], plan(limits=LIMITS, mode=mode, clock_model=model))
    for unit in FEW[: data.draw(st.integers(0, 8))]:
        if _order(world, unit):
            world.sign(unit)
            world.enter(unit, data.draw(areas.filter(lambda area: area is not Area.POST)))
    for _ in range(data.draw(st.integers(0, 25))):
        world.pass_time(data.draw(st.sampled_from([0, 1, 3_000, 11_000, 60_000])))
        world.ask(data.draw(_commands(world)), data.draw(st.sampled_from(ROLES)))
    return world


def _decided(judged: Judgement) -> dict[str, tuple[str, int]]:
    return {
        one.gate: (one.state, one.took_ms if one.state == "passed" else -1)
        for muster in judged.musters
        for one in muster.gates
        if one.state in ("passed", "missed")
    }


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_random_drills_are_judged_alike_twice_and_do_not_contradict_themselves(data: st.DataObject) -> None:
    journal = _play(data).journal
    judged = judge(journal)
    assert verdict_bytes(judged) == verdict_bytes(judge(iter(journal)))
    for muster in judged.musters:
        assert muster.contradictions == ()
        assert list(muster.curve[::2]) == sorted(set(muster.curve[::2]))
        assert muster.measures.by_voice >= 0
        assert muster.measures.final_strength <= 50
        assert sum(row.officers for row in muster.units) == muster.measures.final_strength


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_follows_a_decided_gate_stays_decided(data: st.DataObject) -> None:
    journal = _play(data).journal
    cut = data.draw(st.integers(0, len(journal)))
    early, late = _decided(judge(journal[:cut])), _decided(judge(journal))
    assert {name: late.get(name) for name in early} == early
