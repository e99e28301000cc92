"""The log before this console listened, from the times the entities keep."""

from __future__ import annotations

from console.desk.clock import SeatClock
from console.domain.incidents.commands import AddNote, CloseIncident
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from console.panels.incident.history import history_lines
from tests.console.panels.town import Town


def test_tells_only_what_was_before(town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    town.wait(60_000)
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.ENROUTE))
    now = town.picture.incidents[incident.id]
    early = [line.words for line in history_lines(now, town.names, SeatClock(), 1000)]
    everything = [line.words for line in history_lines(now, town.names, SeatClock(), 1 << 60)]
    assert "P-101 en route" not in early
    assert everything[-1] == "P-101 en route"
    assert all(line.seq < 0 for line in history_lines(now, town.names, SeatClock(), 1 << 60))


def test_tells_notes_and_the_close(town: Town) -> None:
    incident = town.open("explosion")
    town.must(AddNote(incident_id=incident.id, text="wind from north"))
    town.must(CloseIncident(incident_id=incident.id, disposition="false_alarm"))
    words = [
        line.words
        for line in history_lines(town.picture.incidents[incident.id], town.names, SeatClock(), 1 << 60)
    ]
    assert "Note: wind from north" in words
    assert "Closed: False alarm" in words
    assert "Declared major" in words
