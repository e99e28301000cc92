"""Whom to send: single dispatch and capability lists, every term of the rank shown (DOMAIN §6).

Pure. Hard filters (capability, availability, communications) → road ETA + turnout → coverage penalty → workload. The
chosen units are the cheapest set that has every wanted capability, found exactly. Used by the planner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState, UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import IncidentType, Unit

from .cover import may_be_ordered

UNCOVER_S = 90
"""What stripping one grid of its minimum cover costs, in seconds of delay."""
WORKLOAD_S = 15
"""What each order a unit had before costs, in seconds of delay."""
HELD_S = 10
"""A unit that is recommended already is only beaten by one that is this much cheaper, in seconds of delay."""
WANTED_BY_DEFAULT = ("patrol",)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One recommended unit and the terms of its rank. `rank` 1 is the first; `cost_s` is what was minimised."""

    unit_id: str
    rank: int
    eta_s: int
    turnout_s: int
    capabilities: tuple[str, ...]
    uncovers: tuple[str, ...]
    workload: int
    cost_s: int
    substitute_for: str = ""


@dataclass(frozen=True, slots=True)
class Recommended:
    """`chosen` has every capability still wanted but `missing`; `others` are the next best."""

    wanted: tuple[str, ...]
    chosen: tuple[Ranked, ...]
    others: tuple[Ranked, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What was recommended before: the chosen units, and everybody in the order in which they were ranked."""

    chosen: frozenset[str]
    ranked: tuple[str, ...]

    @classmethod
    def of(cls, found: Recommended) -> Held:
        """To be handed to the next recommendation for the same incident."""
        everybody = (*found.chosen, *found.others)
        return cls(frozenset(one.unit_id for one in found.chosen), tuple(one.unit_id for one in everybody))


NOBODY_HELD = Held(frozenset(), ())


def recommend(
    picture: Picture,
    incident: Incident,
    eta_s: Mapping[str, int],
    uncovers: Mapping[str, tuple[str, ...]],
    held: Held = NOBODY_HELD,
    others: int = 6,
) -> Recommended:
    """Recommend for one open incident. `eta_s`: seconds by road per unit, without turnout; negative = no way.

    Who was chosen or ranked before, as `held` says, gives way only to one who is HELD_S cheaper, so that units of
    about equal cost do not change places from one second to the next.
    """
    incident_type = picture.incident_types.get(incident.type_code)
    orders = [picture.orders[order_id] for order_id in incident.orders if order_id in picture.orders]
    wanted = wanted_capabilities(picture, incident, incident_type, orders)
    # with nothing wanted any more, the next best are a reserve for what the incident's type lists
    ranked_for = wanted or _listed(incident, incident_type)
    load = Counter(order.unit_id for order in picture.orders.values())
    refused = {order.unit_id for order in orders if order.state is OrderState.DECLINED}
    useful = frozenset(ranked_for)
    free = [
        _rank(unit, eta_s[unit.id], uncovers.get(unit.id, ()), load[unit.id], ranked_for)
        for unit in picture.units.values()
        if not useful.isdisjoint(unit.capabilities)
        and may_be_ordered(unit)
        and unit.id not in refused
        and eta_s.get(unit.id, -1) >= 0
    ]
    able = sorted(free, key=_order)
    chosen, missing = cheapest_cover(able, wanted, held.chosen)
    fallen = _fallen(picture, orders)
    firsts = [
        replace(one, rank=rank, substitute_for=_replaces(one, fallen, picture))
        for rank, one in enumerate(_steady(sorted(chosen, key=_order), held.ranked), 1)
    ]
    taken = {one.unit_id for one in chosen}
    rest = _steady([one for one in able if one.unit_id not in taken], held.ranked)
    nexts = [replace(one, rank=rank) for rank, one in enumerate(rest[:others], len(firsts) + 1)]
    return Recommended(wanted, tuple(firsts), tuple(nexts), missing)


def wanted_capabilities(
    picture: Picture, incident: Incident, incident_type: IncidentType | None, orders: Sequence[Order]
) -> tuple[str, ...]:
    """What the incident's type wants and no unit under way brings; a unit that is silent brings nothing yet."""
    brought: set[str] = set()
    for order in orders:
        unit = picture.units.get(order.unit_id)
        done = order.state is OrderState.CLEARED
        if unit is not None and (done or (order.state in OPEN_ORDER_STATES and not order.silent)):
            brought.update(unit.capabilities)
    return tuple(capability for capability in _listed(incident, incident_type) if capability not in brought)


def _listed(incident: Incident, incident_type: IncidentType | None) -> tuple[str, ...]:
    listed = incident_type.capabilities if incident_type is not None else ()
    return listed or (WANTED_BY_DEFAULT if incident.kind is IncidentKind.EMERGENCY else ())


def cheapest_cover(
    able: Sequence[Ranked], wanted: Sequence[str], held: Collection[str] = ()
) -> tuple[tuple[Ranked, ...], tuple[str, ...]]:
    """The set of least summed cost that has all of `wanted` that anybody has, and what nobody has.

    Units in `held` count as HELD_S cheaper. Exact: dynamic programme over the subsets of the wanted capabilities (at
    most a dozen).
    """
    cost_s = [one.cost_s - (HELD_S if one.unit_id in held else 0) for one in able]
    had = {capability for one in able for capability in one.capabilities}
    needed = [capability for capability in wanted if capability in had]
    missing = tuple(capability for capability in wanted if capability not in had)
    bit = {capability: 1 << index for index, capability in enumerate(needed)}
    whole = (1 << len(needed)) - 1
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    # of units that bring the same, only as many can be needed as the mask has members: the cheapest one
    cheapest: dict[int, int] = {}
    for index, one in enumerate(able):
        mask = sum(bit[capability] for capability in one.capabilities if capability in bit)
        if mask and (mask not in cheapest or cost_s[cheapest[mask]] > cost_s[index]):
            cheapest[mask] = index
    for brings, index in cheapest.items():
        for mask, (cost, members) in list(best.items()):
            joined = mask | brings
            total = cost + cost_s[index]
            if joined != mask and (joined not in best or total < best[joined][0]):
                best[joined] = (total, (*members, index))
    members = best[whole][1] if whole in best else ()
    return tuple(able[index] for index in members), missing


def _rank(unit: Unit, eta_s: int, uncovers: tuple[str, ...], workload: int, wanted: Sequence[str]) -> Ranked:
    met = tuple(capability for capability in wanted if capability in unit.capabilities)
    cost = eta_s + unit.turnout_s + UNCOVER_S * len(uncovers) + WORKLOAD_S * workload
    return Ranked(unit.id, 0, eta_s, unit.turnout_s, met, uncovers, workload, cost)


def _order(one: Ranked) -> tuple[int, int, str]:
    return one.cost_s, one.eta_s, one.unit_id


def _steady(ranked: Sequence[Ranked], before: Sequence[str]) -> list[Ranked]:
    """`ranked` (cheapest first), but who stood before another stays there until that one is HELD_S cheaper."""
    place = {unit_id: number for number, unit_id in enumerate(before)}
    steady: list[Ranked] = []
    for one in sorted(ranked, key=lambda one: (place.get(one.unit_id, len(place)), _order(one))):
        at = len(steady)
        lead_s = HELD_S if one.unit_id in place else 1
        while at and steady[at - 1].cost_s - one.cost_s >= lead_s:
            at -= 1
        steady.insert(at, one)
    return steady


def _fallen(picture: Picture, orders: Sequence[Order]) -> list[str]:
    """Units ordered here that do not come: declined, silent, or out of service; the latest first."""
    fallen: list[str] = []
    for order in sorted(orders, key=lambda order: -order.dispatched_ms):
        unit = picture.units.get(order.unit_id)
        broken = unit is not None and unit.state is UnitState.OUT_OF_SERVICE
        silent = order.silent and order.state in OPEN_ORDER_STATES
        if order.state is OrderState.DECLINED or silent or (order.state is OrderState.CANCELLED and broken):
            fallen.append(order.unit_id)
    return fallen


def _replaces(one: Ranked, fallen: Sequence[str], picture: Picture) -> str:
    """The first fallen unit that was to bring one of this unit's capabilities."""
    for unit_id in fallen:
        unit = picture.units.get(unit_id)
        if unit is not None and set(unit.capabilities) & set(one.capabilities):
            return unit_id
    return ""
