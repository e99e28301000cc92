"""Rules that emergencies and cases share."""

from __future__ import annotations

import pytest

from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.cases.commands import EscalateIncident
from console.domain.incidents.commands import (
    AcknowledgeMajor,
    AddNote,
    AmendIncident,
    ArchiveIncident,
    CloseIncident,
    EscalateMajor,
    EvaluateIncident,
    ReopenIncident,
    SuperviseIncident,
    UrgeIncident,
)
from console.domain.incidents.entities import IncidentState
from console.domain.orders.states import OrderState
from tests.console.domain.world import World

S = IncidentState


@pytest.fixture
def world() -> World:
    return World()


def test_a_major_type_goes_to_the_responsible_leader_at_once(world: World) -> None:
    incident = world.picture.incidents[world.incident("explosion")]
    assert (incident.major, incident.leader, incident.leader_notified_ms) == (True, "duty_leader", 0)


def test_a_silent_leader_is_escalated_over_rung_by_rung(world: World) -> None:
    incident = world.incident("explosion")
    escalate = EscalateMajor(incident_id=incident)
    for leader in ("deputy_chief", "chief", "chief"):
        world.must(escalate, Role.SYSTEM)
        assert world.picture.incidents[incident].leader == leader
    world.must(AcknowledgeMajor(incident_id=incident), Role.DUTY_LEADER)
    assert world.refused(escalate, Role.SYSTEM) == Code.ALREADY_DONE


def test_only_a_leader_acknowledges_a_major_incident(world: World) -> None:
    assert world.refused(AcknowledgeMajor(incident_id=world.incident("explosion"))) == Code.NOT_ALLOWED


def test_closing_needs_a_disposition_and_no_unit_bound(world: World) -> None:
    incident = world.incident()
    (order,) = world.dispatch(incident, "P-101")
    close = CloseIncident(incident_id=incident, disposition="handled")
    assert world.refused(close) == Code.ORDERS_OPEN
    world.progress(order, OrderState.ONSCENE, OrderState.CLEARED)
    assert world.refused(CloseIncident(incident_id=incident, disposition=" ")) == Code.TEXT_REQUIRED
    world.must(close)
    assert world.picture.incidents[incident].state is S.CLOSED
    assert world.refused(close) == Code.INCIDENT_CLOSED


def test_retyping_to_a_major_type_declares_it(world: World) -> None:
    incident = world.incident("theft")
    world.must(AmendIncident(incident_id=incident, type_code="explosion"))
    amended = world.picture.incidents[incident]
    assert (amended.level, amended.major, amended.limit_ms) == (1, True, 600_000)
    assert amended.deadline_ms == 600_000


def test_amending_nothing_is_refused(world: World) -> None:
    assert world.refused(AmendIncident(incident_id=world.incident())) == Code.ALREADY_DONE


def test_an_emergency_with_units_does_not_become_a_case(world: World) -> None:
    incident = world.incident()
    world.dispatch(incident, "P-101")
    assert world.refused(AmendIncident(incident_id=incident, type_code="litter")) == Code.WRONG_STATE


def test_escalating_an_emergency_makes_it_major(world: World) -> None:
    incident = world.incident()
    world.must(EscalateIncident(incident_id=incident, reason="weapons"))
    assert world.picture.incidents[incident].major
    assert world.picture.incidents[incident].state is S.ACCEPTED


def test_reopening_starts_the_steps_clock_anew_and_keeps_the_total(world: World) -> None:
    incident = world.incident()
    world.must(CloseIncident(incident_id=incident, disposition="advice given"))
    world.wait(60_000)
    world.must(ReopenIncident(incident_id=incident, reason="again"), Role.DUTY_LEADER)
    opened = world.picture.incidents[incident]
    assert (opened.state, opened.opened_ms, opened.step_ms) == (S.REOPENED, 0, 60_000)


def test_evaluation_takes_the_three_ratings_of_a_closed_incident(world: World) -> None:
    incident = world.incident()
    rate = EvaluateIncident(incident_id=incident, rating="excellent")
    assert world.refused(rate, Role.EVALUATOR) == Code.INCIDENT_NOT_CLOSED
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    bad = EvaluateIncident(incident_id=incident, rating="great")
    assert world.refused(bad, Role.EVALUATOR) == Code.BAD_RATING
    world.must(rate, Role.EVALUATOR)
    assert world.picture.incidents[incident].state is S.EVALUATED


def test_notes_keep_time_and_author(world: World) -> None:
    incident = world.incident()
    world.wait(1_000)
    world.must(AddNote(incident_id=incident, text="烟往东飘"))
    (note,) = world.picture.incidents[incident].notes
    assert (note.t_ms, note.actor, note.text) == (1_000, "li", "烟往东飘")


def test_an_over_long_note_is_refused_and_nothing_lost(world: World) -> None:
    incident = world.incident()
    assert world.refused(AddNote(incident_id=incident, text="x" * 2_001)) == Code.TEXT_TOO_LONG


def test_archiving_takes_the_incident_its_calls_and_orders_out(world: World) -> None:
    incident = world.incident()
    (order,) = world.dispatch(incident, "P-101")
    world.progress(order, OrderState.ONSCENE, OrderState.CLEARED)
    assert world.refused(ArchiveIncident(incident_id=incident), Role.SYSTEM) == Code.INCIDENT_NOT_CLOSED
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    world.must(ArchiveIncident(incident_id=incident), Role.SYSTEM)
    assert not world.picture.incidents
    assert not world.picture.orders
    assert not world.picture.calls


def test_urging_counts_and_supervising_marks(world: World) -> None:
    incident = world.incident("litter")
    world.must(UrgeIncident(incident_id=incident))
    assert world.refused(SuperviseIncident(incident_id=incident)) == Code.NOT_ALLOWED
    world.must(SuperviseIncident(incident_id=incident), Role.DUTY_LEADER)
    urged = world.picture.incidents[incident]
    assert (urged.urges, urged.supervised) == (1, True)
