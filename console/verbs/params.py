"""Parameters that many verbs have, and where they are taken from when nobody names them. Qt main thread.

One place for each: whatever way a verb comes in, the same values are implied from the same selection.
"""

from __future__ import annotations

from typing import Final

from console.desk.seat import Thing
from console.domain.orders.states import OPEN_ORDER_STATES
from console.verbs import muster_values, values
from console.verbs.declaration import Param, Values
from console.verbs.here import Here
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N


def the_call(here: Here, _: Values) -> str:
    """The waiting call in the panel."""
    seat = here.seat
    return "" if seat.call is None or seat.incident is not None else seat.call.id


def the_incident(here: Here, _: Values) -> str:
    """The incident in the panel."""
    incident = here.seat.incident
    return "" if incident is None else incident.id


def the_unit(here: Here, _: Values) -> str:
    """The selected unit."""
    return here.seat.selection.id if here.seat.selection.thing is Thing.UNIT else ""


def the_bound_unit(here: Here, values: Values) -> str:
    """The selected unit if it has an order, else the only one that is bound to the incident in the panel."""
    picture, incident = here.picture, here.seat.incident
    unit = picture.units.get(the_unit(here, values))
    if unit is not None and unit.order_id:
        return unit.id
    orders = [] if incident is None else [picture.orders[one] for one in incident.orders]
    bound = [one.unit_id for one in orders if one.state in OPEN_ORDER_STATES]
    return bound[0] if len(bound) == 1 else ""


def the_thing(here: Here, _: Values) -> str:
    """Whatever is selected, else what is in the panel."""
    return here.seat.selection.id or here.seat.case_id


CALL: Final = Param("call", values.CALL, _N("verbs", "Which call?"), the_call)
ANY_CALL: Final = Param("call", values.CALL, _N("verbs", "Which call?"))
INCIDENT: Final = Param("incident", values.INCIDENT, _N("verbs", "Which incident?"), the_incident)
MUSTER: Final = Param("muster", muster_values.MUSTER, _N("verbs", "Which incident?"), the_incident)
ORDERED: Final = Param("muster", muster_values.ORDERED, _N("verbs", "Which incident?"), the_incident)
UNIT: Final = Param("unit", values.UNIT, _N("verbs", "Which unit?"), the_unit)
BOUND_UNIT: Final = Param(
    "unit", values.BOUND_UNIT, _N("verbs", "Which unit?"), the_bound_unit, field="order_id"
)

SURE: Final = Param("sure", values.SURE, _N("verbs", "Really? yes or no"))
"""Asked last where a form would be confirmed by its chord; no verb declares it."""
REASON: Final = Param("reason", values.TEXT, _N("verbs", "Reason"))
MAY_REASON: Final = Param("reason", values.TEXT, optional=True)
