"""The bench's input is a real shift: it folds, and ends as it should."""

from __future__ import annotations

from backend_stub.bench.fold import UNITS, shift_of
from console.domain.evolve import evolve
from console.domain.incidents.entities import IncidentState
from console.domain.orders.states import UnitState
from console.domain.picture import Picture


def test_the_shift_folds_and_every_incident_is_closed() -> None:
    picture = Picture()
    journal = shift_of(50)
    for recorded in journal:
        evolve(picture, recorded)
    assert len(journal) == 1 + UNITS + 14 * 50
    assert {incident.state for incident in picture.incidents.values()} == {IncidentState.CLOSED}
    assert {unit.state for unit in picture.units.values()} == {UnitState.AVAILABLE}
