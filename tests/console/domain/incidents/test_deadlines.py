"""What the hub tells itself, and when."""

from __future__ import annotations

from console.domain.base.roles import Role
from console.domain.calls.commands import ArchiveCall, GiveFeedback, MergeCalls, RejectCall
from console.domain.calls.entities import Channel
from console.domain.cases.commands import AssignCase, SignCase, SuspendIncident
from console.domain.decide import due
from console.domain.incidents.commands import (
    AcknowledgeMajor,
    ArchiveIncident,
    CloseIncident,
    EscalateMajor,
    MarkDeadlineNear,
    MarkDeadlinePassed,
    ReopenIncident,
)
from console.domain.incidents.deadlines import clock_stands_still, is_overdue, running_deadline_ms
from console.domain.orders.commands import MarkOrderSilent
from console.domain.orders.states import OrderState
from tests.console.domain.world import World


def test_an_order_is_silent_after_a_minute_unless_acknowledged() -> None:
    world = World()
    silent, signed = world.dispatch(world.incident(), "P-101", "P-102")
    world.progress(signed, OrderState.ACKNOWLEDGED)
    assert due(world.picture, 59_999) == []
    assert due(world.picture, 60_000) == [MarkOrderSilent(order_id=silent)]


def test_an_emergency_is_reminded_when_a_quarter_of_its_limit_is_left_then_overdue() -> None:
    world = World()
    incident = world.incident("theft")  # limit 1,800 s
    assert due(world.picture, 1_349_999) == []
    assert due(world.picture, 1_350_000) == [MarkDeadlineNear(incident_id=incident)]
    assert due(world.picture, 1_800_000) == [MarkDeadlineNear(incident_id=incident)]
    assert due(world.picture, 1_800_001) == [MarkDeadlinePassed(incident_id=incident)]


def test_a_case_is_reminded_one_day_before() -> None:
    world = World()
    case = world.incident("litter")  # limit three days
    assert due(world.picture, 2 * 86_400_000 - 1) == []
    assert due(world.picture, 2 * 86_400_000) == [MarkDeadlineNear(incident_id=case)]


def test_a_suspended_case_is_never_overdue() -> None:
    world = World()
    case = world.incident("litter")
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    world.must(SignCase(incident_id=case), Role.DEPARTMENT)
    world.must(SuspendIncident(incident_id=case, reason="parts"), Role.DUTY_LEADER)
    assert due(world.picture, 90 * 86_400_000) == []
    suspended = world.picture.incidents[case]
    assert suspended.deadline_ms < 90 * 86_400_000
    assert (clock_stands_still(suspended), running_deadline_ms(suspended)) == (True, None)
    assert not is_overdue(suspended, 90 * 86_400_000)


def test_exactly_at_the_deadline_is_in_time() -> None:
    world = World()
    incident = world.picture.incidents[world.incident("theft")]
    assert not is_overdue(incident, 1_800_000)
    assert is_overdue(incident, 1_800_001)


def test_a_silent_leader_is_escalated_over_after_a_minute() -> None:
    world = World()
    incident = world.incident("explosion")
    assert EscalateMajor(incident_id=incident) in due(world.picture, 60_000)
    world.must(AcknowledgeMajor(incident_id=incident), Role.DUTY_LEADER)
    assert EscalateMajor(incident_id=incident) not in due(world.picture, 60_000)


def test_closed_incidents_and_rejected_calls_are_archived_after_half_an_hour() -> None:
    world = World()
    incident = world.incident()
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    call = world.call()
    world.must(RejectCall(call_id=call, reason="prank"))
    assert due(world.picture, 1_799_999) == [GiveFeedback(call_id="C-000001")]
    expected = [ArchiveIncident(incident_id=incident), ArchiveCall(call_id=call)]
    assert due(world.picture, 1_800_000) == expected


def test_every_reporter_of_a_closed_incident_is_told_once_but_for_those_to_be_called_back() -> None:
    world = World()
    incident = world.incident()
    told, called = world.call(), world.call(call_back=True)
    sensor = world.call(channel=Channel.SENSOR)
    world.must(MergeCalls(call_ids=(told, called, sensor), incident_id=incident))
    assert due(world.picture, 5) == []
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    first = world.picture.incidents[incident].calls[0]
    expected = [GiveFeedback(call_id=first), GiveFeedback(call_id=told)]
    assert due(world.picture, world.t_ms) == expected
    for command in expected:
        world.must(command, Role.SYSTEM)
    assert due(world.picture, world.t_ms + 5) == []
    world.wait(1_000)
    world.must(ReopenIncident(incident_id=incident, reason="again"), Role.DUTY_LEADER)
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    assert due(world.picture, world.t_ms) == expected
