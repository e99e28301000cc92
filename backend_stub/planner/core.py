"""The planner without sockets: picture and positions in, numbered plans and early warnings out.

Pure given its inputs, one thread. The service (`backend_stub.planner.service`) ticks it about once a second; headless
runs tick it in lock-step. Fields are kept per incident until its place, the closures or the graph change.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from console.domain.commands import AnyCommand
from console.domain.entities import (
    OPEN_INCIDENT_STATES,
    Grid,
    Incident,
    IncidentKind,
    IncidentState,
    Order,
    OrderState,
    UnitKind,
)
from console.domain.picture import Picture
from console.planning import fallback
from console.planning.cover import CoverFields, covers
from console.planning.pace import FASTEST, pace
from console.planning.recommend import NOBODY_HELD, Held, recommend
from console.planning.rings import RingGrid
from console.planning.roads import FREE_OFFSET_M, Closed, Floats, RoadGraph, Snapped
from console.planning.travel_time import HORIZON_S, RoadState, TravelTimeField
from console.wire.messages import Cover, EtaTable, Positions, Recommendation, Rings, Routes

from . import plans
from .departures import turnout_left_s
from .forewarning import Forewarning
from .whereabouts import Whereabouts

Plan = EtaTable | Rings | Routes | Recommendation | Cover

RING_MINUTES = (3, 5, 10)
REFRESH_MS = 10_000
"""Every plan is said again after this long, for consoles that came later (telemetry has no memory)."""
COVER_EVERY_MS = 3_000
DRONE_MPS = 15.0
_BOUND = frozenset({OrderState.DISPATCHED, OrderState.ACKNOWLEDGED, OrderState.ENROUTE})
_PLANNED = OPEN_INCIDENT_STATES - {IncidentState.SUSPENDED, IncidentState.PENDING_CHECK}


@dataclass(slots=True)
class Planned:
    """What one tick gave."""

    plans: list[Plan] = field(default_factory=list)
    commands: list[AnyCommand] = field(default_factory=list)


@dataclass(slots=True)
class _Target:
    """What is kept of one open incident."""

    field: TravelTimeField
    place: tuple[int, int]
    closures: int
    rings: list[list[Floats]] | None = None
    bound: tuple[str, ...] = ()
    held: Held = NOBODY_HELD


class PlannerCore:
    """Give it a picture that somebody folds, positions as they come, and ticks on the folding thread."""

    def __init__(self, graph: RoadGraph, picture: Picture) -> None:
        self.graph = graph
        self.picture = picture
        self.whereabouts = Whereabouts(graph)
        self._ring_grid = RingGrid.over(graph)
        self._targets: dict[str, _Target] = {}
        self._roads = RoadState(graph)
        self._closure_version = 0
        self._cover_fields: CoverFields | None = None
        self._cover_ms = -COVER_EVERY_MS
        self._uncovers: dict[str, tuple[str, ...]] = {}
        self._forewarning = Forewarning()
        self._press = plans.Press(REFRESH_MS)
        self._grids: tuple[Grid, ...] = ()
        self._seq = -1

    def replace(self, picture: Picture) -> None:
        """Another picture object, as after a snapshot: everything that hangs on it is looked at again."""
        self.picture = picture
        self._seq = -1

    def positions(self, batch: Positions) -> None:
        """Newest fixes of the field."""
        self.whereabouts.put(batch)

    def tick(self, t_ms: int) -> Planned:
        """Plans that have changed, or are due again, and warnings, at hub time `t_ms`."""
        out = Planned()
        if self.picture.seq != self._seq:
            self._notice()
        self.whereabouts.settle()
        self._cover(t_ms, out)
        incidents = {one.id: one for one in self.picture.incidents.values() if one.state in _PLANNED}
        for gone in self._targets.keys() - incidents.keys():
            del self._targets[gone]
            self._press.forget(gone)
        for incident in incidents.values():
            self._plan(incident, t_ms, out)
        return out

    # -- what changed --------------------------------------------------------------------------------------------------

    def _notice(self) -> None:
        """Events have been folded since the last tick: look for other units, grids and closures."""
        self._seq = self.picture.seq
        self.whereabouts.register(self.picture.units)
        grids = tuple(self.picture.grids.values())
        if grids != self._grids:
            self._grids = grids
            self._cover_fields = None
        closures = tuple(
            Closed(one.lon_e7 / 1e7, one.lat_e7 / 1e7, float(one.radius_m))
            for one in self.picture.closures.values()
        )
        if closures != self._roads.closures:
            self._roads = RoadState(self.graph, closures)
            self._closure_version += 1
            self._cover_fields = None

    # -- one incident --------------------------------------------------------------------------------------------------

    def _plan(self, incident: Incident, t_ms: int, out: Planned) -> None:
        target = self._target(incident)
        seconds, by_road = self._eta_s(target, incident.kind)
        press, ids = self._press, self.whereabouts.ids
        drive = _whole(seconds)
        for unit_id, left_s in turnout_left_s(self._orders(incident), self.picture.units, t_ms).items():
            if unit_id in self.whereabouts.index:
                seconds[self.whereabouts.index[unit_id]] += left_s
        whole = _whole(seconds)
        if press.eta_due(incident.id, whole, t_ms):
            out.plans.append(
                plans.eta_table(press.number("eta", t_ms), t_ms, incident.id, ids, whole, by_road)
            )
        if target.rings is None:
            target.rings = self._rings(target.field, incident.kind)
            press.drop("rings", incident.id)
        if target.rings and press.due("rings", incident.id, target.closures, t_ms):
            out.plans.append(
                plans.rings(press.number("rings", t_ms), incident.id, RING_MINUTES, target.rings)
            )
        self._routes(incident, target, t_ms, out)
        eta = dict(zip(ids, drive.tolist(), strict=True))
        found = recommend(self.picture, incident, eta, self._uncovers, target.held)
        target.held = Held.of(found)
        if press.due("advice", incident.id, plans.gist(found), t_ms):
            number = press.number("advice", t_ms)
            out.plans.append(plans.recommendation(number, t_ms, incident.id, found))

    def _target(self, incident: Incident) -> _Target:
        place = (incident.place.lon_e7, incident.place.lat_e7)
        known = self._targets.get(incident.id)
        if known is None or known.place != place or known.closures != self._closure_version:
            reach = self._roads.field_to(place[0] / 1e7, place[1] / 1e7, HORIZON_S * FASTEST)
            held = NOBODY_HELD if known is None else known.held
            bound = () if known is None else known.bound
            known = _Target(reach, place, self._closure_version, bound=bound, held=held)
            self._targets[incident.id] = known
        return known

    def _eta_s(self, target: _Target, kind: IncidentKind) -> tuple[Floats, bool]:
        """Seconds of all units; drones fly straight, and where no street is near, everything is guessed."""
        where = self.whereabouts
        lon, lat = target.place[0] / 1e7, target.place[1] / 1e7
        if not target.field.reachable:
            return fallback.eta_s(where.lon_deg, where.lat_deg, lon, lat), False
        paces = np.array([pace(unit.kind, kind) for unit in self.picture.units.values()])
        seconds = target.field.eta_s(where.at) / paces
        drones = [where.index[u.id] for u in self.picture.units.values() if u.kind is UnitKind.DRONE]
        if drones:
            away = fallback.distance_m(where.lon_deg[drones], where.lat_deg[drones], lon, lat)
            seconds[drones] = away / DRONE_MPS
        return seconds, True

    def _rings(self, field: TravelTimeField, kind: IncidentKind) -> list[list[Floats]]:
        """Rings of a patrol's minutes; none where no street is near."""
        factor = pace(UnitKind.PATROL, kind)
        marks = [minutes * factor for minutes in RING_MINUTES]
        return self._ring_grid.rings(field, marks) if field.reachable else []

    def _routes(self, incident: Incident, target: _Target, t_ms: int, out: Planned) -> None:
        """Routes of the units on their way here; said once more, empty, when the last one has arrived."""
        bound = tuple(order.unit_id for order in self._orders(incident) if order.state in _BOUND)
        if not bound and not target.bound:
            return
        known, at, _ = self.whereabouts.part(bound)
        places = tuple(
            (int(edge), round(float(part), 2)) for edge, part in zip(at.edge, at.along, strict=True)
        )
        if self._press.due("routes", incident.id, (tuple(known), places, target.closures), t_ms):
            lines = [self._line(target, at, row, unit_id) for row, unit_id in enumerate(known)]
            number = self._press.number("routes", t_ms)
            out.plans.append(plans.routes(number, incident.id, tuple(known), lines))
        target.bound = bound

    def _line(self, target: _Target, at: Snapped, row: int, unit_id: str) -> tuple[Floats, Floats]:
        """The way by road, and what lies beside the streets at both of its ends."""
        lon, lat = target.field.route(at, row)
        if not len(lon):
            return lon, lat
        if float(at.offset_m[row]) > FREE_OFFSET_M:
            number = self.whereabouts.index[unit_id]
            lon = np.insert(lon, 0, self.whereabouts.lon_deg[number])
            lat = np.insert(lat, 0, self.whereabouts.lat_deg[number])
        if float(target.field.target.offset_m[0]) > FREE_OFFSET_M:
            lon, lat = np.append(lon, target.field.lon_deg), np.append(lat, target.field.lat_deg)
        return lon, lat

    def _orders(self, incident: Incident) -> list[Order]:
        orders = self.picture.orders
        return [orders[order_id] for order_id in incident.orders if order_id in orders]

    # -- cover ---------------------------------------------------------------------------------------------------------

    def _cover(self, t_ms: int, out: Planned) -> None:
        if t_ms - self._cover_ms < COVER_EVERY_MS and self._cover_fields is not None:
            return
        self._cover_ms = t_ms
        if self._cover_fields is None:
            self._cover_fields = CoverFields.of(self._roads, self.picture.grids)
        free = [unit.id for unit in self.picture.units.values() if covers(unit)]
        known, at, turnout_s = self.whereabouts.part(free)
        table = self._cover_fields.table(known, turnout_s, at)
        self._uncovers = table.uncovers()
        counts = table.counts
        if self._press.due("cover", "", counts.tobytes(), t_ms):
            out.plans.append(plans.cover(self._press.number("cover", t_ms), t_ms, table))
        pairs = zip(counts.tolist(), table.minimum.tolist(), strict=True)
        out.commands += self._forewarning.look(dict(zip(table.grid_ids, pairs, strict=True)), t_ms)


def _whole(seconds: Floats) -> NDArray[np.int32]:
    return np.where(np.isfinite(seconds), np.round(seconds), -1).astype(np.int32)
