"""What a judgement remembers of one muster while a journal streams by: strength, orders, desk actions, alarms.

Bookkeeping beside the picture, any thread; used by `judging` alone. Everything is kept by the events' own instants, so
that what has left the picture (archived incidents, ended orders) is judged all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from console.domain.base.limits import Numbers
from console.domain.base.message import Stamp
from console.domain.base.roles import DESK
from console.domain.calls.entities import CallState
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.domain.incidents.entities import Incident
from console.domain.musters.counting import just_out_of_service, standing_strength
from console.domain.musters.entities import BaselineUnit, Muster, MusterState, MusterUnit, Standing
from console.domain.musters.events import BaselineRecorded, MusterOrdered
from console.domain.musters.standing import standing_of
from console.domain.orders.entities import Order
from console.domain.orders.events import OrderCancelled, UnitDiverted
from console.domain.picture import Key, Picture
from console.domain.rule_book import Books, book_of
from console.domain.runs.events import RunEnded, RunInterrupted

Group = tuple[int, Stamp]
"""Events of one command share instant and stamp; an exported journal tells no more about what belongs together."""


@dataclass(frozen=True, slots=True)
class Strength:
    """The strength from `t_ms` on as T1 is judged by it (ordered departures are no drop); how much of it by voice."""

    t_ms: int
    officers: int
    by_voice: int


@dataclass(slots=True)
class MusterWatch:
    """One muster. `over_ms` −1 = it goes on; `last` is its newest state, `orders` and `units` by order id."""

    last: Muster
    incident: Incident
    orders: dict[str, Order] = field(default_factory=dict)
    units: dict[str, MusterUnit] = field(default_factory=dict)
    strength: list[Strength] = field(default_factory=list)
    stood: dict[str, list[tuple[int, Standing]]] = field(default_factory=dict)
    """Since when each unit stood how, by order id: beside `strength` what each has in it."""
    over_ms: int = -1
    doubles: int = 0
    desk_actions: int = 0
    alarms: int = 0
    just_out: tuple[str, ...] = ()
    at_t0: tuple[BaselineUnit, ...] = ()
    taken_back: list[Group] = field(default_factory=list)
    over_group: Group | None = None

    def see(self, muster: Muster, t_ms: int, group: Group) -> None:
        """The muster's state after an event."""
        self.last = muster
        for unit in muster.units:
            if self.units.get(unit.order_id) is not unit:
                self.units[unit.order_id] = unit
                stands(self.stood.setdefault(unit.order_id, []), t_ms, standing_of(muster, unit))
        now = Strength(t_ms, standing_strength(muster), muster.counted_by_voice)
        if self.strength and self.strength[-1].t_ms == t_ms:
            self.strength.pop()
        before = self.strength[-1] if self.strength else None
        if before is None or (before.officers, before.by_voice) != (now.officers, now.by_voice):
            self.strength.append(now)
        if self.over_ms < 0 and muster.state is not MusterState.ACTIVE:
            self.over_ms, self.over_group = t_ms, group

    def strength_at(self, t_ms: int) -> Strength:
        """What counted at an instant, everything that happened at that millisecond included."""
        index = bisect_right(self.strength, t_ms, key=lambda one: one.t_ms) - 1
        return self.strength[index] if index >= 0 else Strength(t_ms, 0, 0)

    def standing_at(self, order_id: str, t_ms: int) -> Standing:
        """How the order's unit stood at an instant; before it came under the muster's order, not at all."""
        rows = self.stood.get(order_id, [])
        index = bisect_right(rows, t_ms, key=lambda one: one[0]) - 1
        return rows[index][1] if index >= 0 else Standing(order_id=order_id)

    @property
    def wrong_orders(self) -> int:
        """Orders taken back; those that ended together with the muster were not wrong."""
        return sum(group != self.over_group for group in self.taken_back)


def stands(rows: list[tuple[int, Standing]], t_ms: int, now: Standing) -> None:
    """A unit stands so from `t_ms` on."""
    if rows and rows[-1][0] == t_ms:
        rows.pop()
    if not rows or rows[-1][1] != now:
        rows.append((t_ms, now))


