"""How fast units drive, as a factor on the speeds of the road graph. Pure data; used by cover and the planner.

The graph holds what ordinary traffic drives. Crews with lights and sirens are faster, those on foot and on light
scooters slower. To be replaced by factors learned from the tracks of a city's own units.
"""

from __future__ import annotations

from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import UnitKind

RESPONSE = {
    UnitKind.PATROL: 1.08,
    UnitKind.STATION: 1.08,
    UnitKind.VEHICLE: 1.08,
    UnitKind.DEPARTMENT: 1.08,
    UnitKind.VILLAGE: 0.5,
    UnitKind.GRID: 0.5,
    UnitKind.DRONE: 1.0,
}
"""Bound for an emergency."""
ROUTINE = {kind: min(factor, 0.9) for kind, factor in RESPONSE.items()}
"""Bound for a case of the grid flow: no lights, no hurry."""
FASTEST = max(RESPONSE.values())


def pace(unit: UnitKind, incident: IncidentKind) -> float:
    """Factor on road speeds of a unit bound for an incident."""
    return (RESPONSE if incident is IncidentKind.EMERGENCY else ROUTINE)[unit]
