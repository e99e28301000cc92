"""What can be taken back, and what not."""

from __future__ import annotations

from console.desk.letters import Undo
from console.domain.base.place import Place
from console.domain.calls.commands import (
    AcceptCall,
    DismissDuplicate,
    MergeCall,
    MergeCalls,
    ReportCall,
    UnmergeCall,
    UnmergeCalls,
)
from console.domain.calls.entities import Channel
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AddNote, AmendIncident
from console.domain.orders.commands import DispatchUnits, ProgressOrder, SetOutOfService, UnitChoice
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.verbs.catalogue import CATALOGUE
from tests.console.domain.world import World


def undo_of(verb: str, command: AnyCommand, before: Picture) -> Undo | None:
    """How a verb takes its command back."""
    take_back = CATALOGUE[verb].undo
    return None if take_back is None else take_back(command, before)


def played() -> tuple[World, str]:
    world = World()
    return world, world.incident()


def test_a_dispatch_is_taken_back_by_cancelling_its_orders() -> None:
    world, incident = played()
    command = DispatchUnits(incident_id=incident, units=(UnitChoice(unit_id="P-101"),))
    undo = undo_of("dispatch", command, world.picture)
    world.must(command)
    assert undo is not None
    (inverse,) = undo.commands(world.picture)
    world.must(inverse)
    assert undo.commands(world.picture) == []


def test_a_state_entered_by_voice_is_corrected() -> None:
    world, incident = played()
    (order,) = world.dispatch(incident, "P-101")
    command = ProgressOrder(order_id=order, state=OrderState.ENROUTE)
    undo = undo_of("proxy", command, world.picture)
    world.must(command)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    assert world.picture.orders[order].state is OrderState.DISPATCHED


def test_a_changed_level_goes_back() -> None:
    world, incident = played()
    command = AmendIncident(incident_id=incident, level=1)
    undo = undo_of("level", command, world.picture)
    world.must(command)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    assert world.picture.incidents[incident].level == 3


def test_a_merge_is_taken_apart_and_a_break_ends() -> None:
    world, incident = played()
    call = world.call()
    merge = MergeCall(call_id=call, incident_id=incident)
    undo = undo_of("merge", merge, world.picture)
    world.must(merge)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    pause = SetOutOfService(unit_id="P-103", reason="meal")
    undo = undo_of("oos", pause, world.picture)
    world.must(pause)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])


def test_a_note_and_an_acceptance_stay() -> None:
    world, incident = played()
    assert undo_of("note", AddNote(incident_id=incident, text="x"), world.picture) is None
    assert undo_of("accept", AcceptCall(call_id="C", type_code="gas"), world.picture) is None
    assert undo_of("proxy", ProgressOrder(order_id="O", state=OrderState.CLEARED), world.picture) is None


def test_many_merged_calls_leave_as_one_and_what_was_taken_out_meanwhile_stays_out() -> None:
    world, incident = played()
    calls = tuple(world.call() for _ in range(3))
    merge = MergeCalls(call_ids=calls, incident_id=incident)
    undo = undo_of("merge", merge, world.picture)
    world.must(merge)
    world.must(UnmergeCall(call_id=calls[0]))
    assert undo is not None
    (inverse,) = undo.commands(world.picture)
    assert inverse == UnmergeCalls(call_ids=calls[1:], reason="Taken back by the dispatcher")
    world.must(inverse)
    assert undo.commands(world.picture) == []


def test_a_group_that_was_accepted_comes_apart_and_the_incident_stays() -> None:
    world = World()
    calls = tuple(world.call() for _ in range(3))
    accept = AcceptCall(call_id=calls[0], type_code="theft", with_calls=calls)
    undo = undo_of("accept", accept, world.picture)
    world.must(accept)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    assert world.picture.incidents["INC-0001"].calls == calls[:1]
    assert undo_of("accept", AcceptCall(call_id="C-9", type_code="theft"), world.picture) is None


def test_a_report_into_an_incident_leaves_it_and_another_desks_does_not() -> None:
    world, incident = played()
    elsewhere = Place(lon_e7=1, lat_e7=2)
    report = ReportCall(channel=Channel.PHONE, place=elsewhere, type_code="theft", merge_into=incident)
    undo = undo_of("call", report, world.picture)
    other = world.call()
    world.must(MergeCall(call_id=other, incident_id=incident))
    world.must(report)
    assert undo is not None
    (inverse,) = undo.commands(world.picture)
    assert isinstance(inverse, UnmergeCalls)
    assert inverse.call_ids == ("C-000003",)


def test_a_dismissed_duplicate_is_reconsidered() -> None:
    world, incident = played()
    call = world.call()
    dismiss = DismissDuplicate(call_id=call, other_id=incident)
    undo = undo_of("not_duplicate", dismiss, world.picture)
    assert undo is not None
    assert undo.commands(world.picture) == []
    world.must(dismiss)
    world.must(undo.commands(world.picture)[0])
    assert world.picture.calls[call].not_same == ()
