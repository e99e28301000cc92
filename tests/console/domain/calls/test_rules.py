"""Rules of calls for service."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal
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


PARIS = Place(lon_e7=23_522_000, lat_e7=488_566_000, text_en="Paris")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DUTY_LEADER])
@pytest.mark.parametrize("accept", [False, True])
def test_a_call_far_from_everything_registered_is_asked_back_and_taken_when_meant(
    world: World, role: Role, accept: bool
) -> None:
    """K18: with its kilometres; nothing is lost, nothing is taken twice."""
    far = ReportCall(channel=Channel.PHONE, place=PARIS, type_code="theft", accept=accept)
    refused = world.ask(far, role)
    assert isinstance(refused, Refusal)
    assert refused.code == Code.FAR_PLACE
    assert int(refused.fields["km"]) > 5_000
    assert not world.picture.calls
    world.must(replace(far, meant=True), role)
    assert [call.place for call in world.picture.calls.values()] == [PARIS]
    assert len(world.picture.incidents) == int(accept)


def test_a_gateway_cannot_be_asked_and_its_call_is_not_lost(world: World) -> None:
    """K18."""
    world.must(ReportCall(channel=Channel.CAP, place=PARIS), Role.GATEWAY)
    (call,) = world.picture.calls
    world.must(AcceptCall(call_id=call, type_code="theft"))


def test_a_call_is_asked_back_where_its_place_is_changed_to_a_far_one(world: World) -> None:
    """K18."""
    call = world.call()
    moved = AcceptCall(call_id=call, type_code="theft", place=PARIS)
    assert world.refused(moved) == Code.FAR_PLACE
    world.must(replace(moved, meant=True))


@pytest.mark.parametrize(
    ("away_deg", "taken"), [(0.0, True), (0.3, True), (0.4, True), (0.6, False), (2.0, False)]
)
def test_the_neighbourhood_is_no_far_place(world: World, away_deg: float, taken: bool) -> None:
    """K18: 50 km around anything registered."""
    place = Place(lon_e7=1_179_000_000, lat_e7=368_000_000 + round(away_deg * 10_000_000))
    outcome = world.ask(ReportCall(channel=Channel.PHONE, place=place))
    assert isinstance(outcome, Refusal) != taken


def test_where_nothing_is_registered_no_place_is_far() -> None:
    """K18."""
    world = World(entities=())
    world.must(ReportCall(channel=Channel.PHONE, place=PARIS))


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\x85", "\x7f", "\ufffe"])
@pytest.mark.parametrize("where", ["{}word", "wo{}rd", "word{}"])
def test_texts_with_hidden_controls_are_refused_by_name(world: World, sign: str, where: str) -> None:
    """K18: a note, a reason, a place's words."""
    text, named = where.format(sign), f"U+{ord(sign):04X}"
    call = world.call()
    for command in (
        RejectCall(call_id=call, reason=text),
        ReportCall(channel=Channel.PHONE, place=replace(HERE, text_zh=text)),
    ):
        refused = world.ask(command)
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.fields["sign"]) == (Code.TEXT_HIDDEN, named)


@pytest.mark.parametrize("text", ["\u200b", "\u200b\u200d", " \u200b\n", "\ufeff", "\u3000", "\u00ad"])
def test_a_reason_that_nobody_sees_is_none(world: World, text: str) -> None:
    """K18."""
    assert world.refused(RejectCall(call_id=world.call(), reason=text)) == Code.TEXT_REQUIRED


@pytest.mark.parametrize(
    "text", ["恶作剧\n第二行\t。", "👨\u200d👩\u200d👧 prank", "a\u200bb", "שלום", "e\u0301"]
)
def test_texts_of_every_writing_are_taken(world: World, text: str) -> None:
    """K18."""
    world.must(RejectCall(call_id=world.call(), reason=text))


def test_what_a_caller_said_is_cleaned_and_never_refused() -> None:
    """K18."""
    said = Report(
        name="王\x00强", number="100\x1b", words="着火了\u202e\n快来", address="\u2066路", call_back="1\x85"
    )
    assert said.harmless() == Report(
        name="王 强", number="100 ", words="着火了 \n快来", address=" 路", call_back="1 "
    )


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
    world.must(erase, Role.ADMIN)
    assert world.picture.erasures[call].times == 2


def test_a_report_carries_its_sealed_words(world: World) -> None:
    assert world.picture.calls[world.call()].sealed == SEALED


def test_a_rejected_call_is_archived_and_no_other(world: World) -> None:
    call = world.call()
    assert world.refused(ArchiveCall(call_id=call), Role.SYSTEM) == Code.WRONG_STATE
    world.must(RejectCall(call_id=call, reason="prank"))
    world.must(ArchiveCall(call_id=call), Role.SYSTEM)
    assert call not in world.picture.calls