class JournalWatch:
    """Sees every event twice: `before` it is folded and `after`. `musters` in the order of their activation."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.musters: dict[str, MusterWatch] = {}
        self._by_incident: dict[str, list[MusterWatch]] = {}
        self._alarms: dict[str, int] = {}
        self._last_group: Group | None = None
        self._over_ms = -1

    def before(self, picture: Picture, recorded: Recorded) -> bool:
        """What only the picture before the event can tell; whether the event is the first of a command."""
        event = recorded.event
        if self._over_ms < 0 and isinstance(event, OrderCancelled | UnitDiverted):
            self._taken_back(picture, recorded, event)
        return (recorded.t_ms, recorded.stamp) != self._last_group

    def after(self, picture: Picture, recorded: Recorded, keys: list[Key]) -> None:
        """Take up what changed; nothing any more after the end of an exercise's run."""
        if self._over_ms >= 0:
            return
        event, t_ms = recorded.event, recorded.t_ms
        if isinstance(event, RunEnded | RunInterrupted):
            self._over_ms = t_ms
        group = (t_ms, recorded.stamp)
        for collection, entity_id in keys:
            if collection == "musters":
                self._see_muster(picture, entity_id, t_ms, group)
            elif collection == "orders" and (order := picture.orders.get(entity_id)) is not None:
                for watch in self._by_incident.get(order.incident_id, ()):
                    watch.orders[order.id] = order
            elif collection == "incidents" and (incident := picture.incidents.get(entity_id)) is not None:
                for watch in self._by_incident.get(incident.id, ()):
                    watch.incident = incident
            elif collection == "calls":
                self._see_call(picture, entity_id, t_ms)
        if isinstance(event, CallReported) and recorded.stamp.role not in DESK:
            self._alarms[event.call_id] = event.reported_ms
        if recorded.stamp.role in DESK and group != self._last_group:
            for watch in self._open():
                watch.desk_actions += 1
        self._last_group = group
        if isinstance(event, BaselineRecorded) and event.muster_id in self.musters:
            self.musters[event.muster_id].at_t0 = event.units
        if isinstance(event, MusterOrdered) and event.muster_id in self.musters:
            units = (picture.units.get(unit_id) for unit_id in event.skipped)
            self.musters[event.muster_id].doubles += sum(
                unit is not None and bool(unit.order_id) for unit in units
            )

    def finish(self, picture: Picture) -> None:
        """The journal ends: calls that still wait have waited until now, or until the run was over."""
        until_ms = self._over_ms if self._over_ms >= 0 else picture.t_ms
        for reported_ms in self._alarms.values():
            self._left_alone(picture, self._open(), reported_ms, until_ms)
        self._alarms.clear()

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _numbers(self, picture: Picture) -> Numbers:
        return book_of(picture, self._books).numbers

    def _open(self) -> list[MusterWatch]:
        return [watch for watch in self.musters.values() if watch.over_ms < 0]

    def _see_muster(self, picture: Picture, muster_id: str, t_ms: int, group: Group) -> None:
        muster = picture.musters.get(muster_id)
        if muster is None:
            return
        watch = self.musters.get(muster_id)
        if watch is None:
            incident = picture.incidents[muster.incident_id]
            out = sorted(one.id for one in picture.units.values() if just_out_of_service(one, muster.t0_ms))
            watch = self.musters[muster_id] = MusterWatch(muster, incident, just_out=tuple(out))
            for order_id in incident.orders:
                watch.orders[order_id] = picture.orders[order_id]
            self._by_incident.setdefault(incident.id, []).append(watch)
        was_open = watch.over_ms < 0
        watch.see(muster, t_ms, group)
        if was_open and watch.over_ms >= 0:
            for reported_ms in self._alarms.values():
                self._left_alone(picture, [watch], reported_ms, t_ms)

    def _see_call(self, picture: Picture, call_id: str, t_ms: int) -> None:
        call = picture.calls.get(call_id)
        if call is not None and call.state is CallState.REPORTED and not call.acknowledged:
            return
        if (reported_ms := self._alarms.pop(call_id, None)) is not None:
            self._left_alone(picture, self._open(), reported_ms, t_ms)

    def _left_alone(
        self, picture: Picture, watches: list[MusterWatch], reported_ms: int, until_ms: int
    ) -> None:
        for watch in watches:
            if watch.last.t0_ms <= reported_ms and until_ms - reported_ms > self._numbers(picture).alarm_ms:
                watch.alarms += 1

    def _taken_back(self, picture: Picture, recorded: Recorded, event: OrderCancelled | UnitDiverted) -> None:
        order_id = event.order_id if isinstance(event, OrderCancelled) else event.old_order_id
        order = picture.orders.get(order_id)
        if order is None or recorded.stamp.role not in DESK:
            return
        if recorded.t_ms - order.dispatched_ms <= self._numbers(picture).second_thoughts_ms:
            for watch in self._by_incident.get(order.incident_id, ()):
                if watch.over_ms < 0:
                    watch.taken_back.append((recorded.t_ms, recorded.stamp))
