"""A drill's run: pause, rate, interruption by a real emergency (DOMAIN §3 "Edges"); and the wind."""

from __future__ import annotations

import pytest

from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.commands import EraseReport, ReportCall
from console.domain.calls.entities import Channel
from console.domain.decide import AnyCommand, decide, due
from console.domain.exercise.commands import NoteExercise
from console.domain.incidents.commands import AddNote, ArchiveIncident, CloseIncident
from console.domain.musters.commands import (
    ActivateMuster,
    EndMuster,
    OpenCoverGap,
    SettleMuster,
    VerifyControl,
)
from console.domain.musters.entities import Gate, MusterState
from console.domain.orders.commands import DispatchUnits, DivertUnit, UnitChoice
from console.domain.orders.events import OrderCancelled
from console.domain.orders.states import OPEN_ORDER_STATES
from console.domain.registry.commands import SetWind
from console.domain.runs.commands import EndRun, InterruptRun, OpenRun, PauseRun, ResumeRun, SetRunRate
from console.domain.runs.entities import RunState
from console.domain.runs.events import RunInterrupted
from tests.console.domain.musters.muster_world import PATROLS, MusterWorld
from tests.console.domain.world import HERE

DRILL = WorldKind.DRILL


def drill() -> MusterWorld:
    """A drill whose run is open."""
    return MusterWorld(DRILL)


# -- the run -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [WorldKind.LIVE, WorldKind.DEMO, WorldKind.REPLAY])
@pytest.mark.parametrize(
    ("command", "role"),
    [
        (OpenRun(scenario="s", name_zh="", name_en="", seed=1), Role.SYSTEM),
        (PauseRun(reason="coffee"), Role.TRAINER),
        (ResumeRun(), Role.TRAINER),
        (SetRunRate(rate_permille=2_000), Role.TRAINER),
        (InterruptRun(live_incident="INC-9"), Role.TRAINER),
        (EndRun(), Role.TRAINER),
    ],
)
def test_only_an_exercise_has_a_run_and_a_pause(kind: WorldKind, command: AnyCommand, role: Role) -> None:
    assert MusterWorld(kind).refused(command, role) == "only_drills"


def test_a_run_is_opened_once() -> None:
    world = drill()
    again = OpenRun(scenario="other", name_zh="", name_en="", seed=1)
    assert world.refused(again, Role.SYSTEM) == "run_open"
    assert world.picture.runs["run"].state is RunState.RUNNING
    assert world.picture.runs["run"].unranked == ()


@pytest.mark.parametrize(
    ("rate_permille", "autopilot", "unranked"),
    [
        (1_000, "", ()),
        (2_000, "", ("rate",)),
        (1_000, "greedy", ("autopilot",)),
        (500, "x", ("rate", "autopilot")),
    ],
)
def test_ranked_runs_are_with_people_and_at_times_one(
    rate_permille: int, autopilot: str, unranked: tuple[str, ...]
) -> None:
    world = MusterWorld(DRILL)
    world.picture.runs.clear()
    command = OpenRun(
        scenario="s", name_zh="", name_en="", seed=1, rate_permille=rate_permille, autopilot=autopilot
    )
    world.must(command, Role.SYSTEM)
    assert world.picture.runs["run"].unranked == unranked


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.TRAINER}))
def test_only_the_director_pauses(role: Role) -> None:
    assert drill().refused(PauseRun(reason="coffee"), role) == "not_allowed"


def test_a_pause_needs_a_reason_and_makes_the_run_unranked() -> None:
    world = drill()
    assert world.refused(PauseRun(reason=""), Role.TRAINER) == "text_required"
    world.must(PauseRun(reason="coffee"), Role.TRAINER)
    run = world.picture.runs["run"]
    assert (run.state, run.pauses, run.unranked) == (RunState.PAUSED, 1, ("pause",))
    assert world.refused(PauseRun(reason="again"), Role.TRAINER) == "run_not_running"
    world.must(ResumeRun(), Role.TRAINER)
    assert world.refused(ResumeRun(), Role.TRAINER) == "run_not_running"
    run = world.picture.runs["run"]
    assert (run.state, run.unranked) == (RunState.RUNNING, ("pause",))


PLAYED: list[tuple[AnyCommand, Role]] = [
    (ReportCall(channel=Channel.PHONE, place=HERE), Role.OPERATOR),
    (AddNote(incident_id="INC-0001", text="x"), Role.OPERATOR),
    (DispatchUnits(incident_id="INC-0001", units=(UnitChoice(unit_id="V-1", eta_ms=1),)), Role.OPERATOR),
    (DispatchUnits(incident_id="INC-0001", units=(UnitChoice(unit_id="V-1", eta_ms=1),)), Role.DUTY_LEADER),
    (CloseIncident(incident_id="INC-0001", disposition="x"), Role.DUTY_LEADER),
    (EndMuster(muster_id="M-0001", reason="x"), Role.DUTY_LEADER),
    (VerifyControl(muster_id="M-0001"), Role.DUTY_LEADER),
    (EraseReport(call_id="C-000001", reason="x"), Role.ADMIN),
]


