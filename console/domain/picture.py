"""The picture: plain dictionaries of frozen structs, what everybody folds into.

One writer (the thread that owns the projection or the hub's core); others read between folds only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .entities import (
    Call,
    Camera,
    Closure,
    Department,
    Grid,
    Incident,
    IncidentType,
    Kind,
    Officer,
    Order,
    Sensor,
    Unit,
)
from .muster_entities import Muster, Run, Wind


@dataclass(slots=True)
class Picture:
    """State at `seq`. `counters` hold the last number given per id prefix (call, incident, order, closure)."""

    kind: Kind = Kind.DEMO
    epoch_ms: int = 0
    town_id: str = ""
    rules: int = 0
    seq: int = 0
    t_ms: int = 0
    counters: dict[str, int] = field(default_factory=dict)
    incident_types: dict[str, IncidentType] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    cameras: dict[str, Camera] = field(default_factory=dict)
    sensors: dict[str, Sensor] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    closures: dict[str, Closure] = field(default_factory=dict)
    musters: dict[str, Muster] = field(default_factory=dict)
    winds: dict[str, Wind] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)


COLLECTIONS = (
    "incident_types",
    "departments",
    "grids",
    "officers",
    "units",
    "cameras",
    "sensors",
    "calls",
    "incidents",
    "orders",
    "closures",
    "musters",
    "winds",
    "runs",
)
"""The entity dictionaries of a picture, in canonical order."""

Key = tuple[str, str]
"""(collection, id) of an entity; what `evolve` returns for everything it touched."""
