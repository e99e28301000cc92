"""The planner without sockets: picture and positions in, numbered plans and early warnings out.

Pure given its inputs, one thread. The service (`backend_stub.planner.service`) ticks it about once a second; headless
runs tick it in lock-step. Fields are kept per incident until its place, the closures or the graph change.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident, IncidentKind, IncidentState
from console.domain.orders.entities import Order
from console.domain.picture import Picture
from console.domain.registry.entities import UnitKind
from console.planning import fallback
from console.planning.pace import pace
from console.planning.recommend import NOBODY_HELD, Held, recommend
from console.planning.rings import RingGrid
from console.planning.roads import Floats, RoadGraph
from console.planning.travel_time import TravelTimeField
from console.wire.messages import Positions

from . import plans
from .cover_gaps import Forewarning
from .journeys import DRONE_MPS, Journey, drive_s, journeys, line, orders_of, turnout_left_s
from .muster_planning import MusterPlanning
from .muster_watch import MusterWatch
from .plans import Planned
from .situation import PlannerGround, Situation
from .whereabouts import Whereabouts

RING_MINUTES = (3, 5, 10)
REFRESH_MS = 10_000
"""Every plan is said again after this long, for consoles that came later (telemetry has no memory)."""
COVER_EVERY_MS = 3_000
ADVICE_EVERY_MS = 2_000
"""How often a recommendation follows the units' movements; what happens to units it follows at once."""
UNSEEN_ADVICE_EVERY_MS = 6_000
ROUTES_EVERY_MS = 2_000
PLANNED = OPEN_INCIDENT_STATES - {IncidentState.SUSPENDED, IncidentState.PENDING_CHECK}


@dataclass(slots=True)
class _Target:
    """What is kept of one open incident."""

    field: TravelTimeField
    place: tuple[int, int]
    closures: int
    rings: list[list[Floats]] | None = None
    bound: bool = False
    """Somebody was on the way."""
    ways: Hashable = None
    routes_ms: int = 0
    advised_for: Hashable = None
    advised_ms: int = 0
    held: Held = NOBODY_HELD


