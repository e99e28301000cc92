"""Judgement: whole runs, journals that end anywhere, gates, T*, what is ranked; from journals that the rules wrote."""

from __future__ import annotations

import msgspec
import pytest

from console.domain.base.roles import Role, WorldKind
from console.domain.evolve import Recorded
from console.domain.incidents.commands import CloseIncident
from console.domain.judge.judgement import Judgement
from console.domain.judge.judging import (
    UnfoldableError,
    efficiency_permille,
    judge,
    verdict_bytes,
    with_t_star,
)
from console.domain.musters.commands import ActivateMuster, EndMuster, RecordBaseline
from console.domain.musters.entities import Area, BaselineUnit
from console.domain.musters.events import PhaseReached
from console.domain.orders.commands import CancelOrder, DispatchUnits, ProgressOrder, UnitChoice
from console.domain.orders.states import OrderState
from console.domain.runs.commands import EndRun, InterruptRun, PauseRun, ResumeRun, SetRunRate
from tests.console.domain.drill_world import UNITS, DrillWorld, gate, result, whole_run


@pytest.fixture
def world() -> DrillWorld:
    return DrillWorld()


# -- the whole ---------------------------------------------------------------------------------------------------------


def test_empty_journal_is_judged() -> None:
    judged = judge([])
    assert (judged.last_seq, judged.musters) == (0, ())


def test_journal_without_a_muster_gives_an_empty_tuple(world: DrillWorld) -> None:
    world.alarm()
    assert judge(world.journal).musters == ()


def test_same_journal_gives_the_same_bytes_twice() -> None:
    journal = whole_run().journal
    first = verdict_bytes(judge(journal, chain="ab"))
    assert first == verdict_bytes(judge(iter(list(journal)), chain="ab"))
    assert first.endswith(b"}\n")
    assert msgspec.json.decode(first, type=Judgement) == judge(journal, chain="ab")


def test_all_gates_pass_with_their_times() -> None:
    judged = result(whole_run())
    assert [(one.gate, one.state, one.took_ms) for one in judged.gates] == [
        ("muster", "passed", 300_000),
        ("arrive", "passed", 150_000),
        ("resolve", "passed", 30_000),
        ("cover", "passed", -1),
    ]
    assert (judged.opened_ms, judged.t0_ms, judged.before_ms) == (0, 10_000, 10_000)
    assert (judged.t1_ms, judged.t2_ms, judged.t3_ms) == (310_000, 460_000, 490_000)
    assert judged.first_on_scene_ms == 460_000
    assert (judged.activation, judged.mode, judged.clock_model) == ("leader", "rally_point", "sequential")
    assert (judged.required, judged.eligible, judged.level) == (100, 150, 1)
    assert (judged.state, judged.sustained, judged.interrupted) == ("resolved", "held", False)


def test_curve_begins_at_t0_and_has_one_point_for_each_instant() -> None:
    curve = result(whole_run()).curve
    assert curve == (10_000, 0, 310_000, 100)


def test_nothing_that_comes_after_the_end_of_the_run_changes_its_result() -> None:
    world = DrillWorld()
    world.mustered(after_ms=300_000)
    world.must(EndRun(reason="time"), Role.TRAINER)
    before = result(world)
    assert before.interrupted
    world.pass_time(120_000)
    world.alarm()
    order = world.order_of(UNITS[0])
    world.must(CancelOrder(order_id=order, reason="back home"))
    world.pass_time(600_000)
    assert result(world) == before


def test_muster_is_judged_after_its_incident_was_closed_and_archived() -> None:
    world = whole_run(WorldKind.DEMO)
    before = result(world)
    for unit in UNITS[:20]:
        order = world.order_of(unit)
        world.must(ProgressOrder(order_id=order, state=OrderState.ONSCENE), Role.FIELD)
        world.must(ProgressOrder(order_id=order, state=OrderState.CLEARED), Role.FIELD)
    world.must(CloseIncident(incident_id=world.incident_id, disposition="out"), Role.DUTY_LEADER)
    world.pass_time(3_600_000)
    assert world.picture.incidents == {}
    after = result(world)
    assert after.gates == before.gates
    assert after.measures.final_strength == 100
    assert len(after.units) == 20
    assert (after.incident_id, after.type_code) == ("INC-0001", "explosion")


def test_events_that_do_not_fit_name_the_first_that_does_not(world: DrillWorld) -> None:
    world.alarm()
    stamp = world.journal[-1].stamp
    event = PhaseReached(muster_id="M-9", phase=1, at_ms=0)
    forged = Recorded(seq=world.picture.seq + 1, t_ms=world.t_ms, stamp=stamp, event=event)
    with pytest.raises(UnfoldableError, match=f"entry {forged.seq}"):
        judge([*world.journal, forged])


