"""The demo town as one seeded, steppable world: crews, callers, sensors, departments on one network.

Pure: no sockets, no wall clock; the same seed, scenario and pictures give the same commands and positions, byte for
byte. Any thread, one at a time. The service steps it by the hub's clock, headless runs in lock-step.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from backend_stub.intake.reports import to_command
from console.domain.commands import AnyCommand
from console.domain.entities import (
    OPEN_INCIDENT_STATES,
    CallState,
    Closure,
    Incident,
    IncidentKind,
    OrderState,
)
from console.domain.picture import Picture
from console.wire.messages import Positions

from .callers import Callers, Eye, Happening, Site
from .crews import Crew, Scene
from .departments import Departments
from .driving import Driver, Streets
from .scenario import Scenario
from .sensing import Sensing
from .trips import Fix

TICK_MS = 1_000
MOST_TICKS = 600
"""After a longer gap (a sleeping laptop) the time between is not lived through."""

Party = Literal["field", "gateway", "department"]


class ClosableStreets(Streets, Protocol):
    """A network on which roads can be closed."""

    def close(self, closures: Sequence[Closure]) -> None:
        """From now on these are closed, and no others."""
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """A command and on whose seat it is asked."""

    party: Party
    command: AnyCommand


class Simulation:
    """The world. `step` first, then ask for positions or for what a camera sees."""

    def __init__(
        self,
        streets: ClosableStreets,
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
        self._callers: Callers | None = None
        self._sensing: Sensing | None = None
        self._tick_ms = -1
        self._closures: tuple[str, ...] = ()
        self._closures_number = 0
        self._done_ms: dict[str, int] = {}
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

    # -- one tick ------------------------------------------------------------------------------------------------------

    def _begin(self, t_ms: int, picture: Picture) -> None:
        eyes = [Eye(camera.id, camera.lon_e7, camera.lat_e7) for camera in picture.cameras.values()]
        self._callers = Callers(self._scenario, self._sites, eyes, self._seed, t_ms + self._quiet_ms)
        self._sensing = Sensing(self._scenario.sensors, self._seed, t_ms + self._quiet_ms)
        self._tick_ms = t_ms - TICK_MS

    def _tick(self, t_ms: int, picture: Picture, wishes: list[Wish]) -> None:
        self._follow_closures(picture)
        self._man_units(t_ms, picture)
        self._follow_work(t_ms, picture)
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
        for crew in self.crews.values():
            wishes += [Wish("field", ask) for ask in self._look(t_ms, crew, picture)]

    def _look(self, t_ms: int, crew: Crew, picture: Picture) -> list[AnyCommand]:
        unit = picture.units.get(crew.unit_id)
        if unit is None:
            return []
        order = picture.orders.get(unit.order_id) if unit.order_id else None
        incident = picture.incidents.get(order.incident_id) if order else None
        done = incident is not None and 0 <= self._done_ms.get(incident.id, -1) <= t_ms
        place = incident.place if incident else None
        urgent = incident is None or incident.kind is IncidentKind.EMERGENCY
        return crew.look(t_ms, unit, Scene(order, place, done, self._closures_number, urgent))

    def _man_units(self, t_ms: int, picture: Picture) -> None:
        if len(self.crews) == len(picture.units):
            return
        for unit in picture.units.values():
            if unit.id not in self.crews:
                crew = Crew(
                    unit, self._driver, self._scenario.manners, random.Random(f"{self._seed}:{unit.id}")
                )
                crew.start_on_beat(t_ms)
                self.crews[unit.id] = crew
        self.crews = dict(sorted(self.crews.items()))

    def _follow_closures(self, picture: Picture) -> None:
        now = tuple(picture.closures)
        if now != self._closures:
            self._closures = now
            self._closures_number += 1
            self._streets.close(list(picture.closures.values()))

    # -- work on scene -------------------------------------------------------------------------------------------------

    def _follow_work(self, t_ms: int, picture: Picture) -> None:
        """When the first crew is at the place the work begins; when it is done, the world is in order again."""
        by_point = self._happening_by_incident(picture)
        for crew in self.crews.values():
            if not crew.at_work:
                continue
            order = picture.orders.get(picture.units[crew.unit_id].order_id)
            if order is None or order.state is not OrderState.ONSCENE or order.incident_id in self._done_ms:
                continue
            self._done_ms[order.incident_id] = t_ms + self._handle_ms(order.incident_id, by_point)
        for incident_id, done_ms in list(self._done_ms.items()):
            if incident_id not in picture.incidents:
                del self._done_ms[incident_id]
            elif t_ms >= done_ms:
                self._put_right(t_ms, picture.incidents[incident_id], picture, by_point)
        for incident_id, happening in by_point.items():
            if picture.incidents[incident_id].state not in OPEN_INCIDENT_STATES and happening.over_ms < 0:
                happening.over_ms = t_ms

    def _handle_ms(self, incident_id: str, happenings: dict[str, Happening]) -> int:
        happening = happenings.get(incident_id)
        if happening is not None:
            return happening.handle_ms
        return round(random.Random(f"{self._seed}:{incident_id}").uniform(60.0, 150.0) * 1000)

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

    def _happening_by_incident(self, picture: Picture) -> dict[str, Happening]:
        """Which incident is about which happening: by place and type of its calls, the newest of that type there."""
        at = {(happening.kind.type_code, happening.point): happening for happening in self.happenings}
        found: dict[str, Happening] = {}
        if not at:
            return found
        for call in picture.calls.values():
            if call.state in (CallState.ACCEPTED, CallState.MERGED) and call.incident_id in picture.incidents:
                happening = at.get((call.type_code, (call.place.lon_e7, call.place.lat_e7)))
                if happening is not None and call.reported_ms >= happening.at_ms:
                    found[call.incident_id] = happening
        return found
