"""Rules of several calls at once, of suspected duplicates, and of feedback to every reporter."""

from __future__ import annotations

import pytest

from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import (
    AcceptCall,
    AcknowledgeCall,
    AcknowledgeCalls,
    DismissDuplicate,
    EraseReport,
    GiveFeedback,
    MergeCalls,
    ReconsiderDuplicate,
    RejectCall,
    ReportCall,
    UnmergeCalls,
)
from console.domain.calls.entities import CallState, Channel
from console.domain.calls.events import CallReported
from console.domain.incidents.commands import CloseIncident
from console.domain.incidents.events import IncidentOpened
from tests.console.domain.world import HERE, SEALED, World


@pytest.fixture
def world() -> World:
    return World()


def report(**said: object) -> ReportCall:
    fields = {"channel": Channel.PHONE, "place": HERE, "sealed": SEALED, "type_code": "theft", **said}
    return ReportCall(**fields)  # type: ignore[arg-type]


def test_a_desk_accepts_what_it_reports_in_one_decision(world: World) -> None:
    world.wait(5_000)
    events = world.must(report(accept=True, level=2, answered_ms=1_000))
    assert [type(event) for event in events] == [CallReported, IncidentOpened]
    incident, call = world.picture.incidents["INC-0001"], world.picture.calls["C-000001"]
    assert (incident.level, incident.opened_ms, incident.calls) == (2, 5_000, (call.id,))
    assert (call.state, call.answered_ms) == (CallState.ACCEPTED, 1_000)


def test_a_desk_merges_what_it_reports_in_one_decision(world: World) -> None:
    incident = world.incident()
    world.must(report(merge_into=incident))
    assert world.picture.incidents[incident].calls == ("C-000001", "C-000002")
    assert world.picture.calls["C-000002"].state is CallState.MERGED


def test_a_gateway_only_reports(world: World) -> None:
    assert world.refused(report(accept=True), Role.GATEWAY) == Code.NOT_ALLOWED
    assert world.refused(report(merge_into="INC-0001"), Role.FIELD) == Code.NOT_ALLOWED


def test_accepting_at_once_needs_a_type_and_merging_an_open_incident(world: World) -> None:
    assert world.refused(report(accept=True, type_code="")) == Code.UNKNOWN_TYPE
    assert world.refused(report(merge_into="INC-0009")) == Code.UNKNOWN_INCIDENT
    assert not world.picture.calls


@pytest.mark.parametrize("said_ms", [6_000, -1, -3_600_000])
def test_a_wrong_clock_of_a_seat_is_not_kept(world: World, said_ms: int) -> None:
    world.wait(5_000)
    world.must(report(answered_ms=said_ms))
    assert world.picture.calls["C-000001"].answered_ms == -1


def test_a_group_is_accepted_as_one_and_its_clock_starts_with_the_first_report(world: World) -> None:
    world.wait(1_000)
    first = world.call()
    world.wait(20_000)
    second, third = world.call(), world.call()
    world.must(RejectCall(call_id=third, reason="prank"))
    world.must(AcceptCall(call_id=second, type_code="theft", with_calls=(first, second, third, "C-9")))
    incident = world.picture.incidents["INC-0001"]
    assert incident.calls == (second, first)
    assert incident.opened_ms == 1_000
    assert world.picture.calls[third].state is CallState.REJECTED


def test_a_group_is_merged_as_one_and_taken_apart_as_one(world: World) -> None:
    incident = world.incident()
    group = tuple(world.call() for _ in range(3))
    world.must(MergeCalls(call_ids=group, incident_id=incident))
    assert world.picture.incidents[incident].calls == ("C-000001", *group)
    assert all(world.picture.calls[one].state is CallState.MERGED for one in group)
    world.must(UnmergeCalls(call_ids=group, reason="two fires"))
    assert world.picture.incidents[incident].calls == ("C-000001",)
    assert all(world.picture.calls[one].state is CallState.REPORTED for one in group)


def test_what_others_settled_meanwhile_is_left_out_of_a_merge(world: World) -> None:
    incident = world.incident()
    first, second = world.call(), world.call()
    world.must(RejectCall(call_id=first, reason="prank"))
    merge = MergeCalls(call_ids=(first, second, second), incident_id=incident)
    assert len(world.must(merge)) == 1
    assert world.refused(merge) == Code.CALL_SETTLED
    assert world.refused(UnmergeCalls(call_ids=(first,))) == Code.NOT_MERGED


def test_many_calls_are_acknowledged_with_one_command(world: World) -> None:
    group = tuple(world.call() for _ in range(3))
    world.must(AcknowledgeCall(call_id=group[0]))
    assert len(world.must(AcknowledgeCalls(call_ids=group))) == 2
    assert world.refused(AcknowledgeCalls(call_ids=group)) == Code.ALREADY_DONE


def test_no_calls_and_too_many_are_refused(world: World) -> None:
    call, incident = world.call(), world.incident()
    many = (call,) * 5_001
    assert world.refused(AcknowledgeCalls(call_ids=())) == Code.BAD_VALUE
    assert world.refused(AcknowledgeCalls(call_ids=many)) == Code.TOO_MANY
    assert world.refused(MergeCalls(call_ids=many, incident_id=incident)) == Code.TOO_MANY
    assert world.refused(AcceptCall(call_id=call, type_code="theft", with_calls=many)) == Code.TOO_MANY


def test_a_dismissed_duplicate_is_remembered_and_may_be_reconsidered(world: World) -> None:
    incident, call, other = world.incident(), world.call(), world.call()
    world.must(DismissDuplicate(call_id=call, other_id=incident))
    world.must(DismissDuplicate(call_id=call, other_id=other))
    assert world.picture.calls[call].not_same == (incident, other)
    assert world.refused(DismissDuplicate(call_id=call, other_id=other)) == Code.ALREADY_DONE
    world.must(ReconsiderDuplicate(call_id=call, other_id=incident))
    assert world.picture.calls[call].not_same == (other,)
    assert world.refused(ReconsiderDuplicate(call_id=call, other_id=incident)) == Code.ALREADY_DONE


def test_only_a_waiting_call_can_be_said_to_be_no_duplicate_of_something_else(world: World) -> None:
    call = world.call()
    assert world.refused(DismissDuplicate(call_id=call, other_id=call)) == Code.BAD_VALUE
    assert world.refused(DismissDuplicate(call_id=call, other_id="INC-7")) == Code.UNKNOWN_INCIDENT
    world.must(RejectCall(call_id=call, reason="prank"))
    assert world.refused(DismissDuplicate(call_id=call, other_id=world.incident())) == Code.CALL_SETTLED


def test_feedback_is_given_when_the_incident_is_closed_and_once_for_each_closing(world: World) -> None:
    incident = world.incident()
    call = world.picture.incidents[incident].calls[0]
    feedback = GiveFeedback(call_id=call, text="thief caught")
    assert world.refused(feedback) == Code.INCIDENT_NOT_CLOSED
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    world.must(feedback)
    assert world.picture.calls[call].feedback_ms == world.t_ms
    assert world.refused(feedback, Role.SYSTEM) == Code.ALREADY_DONE


def test_erasing_takes_what_the_words_were_about_and_the_callers_mark_too(world: World) -> None:
    call = world.call(keywords=("smoke",), caller_tag="aa")
    assert world.picture.calls[call].keywords == ("smoke",)
    world.must(EraseReport(call_id=call, reason="request of the caller"), Role.ADMIN)
    erased = world.picture.calls[call]
    assert (erased.sealed, erased.keywords, erased.caller_tag) == (None, (), "")