# -- journals that end mid-run -----------------------------------------------------------------------------------------


def test_journal_that_ends_after_the_activation_is_running(world: DrillWorld) -> None:
    world.alarm()
    world.must(ActivateMuster(incident_id=world.incident_id), Role.DUTY_LEADER)
    judged = result(world)
    assert [one.state for one in judged.gates] == ["running", "not_started", "not_started", "running"]
    assert (judged.mode, judged.ordered_ms, judged.t1_ms, judged.sustained) == ("", -1, -1, "")
    assert judged.measures.strength_at_limit == -1
    assert judged.measures.final_strength == 0


def test_candidate_of_t1_that_has_not_held_yet_passes_nothing(world: DrillWorld) -> None:
    world.mustered(after_ms=300_000)
    world.pass_time(9_000)
    assert gate(result(world), "muster").state == "running"
    world.pass_time(1_000)
    assert gate(result(world), "muster").state == "passed"


def test_every_prefix_of_a_run_is_judged_and_decided_gates_stay(world: DrillWorld) -> None:
    journal = whole_run().journal
    decided: dict[str, str] = {}
    for end in range(len(journal) + 1):
        for one in (found for muster in judge(journal[:end]).musters for found in muster.gates):
            assert decided.get(one.gate, one.state) == one.state
            if one.state in ("passed", "missed"):
                decided[one.gate] = one.state
    assert len(decided) == 4


# -- gates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("after_ms", "state"), [(600_000, "passed"), (600_001, "missed")])
def test_exactly_600_seconds_pass(world: DrillWorld, after_ms: int, state: str) -> None:
    world.mustered(after_ms=after_ms)
    world.pass_time(30_000)
    found = gate(result(world), "muster")
    assert (found.state, found.took_ms, found.limit_ms) == (state, after_ms, 600_000)


def test_late_units_show_in_the_final_strength_and_mend_no_missed_gate(world: DrillWorld) -> None:
    world.mustered(count=10, after_ms=300_000)
    world.pass_time(400_000)
    world.must(
        DispatchUnits(
            incident_id=world.incident_id, units=tuple(UnitChoice(unit_id=unit) for unit in UNITS[10:24])
        )
    )
    for unit in UNITS[10:24]:
        world.sign(unit)
        world.enter(unit, Area.RALLY)
    world.pass_time(20_000)
    judged = result(world)
    assert gate(judged, "muster").state == "missed"
    assert judged.measures.strength_at_limit == 50
    assert judged.measures.final_strength == 120
    assert judged.measures.surplus == 20


def test_too_few_eligible_are_judged_against_what_was_achievable() -> None:
    world = DrillWorld(units=UNITS[:12])
    world.mustered(count=12, after_ms=500_000)
    world.pass_time(20_000)
    judged = result(world)
    assert (judged.eligible, judged.required) == (60, 60)
    assert gate(judged, "muster").eligible_short
    assert gate(judged, "muster").state == "passed"
    assert judged.measures.surplus == 0


def test_muster_that_was_stood_down_missed_what_it_had_not_reached(world: DrillWorld) -> None:
    world.mustered(count=10)
    world.must(EndMuster(muster_id=world.muster.id, reason="false alarm"), Role.DUTY_LEADER)
    judged = result(world)
    assert [one.state for one in judged.gates] == ["missed", "missed", "missed", "passed"]
    assert judged.state == "ended"
    assert judged.measures.strength_at_limit == -1


def test_interrupted_run_keeps_finished_phases_and_interrupts_the_others(world: DrillWorld) -> None:
    world.mustered()
    world.pass_time(30_000)
    world.must(InterruptRun(live_incident="LIVE-7"), Role.TRAINER)
    judged = result(world)
    assert [one.state for one in judged.gates] == ["passed", "interrupted", "not_started", "interrupted"]
    assert judged.interrupted
    assert judged.measures.final_strength == 100
    assert judged.measures.wrong_orders == 0


def test_unordered_drop_after_t1_fails_sustained_and_not_gate_1(world: DrillWorld) -> None:
    world.mustered()
    world.pass_time(20_000)
    world.leave(UNITS[0], Area.RALLY)
    world.pass_time(61_000)
    judged = result(world)
    assert (judged.sustained, judged.sustain_failed_ms) == ("failed", 390_000)
    assert gate(judged, "muster").state == "passed"


