"""A picture of the demo town with incidents and orders for the planner's and the tracker's tests."""

from __future__ import annotations

import msgspec
import numpy as np

from console.domain.base.limits import NUMBERS
from console.domain.base.place import Place
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState, UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import Closure
from console.planning.plan_cards import shipped_definitions
from console.wire.messages import Positions
from tests.backend_stub.town import demo_town


def picture() -> Picture:
    """Everything registered, nothing happening."""
    registry = demo_town.registry()
    fresh = Picture(seq=1, rules=NUMBERS.version)
    fresh.incident_types = {one.id: one for one in registry.incident_types}
    fresh.grids = {one.id: one for one in registry.grids}
    fresh.officers = {one.id: one for one in registry.officers}
    fresh.units = {one.id: one for one in registry.units}
    fresh.definitions = {one.id: one for one in shipped_definitions()}
    return fresh


def add_incident(
    to: Picture,
    incident_id: str = "INC-0001",
    lon_e7: int = 1_179_100_000,
    lat_e7: int = 368_050_000,
    type_code: str = "CRASH",
) -> Incident:
    """An accepted emergency."""
    incident = Incident(
        id=incident_id,
        type_code=type_code,
        kind=IncidentKind.EMERGENCY,
        level=2,
        place=Place(lon_e7=lon_e7, lat_e7=lat_e7),
        state=IncidentState.ACCEPTED,
        opened_ms=0,
        accepted_ms=0,
        step_ms=0,
        limit_ms=1_800_000,
        deadline_ms=1_800_000,
    )
    to.incidents[incident_id] = incident
    to.seq += 1
    return incident


def add_order(
    to: Picture, unit_id: str, incident_id: str = "INC-0001", state: OrderState = OrderState.ENROUTE
) -> Order:
    """An order to a unit, and the unit bound by it."""
    order = Order(
        id=f"O-{len(to.orders) + 1:06d}",
        incident_id=incident_id,
        unit_id=unit_id,
        state=state,
        dispatched_ms=0,
    )
    to.orders[order.id] = order
    incident = to.incidents[incident_id]
    to.incidents[incident_id] = msgspec.structs.replace(incident, orders=(*incident.orders, order.id))
    set_unit(to, unit_id, state=UnitState(state.value), order_id=order.id)
    return order


def set_unit(to: Picture, unit_id: str, **change: object) -> None:
    """Change a unit, as an event would."""
    to.units[unit_id] = msgspec.structs.replace(to.units[unit_id], **change)
    to.seq += 1


def add_closure(to: Picture, lon_e7: int, lat_e7: int, radius_m: int = 200) -> None:
    """Close a road."""
    number = len(to.closures) + 1
    to.closures[f"CL-{number}"] = Closure(
        id=f"CL-{number}", lon_e7=lon_e7, lat_e7=lat_e7, radius_m=radius_m, reason="", since_ms=0
    )
    to.seq += 1


def positions(t_ms: int, *fixes: tuple[str, int, int, float], age_ms: int = 0) -> Positions:
    """A batch of (unit, lon_e7, lat_e7, speed in m/s)."""
    count = len(fixes)
    return Positions(
        t_ms=t_ms,
        unit_ids=tuple(fix[0] for fix in fixes),
        lon_i32=np.array([fix[1] for fix in fixes], dtype="<i4").tobytes(),
        lat_i32=np.array([fix[2] for fix in fixes], dtype="<i4").tobytes(),
        bearing_i16=np.zeros(count, dtype="<i2").tobytes(),
        speed_cmps_i16=np.array([round(fix[3] * 100) for fix in fixes], dtype="<i2").tobytes(),
        age_ms_i32=np.full(count, age_ms, dtype="<i4").tobytes(),
    )
