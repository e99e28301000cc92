"""Rules of calls for service."""

from __future__ import annotations

import pytest

from console.domain.base.place import Place
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import (
    AcceptCall,
    AcknowledgeCall,
    ArchiveCall,
    EraseReport,
    MergeCall,
    RejectCall,
    ReportCall,
    UnmergeCall,
)
from console.domain.calls.entities import CallState, Channel, Report
from tests.console.domain.world import HERE, SEALED, World


@pytest.fixture
def world() -> World:
    return World()


def test_the_total_clock_starts_with_the_report_not_with_the_acceptance(world: World) -> None:
    world.wait(1_000)
    call = world.call()
    world.wait(30_000)
    world.must(AcceptCall(call_id=call, type_code="theft"))
    incident = world.picture.incidents["INC-0001"]
    assert (incident.opened_ms, incident.accepted_ms) == (1_000, 31_000)


def test_clear_words_never_reach_the_journal(world: World) -> None:
    clear = ReportCall(channel=Channel.PHONE, place=HERE, report=Report(name="王", words="着火了"))
    assert world.refused(clear) == Code.NOT_SEALED


@pytest.mark.parametrize("place", [Place(lon_e7=0, lat_e7=0), Place(lon_e7=1_900_000_000, lat_e7=10)])
def test_refuses_a_place_that_is_none(world: World, place: Place) -> None:
    assert world.refused(ReportCall(channel=Channel.PHONE, place=place)) == Code.BAD_PLACE


def test_an_unknown_type_and_a_fifth_level_are_refused(world: World) -> None:
    call = world.call()
    assert world.refused(AcceptCall(call_id=call, type_code="ufo")) == Code.UNKNOWN_TYPE
    assert world.refused(AcceptCall(call_id=call, type_code="theft", level=5)) == Code.BAD_LEVEL


def test_a_call_is_accepted_once(world: World) -> None:
    call = world.call()
    world.must(AcceptCall(call_id=call, type_code="theft"))
    assert world.refused(AcceptCall(call_id=call, type_code="theft")) == Code.CALL_SETTLED
    assert world.refused(RejectCall(call_id=call, reason="prank")) == Code.CALL_SETTLED


def test_rejection_needs_a_reason(world: World) -> None:
    call = world.call()
    assert world.refused(RejectCall(call_id=call, reason="")) == Code.TEXT_REQUIRED
    world.must(RejectCall(call_id=call, reason="恶作剧"))
    assert world.picture.calls[call].state is CallState.REJECTED


def test_acknowledging_stops_the_blinking_once(world: World) -> None:
    call = world.call()
    world.must(AcknowledgeCall(call_id=call))
    assert world.picture.calls[call].acknowledged
    assert world.refused(AcknowledgeCall(call_id=call)) == Code.ALREADY_DONE


def test_a_merge_keeps_the_reporter_and_is_undone(world: World) -> None:
    incident = world.incident()
    second = world.call()
    world.must(MergeCall(call_id=second, incident_id=incident))
    assert world.picture.incidents[incident].calls == ("C-000001", second)
    world.must(UnmergeCall(call_id=second, reason="other street"))
    assert world.picture.incidents[incident].calls == ("C-000001",)
    assert world.picture.calls[second].state is CallState.REPORTED


def test_the_call_that_opened_an_incident_cannot_be_unmerged(world: World) -> None:
    world.incident()
    assert world.refused(UnmergeCall(call_id="C-000001")) == Code.NOT_MERGED


def test_erasing_takes_the_sealed_words_and_leaves_the_call(world: World) -> None:
    call = world.call()
    erase = EraseReport(call_id=call, reason="request of the caller")
    assert world.refused(erase) == Code.NOT_ALLOWED
    world.must(erase, Role.ADMIN)
    assert world.picture.calls[call].sealed is None
    assert world.refused(erase, Role.ADMIN) == Code.ALREADY_DONE


def test_a_report_carries_its_sealed_words(world: World) -> None:
    assert world.picture.calls[world.call()].sealed == SEALED


def test_a_rejected_call_is_archived_and_no_other(world: World) -> None:
    call = world.call()
    assert world.refused(ArchiveCall(call_id=call), Role.SYSTEM) == Code.WRONG_STATE
    world.must(RejectCall(call_id=call, reason="prank"))
    world.must(ArchiveCall(call_id=call), Role.SYSTEM)
    assert call not in world.picture.calls
