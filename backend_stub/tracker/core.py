"""The tracker without sockets: positions and picture in, commands and accepted fixes out.

Pure given its inputs, one thread. It suggests arrivals, notices lost and regained contact, watches the fences of
musters, and lets no insane position through. What judgement needs becomes an event by way of these commands
(ARCHITECTURE, decision 2); positions do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from console.domain.decide import AnyCommand
from console.domain.orders.commands import LoseContact, RegainContact, SuggestArrival
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState, UnitState
from console.domain.picture import Picture
from console.geo import distance_m
from console.wire.messages import Positions
from console.wire.shapes import wrong_shape

from .fence import Fence, FenceWatch
from .muster_fences import MusterFences
from .sanity import Heard, Sieve

LOST_MS = 60_000
LOST_UNDER_ORDER_MS = 30_000
REGAIN_FIXES = 2
FRESH_MS = 10_000
FEED_SILENT_MS = 15_000
"""When nobody at all was heard for this long the feed is away, not the units: no contact is judged then."""
ASK_AGAIN_MS = 20_000
"""A command whose effect does not show in the picture by then is asked again."""
_BOUND = OPEN_ORDER_STATES - {OrderState.ONSCENE}


@dataclass(slots=True)
class TrackerCore:
    """Give it the picture, positions as they come, and ticks. `counts` says what was refused and why."""

    picture: Picture
    street_point: Callable[[int, int], tuple[int, int]] | None = None
    """Nearest point on a street (e7 in and out): where crews stop when the place lies inside a block."""
    heard: dict[str, Heard] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _sieve: Sieve = field(default_factory=Sieve)
    _fences: dict[tuple[int, int, str], Fence] = field(default_factory=dict)
    _watches: dict[str, FenceWatch] = field(default_factory=dict)
    _asked: dict[tuple[str, str], int] = field(default_factory=dict)
    _muster_fences: MusterFences = field(default_factory=MusterFences)
    _feed_ms: int = -1
    _interval_ms: int = 0
    """Hub time between the last two batches: seconds in life, more when a drill's time runs fast."""

    def positions(self, batch: Positions, now_ms: int) -> list[tuple[str, Heard]]:
        """Take a batch that arrived at hub time `now_ms`; returns the fixes accepted as new, to be recorded."""
        if wrong_shape(batch):
            self.counts["malformed"] += 1
            return []
        columns = [
            np.frombuffer(batch.lon_i32, "<i4"),
            np.frombuffer(batch.lat_i32, "<i4"),
            np.frombuffer(batch.speed_cmps_i16, "<i2"),
            np.frombuffer(batch.bearing_i16, "<i2"),
            np.frombuffer(batch.age_ms_i32, "<i4"),
        ]
        if batch.unit_ids:
            self._interval_ms = min(max(now_ms - self._feed_ms, 0), LOST_MS) if self._feed_ms >= 0 else 0
            self._feed_ms = now_ms
        accepted: list[tuple[str, Heard]] = []
        fresh_ms = max(FRESH_MS, 2 * self._interval_ms)
        rows = zip(batch.unit_ids, *(column.tolist() for column in columns), strict=True)
        for unit_id, lon, lat, speed, bearing, age in rows:
            if unit_id not in self.picture.units:
                self.counts["unknown unit"] += 1
                continue
            fix_ms = batch.t_ms - max(age, 0)
            why_not = self._sieve.look(unit_id, fix_ms, lon, lat, now_ms)
            if why_not:
                if why_not != "same":
                    self.counts[why_not] += 1
                continue
            before = self.heard.get(unit_id)
            in_row = before.in_row + 1 if before is not None and fix_ms - before.fix_ms < fresh_ms else 1
            fix = Heard(fix_ms, lon, lat, speed, bearing % 360, in_row)
            self.heard[unit_id] = fix
            accepted.append((unit_id, fix))
        return accepted

    def tick(self, now_ms: int) -> list[AnyCommand]:
        """Commands that are due at hub time `now_ms`; call it about once a second."""
        under_order = {
            order.unit_id: order for order in self.picture.orders.values() if order.state in OPEN_ORDER_STATES
        }
        commands: list[AnyCommand] = []
        commands += self._contacts(under_order, now_ms)
        commands += self._arrivals(under_order, now_ms)
        commands += self.watch_musters(now_ms)
        return commands

    def watch_musters(self, now_ms: int) -> list[AnyCommand]:
        """What the fences of musters ask for now: part of `tick`, and best called after each batch as well."""
        return self._muster_fences.look(self.picture, self.heard, now_ms, self._interval_ms)

    # -- contact -------------------------------------------------------------------------------------------------------

    def _contacts(self, under_order: dict[str, Order], now_ms: int) -> list[AnyCommand]:
        commands: list[AnyCommand] = []
        # with time running fast a second of silence is long in hub time: allow some batches to be missed
        missed_ms, fresh_ms = 4 * self._interval_ms, max(FRESH_MS, 2 * self._interval_ms)
        feed_alive = self._feed_ms >= 0 and now_ms - self._feed_ms <= max(FEED_SILENT_MS, missed_ms)
        for unit_id, fix in self.heard.items():
            unit = self.picture.units.get(unit_id)
            if unit is None:
                continue
            age_ms = now_ms - fix.fix_ms
            if unit.contact_lost:
                if (
                    age_ms <= fresh_ms
                    and fix.in_row >= REGAIN_FIXES
                    and self._may_ask("regain", unit_id, now_ms)
                ):
                    commands.append(RegainContact(unit_id=unit_id))
                continue
            limit_ms = max(LOST_UNDER_ORDER_MS if unit_id in under_order else LOST_MS, missed_ms)
            if (
                feed_alive
                and age_ms > limit_ms
                and unit.state is not UnitState.OUT_OF_SERVICE
                and self._may_ask("lose", unit_id, now_ms)
            ):
                commands.append(LoseContact(unit_id=unit_id, last_fix_ms=max(fix.fix_ms, 0)))
        return commands

    # -- arrival -------------------------------------------------------------------------------------------------------

    def _arrivals(self, under_order: dict[str, Order], now_ms: int) -> list[AnyCommand]:
        commands: list[AnyCommand] = []
        for gone in self._watches.keys() - {order.id for order in under_order.values()}:
            del self._watches[gone]
        for unit_id, order in under_order.items():
            fix = self.heard.get(unit_id)
            incident = self.picture.incidents.get(order.incident_id)
            if (
                fix is None
                or incident is None
                or order.state not in _BOUND
                or order.arrival_suggested_ms >= 0
            ):
                continue
            fence = self._fence(incident.place.lon_e7, incident.place.lat_e7, incident.type_code)
            watch = self._watches.setdefault(order.id, FenceWatch())
            away_m = fence.distance_m(fix.lon_e7, fix.lat_e7)
            arrived = watch.look(fence, away_m, fix.speed_cmps / 100, fix.fix_ms)
            if arrived and self._may_ask("arrive", order.id, now_ms):
                commands.append(SuggestArrival(order_id=order.id))
        return commands

    def _fence(self, lon_e7: int, lat_e7: int, type_code: str) -> Fence:
        key = (lon_e7, lat_e7, type_code)
        known = self._fences.get(key)
        if known is None:
            if len(self._fences) > 4096:
                self._fences.clear()
            kerb = self.street_point(lon_e7, lat_e7) if self.street_point is not None else (lon_e7, lat_e7)
            if distance_m(lon_e7, lat_e7, *kerb) > 250:
                kerb = (lon_e7, lat_e7)
            known = Fence.around(lon_e7, lat_e7, type_code, kerb)
            self._fences[key] = known
        return known

    def _may_ask(self, what: str, subject: str, now_ms: int) -> bool:
        asked = self._asked.get((what, subject))
        if asked is not None and now_ms - asked < ASK_AGAIN_MS:
            return False
        if len(self._asked) > 8192:
            self._asked = {key: at for key, at in self._asked.items() if now_ms - at < ASK_AGAIN_MS}
        self._asked[what, subject] = now_ms
        return True