@pytest.mark.parametrize(("command", "role"), PLAYED)
def test_nobody_plays_during_a_pause_and_everybody_does_before_and_after(
    command: AnyCommand, role: Role
) -> None:
    """J17."""
    world = drill()
    world.order()
    before = world.picture.seq
    world.must(PauseRun(reason="coffee"), Role.TRAINER)
    assert world.refused(command, role) == "run_paused"
    assert world.refused(command, role) == "run_paused"
    assert world.picture.seq == before + 1
    world.must(ResumeRun(), Role.TRAINER)
    outcome = world.ask(command, role)
    assert not (isinstance(outcome, Refusal) and outcome.code == "run_paused")


def test_the_director_goes_on_steering_and_noting_during_a_pause() -> None:
    """J17; who may not give a command at all hears that, and not of the pause."""
    world = drill()
    world.must(PauseRun(reason="coffee"), Role.TRAINER)
    note = NoteExercise(text="they look at the wrong map")
    stamp = Stamp(actor="wu", role=Role.EVALUATOR, seat="D-05")
    # It goes to the control stream, which has a picture of its own.
    assert not isinstance(decide(world.picture, Asked(stamp=stamp, t_ms=world.t_ms, command=note)), Refusal)
    world.must(SetRunRate(rate_permille=2_000), Role.TRAINER)
    assert world.refused(DispatchUnits(incident_id="INC-0001", units=()), Role.TRAINER) == "not_allowed"
    world.must(ResumeRun(), Role.TRAINER)
    world.must(PauseRun(reason="again"), Role.TRAINER)
    world.must(InterruptRun(live_incident="INC-9"), Role.DUTY_LEADER)
    assert world.picture.runs["run"].state is RunState.INTERRUPTED


def test_what_programs_had_on_their_way_when_the_pause_came_is_not_lost() -> None:
    """J17: a call, a wind, and what the hub owes itself."""
    world = drill()
    world.order()
    world.wait(600_001)
    world.must(PauseRun(reason="coffee"), Role.TRAINER)
    world.must(ReportCall(channel=Channel.PHONE, place=HERE), Role.GATEWAY)
    world.must(SetWind(from_deg=90, speed_cmps=100), Role.GATEWAY)
    for command in due(world.picture, world.t_ms):
        world.must(command, Role.SYSTEM)
    assert world.missed(Gate.MUSTER)


def test_another_rate_makes_the_run_unranked_for_good() -> None:
    world = drill()
    assert world.refused(SetRunRate(rate_permille=1_000), Role.TRAINER) == "already_done"
    assert world.refused(SetRunRate(rate_permille=0), Role.TRAINER) == "bad_value"
    assert world.refused(SetRunRate(rate_permille=1_000_001), Role.TRAINER) == "bad_value"
    world.must(SetRunRate(rate_permille=4_000), Role.TRAINER)
    world.must(SetRunRate(rate_permille=1_000), Role.TRAINER)
    run = world.picture.runs["run"]
    assert (run.rate_permille, run.unranked) == (1_000, ("rate",))


def test_a_run_that_has_ended_does_not_go_on() -> None:
    world = drill()
    world.wait(5_000)
    world.must(EndRun(reason="end"), Role.TRAINER)
    assert (world.picture.runs["run"].state, world.picture.runs["run"].ended_ms) == (RunState.ENDED, 5_000)
    for command in (PauseRun(reason="x"), ResumeRun(), SetRunRate(rate_permille=2_000), EndRun()):
        assert world.refused(command, Role.TRAINER) == "run_not_running"


def test_after_its_end_nothing_is_reached_and_no_muster_begins() -> None:
    world = drill()
    world.mustered()
    world.must(EndRun(reason="time"), Role.TRAINER)
    assert (world.muster.state, world.passed(Gate.MUSTER)) == (MusterState.INTERRUPTED, True)
    assert [world.clock(phase).state for phase in (1, 2, 3)] == ["passed", "interrupted", "not_started"]
    assert world.refused(VerifyControl(muster_id="M-0001"), Role.DUTY_LEADER) == "muster_over"
    assert world.refused(world.command(), Role.DUTY_LEADER) == "run_not_running"
    assert world.refused(ActivateMuster(incident_id=world.incident_id), Role.DUTY_LEADER) == "run_not_running"


def test_strength_activates_nothing_after_the_end() -> None:
    world = drill()
    world.must(EndRun(), Role.TRAINER)
    world.dispatch(world.incident_id, *PATROLS[:6])
    assert not world.picture.musters