class PlannerCore:
    """Give it a picture that somebody folds, positions as they come, and ticks on the folding thread."""

    def __init__(
        self,
        graph: RoadGraph,
        picture: Picture,
        ground: PlannerGround | None = None,
        *,
        draws: bool = True,
    ) -> None:
        """`draws` False = nobody looks (headless drills): no ETA tables, rings and routes, and recommendations follow
        movements less often."""
        self.graph = graph
        self._draws = draws
        self._advice_every_ms = ADVICE_EVERY_MS if draws else UNSEEN_ADVICE_EVERY_MS
        self._situation = Situation(graph, picture, ground or PlannerGround.bare(graph))
        self._ring_grid = RingGrid.over(graph)
        self._targets: dict[str, _Target] = {}
        self._cover_ms = -COVER_EVERY_MS
        self._forewarning = Forewarning()
        self._press = plans.Press(REFRESH_MS)
        self._desk = MusterPlanning(self._situation, self._press)
        self._watch = MusterWatch(self._situation, self._press, self._desk)

    @property
    def picture(self) -> Picture:
        """What is planned from."""
        return self._situation.picture

    @property
    def situation(self) -> Situation:
        """How things stand, as all of the planner sees it; to be read only."""
        return self._situation

    @property
    def whereabouts(self) -> Whereabouts:
        """Where units are."""
        return self._situation.whereabouts

    def replace(self, picture: Picture) -> None:
        """Another picture object, as after a snapshot: everything that hangs on it is looked at again."""
        self._situation.replace(picture)

    def positions(self, batch: Positions) -> None:
        """Newest fixes of the field."""
        self.whereabouts.put(batch)

    def tick(self, t_ms: int) -> Planned:
        """Plans that have changed, or are due again, and warnings, at hub time `t_ms`."""
        out = Planned()
        self._situation.notice()
        self.whereabouts.settle()
        self._cover(t_ms, out)
        incidents = {one.id: one for one in self.picture.incidents.values() if one.state in PLANNED}
        for gone in self._targets.keys() - incidents.keys():
            del self._targets[gone]
            self._press.forget(gone)
            self._desk.forget(gone)
        for incident in incidents.values():
            self._plan(incident, t_ms, out)
            if incident.major:
                out.plans += self._desk.plan(incident, t_ms)
        self._watch.look(t_ms, out)
        return out

    def hurry(self, t_ms: int) -> Planned:
        """Only what a muster's strip waits for, when an event has changed a muster; cheap enough for every event."""
        out = Planned()
        if self.picture.musters:
            self._situation.notice()
            self.whereabouts.settle()
            self._watch.look(t_ms, out, only_changed=True)
        return out

    # -- one incident --------------------------------------------------------------------------------------------------

    def _plan(self, incident: Incident, t_ms: int, out: Planned) -> None:
        target = self._target(incident)
        orders = orders_of(self._situation, incident)
        advised_for = (incident, self._situation.standing, tuple((one.state, one.silent) for one in orders))
        advises = advised_for != target.advised_for or t_ms - target.advised_ms >= self._advice_every_ms
        if not (advises or self._draws):
            return
        seconds, by_road = self._eta_s(target, incident.kind)
        drive = _whole(seconds)
        if self._draws:
            self._draw(incident, target, orders, seconds, by_road, t_ms, out)
        if advises:
            target.advised_for, target.advised_ms = advised_for, t_ms
            eta = dict(zip(self.whereabouts.ids, drive.tolist(), strict=True))
            found = recommend(self.picture, incident, eta, self._situation.uncovers, target.held)
            target.held = Held.of(found)
            if self._press.due("advice", incident.id, plans.gist(found), t_ms):
                number = self._press.number("advice", t_ms)
                out.plans.append(plans.recommendation(number, t_ms, incident.id, found))

    def _draw(
        self,
        incident: Incident,
        target: _Target,
        orders: list[Order],
        seconds: Floats,
        by_road: bool,
        t_ms: int,
        out: Planned,
    ) -> None:
        """What maps and lists show: ETAs of all units (`seconds` is changed), rings, routes."""
        press, ids, index = self._press, self.whereabouts.ids, self.whereabouts.index
        under_way = journeys(self._situation, incident, orders)
        if under_way:
            for unit_id, left_s in drive_s(self._situation, incident, under_way).items():
                seconds[index[unit_id]] = left_s
            for unit_id, left_s in turnout_left_s(orders, self.picture.units, t_ms).items():
                if unit_id in index:
                    seconds[index[unit_id]] += left_s
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
        self._routes(incident, target, under_way, t_ms, out)

    def _target(self, incident: Incident) -> _Target:
        place = (incident.place.lon_e7, incident.place.lat_e7)
        known = self._targets.get(incident.id)
        closures = self._situation.closures
        if known is None or known.place != place or known.closures != closures:
            reach = self._situation.field(*place)
            held = NOBODY_HELD if known is None else known.held
            bound = known is not None and known.bound
            known = _Target(reach, place, closures, bound=bound, held=held)
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

    def _routes(
        self, incident: Incident, target: _Target, under_way: list[Journey], t_ms: int, out: Planned
    ) -> None:
        """Routes of the units on their way; said once more, empty, when the last one has arrived."""
        if not under_way and not target.bound:
            return
        at = self.whereabouts.at
        ways = tuple((one.order.unit_id, one.field.lon_deg, one.field.lat_deg) for one in under_way)
        places = tuple((int(at.edge[one.row]), round(float(at.along[one.row]), 2)) for one in under_way)
        if ways == target.ways and t_ms - target.routes_ms < ROUTES_EVERY_MS:
            return
        if self._press.due("routes", incident.id, (ways, places, target.closures), t_ms):
            target.ways, target.routes_ms = ways, t_ms
            lines = [line(self._situation, one) for one in under_way]
            number = self._press.number("routes", t_ms)
            known = tuple(one.order.unit_id for one in under_way)
            out.plans.append(plans.routes(number, incident.id, known, lines))
        target.bound = bool(under_way)

    # -- cover ---------------------------------------------------------------------------------------------------------

    def _cover(self, t_ms: int, out: Planned) -> None:
        if t_ms - self._cover_ms < COVER_EVERY_MS and not self._situation.cover_is_stale:
            return
        self._cover_ms = t_ms
        table = self._situation.look_at_cover()
        counts = table.counts
        if self._press.due("cover", "", counts.tobytes(), t_ms):
            out.plans.append(plans.cover(self._press.number("cover", t_ms), t_ms, table))
        pairs = zip(counts.tolist(), table.minimum.tolist(), strict=True)
        out.commands += self._forewarning.look(dict(zip(table.grid_ids, pairs, strict=True)), t_ms)
        out.commands += self._watch.cover(table, t_ms)


def _whole(seconds: Floats) -> NDArray[np.int32]:
    return np.where(np.isfinite(seconds), np.round(seconds), -1).astype(np.int32)
