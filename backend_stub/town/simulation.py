"""The demo town as one seeded, steppable world: crews, callers, sensors, departments on one network.

Pure: no sockets, no wall clock; the same seed, scenario and pictures give the same commands and positions, byte for
byte. Any thread, one at a time. The service steps it by the hub's clock, headless runs in lock-step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backend_stub.intake import to_command
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.musters.destinations import destination
from console.domain.picture import Picture
from console.wire.messages import Positions

from .befalling import Befalling
from .callers import Callers, Eye, Happening, Site
from .crews import Crew, Scene
from .departments import Departments
from .driving import Driver
from .handling import Handling
from .muster_scenes import MusterScenes
from .network import Network, Zone
from .scenario import Scenario
from .sensing import Sensing
from .trips import Fix
from .weather import Weather

TICK_MS = 1_000
MOST_TICKS = 600
"""After a longer gap (a sleeping laptop) the time between is not lived through."""

Party = Literal["field", "gateway", "department"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A command and on whose seat it is asked."""

    party: Party
    command: AnyCommand


class Simulation:
    """The world. `step` first, then ask for positions or for what a camera sees."""

    def __init__(
        self,
        streets: Network,
        sites: Sequence[Site],
        scenario: Scenario,
        seed: int,
        *,
        quiet_ms: int = 0,
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
        self._befalling: Befalling | None = None
        self._callers: Callers | None = None
        self._sensing: Sensing | None = None
        self._tick_ms = -1
        self._closures: tuple[str, ...] = ()
        self._zones: tuple[Zone, ...] = ()
        self._closures_number = 0
        self.crews: dict[str, Crew] = {}

    @property
    def t_ms(self) -> int:
        """The newest tick lived through; −1 before the first."""
        return self._tick_ms

    @property
    def happenings(self) -> Sequence[Happening]:
        """What goes on in the world, and what just ended."""
        return self._callers.happenings if self._callers else ()

    def step(self, t_ms: int, picture: Picture) -> list[Wish]:
        """Live on to `t_ms` (whole ticks of a second) and say what everybody asks for."""
        target = t_ms // TICK_MS * TICK_MS
        if self._tick_ms < 0:
            self._begin(target, picture)
        first = max(self._tick_ms + TICK_MS, target - MOST_TICKS * TICK_MS)
        wishes: list[Wish] = []
        for tick_ms in range(first, target + 1, TICK_MS):
            self._tick_ms = tick_ms
            self._tick(tick_ms, picture, wishes)
        return wishes

    def positions(self, t_ms: int) -> Positions:
        """Fixes of all units that are heard, in the order of their call signs, one array per column."""
        heard = [(unit_id, crew) for unit_id, crew in sorted(self.crews.items()) if crew.heard_at(t_ms)]
        fixes = [crew.fix_at(t_ms) for _, crew in heard]
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

    def fix_of(self, unit_id: str, t_ms: int) -> Fix | None:
        """Where a unit is, heard or not."""
        crew = self.crews.get(unit_id)
        return crew.fix_at(t_ms) if crew else None

    # -- what befalls it -----------------------------------------------------------------------------------------------

    def happen(self, t_ms: int, type_code: str, calls: int, place: str) -> None:
        """Something happens now and is reported."""
        if self._callers is not None:
            self._callers.open_now(t_ms, type_code, calls, place)

    def turn_wind(self, from_deg: int, speed_mps: float) -> None:
        """The wind turns."""
        self._weather.turn(from_deg, speed_mps)

    # -- one tick ------------------------------------------------------------------------------------------------------

    def _begin(self, t_ms: int, picture: Picture) -> None:
        eyes = [Eye(camera.id, camera.lon_e7, camera.lat_e7) for camera in picture.cameras.values()]
        start_ms = t_ms + self._quiet_ms
        self._callers = Callers(self._scenario, self._sites, eyes, self._seed, start_ms)
        self._sensing = Sensing(self._scenario.sensors, self._seed, start_ms)
        self._befalling = Befalling(self._scenario.injects, self._sites, start_ms)
        self._tick_ms = t_ms - TICK_MS

    def _tick(self, t_ms: int, picture: Picture, wishes: list[Wish]) -> None:
        self._man_units(t_ms, picture)
        if self._befalling is not None:
            wishes += [Wish("gateway", ask) for ask in self._befalling.step(t_ms, picture, self)]
        self._follow_roads(picture)
        self._follow_work(t_ms, picture, wishes)
        wishes += [Wish("gateway", ask) for ask in self._weather.step(t_ms, picture.winds)]
        if self._callers is not None:
            for raw in self._callers.step(t_ms):
                known = raw.type_code in picture.incident_types
                party: Party = "field" if raw.channel == "grid_officer" else "gateway"
                command = to_command(raw)
                if not known:
                    continue
                wishes.append(Wish(party, command))
        if self._sensing is not None:
            wishes += [Wish("gateway", ask) for ask in self._sensing.step(t_ms, picture.sensors)]
        wishes += [Wish("department", ask) for ask in self._departments.step(t_ms, picture.incidents)]
        nothing = Scene(None, None, False, self._closures_number)
        for crew in self.crews.values():
            for ask in self._look(t_ms, crew, picture, nothing):
                wishes.append(Wish("field", ask))

    def _look(self, t_ms: int, crew: Crew, picture: Picture, nothing: Scene) -> list[AnyCommand]:
        unit = picture.units.get(crew.unit_id)
        if unit is None:
            return []
        order = picture.orders.get(unit.order_id) if unit.order_id else None
        incident = picture.incidents.get(order.incident_id) if order else None
        if order is None or incident is None:
            return crew.look(t_ms, unit, nothing)
        part = self._musters.part_of(order)
        scene = Scene(
            order=order,
            place=destination(picture, order),
            done=self._is_done(t_ms, incident.id),
            closures=self._closures_number,
            urgent=incident.kind is IncidentKind.EMERGENCY,
            type_code=incident.type_code,
            radius_m=self._musters.radius_m(order),
            part=part,
        )
        return crew.look(t_ms, unit, scene)

    def _man_units(self, t_ms: int, picture: Picture) -> None:
        if len(self.crews) == len(picture.units):
            return
        for unit in picture.units.values():
            if unit.id not in self.crews:
                crew = Crew(unit, self._driver, self._scenario.manners, self._seed)
                crew.begin(t_ms)
                self.crews[unit.id] = crew
        self.crews = dict(sorted(self.crews.items()))

    def _follow_roads(self, picture: Picture) -> None:
        """Closures that everybody knows, and what slows them besides."""
        closures = tuple(picture.closures)
        zones = self._befalling.zones if self._befalling is not None else ()
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

    def _follow_work(self, t_ms: int, picture: Picture, wishes: list[Wish]) -> None:
        """Musters by their checklist, everything else by its time; what is done puts the world in order."""
        asks = self._musters.step(t_ms, TICK_MS / 1000.0, picture, self.crews)
        wishes += [Wish("field", ask) for ask in asks]
        by_incident = self._handling.happenings_of(picture, self.happenings)
        done = self._handling.step(t_ms, picture, self.crews, by_incident, self._musters.leads)
        for incident_id in (*done, *self._musters.in_order):
            incident = picture.incidents.get(incident_id)
            if incident is not None:
                self._put_right(t_ms, incident, picture, by_incident)

    def _put_right(
        self, t_ms: int, incident: Incident, picture: Picture, happenings: dict[str, Happening]
    ) -> None:
        happening = happenings.get(incident.id)
        if happening is not None and happening.over_ms < 0:
            happening.over_ms = t_ms
        for call_id in incident.calls:
            call = picture.calls.get(call_id)
            if call is not None and call.source_id in picture.sensors and self._sensing is not None:
                self._sensing.calm(t_ms, call.source_id)