# -- T* ----------------------------------------------------------------------------------------------------------------


def test_t_star_comes_from_the_baseline_and_is_compared_without_the_allowance(world: DrillWorld) -> None:
    world.mustered(after_ms=500_000)
    world.must(
        RecordBaseline(
            muster_id=world.muster.id,
            units=(BaselineUnit(unit_id=UNITS[0], lon_e7=0, lat_e7=0, eta_ms=1, officers=5),),
            closures=(),
            graph_hash="g",
            best_ms=355_000,
            best_anywhere_ms=300_000,
        ),
        Role.PLANNER,
    )
    world.pass_time(20_000)
    judged = result(world)
    assert (judged.t_star_ms, judged.t_star_anywhere_ms, judged.t_star_source) == (
        355_000,
        300_000,
        "baseline",
    )
    assert (judged.allowance_ms, judged.efficiency_permille) == (45_000, 710)


def test_t_star_of_the_autopilot_takes_the_place_of_the_baselines(world: DrillWorld) -> None:
    world.mustered(after_ms=500_000)
    world.pass_time(20_000)
    judged = with_t_star(judge(world.journal), world.muster.id, 205_000)
    one = judged.musters[0]
    assert (one.t_star_ms, one.t_star_anywhere_ms, one.t_star_source) == (205_000, 205_000, "autopilot")
    assert one.efficiency_permille == 410


@pytest.mark.parametrize(
    ("t_star_ms", "shown"),
    [
        (499_999, (499_999, "autopilot", 999)),
        (500_000, (500_000, "autopilot", 1000)),
        (500_001, (500_000, "autopilot", 1000)),
        (-1, (500_000, "autopilot", 1000)),
        (None, (-1, "pending", -1)),
    ],
)
def test_t_star_of_a_drill_is_never_above_its_own_time(
    world: DrillWorld, t_star_ms: int | None, shown: tuple[int, str, int]
) -> None:
    """J6, J8: what was done was possible; what nobody has looked for is not known, and the T0 snapshot's is not it."""
    world.mustered(after_ms=500_000)
    world.pass_time(20_000)
    one = with_t_star(judge(world.journal), world.muster.id, t_star_ms).musters[0]
    assert (one.t_star_ms, one.t_star_source, one.efficiency_permille) == shown


@pytest.mark.parametrize("t_star_ms", [None, -1, 205_000])
def test_a_muster_that_the_drill_is_not_about_has_no_t_star(world: DrillWorld, t_star_ms: int | None) -> None:
    """J9."""
    world.mustered(after_ms=500_000)
    world.pass_time(20_000)
    one = with_t_star(judge(world.journal), "another", t_star_ms).musters[0]
    assert (one.t_star_ms, one.t_star_source, one.efficiency_permille) == (-1, "", -1)


@pytest.mark.parametrize(
    ("star_ms", "t1_ms", "permille"),
    [
        (-1, 500_000, -1),
        (100_000, -1, -1),
        (600_000, 300_000, 1000),
        (55_000, 310_000, 333),
        (0, 10_000, 1000),
    ],
)
def test_efficiency_is_capped_at_one_and_unknown_without_t_star_or_t1(
    star_ms: int, t1_ms: int, permille: int
) -> None:
    assert efficiency_permille(star_ms, 45_000, 10_000, t1_ms) == permille


# -- ranked ------------------------------------------------------------------------------------------------------------


def test_run_at_real_speed_without_pauses_is_ranked_once_it_has_ended() -> None:
    world = whole_run()
    assert judge(world.journal).unranked == ("unfinished",)
    world.must(EndRun(), Role.SYSTEM)
    judged = judge(world.journal)
    assert (judged.ranked, judged.unranked) == (True, ())


def test_paused_quickened_and_interrupted_runs_are_not_ranked(world: DrillWorld) -> None:
    world.alarm()
    world.must(PauseRun(reason="a question"), Role.TRAINER)
    world.must(ResumeRun(), Role.TRAINER)
    world.must(SetRunRate(rate_permille=4_000), Role.TRAINER)
    world.must(InterruptRun(live_incident="LIVE-7"), Role.TRAINER)
    judged = judge(world.journal)
    assert (judged.ranked, judged.unranked) == (False, ("interrupted", "pause", "rate"))


@pytest.mark.parametrize("kind", [WorldKind.LIVE, WorldKind.DEMO])
def test_only_exercises_are_ranked(kind: WorldKind) -> None:
    judged = judge(DrillWorld(kind).journal)
    assert (judged.kind, judged.ranked, judged.unranked) == (kind.value, False, ("kind",))
