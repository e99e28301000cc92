"""What befalls the world at a scenario's moments: closures, slow zones, breakdowns, declines, more incidents, wind.

Pure, any thread; stepped by `backend_stub.town.simulation`, which gives it the world. An inject whose moment or place
is not there yet waits. It hangs on the muster of the incident that the scenario means, whatever else is mustered for.
Which units a breakdown takes follows from where they are, not from dice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.musters.entities import Muster
from console.domain.picture import Picture
from console.domain.registry.commands import CloseRoad, ReopenRoad
from console.domain.registry.entities import Unit
from console.geo import E7, distance_m, moved_e7

from . import scenario_story as story
from .callers import Callers, Happening
from .crews import Crew
from .files import GazetteerEntry
from .handling import happenings_of
from .network import Zone
from .scenario import Opening
from .weather import Weather

ASK_AGAIN_MS = 20_000


@dataclass(slots=True)
class Blockage:
    """A road that the world closes and, at `until_ms` (−1 = never), opens again."""

    inject: story.ClosureInject
    lon_e7: int
    lat_e7: int
    until_ms: int
    closure_id: str = ""
    asked_ms: int = -ASK_AGAIN_MS
    over: bool = False


class Befalling:
    """All injects of a scenario."""

    def __init__(
        self,
        injects: Sequence[story.AnyInject],
        gazetteer: Sequence[GazetteerEntry],
        start_ms: int,
        callers: Callers,
        weather: Weather,
        meant: Collection[str] = (),
    ) -> None:
        """`meant`: the types whose incidents an inject means that names none itself; empty = any."""
        self._waiting = list(injects)
        self._meant = frozenset(meant)
        self._true_types: dict[str, str] = {}
        self._gazetteer = gazetteer
        self._start_ms = start_ms
        self._callers = callers
        self._weather = weather
        self._blocks: list[Blockage] = []
        self._zones: list[tuple[int, Zone]] = []
        self.zones: tuple[Zone, ...] = ()
        """Those that slow now."""

    def step(
        self, t_ms: int, picture: Picture, crews: Mapping[str, Crew], happenings: Sequence[Happening] = ()
    ) -> list[AnyCommand]:
        """Let happen what is due; what the traffic centre asks for."""
        if not self._waiting and not self._blocks and not self._zones:
            return []
        if self._waiting:
            found = happenings_of(picture, happenings)
            self._true_types |= {incident_id: one.kind.type_code for incident_id, one in found.items()}
        for inject in list(self._waiting):
            muster = next(iter(self.meant_musters(picture, inject.incident)), None)
            since_ms = self._moment_ms(inject.after, muster)
            is_due = 0 <= since_ms <= t_ms - round(inject.at_s * 1000)
            if is_due and self._befall(t_ms, inject, picture, muster, crews):
                self._waiting.remove(inject)
        self._zones = [(until, zone) for until, zone in self._zones if until < 0 or t_ms < until]
        self.zones = tuple(zone for _, zone in self._zones)
        return [ask for block in self._blocks for ask in _follow(t_ms, block, picture)]

    def meant_musters(self, picture: Picture, type_code: str = "") -> list[Muster]:
        """Musters of an incident of that type, without one of those that the scenario means; by T0."""
        wanted = self._wanted(type_code)
        return [m for m in picture.musters.values() if self._means(wanted, m.incident_id, picture)]

    def _wanted(self, type_code: str) -> Collection[str]:
        return {type_code} if type_code else self._meant

    def _means(self, wanted: Collection[str], incident_id: str, picture: Picture) -> bool:
        """Whether an incident is of a meant type: by what really happens there, else by what the desk says."""
        incident = picture.incidents.get(incident_id)
        said = "" if incident is None else incident.type_code
        return not wanted or self._true_types.get(incident_id, said) in wanted

    def _moment_ms(self, moment: story.Moment, muster: Muster | None) -> int:
        if moment is story.Moment.START:
            return self._start_ms
        if muster is None:
            return -1
        return {
            story.Moment.ACTIVATED: muster.t0_ms,
            story.Moment.ORDERED: muster.ordered_ms,
            story.Moment.MUSTERED: muster.t1_ms,
            story.Moment.ARRIVED: muster.t2_ms,
        }[moment]

    def _befall(
        self,
        t_ms: int,
        inject: story.AnyInject,
        picture: Picture,
        muster: Muster | None,
        crews: Mapping[str, Crew],
    ) -> bool:
        """Whether it could happen now."""
        match inject:
            case story.ZoneInject() | story.ClosureInject():
                point = self._point(inject, picture, muster)
                if point is None:
                    return False
                until_ms = t_ms + round(inject.last_s * 1000) if inject.last_s else -1
                if isinstance(inject, story.ZoneInject):
                    self._zones.append((until_ms, Zone(*point, float(inject.radius_m), inject.factor)))
                else:
                    self._blocks.append(Blockage(inject, *point, until_ms))
            case story.BreakdownInject():
                musters = self.meant_musters(picture, inject.incident)
                return _break_down(t_ms, inject, musters, picture, crews)
            case story.DeclineInject():
                for unit_id in crews.keys() & set(inject.units):
                    crews[unit_id].decline_next(inject.reason)
            case story.IncidentInject():
                opening = Opening(
                    at_s=0.0, type_code=inject.type_code, calls=inject.calls, place=inject.place
                )
                self._callers.open(t_ms, opening)
            case story.WindInject():
                self._weather.turn(inject.from_deg, inject.speed_mps)
        return True

    def _point(self, inject: story.Placed, picture: Picture, muster: Muster | None) -> tuple[int, int] | None:
        """lon_e7, lat_e7; None while the scene or the rally point is not known."""
        if inject.place == "scene":
            place = self._scene(inject, picture, muster)
        elif inject.place == "rally":
            place = muster.plan.rally if muster is not None and muster.plan is not None else None
        else:
            entry = story.find_place(inject.place, self._gazetteer)
            place = (
                None if entry is None else Place(lon_e7=round(entry.lon * E7), lat_e7=round(entry.lat * E7))
            )
        if place is None:
            return None
        return moved_e7(place.lon_e7, place.lat_e7, inject.bearing_deg, inject.distance_m)

    def _scene(self, inject: story.Placed, picture: Picture, muster: Muster | None) -> Place | None:
        if muster is not None and muster.incident_id in picture.incidents:
            return picture.incidents[muster.incident_id].place
        wanted = self._wanted(inject.incident)
        major = (i for i in picture.incidents.values() if i.major and self._means(wanted, i.id, picture))
        return next((incident.place for incident in major), None)


def _follow(t_ms: int, block: Blockage, picture: Picture) -> list[AnyCommand]:
    """Close it, remember by which name, open it again when its time has come."""
    if block.over:
        return []
    if not block.closure_id:
        block.closure_id = _closure_at(block, picture)
    elif block.closure_id not in picture.closures:
        block.over = True
        return []
    opens = block.closure_id and 0 <= block.until_ms <= t_ms
    if (block.closure_id and not opens) or t_ms - block.asked_ms < ASK_AGAIN_MS:
        return []
    block.asked_ms = t_ms
    if opens:
        return [ReopenRoad(closure_id=block.closure_id)]
    radius_m, reason = block.inject.radius_m, block.inject.reason
    return [CloseRoad(lon_e7=block.lon_e7, lat_e7=block.lat_e7, radius_m=radius_m, reason=reason)]


def _closure_at(block: Blockage, picture: Picture) -> str:
    circle = (block.lon_e7, block.lat_e7, block.inject.radius_m)
    found = (c.id for c in picture.closures.values() if (c.lon_e7, c.lat_e7, c.radius_m) == circle)
    return next(found, "")


def _break_down(
    t_ms: int,
    inject: story.BreakdownInject,
    musters: Sequence[Muster],
    picture: Picture,
    crews: Mapping[str, Crew],
) -> bool:
    """The unit named, or those nearest to their goal (or strongest) of the musters' under way; False = none."""
    if inject.unit:
        crew = crews.get(inject.unit)
        if crew is None or not crew.under_way(t_ms):
            return False
        crew.break_down(inject.reason)
        return True
    able = [
        (_worth(t_ms, inject, crews[unit.unit_id], picture.units), unit.unit_id)
        for muster in musters
        for unit in muster.units
        if not unit.ended and unit.unit_id in crews and crews[unit.unit_id].under_way(t_ms)
        if picture.units[unit.unit_id].sworn
    ]
    for _, unit_id in sorted(able)[: inject.count]:
        crews[unit_id].break_down(inject.reason)
    return bool(able)


def _worth(t_ms: int, inject: story.BreakdownInject, crew: Crew, units: Mapping[str, Unit]) -> float:
    """The smaller, the sooner it is taken."""
    trip = crew.body.trip
    if inject.strongest or trip is None:
        return -float(units[crew.unit_id].sworn)
    fix = crew.body.fix_at(t_ms)
    return distance_m(fix.lon_e7, fix.lat_e7, trip.lon_e7[-1], trip.lat_e7[-1])
