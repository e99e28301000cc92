"""Units sent to an incident: which ones, by what the planner showed, and how that is taken back. Qt main thread.

One algorithm for every way in: the chord, the button, the typed word, the map's menu, the first substitute. Under an
ordered muster units reinforce it, with the travel times of its forecast; else they carry ETA and rank of the
recommendation, so that the journal says what the operator saw.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.desk.letters import Undo
from console.desk.offer import is_free
from console.desk.telemetry import TelemetryStore
from console.domain.decide import AnyCommand
from console.domain.musters.destinations import muster_of
from console.domain.orders.commands import CancelOrder, DispatchUnits, UnitChoice
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.domain.picture import Picture
from console.verbs.declaration import Values
from console.verbs.here import Here
from console.words.phrases import DISPATCHERS_CHOICE, TAKEN_BACK


def dispatching(here: Here, incident_id: str, units: Sequence[str]) -> DispatchUnits:
    """The order to these units."""
    telemetry = here.seat.world.telemetry
    muster = muster_of(here.picture, incident_id)
    if muster is not None and muster.plan is not None:
        return reinforcement(incident_id, units, telemetry)
    return dispatch(incident_id, units, telemetry)


def dispatch(incident_id: str, units: Sequence[str], telemetry: TelemetryStore) -> DispatchUnits:
    """An order with the ETA and rank that was shown for each; it says where the planner chose others."""
    advice = telemetry.advice.get(incident_id)
    shown = {} if advice is None else {one.unit_id: one for one in (*advice.chosen, *advice.others)}
    choices = []
    for unit_id in units:
        one = shown.get(unit_id)
        if one is not None and one.eta_s >= 0:
            choices.append(_choice(unit_id, one.eta_s + one.turnout_s, one.rank))
        else:
            rank = 0 if one is None else one.rank
            choices.append(_choice(unit_id, telemetry.eta_s(incident_id, unit_id), rank))
    # A standard phrase: the log words it in the reader's language.
    departs = advice is not None and not set(units) <= {one.unit_id for one in advice.chosen}
    reason = DISPATCHERS_CHOICE if departs else ""
    return DispatchUnits(incident_id=incident_id, units=tuple(choices), override_reason=reason)


def reinforcement(incident_id: str, units: Sequence[str], telemetry: TelemetryStore) -> DispatchUnits:
    """An order to further units of a muster."""
    forecast = telemetry.forecasts.get(incident_id)
    planned = {} if forecast is None else {one.unit_id: one.eta_s for one in forecast.substitutes}
    choices = (
        _choice(unit_id, planned.get(unit_id, telemetry.eta_s(incident_id, unit_id)), rank)
        for rank, unit_id in enumerate(units, start=1)
    )
    return DispatchUnits(incident_id=incident_id, units=tuple(choices))


def advised_units(incident_id: str, picture: Picture, telemetry: TelemetryStore) -> list[str]:
    """The units that the newest recommendation chose and that are still free."""
    advice = telemetry.advice.get(incident_id)
    if advice is None:
        return []
    return [one.unit_id for one in advice.chosen if is_free(picture.units.get(one.unit_id))]


def the_units(here: Here, values: Values) -> str:
    """The ticked units where the panel shows the incident, else those that the planner advises."""
    incident_id = values.get("incident", "")
    picks = here.picks_for(incident_id)
    if picks is not None:
        return " ".join(picks.units)
    return " ".join(advised_units(incident_id, here.picture, here.seat.world.telemetry))


def about_units(_: Here, command: DispatchUnits, __: Values) -> str:
    """Who is sent where."""
    return f"{' '.join(one.unit_id for one in command.units)} → {command.incident_id}"


def dispatch_back(command: DispatchUnits, _: Picture) -> Undo:
    """Orders of these units that are not on scene yet are cancelled."""
    units = frozenset(choice.unit_id for choice in command.units)

    def back(now: Picture) -> list[AnyCommand]:
        incident = now.incidents.get(command.incident_id)
        orders = [] if incident is None else [now.orders[i] for i in incident.orders if i in now.orders]
        return [
            CancelOrder(order_id=order.id, reason=TAKEN_BACK)
            for order in orders
            if order.unit_id in units and is_under_way(order)
        ]

    return Undo(back)


def is_under_way(order: Order) -> bool:
    """Whether its unit is bound, and not on scene."""
    return order.state in OPEN_ORDER_STATES and order.state is not OrderState.ONSCENE


def _choice(unit_id: str, eta_s: int, rank: int) -> UnitChoice:
    return UnitChoice(unit_id=unit_id, eta_ms=eta_s * 1000 if eta_s >= 0 else -1, rank=rank)
