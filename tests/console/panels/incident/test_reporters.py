"""Reporters in the panel: nothing personal, and who is still to be told."""

from __future__ import annotations

from console.desk.clock import SeatClock
from console.domain.base.roles import Role
from console.domain.calls.commands import GiveFeedback, MergeCall
from console.domain.incidents.commands import CloseIncident
from console.panels.incident.reporters import reporter_rows
from console.words.names import Names
from tests.console.domain.world import World
from widgets.incident.reporters_section import ReporterRow


def rows(world: World, incident_id: str) -> tuple[ReporterRow, ...]:
    incident = world.picture.incidents[incident_id]
    return reporter_rows(incident.calls, Names(world.picture, chinese=False), SeatClock(), incident)


def test_merged_calls_can_be_taken_out_and_the_first_cannot() -> None:
    world = World()
    incident = world.incident()
    world.wait(60_000)
    world.must(MergeCall(call_id=world.call(keywords=("smoke",)), incident_id=incident))
    first, second = rows(world, incident)
    assert (first.can_take_out, second.can_take_out) == (False, True)
    assert second.words.startswith("110 call · ")
    assert second.words.endswith(" · smoke")


def test_who_is_told_and_who_is_to_be_called_back_after_closing() -> None:
    world = World()
    incident = world.incident()
    wanting = world.call(call_back=True)
    world.must(MergeCall(call_id=wanting, incident_id=incident))
    assert rows(world, incident)[1].note == "wants a call back"
    world.wait(1_000)
    world.must(CloseIncident(incident_id=incident, disposition="handled"))
    world.must(GiveFeedback(call_id="C-000001"), Role.SYSTEM)
    told, waiting = rows(world, incident)
    assert told.note.startswith("told ")
    assert (waiting.can_call_back, waiting.can_take_out) == (True, False)
    world.must(GiveFeedback(call_id=wanting, text="fire is out"))
    assert not rows(world, incident)[1].can_call_back
