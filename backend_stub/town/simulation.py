"""The demo town as one seeded, steppable world: crews, callers, sensors, departments on one network.

Pure: no sockets, no wall clock; the same seed, scenario and pictures give the same commands and positions, byte for
byte. Any thread, one at a time. The service steps it by the hub's clock, headless runs in lock-step.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backend_stub.intake import to_command
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.musters.destinations import destination
from console.domain.musters.entities import Muster
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.wire.messages import Positions

from .befalling import Befalling
from .callers import Callers, Happening, Site
from .crews import Crew, Mission
from .departments import Departments
from .driving import Driver
from .handling import Handling, happenings_of
from .muster_scenes import MusterScenes
from .network import Network, Zone
from .scenario import Scenario
from .sensing import Sensing
from .weather import Weather

TICK_MS = 1_000
MOST_TICKS = 600
"""After a longer gap (a sleeping laptop) the time between is not lived through."""


class Simulation:
    """The world. `step` first, then ask for positions or for what a camera sees."""

    _callers: Callers
    _sensing: Sensing
    _befalling: Befalling
    """Made at the first step, when the hour and the cameras are known."""

    def __init__(
        self, streets: Network, sites: Sequence[Site], scenario: Scenario, seed: int, *, quiet_ms: int = 0
    ) -> None:
        """`quiet_ms`: how long nothing happens at first, while units patrol already."""
        self._quiet_ms = quiet_ms
        self._streets = streets
        self._sites = sites
        self._scenario = scenario
        self._seed = seed
        self._driver = Driver(streets)
        self._departments = Departments(scenario.desk, seed)
        self._weather = Weather(scenario.wind, seed)
        self._handling = Handling(seed)
        self._musters = MusterScenes(scenario.scenes, seed)
        self._closures: tuple[str, ...] = ()
        self._zones: tuple[Zone, ...] = ()
        self._closures_number = 0
        self.crews: dict[str, Crew] = {}
        self.happenings: Sequence[Happening] = ()
        """What goes on in the world, and what just ended."""
        self.t_ms = -1
        """The newest tick lived through; −1 before the first."""

    def step(self, t_ms: int, picture: Picture) -> list[AnyCommand]:
        """Live on to `t_ms` (whole ticks of a second) and say what everybody asks for."""
        target = t_ms // TICK_MS * TICK_MS
        if self.t_ms < 0:
            self._begin(target, picture)
        first = max(self.t_ms + TICK_MS, target - MOST_TICKS * TICK_MS)
        asks: list[AnyCommand] = []
        for tick_ms in range(first, target + 1, TICK_MS):
            self.t_ms = tick_ms
            self._tick(tick_ms, picture, asks)
        return asks

    def meant_muster(self, picture: Picture) -> Muster | None:
        """The first muster of the incident that the scenario is about, by what really happens there; None before."""
        return next(iter(self._befalling.meant_musters(picture)), None) if self.t_ms >= 0 else None

    def positions(self, t_ms: int) -> Positions:
        """Fixes of all units that are heard, in the order of their call signs, one array per column."""
        heard = [(unit_id, crew) for unit_id, crew in sorted(self.crews.items()) if crew.beat.is_heard(t_ms)]
        fixes = [crew.body.fix_at(t_ms) for _, crew in heard]
        table = np.array(fixes, dtype=np.int64).reshape(-1, 4)
        return Positions(
            t_ms=t_ms,
            unit_ids=tuple(unit_id for unit_id, _ in heard),
            lon_i32=table[:, 0].astype("<i4").tobytes(),
            lat_i32=table[:, 1].astype("<i4").tobytes(),
            bearing_i16=table[:, 2].astype("<i2").tobytes(),
            speed_cmps_i16=table[:, 3].astype("<i2").tobytes(),
            age_ms_i32=np.zeros(len(fixes), dtype="<i4").tobytes(),
        )

    # -- one tick ------------------------------------------------------------------------------------------------------

    def _begin(self, t_ms: int, picture: Picture) -> None:
        cameras = tuple(picture.cameras.values())
        start_ms = t_ms + self._quiet_ms
        self._callers = Callers(self._scenario, self._sites, cameras, self._seed, start_ms)
        self._sensing = Sensing(self._scenario.sensors, self._seed, start_ms)
        self._befalling = Befalling(
            self._scenario.injects,
            self._sites,
            start_ms,
            self._callers,
            self._weather,
            [scene.type_code for scene in self._scenario.scenes],
        )
        self.happenings = self._callers.happenings
        self.t_ms = t_ms - TICK_MS

    def _tick(self, t_ms: int, picture: Picture, asks: list[AnyCommand]) -> None:
        self._man_units(t_ms, picture)
        asks += self._befalling.step(t_ms, picture, self.crews, self.happenings)
        self._follow_roads(picture)
        asks += self._follow_work(t_ms, picture)
        asks += self._weather.step(t_ms, picture.winds)
        reports = self._callers.step(t_ms)
        self.happenings = self._callers.happenings
        asks += [to_command(raw) for raw in reports if raw.type_code in picture.incident_types]
        asks += self._sensing.step(t_ms, picture.sensors)
        asks += self._departments.step(t_ms, picture.incidents)
        for crew in self.crews.values():
            unit = picture.units.get(crew.unit_id)
            if unit is not None:
                mission = self._mission(t_ms, picture, unit)
                asks += crew.look(t_ms, unit, mission, self._closures_number)

    def _mission(self, t_ms: int, picture: Picture, unit: Unit) -> Mission | None:
        order = picture.orders.get(unit.order_id) if unit.order_id else None
        incident = picture.incidents.get(order.incident_id) if order else None
        place = destination(picture, order) if order and incident else None
        if order is None or incident is None or place is None:
            return None
        return Mission(
            order=order,
            place=place,
            done=self._is_done(t_ms, incident.id),
            urgent=incident.kind is IncidentKind.EMERGENCY,
            type_code=incident.type_code,
            radius_m=self._musters.radius_m(order),
            part=self._musters.part_of(order),
        )

    def _man_units(self, t_ms: int, picture: Picture) -> None:
        if len(self.crews) == len(picture.units):
            return
        for unit in picture.units.values():
            if unit.id not in self.crews:
                crew = Crew(unit, self._driver, self._scenario.manners, self._seed)
                crew.beat.begin(t_ms)
                self.crews[unit.id] = crew
        self.crews = dict(sorted(self.crews.items()))

    def _follow_roads(self, picture: Picture) -> None:
        """Closures that everybody knows, and what slows them besides."""
        closures, zones = tuple(picture.closures), self._befalling.zones
        if closures != self._closures:
            self._closures = closures
            self._closures_number += 1
            self._streets.close(list(picture.closures.values()))
        if zones != self._zones:
            self._zones = zones
            self._closures_number += 1
            self._streets.slow(zones)

    # -- work on scene -------------------------------------------------------------------------------------------------

    def _is_done(self, t_ms: int, incident_id: str) -> bool:
        if self._musters.leads(incident_id):
            return self._musters.is_done(t_ms, incident_id)
        return self._handling.is_done(t_ms, incident_id)

    def _follow_work(self, t_ms: int, picture: Picture) -> list[AnyCommand]:
        """Musters by their checklist, everything else by its time; what is done puts the world in order."""
        asks = self._musters.step(t_ms, TICK_MS / 1000.0, picture, self.crews)
        by_incident = happenings_of(picture, self.happenings)
        done = self._handling.step(t_ms, picture, self.crews, by_incident, self._musters.leads)
        for incident_id in (*done, *self._musters.in_order):
            incident = picture.incidents.get(incident_id)
            if incident is not None:
                self._put_right(t_ms, incident, picture, by_incident.get(incident_id))
        return asks

    def _put_right(
        self, t_ms: int, incident: Incident, picture: Picture, happening: Happening | None
    ) -> None:
        if happening is not None and happening.over_ms < 0:
            happening.over_ms = t_ms
        for call_id in incident.calls:
            call = picture.calls.get(call_id)
            if call is not None and call.source_id in picture.sensors:
                self._sensing.calm(t_ms, call.source_id)
