"""What can be taken back, and what not."""

from __future__ import annotations

from console.domain import commands as c
from console.domain.entities import OrderState
from console.shell.undo import undo_of
from tests.console.domain.world import World


def played() -> tuple[World, str]:
    world = World()
    return world, world.incident()


def test_a_dispatch_is_taken_back_by_cancelling_its_orders() -> None:
    world, incident = played()
    command = c.DispatchUnits(incident_id=incident, units=(c.UnitChoice(unit_id="P-101"),))
    undo = undo_of(command, world.picture, "")
    world.must(command)
    assert undo is not None
    (inverse,) = undo.commands(world.picture)
    world.must(inverse)
    assert undo.commands(world.picture) == []


def test_a_state_entered_by_voice_is_corrected() -> None:
    world, incident = played()
    (order,) = world.dispatch(incident, "P-101")
    command = c.ProgressOrder(order_id=order, state=OrderState.ENROUTE)
    undo = undo_of(command, world.picture, "")
    world.must(command)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    assert world.picture.orders[order].state is OrderState.DISPATCHED


def test_a_changed_level_goes_back() -> None:
    world, incident = played()
    command = c.AmendIncident(incident_id=incident, level=1)
    undo = undo_of(command, world.picture, "")
    world.must(command)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    assert world.picture.incidents[incident].level == 3


def test_a_merge_is_taken_apart_and_a_break_ends() -> None:
    world, incident = played()
    call = world.call()
    merge = c.MergeCall(call_id=call, incident_id=incident)
    undo = undo_of(merge, world.picture, "")
    world.must(merge)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])
    pause = c.SetOutOfService(unit_id="P-103", reason="meal")
    undo = undo_of(pause, world.picture, "")
    world.must(pause)
    assert undo is not None
    world.must(undo.commands(world.picture)[0])


def test_a_note_and_an_acceptance_stay() -> None:
    world, incident = played()
    assert undo_of(c.AddNote(incident_id=incident, text="x"), world.picture, "") is None
    assert undo_of(c.AcceptCall(call_id="C", type_code="gas"), world.picture, "") is None
    assert undo_of(c.ProgressOrder(order_id="O", state=OrderState.CLEARED), world.picture, "") is None
