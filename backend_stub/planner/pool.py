"""Who could come to a muster: free units whose people count, and those under the incident's orders already.

Pure; used by the planner's desk (plans before the order), its baseline and the watch over a running muster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from console.domain.incidents.entities import Incident
from console.domain.musters.counting import heads
from console.domain.musters.plan import CountPolicy
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.domain.registry.entities import Unit
from console.planning.cover import may_be_ordered
from console.planning.muster import Candidates, CoverNeed, Flags, Quota
from console.planning.pace import pace
from console.planning.rally import Travellers
from console.planning.roads import Floats

from .journeys import drive_s, journeys, orders_of, turnout_left_s
from .situation import Situation

_BOUND = frozenset({OrderState.DISPATCHED, OrderState.ACKNOWLEDGED, OrderState.ENROUTE})


@dataclass(frozen=True, slots=True)
class Pool:
    """Units in the order of their registration. `bound`: under an order of this incident; the others are free."""

    units: tuple[Unit, ...]
    ids: tuple[str, ...]
    officers: tuple[int, ...]
    bound: Flags
    travellers: Travellers

    def candidates(self, eta_s: Floats) -> Candidates:
        """For the muster's solver: those under order are pinned."""
        return Candidates(self.ids, np.array(self.officers, dtype=np.int64), eta_s, self.bound)

    def quotas(self, wanted: Mapping[str, int]) -> tuple[Quota, ...]:
        """The plan card's, for these units."""
        return tuple(
            Quota(name, count, np.array([name in unit.capabilities for unit in self.units], dtype=np.bool_))
            for name, count in wanted.items()
            if count > 0
        )

    def cover(self, situation: Situation) -> CoverNeed:
        """What their leaving strips; nothing before the cover was looked at."""
        if situation.cover is None:
            return CoverNeed.nothing(len(self.units))
        return CoverNeed.of(situation.cover, self.ids, situation.population)


def pool_of(
    situation: Situation,
    incident: Incident,
    policy: CountPolicy,
    t_ms: int,
    without: Sequence[str] = (),
) -> Pool:
    """In service, in contact, no reserve, free or bound here, with people who count; `without` named free ones."""
    orders = [one for one in orders_of(situation, incident) if one.state in OPEN_ORDER_STATES]
    here = {order.unit_id: order for order in orders}
    known, index = situation.rosters, situation.whereabouts.index
    units, officers = [], []
    for unit in situation.picture.units.values():
        if unit.tier not in policy.tiers and not policy.auxiliaries and not policy.volunteers:
            continue
        if unit.id not in index or not (unit.id in here or may_be_ordered(unit)):
            continue
        count = heads(unit, policy, known)
        if count > 0 and (unit.id in here or unit.id not in without):
            units.append(unit)
            officers.append(count)
    left = turnout_left_s(orders, situation.picture.units, t_ms)
    wait = [left.get(unit.id, 0.0) if unit.id in here else float(unit.turnout_s) for unit in units]
    elsewhere = _elsewhere_s(situation, incident, orders, left)
    rows = np.array([index[unit.id] for unit in units], dtype=np.int64)
    where = situation.whereabouts
    travellers = Travellers(
        where.lon_deg[rows],
        where.lat_deg[rows],
        where.at.rows(rows),
        np.array([pace(unit.kind, incident.kind) for unit in units], dtype=np.float64),
        np.array(wait, dtype=np.float64),
        np.array([elsewhere.get(unit.id, np.nan) for unit in units], dtype=np.float64),
    )
    bound = np.array([unit.id in here for unit in units], dtype=np.bool_)
    ids = tuple(unit.id for unit in units)
    return Pool(tuple(units), ids, tuple(officers), bound, travellers)


def _elsewhere_s(
    situation: Situation, incident: Incident, orders: Sequence[Order], left: Mapping[str, float]
) -> dict[str, float]:
    """Seconds until those under order who do not go to the rally point are where they go; 0 for who is there."""
    others = [order for order in orders if not order.to_rally or order.post or order.state not in _BOUND]
    seconds = dict.fromkeys((order.unit_id for order in others), 0.0)
    seconds.update(drive_s(situation, incident, journeys(situation, incident, others)))
    return {unit_id: drive + left.get(unit_id, 0.0) for unit_id, drive in seconds.items()}
