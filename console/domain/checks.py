"""Checks that several rules share: texts, places, finding things. Each returns a Refusal or the thing asked for."""

from __future__ import annotations

from collections.abc import Iterable

from .commands import Refusal
from .entities import OPEN_INCIDENT_STATES, Call, CallState, Incident, Order, Place, Unit
from .limits import MAX_TEXT
from .picture import Picture
from .refusals import Code, refuse

MAX_LON_E7 = 1_800_000_000
MAX_LAT_E7 = 900_000_000


def check_text(text: str, *, field: str, required: bool = True) -> Refusal | None:
    """A text that must be there (and not blank) and within MAX_TEXT characters."""
    if required and not text.strip():
        return refuse(Code.TEXT_REQUIRED, field=field)
    if len(text) > MAX_TEXT:
        return refuse(Code.TEXT_TOO_LONG, field=field, limit=MAX_TEXT)
    return None


def check_point(lon_e7: int, lat_e7: int) -> Refusal | None:
    """Longitude and latitude in range, and not the 0/0 of a dead receiver."""
    inside = abs(lon_e7) <= MAX_LON_E7 and abs(lat_e7) <= MAX_LAT_E7
    return None if inside and (lon_e7 or lat_e7) else refuse(Code.BAD_PLACE)


def check_place(place: Place) -> Refusal | None:
    """The point, and words of bearable length."""
    words = check_text(place.text_zh + place.text_en, field="place", required=False)
    return check_point(place.lon_e7, place.lat_e7) or words


def find_call(p: Picture, call_id: str) -> Call | Refusal:
    return p.calls.get(call_id) or refuse(Code.UNKNOWN_CALL, call=call_id)


def waiting_calls(p: Picture, call_ids: Iterable[str]) -> list[Call]:
    """Those of the calls that nobody accepted, merged or rejected yet, each once, in the order given."""
    known = (p.calls.get(call_id) for call_id in dict.fromkeys(call_ids))
    return [call for call in known if call is not None and call.state is CallState.REPORTED]


def find_incident(p: Picture, incident_id: str) -> Incident | Refusal:
    return p.incidents.get(incident_id) or refuse(Code.UNKNOWN_INCIDENT, incident=incident_id)


def find_open_incident(p: Picture, incident_id: str) -> Incident | Refusal:
    incident = p.incidents.get(incident_id)
    if incident is None:
        return refuse(Code.UNKNOWN_INCIDENT, incident=incident_id)
    if incident.state not in OPEN_INCIDENT_STATES:
        return refuse(Code.INCIDENT_CLOSED, incident=incident_id)
    return incident


def find_unit(p: Picture, unit_id: str) -> Unit | Refusal:
    return p.units.get(unit_id) or refuse(Code.UNKNOWN_UNIT, unit=unit_id)


def find_order(p: Picture, order_id: str) -> Order | Refusal:
    return p.orders.get(order_id) or refuse(Code.UNKNOWN_ORDER, order=order_id)


def next_id(p: Picture, prefix: str, counter: str, width: int, ahead: int = 1) -> str:
    """The id the next thing of its sort will get; `ahead` > 1 for several in one command."""
    return f"{prefix}{p.counters.get(counter, 0) + ahead:0{width}d}"