def test_what_is_resolved_and_decided_at_the_end_stays_so() -> None:
    world = drill()
    world.mustered()
    world.arrived()
    world.resolved()
    world.must(EndRun(), Role.TRAINER)
    assert world.muster.state is MusterState.RESOLVED
    assert world.passed(Gate.COVER)


def test_a_cover_gap_that_still_had_time_for_its_reason_at_the_end_is_not_judged() -> None:
    world = drill()
    world.mustered()
    world.arrived()
    world.evidence()
    world.must(OpenCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    world.declare()
    world.verify()
    world.must(EndRun(), Role.TRAINER)
    assert (world.muster.state, world.gate(Gate.COVER)) == (MusterState.INTERRUPTED, None)
    assert world.clock(3).state == "passed"


def test_a_drill_keeps_its_closed_incidents_in_the_picture() -> None:
    world = drill()
    world.must(CloseIncident(incident_id=world.incident_id, disposition="out"), Role.DUTY_LEADER)
    world.wait(10_000_000)
    assert not any(isinstance(command, ArchiveIncident) for command in due(world.picture, world.t_ms))


# -- a real emergency --------------------------------------------------------------------------------------------------


def test_a_real_emergency_names_the_live_incident_and_frees_everybody_in_one_action() -> None:
    world = drill()
    world.order()
    world.dispatch(world.incident("theft"), "V-1")
    assert world.refused(InterruptRun(live_incident=""), Role.TRAINER) == "text_required"
    events = world.must(InterruptRun(live_incident="INC-0815"), Role.DUTY_LEADER)
    assert isinstance(events[0], RunInterrupted)
    assert sum(isinstance(event, OrderCancelled) for event in events) == len(PATROLS) + 1
    assert all(not unit.order_id for unit in world.picture.units.values())
    assert all(order.state not in OPEN_ORDER_STATES for order in world.picture.orders.values())
    run = world.picture.runs["run"]
    assert (run.state, run.live_incident, run.unranked) == (
        RunState.INTERRUPTED,
        "INC-0815",
        ("interrupted",),
    )


def test_finished_phases_stay_judged_and_the_others_are_interrupted() -> None:
    world = drill()
    world.mustered()
    world.must(InterruptRun(live_incident="INC-0815"), Role.TRAINER)
    assert (world.muster.state, world.passed(Gate.MUSTER)) == (MusterState.INTERRUPTED, True)
    assert [world.clock(phase).state for phase in (1, 2, 3)] == ["passed", "interrupted", "not_started"]
    world.wait(3_600_000)
    assert not any(isinstance(command, SettleMuster) for command in due(world.picture, world.t_ms))


def test_what_had_fallen_due_before_the_interruption_is_judged() -> None:
    world = drill()
    world.order()
    world.wait(600_001)  # missed, though no timer has run yet
    world.must(InterruptRun(live_incident="INC-0815"), Role.TRAINER)
    assert world.missed(Gate.MUSTER)


def test_nothing_is_reported_to_an_interrupted_muster() -> None:
    world = drill()
    world.order()
    world.must(InterruptRun(live_incident="INC-0815"), Role.TRAINER)
    assert world.refused(EndMuster(muster_id="M-0001", reason="x")) == "muster_over"
    assert world.refused(InterruptRun(live_incident="x"), Role.TRAINER) == "run_not_running"


def test_a_simulated_second_incident_leaves_the_run_going_and_takes_the_diverted_out() -> None:
    world = drill()
    world.mustered()
    second = world.incident("explosion")
    world.must(DivertUnit(unit_id="P-101", incident_id=second, reason="second"), Role.DUTY_LEADER)
    assert world.picture.runs["run"].state is RunState.RUNNING
    assert (world.muster.counted, world.why("P-101")) == (116, "order_ended")


# -- the wind ----------------------------------------------------------------------------------------------------------


def test_the_wind_is_told_by_the_weather_station() -> None:
    world = drill()
    world.wait(3_000)
    world.must(SetWind(from_deg=315, speed_cmps=420), Role.GATEWAY)
    wind = world.picture.winds["wind"]
    assert (wind.from_deg, wind.speed_cmps, wind.since_ms) == (315, 420, 3_000)
    assert world.refused(SetWind(from_deg=315, speed_cmps=420)) == "not_allowed"


@pytest.mark.parametrize(("from_deg", "speed_cmps"), [(-1, 0), (360, 0), (0, -1), (0, 10_001)])
def test_a_wind_that_cannot_be_is_refused(from_deg: int, speed_cmps: int) -> None:
    command = SetWind(from_deg=from_deg, speed_cmps=speed_cmps)
    assert drill().refused(command, Role.GATEWAY) == "bad_value"
