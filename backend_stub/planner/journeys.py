"""Who is on the way where: units under an incident's orders, bound for the scene, the rally point or their post.

Pure; used by the planner's core and the watch over musters. Where an order sends its unit is for `destination` to say;
here it becomes travel-time fields and seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from console.domain.incidents.entities import Incident
from console.domain.musters.destinations import ON_SCENE_POST, destination, muster_of
from console.domain.musters.entities import Muster
from console.domain.orders.entities import Order
from console.domain.orders.states import AT_PLACE, ON_THE_WAY, OrderState
from console.domain.registry.entities import Unit, UnitKind
from console.planning import fallback
from console.planning.pace import pace
from console.planning.roads import FREE_OFFSET_M, Floats
from console.planning.travel_time import TravelTimeField

from .situation import Situation

DRONE_MPS = 15.0
OVERDUE_S = 5.0
"""Said of a unit that should have left already."""
_WAITING = frozenset({OrderState.DISPATCHED, OrderState.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class Journey:
    """A unit on its way. `row`: its place among `whereabouts.ids`."""

    order: Order
    row: int
    field: TravelTimeField


def orders_of(situation: Situation, incident: Incident) -> list[Order]:
    """The incident's orders that the picture still holds."""
    orders = situation.picture.orders
    return [orders[order_id] for order_id in incident.orders if order_id in orders]


def journeys(situation: Situation, incident: Incident, orders: Iterable[Order]) -> list[Journey]:
    """Of those orders the ones whose units are on their way, each with the field to where it goes."""
    muster = muster_of(situation.picture, incident.id)
    index = situation.whereabouts.index
    found = []
    for order in orders:
        if order.unit_id not in index or not _travels(order, muster):
            continue
        place = destination(situation.picture, order)
        if place is not None:
            found.append(Journey(order, index[order.unit_id], situation.field(place.lon_e7, place.lat_e7)))
    return found


def _travels(order: Order, muster: Muster | None) -> bool:
    """Ordered and not there yet; or at the rally point, or on scene, and sent on to a post."""
    if order.state in ON_THE_WAY:
        return True
    if order.state not in AT_PLACE or not order.post:
        return False
    if order.state is not OrderState.ONSCENE:
        return True
    unit = next((one for one in muster.units if one.order_id == order.id), None) if muster else None
    return order.post != ON_SCENE_POST and unit is not None and unit.at_post_ms < 0


def drive_s(situation: Situation, incident: Incident, under_way: Iterable[Journey]) -> dict[str, float]:
    """Seconds of driving still to go, by unit; inf = no way. Drones fly straight."""
    by_field: dict[int, list[Journey]] = {}
    for journey in under_way:
        by_field.setdefault(id(journey.field), []).append(journey)
    where, units = situation.whereabouts, situation.picture.units
    found: dict[str, float] = {}
    for some in by_field.values():
        field, rows = some[0].field, np.array([journey.row for journey in some], dtype=np.int64)
        lon, lat = where.lon_deg[rows], where.lat_deg[rows]
        straight_m = fallback.distance_m(lon, lat, field.lon_deg, field.lat_deg)
        guessed_s = straight_m * fallback.DETOUR / fallback.SPEED_MPS
        at = where.at.rows(rows)
        road_s = field.eta_s(at) if field.reachable else guessed_s
        for number, journey in enumerate(some):
            kind = units[journey.order.unit_id].kind
            if kind is UnitKind.DRONE:
                seconds = float(straight_m[number]) / DRONE_MPS
            else:
                seconds = float(road_s[number]) / (pace(kind, incident.kind) if field.reachable else 1.0)
            found[journey.order.unit_id] = seconds
    return found


def turnout_left_s(orders: Iterable[Order], units: Mapping[str, Unit], t_ms: int) -> dict[str, float]:
    """Seconds until the wheels roll, by unit, for orders whose units have not left yet; never less than OVERDUE_S.

    A unit's registered turnout runs from its order, so that what was recommended (drive and turnout) and what is said
    after the dispatch are one figure that falls second by second.
    """
    left: dict[str, float] = {}
    for order in orders:
        unit = units.get(order.unit_id)
        if unit is not None and order.state in _WAITING:
            since_s = max(t_ms - order.dispatched_ms, 0) / 1000
            left[unit.id] = max(unit.turnout_s - since_s, OVERDUE_S)
    return left


def line(situation: Situation, journey: Journey) -> tuple[Floats, Floats]:
    """The way by road, and what lies beside the streets at both of its ends; degrees, empty where there is none."""
    where, field = situation.whereabouts, journey.field
    row = slice(journey.row, journey.row + 1)
    at = where.at.rows(row)
    lon, lat = field.route(at)
    if not len(lon):
        return lon, lat
    if float(at.offset_m[0]) > FREE_OFFSET_M:
        lon, lat = np.insert(lon, 0, where.lon_deg[row]), np.insert(lat, 0, where.lat_deg[row])
    if float(field.target.offset_m[0]) > FREE_OFFSET_M:
        lon, lat = np.append(lon, field.lon_deg), np.append(lat, field.lat_deg)
    return lon, lat
