"""The same id is the same command: asked again it gets the same answer, and another command is told so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend_stub.hub.kept_answers import mark_of, marked, read_kept
from backend_stub.hub.ports import AnswerRow, Batch
from console.domain.base.refusals import Code
from console.domain.calls.commands import AcceptCall, AcknowledgeCall, RejectCall, ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AddNote, UrgeIncident
from console.domain.musters.commands import OrderMuster
from console.wire import codec
from console.wire import messages as m
from tests.console.domain.drill_world import plan

from .failing_store import FailingStore
from .scene import OPERATOR, PLACE, Scene, new_id, report_call

ACCEPT = AcceptCall(call_id="C-000001", type_code="fire")
REPLAYED = Code.REPLAYED.value


@pytest.fixture
def store() -> FailingStore:
    return FailingStore()


@pytest.fixture
def scene(store: FailingStore) -> Scene:
    opened = Scene(store).opened()
    opened.ask(report_call())
    return opened


@pytest.mark.parametrize(
    "other", [AcknowledgeCall(call_id="C-000001"), AcceptCall(call_id="C-000002", type_code="fire")]
)
def test_id_that_another_command_has_is_said(scene: Scene, store: FailingStore, other: AnyCommand) -> None:
    """T17: it got the first one's "accepted", and was never done. Before and after a restart."""
    command_id = new_id()
    first = scene.ask(ACCEPT, command_id=command_id)
    assert isinstance(first, m.Accepted)
    seq = scene.hub.picture.seq
    assert scene.ask(other, command_id=command_id) == m.Refused(id=command_id, code=REPLAYED)
    assert scene.ask(ACCEPT, command_id=command_id) == first  # and the refusal is not kept
    again = Scene(store, scene.clock)
    assert again.ask(other, command_id=command_id) == m.Refused(id=command_id, code=REPLAYED)
    assert again.ask(ACCEPT, command_id=command_id) == first
    assert again.hub.picture.seq == seq


def test_id_of_a_command_that_waits_for_its_commit_is_taken_already(scene: Scene) -> None:
    """T17, two at once."""
    command_id = new_id()
    other = AcknowledgeCall(call_id="C-000001")
    assert scene.hub.submit(OPERATOR, command_id, 15_000, ACCEPT, "first") is None
    frame = scene.hub.submit(OPERATOR, command_id, 15_000, other, "second")
    assert frame == codec.encode(m.Refused(id=command_id, code=REPLAYED))
    assert [ticket for ticket, _, _ in scene.hub.flush().replies] == ["first"]


def test_looks_and_commands_share_their_ids(scene: Scene) -> None:
    looks = (m.LookEntry(what="search", subject="x", at_ms=1),)
    more = (*looks, *looks)
    assert scene.hub.log_looks(OPERATOR, "spool", looks, "t") is None
    scene.hub.flush()
    assert scene.hub.log_looks(OPERATOR, "spool", looks) == codec.encode(m.LooksLogged(id="spool"))
    assert scene.hub.log_looks(OPERATOR, "spool", more) == codec.encode(m.Refused(id="spool", code=REPLAYED))


def test_answer_of_an_earlier_version_fits_whatever_is_asked(scene: Scene, store: FailingStore) -> None:
    frame = codec.encode(m.Accepted(id="a" * 32, first_seq=1, last_seq=1))
    old = Batch(answers=[AnswerRow(OPERATOR.seat, "a" * 32, 0, frame)])
    store.prepare(old)
    store.finish(old)
    assert scene.hub.submit(OPERATOR, "a" * 32, 15_000, ACCEPT) == frame


def test_mark_says_nothing_of_the_report() -> None:
    """Whoever has the answers could try words and numbers until one fits, long after the report was erased."""
    assert mark_of(report_call("a")) == mark_of(report_call("b"))
    assert mark_of(report_call()) != mark_of(ACCEPT)
    assert read_kept(marked(b"frame", mark_of(ACCEPT))) == (b"frame", mark_of(ACCEPT))
    assert read_kept(b"") == (b"", b"")


MARKS: tuple[tuple[AnyCommand, str], ...] = (
    (AddNote(incident_id="INC-0001", text="x"), "9f7a4fd1b794259f"),
    (UrgeIncident(incident_id="INC-0001", text=""), "75f4b0466fce4987"),
    (RejectCall(call_id="C-000001", reason="r"), "7e49117c612ef335"),
    (ReportCall(channel=Channel.PHONE, place=PLACE, report=Report(words="w")), "823a71afa65ced90"),
    (ReportCall(channel=Channel.PHONE, place=PLACE), "823a71afa65ced90"),
)


@pytest.mark.parametrize(("command", "mark"), MARKS)
def test_mark_of_a_command_is_for_good(command: AnyCommand, mark: str) -> None:
    """Marks are kept in the store: with others, what is sent again after an update would be called another command."""
    assert mark_of(command).hex() == mark


def test_mark_of_an_order_leaves_out_why_areas_are_uncovered_and_nothing_else_of_its_plan() -> None:
    order = OrderMuster(incident_id="INC-0001", plan=plan(), units=())
    said = replace(order, plan=plan(cover_reason="his mother is ill"))
    assert mark_of(order) == mark_of(said)
    assert mark_of(order) != mark_of(replace(order, plan=plan(channel="elsewhere")))
