"""Measures of a judgement, one by one, from journals that the rules wrote."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.base.roles import Role
from console.domain.base.sealed_text import SealedText
from console.domain.calls.commands import AcceptCall, AcknowledgeCall, EraseIncident, ReportCall
from console.domain.calls.entities import Channel
from console.domain.incidents.commands import AddNote
from console.domain.judge.judging import judge, verdict_bytes
from console.domain.musters.commands import (
    ActivateMuster,
    CloseCoverGap,
    DeclareControl,
    OpenCoverGap,
    RecordCoverReason,
    RefuteControl,
    ReportHeadcount,
    ReportItem,
    ReportThere,
)
from console.domain.musters.entities import Area
from console.domain.musters.plan import CountPolicy
from console.domain.orders.commands import (
    CancelOrder,
    DispatchUnits,
    ProgressOrder,
    SetOutOfService,
    UnitChoice,
)
from console.domain.orders.states import OrderState
from console.domain.sealing import with_texts
from tests.console.domain.drill_world import ITEMS, RALLY, SCENE, UNITS, DrillWorld, gate, plan, result


@pytest.fixture
def world() -> DrillWorld:
    return DrillWorld()


# -- measures ----------------------------------------------------------------------------------------------------------


def test_units_have_durations_from_their_order(world: DrillWorld) -> None:
    world.mustered(count=1)
    (unit,) = result(world).units
    assert (unit.unit_id, unit.order_id, unit.tier, unit.officers) == ("P-101", "O-000001", 1, 5)
    assert (unit.ordered_ms, unit.acknowledged_ms, unit.enroute_ms, unit.arrived_ms) == (
        10_000,
        10_000,
        40_000,
        300_000,
    )
    assert (unit.eta_ms, unit.counted, unit.by_voice, unit.why_not) == (120_000, True, False, "")


def test_acknowledgement_turnout_and_eta_error_are_ranked_over_the_orders(world: DrillWorld) -> None:
    world.alarm()
    world.order(UNITS[:11], eta_ms=100_000)
    for unit in UNITS[:10]:
        world.pass_time(10_000)
        world.sign(unit)
        world.roll(unit)
    for unit in UNITS[:5]:
        world.enter(unit, Area.RALLY)
    measures = result(world).measures
    assert (measures.acknowledgement.p50_ms, measures.acknowledgement.p90_ms) == (50_000, 90_000)
    assert (measures.acknowledgement.n, measures.never_acknowledged) == (10, 1)
    assert (measures.turnout.p50_ms, measures.turnout.n) == (50_000, 10)
    assert (measures.eta_error.p50_ms, measures.eta_error.n) == (0, 5)


def test_unit_that_never_came_to_the_rally_point_has_no_eta_error(world: DrillWorld) -> None:
    world.mustered(count=10)
    world.posts_filled()
    assert result(world).measures.eta_error.n == 10
    late = UNITS[10]
    world.must(DispatchUnits(incident_id=world.incident_id, units=(UnitChoice(unit_id=late, eta_ms=60_000),)))
    world.sign(late)
    world.enter(late, Area.SCENE)
    judged = result(world)
    assert judged.measures.eta_error.n == 10
    assert next(one for one in judged.units if one.unit_id == late).arrived_ms == 0


def test_voice_has_its_own_share_of_the_strength_at_t1(world: DrillWorld) -> None:
    world.mustered(count=19)
    world.must(DispatchUnits(incident_id=world.incident_id, units=(UnitChoice(unit_id=UNITS[19], eta_ms=1),)))
    world.sign(UNITS[19])
    world.must(ReportThere(order_id=world.order_of(UNITS[19]), area=Area.RALLY), Role.OPERATOR)
    world.pass_time(20_000)
    judged = result(world)
    assert gate(judged, "muster").state == "passed"
    assert judged.measures.by_voice == 5
    assert [one.unit_id for one in judged.units if one.by_voice] == [UNITS[19]]


def test_auxiliaries_are_strength_only_where_the_policy_says_so() -> None:
    strengths = []
    for policy in (CountPolicy(), CountPolicy(auxiliaries=True)):
        world = DrillWorld()
        world.alarm()
        world.order(UNITS[:2], plan(policy=policy))
        for unit in UNITS[:2]:
            world.must(ReportHeadcount(order_id=world.order_of(unit), sworn=5, auxiliary=1), Role.FIELD)
            world.enter(unit, Area.RALLY)
        strengths.append(result(world).measures.final_strength)
    assert strengths == [10, 12]


def test_order_taken_back_within_a_minute_by_a_desk_was_a_wrong_one(world: DrillWorld) -> None:
    world.alarm()
    world.order(UNITS[:4])
    world.pass_time(30_000)
    world.must(CancelOrder(order_id=world.order_of(UNITS[0]), reason="wrong unit"))
    world.must(SetOutOfService(unit_id=UNITS[1], reason="breakdown"), Role.FIELD)
    world.pass_time(40_000)
    world.must(CancelOrder(order_id=world.order_of(UNITS[2]), reason="not needed"))
    assert result(world).measures.wrong_orders == 1


def test_unit_named_in_the_order_that_was_bound_already_is_a_double_order(world: DrillWorld) -> None:
    world.alarm()
    elsewhere = world.incident_id
    world.must(DispatchUnits(incident_id=elsewhere, units=(UnitChoice(unit_id=UNITS[0]),)))
    world.must(SetOutOfService(unit_id=UNITS[1], reason="breakdown"), Role.FIELD)
    world.alarm()
    world.order(UNITS[:4])
    judged = result(world)
    assert judged.measures.double_orders == 1
    assert [one.unit_id for one in judged.units] == [UNITS[2], UNITS[3]]


def test_unit_ordered_twice_has_a_row_for_each_order(world: DrillWorld) -> None:
    world.alarm()
    world.order(UNITS[:2])
    world.must(CancelOrder(order_id=world.order_of(UNITS[0]), reason=""))
    world.must(DispatchUnits(incident_id=world.incident_id, units=(UnitChoice(unit_id=UNITS[0]),)))
    assert [one.unit_id for one in result(world).units] == [UNITS[0], UNITS[1], UNITS[0]]


def test_calls_left_alone_for_more_than_a_minute_are_counted(world: DrillWorld) -> None:
    call = ReportCall(channel=Channel.PHONE, place=RALLY)
    world.must(call, Role.GATEWAY)  # before T0: not this muster's
    world.mustered(count=2)
    world.must(call, Role.GATEWAY)
    answered = next(reversed(world.picture.calls))
    world.must(call, Role.OPERATOR)  # taken at the desk itself
    world.pass_time(30_000)
    world.must(AcknowledgeCall(call_id=answered))
    world.must(call, Role.GATEWAY)
    late = next(reversed(world.picture.calls))
    world.must(call, Role.GATEWAY)
    world.pass_time(61_000)
    world.must(AcknowledgeCall(call_id=late))
    assert result(world).measures.alarms_unacknowledged == 2


def test_leader_who_was_silent_is_a_missed_escalation(world: DrillWorld) -> None:
    world.must(
        ReportCall(channel=Channel.PHONE, place=SCENE, type_code="explosion"),
        Role.GATEWAY,
    )
    world.must(AcceptCall(call_id="C-000001", type_code="explosion"))
    world.pass_time(61_000)
    world.must(ActivateMuster(incident_id=world.incident_id), Role.DUTY_LEADER)
    assert result(world).measures.escalations_missed == 1


def test_operator_load_counts_commands_of_desks_and_not_events(world: DrillWorld) -> None:
    world.alarm()
    world.pass_time(1_000)
    world.order(UNITS[:20])  # one command, many events: the first action
    world.pass_time(60_000)
    world.must(AddNote(incident_id=world.incident_id, text="one"))
    world.must(ProgressOrder(order_id=world.order_of(UNITS[0]), state=OrderState.ENROUTE), Role.FIELD)
    world.pass_time(60_000)
    world.must(AddNote(incident_id=world.incident_id, text="two"))
    assert result(world).measures.commands_per_minute_permille == 1_500


def test_false_declarations_and_skewed_clocks_are_told(world: DrillWorld) -> None:
    world.mustered()
    world.pass_time(20_000)
    world.posts_filled()
    for item in ITEMS:
        world.must(ReportItem(muster_id=world.muster.id, item_id=item), Role.FIELD)
    world.must(DeclareControl(muster_id=world.muster.id), Role.FIELD, actor="commander")
    world.must(RefuteControl(muster_id=world.muster.id, reason="it still burns"))
    world.must(
        ReportHeadcount(order_id=world.order_of(UNITS[0]), sworn=5, device_ms=world.t_ms + 9_000),
        Role.FIELD,
    )
    measures = result(world).measures
    assert (measures.false_declarations, measures.skewed) == (1, 1)


def test_gaps_are_excused_by_a_reason_in_time_only(world: DrillWorld) -> None:
    world.mustered(count=2)
    muster = world.muster.id
    world.must(OpenCoverGap(muster_id=muster, grid_ids=("G-01", "G-02")), Role.PLANNER)
    world.pass_time(100_000)
    for grid, reason in (("G-01", "all are needed here"), ("G-02", "forgotten")):
        command = RecordCoverReason(muster_id=muster, grid_ids=(grid,), reason=reason)
        world.must(command, Role.DUTY_LEADER)
        world.pass_time(30_000)
    world.must(CloseCoverGap(muster_id=muster, grid_ids=("G-01", "G-02")), Role.PLANNER)
    world.must(OpenCoverGap(muster_id=muster, grid_ids=("G-03",)), Role.PLANNER)
    judged = result(world)
    assert [(gap.grid_id, gap.excused) for gap in judged.gaps] == [
        ("G-01", True),
        ("G-02", False),
        ("G-03", False),
    ]
    assert judged.gaps[2].closed_ms == -1
    assert judged.measures.minimum_cover == -2


# -- what is sealed ----------------------------------------------------------------------------------------------------


def test_reason_that_is_sealed_excuses_as_one_in_clear_before_and_after_it_is_erased(
    world: DrillWorld,
) -> None:
    """T16: that there is a reason, and when, is all that judgement needs."""
    world.mustered()
    muster = world.muster.id
    world.must(OpenCoverGap(muster_id=muster, grid_ids=("G-01",)), Role.PLANNER)
    world.must(RecordCoverReason(muster_id=muster, grid_ids=("G-01",), reason="his mother"), Role.DUTY_LEADER)
    world.posts_filled()
    world.controlled()
    seal = str(SealedText("INC-0001.0", bytes(40)))
    sealed = [replace(one, event=with_texts(one.event, lambda text: seal)) for one in world.journal]
    clear = judge(world.journal)
    (gap,) = judge(sealed).musters[0].gaps
    assert (gap.reason, gap.excused) == (seal, True)
    hidden = verdict_bytes(judge(sealed)).replace(seal.encode(), b"his mother")
    assert hidden == verdict_bytes(clear)
    world.must(EraseIncident(incident_id="INC-0001", reason="asked"), Role.ADMIN)
    erased = judge([*sealed, world.journal[-1]])
    assert erased.musters == judge(sealed).musters
