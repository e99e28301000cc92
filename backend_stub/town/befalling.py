"""What befalls the world at a scenario's moments: closures, slow zones, breakdowns, declines, more incidents, wind.

Pure, any thread; stepped by `backend_stub.town.simulation`, which gives it the world. An inject whose moment or place
is not there yet waits. Which units a breakdown takes follows from where they are, not from dice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.musters.entities import Muster
from console.domain.picture import Picture
from console.domain.registry.commands import CloseRoad, ReopenRoad
from console.domain.registry.entities import Unit
from console.geo import E7, distance_m, moved_e7

from .crews import Crew
from .files import GazetteerEntry
from .network import Zone
from .scenario_story import (
    AnyInject,
    BreakdownInject,
    ClosureInject,
    DeclineInject,
    IncidentInject,
    Moment,
    Placed,
    WindInject,
    ZoneInject,
    find_place,
)

ASK_AGAIN_MS = 20_000


@dataclass(slots=True)
class Block:
    """A road that the world closes and, at `until_ms` (−1 = never), opens again."""

    inject: ClosureInject
    lon_e7: int
    lat_e7: int
    until_ms: int
    closure_id: str = ""
    asked_ms: int = -ASK_AGAIN_MS
    over: bool = False


class World(Protocol):
    """What injects do to the town."""

    crews: dict[str, Crew]

    def happen(self, t_ms: int, type_code: str, calls: int, place: str) -> None:
        """Something happens and is reported."""
        ...

    def turn_wind(self, from_deg: int, speed_mps: float) -> None:
        """The wind turns."""
        ...


@dataclass(slots=True)
class Befalling:
    """All injects of a scenario."""

    injects: Sequence[AnyInject]
    gazetteer: Sequence[GazetteerEntry]
    start_ms: int
    zones: tuple[Zone, ...] = ()
    """Those that slow now."""
    _waiting: list[AnyInject] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _zones: list[tuple[int, Zone]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._waiting = list(self.injects)

    def step(self, t_ms: int, picture: Picture, world: World) -> list[AnyCommand]:
        """Let happen what is due; what the traffic centre asks for."""
        if not self._waiting and not self._blocks and not self._zones:
            return []
        muster = next((m for m in picture.musters.values()), None)
        for inject in list(self._waiting):
            since_ms = self._moment_ms(inject.after, muster)
            if 0 <= since_ms <= t_ms - round(inject.at_s * 1000) and self._befall(
                t_ms, inject, picture, muster, world
            ):
                self._waiting.remove(inject)
        self._zones = [(until, zone) for until, zone in self._zones if until < 0 or t_ms < until]
        zones = tuple(zone for _, zone in self._zones)
        if zones != self.zones:
            self.zones = zones
        return [ask for block in self._blocks for ask in _follow(t_ms, block, picture)]

    def _moment_ms(self, moment: Moment, muster: Muster | None) -> int:
        if moment is Moment.START:
            return self.start_ms
        if muster is None:
            return -1
        return {
            Moment.ACTIVATED: muster.t0_ms,
            Moment.ORDERED: muster.ordered_ms,
            Moment.MUSTERED: muster.t1_ms,
            Moment.ARRIVED: muster.t2_ms,
        }[moment]

    def _befall(
        self, t_ms: int, inject: AnyInject, picture: Picture, muster: Muster | None, world: World
    ) -> bool:
        """Whether it could happen now."""
        if isinstance(inject, Placed):
            point = self._point(inject, picture, muster)
            if point is None:
                return False
            until_ms = t_ms + round(inject.last_s * 1000) if inject.last_s else -1
            if isinstance(inject, ZoneInject):
                self._zones.append((until_ms, Zone(*point, float(inject.radius_m), inject.factor)))
            elif isinstance(inject, ClosureInject):
                self._blocks.append(Block(inject, *point, until_ms))
        elif isinstance(inject, BreakdownInject):
            return _break_down(t_ms, inject, picture, world)
        elif isinstance(inject, DeclineInject):
            for unit_id in inject.units:
                if unit_id in world.crews:
                    world.crews[unit_id].decline_next(inject.reason)
        elif isinstance(inject, IncidentInject):
            world.happen(t_ms, inject.type_code, inject.calls, inject.place)
        elif isinstance(inject, WindInject):
            world.turn_wind(inject.from_deg, inject.speed_mps)
        return True

    def _point(self, inject: Placed, picture: Picture, muster: Muster | None) -> tuple[int, int] | None:
        """lon_e7, lat_e7; None while the scene or the rally point is not known."""
        if inject.place in ("scene", "rally"):
            place = _scene(picture, muster) if inject.place == "scene" else _rally(muster)
            if place is None:
                return None
            lon_e7, lat_e7 = place.lon_e7, place.lat_e7
        else:
            entry = find_place(inject.place, self.gazetteer)
            if entry is None:
                return None
            lon_e7, lat_e7 = round(entry.lon * E7), round(entry.lat * E7)
        return moved_e7(lon_e7, lat_e7, inject.bearing_deg, inject.distance_m)


def _scene(picture: Picture, muster: Muster | None) -> Place | None:
    if muster is None or muster.incident_id not in picture.incidents:
        return next((i.place for i in picture.incidents.values() if i.major), None)
    return picture.incidents[muster.incident_id].place


def _rally(muster: Muster | None) -> Place | None:
    return muster.plan.rally if muster is not None and muster.plan is not None else None


def _follow(t_ms: int, block: Block, picture: Picture) -> list[AnyCommand]:
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
    closed = CloseRoad(
        lon_e7=block.lon_e7, lat_e7=block.lat_e7, radius_m=block.inject.radius_m, reason=block.inject.reason
    )
    return [closed]


def _closure_at(block: Block, picture: Picture) -> str:
    for closure in picture.closures.values():
        if (closure.lon_e7, closure.lat_e7, closure.radius_m) == (
            block.lon_e7,
            block.lat_e7,
            block.inject.radius_m,
        ):
            return closure.id
    return ""


def _break_down(t_ms: int, inject: BreakdownInject, picture: Picture, world: World) -> bool:
    """The unit named, or those nearest to their goal (or strongest) of a muster's that are under way; False = none."""
    if inject.unit:
        crew = world.crews.get(inject.unit)
        if crew is None or not crew.under_way(t_ms):
            return False
        crew.break_down(inject.reason)
        return True
    able = [
        (_worth(t_ms, inject, world.crews[unit.unit_id], picture.units), unit.unit_id)
        for muster in picture.musters.values()
        for unit in muster.units
        if not unit.ended and unit.unit_id in world.crews and world.crews[unit.unit_id].under_way(t_ms)
        if picture.units[unit.unit_id].sworn
    ]
    for _, unit_id in sorted(able)[: inject.count]:
        world.crews[unit_id].break_down(inject.reason)
    return bool(able)


def _worth(t_ms: int, inject: BreakdownInject, crew: Crew, units: Mapping[str, Unit]) -> float:
    """The smaller, the sooner it is taken."""
    trip = crew.trip
    if inject.strongest or trip is None:
        return -float(units[crew.unit_id].sworn)
    fix = crew.fix_at(t_ms)
    return distance_m(fix.lon_e7, fix.lat_e7, trip.lon_e7[-1], trip.lat_e7[-1])
