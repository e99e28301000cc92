"""Newest telemetry per topic: where units are, how long they would take, who is recommended. Qt main thread.

Fed by `SourceBridge.telemetry_came`; read by the models of queue, units, incident and map. Nothing here is part of the
picture: it may be old or missing, and everything that shows it says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from console.desk.proposal_hold import ProposalHold
from console.domain.orders.entities import Order
from console.wire.messages import Cover, EtaTable, Positions, Recommendation, Rings, Routes
from console.wire.muster_messages import MusterForecast, MusterPlans


@dataclass(frozen=True, slots=True)
class Fix:
    """A unit's newest position; `fix_ms` is hub time."""

    lon_e7: int
    lat_e7: int
    bearing_deg: int
    speed_mps: float
    fix_ms: int


class TelemetryStore:
    """Plain dictionaries, replaced by newer messages; old numbers of a numbered plan are dropped."""

    def __init__(self, comes: bool = True) -> None:
        """`comes`: whether any will; a journal has none."""
        self.comes = comes
        self.fixes: dict[str, Fix] = {}
        self.etas: dict[str, EtaTable] = {}
        self.advice: dict[str, Recommendation] = {}
        self.rings: dict[str, Rings] = {}
        self.routes: dict[str, Routes] = {}
        self.muster_plans: dict[str, MusterPlans] = {}
        self.forecasts: dict[str, MusterForecast] = {}
        self.cover: Cover | None = None
        self.hold = ProposalHold()
        self._eta_s: dict[str, dict[str, int]] = {}
        self._by_incident: dict[type, dict[str, Any]] = {
            EtaTable: self.etas,
            Recommendation: self.advice,
            Rings: self.rings,
            Routes: self.routes,
            MusterPlans: self.muster_plans,
            MusterForecast: self.forecasts,
        }

    def where(self, unit_id: str) -> tuple[int, int] | None:
        """Where a unit is: lon, lat × 10⁷; None where nobody knows."""
        fix = self.fixes.get(unit_id)
        return None if fix is None else (fix.lon_e7, fix.lat_e7)

    def take(self, messages: Iterable[Any]) -> frozenset[type]:
        """Keep what is new; returns the message types that brought something."""
        kinds: set[type] = set()
        for message in messages:
            kind = type(message)
            if kind in self._by_incident:
                self._by_incident[kind][message.incident_id] = message
                if kind is EtaTable:
                    self._eta_s.pop(message.incident_id, None)
            elif kind is Positions:
                self._take_positions(message)
            elif kind is Cover:
                self.cover = message
            else:
                continue
            kinds.add(kind)
        return frozenset(kinds)

    def forget_incident(self, incident_id: str) -> None:
        """Drop the plans of an incident that is over."""
        for table in (*self._by_incident.values(), self._eta_s):
            table.pop(incident_id, None)

    def keep_incidents(self, incident_ids: Container[str]) -> None:
        """Another picture: plans of incidents that it does not hold are dropped."""
        for incident_id in set().union(*self._by_incident.values()):
            if incident_id not in incident_ids:
                self.forget_incident(incident_id)

    def eta_s(self, incident_id: str, unit_id: str) -> int:
        """Seconds by road from now; −1 unknown or beyond the horizon.

        Turnout is included for units that are ordered to this incident and have not left, else not.
        """
        table = self._eta_s.get(incident_id)
        if table is None:
            message = self.etas.get(incident_id)
            if message is None:
                return -1
            seconds = np.frombuffer(message.eta_s_i32, dtype="<i4")
            table = dict(zip(message.unit_ids, seconds.tolist(), strict=False))
            self._eta_s[incident_id] = table
        return table.get(unit_id, -1)

    def eta_ms(self, incident_id: str, unit_id: str) -> int | None:
        """Hub time of the expected arrival; None when unknown."""
        seconds = self.eta_s(incident_id, unit_id)
        return None if seconds < 0 else self.etas[incident_id].t_ms + seconds * 1000

    def arrival_ms(self, order: Order) -> int | None:
        """Hub time at which an order's unit is expected: by the newest table, else as it was ordered; None: unknown."""
        newest_ms = self.eta_ms(order.incident_id, order.unit_id)
        if newest_ms is not None or order.eta_ms < 0:
            return newest_ms
        return order.dispatched_ms + order.eta_ms

    def _take_positions(self, message: Positions) -> None:
        rows = zip(message.unit_ids, *columns(message), strict=False)
        for unit_id, lon_e7, lat_e7, bearing_deg, speed_mps, age_ms in rows:
            self.fixes[unit_id] = Fix(lon_e7, lat_e7, bearing_deg, speed_mps, message.t_ms - age_ms)


def columns(batch: Positions) -> tuple[list[Any], ...]:
    """The columns of a batch: lon_e7, lat_e7, bearing_deg, speed_mps, age_ms; one value for each of its units."""
    lon, lat, age = (
        np.frombuffer(part, dtype="<i4").tolist() for part in (batch.lon_i32, batch.lat_i32, batch.age_ms_i32)
    )
    bearing = np.frombuffer(batch.bearing_i16, dtype="<i2").tolist()
    speed = (np.frombuffer(batch.speed_cmps_i16, dtype="<i2") / 100).tolist()
    return lon, lat, bearing, speed, age
