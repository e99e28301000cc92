"""How things stand, as all parts of the planner see it: picture, places, roads under closures, fields, cover, rosters.

`PlannerGround` is what is known of a town besides its roads: open places, water, plan cards; read once, then read only.
Without it rally points are junctions and nothing is wet.

Pure; owned by the planner's core, one thread. Everything that is costly is kept until what it hangs on has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backend_stub.town import files
from console.domain.musters.counting import Rosters, rosters
from console.domain.picture import Picture
from console.domain.registry.entities import Grid
from console.planning.areas import Water
from console.planning.cover import CoverFields, CoverTable, covers
from console.planning.pace import FASTEST
from console.planning.plan_cards import PlanCard, load_cards
from console.planning.rally import RallySpot, junctions, wind_from
from console.planning.roads import Closed, RoadGraph
from console.planning.travel_time import HORIZON_S, RoadState, TravelTimeField

from .whereabouts import Whereabouts

FIELDS_KEPT = 96


@dataclass(frozen=True, slots=True)
class PlannerGround:
    """`cards` by the type of incident."""

    spots: tuple[RallySpot, ...]
    water: Water
    cards: Mapping[str, PlanCard]

    @classmethod
    def bare(cls, graph: RoadGraph) -> PlannerGround:
        """Of a town of which only the roads are known."""
        return cls(tuple(junctions(graph)), Water(), load_cards())

    @classmethod
    def of_town(cls, town: Path) -> PlannerGround:
        """Of a town's files. Raises TownFileError or PlanCardError."""
        water = Water.of_geojson(files.read_base(town, "water"))
        return cls(spots_of(files.read_gazetteer(town)), water, load_cards())


def spots_of(entries: Iterable[files.GazetteerEntry]) -> tuple[RallySpot, ...]:
    """The gazetteer's entries as places where one might gather."""
    return tuple(
        RallySpot(one.id, one.kind, one.name_zh, one.name_en, one.lon, one.lat, one.grid) for one in entries
    )


class Situation:
    """`notice` when events may have been folded; `settle` before asking for places."""

    def __init__(self, graph: RoadGraph, picture: Picture, ground: PlannerGround) -> None:
        self.graph = graph
        self.picture = picture
        self.ground = ground
        self.whereabouts = Whereabouts(graph)
        self.roads = RoadState(graph)
        self.closures = 0
        """Goes up by one whenever other roads are closed."""
        self._cover: CoverTable | None = None
        self._covered: tuple[int, CoverTable | None, dict[str, tuple[str, ...]]] = (-1, None, {})
        self.population: dict[str, int] = {}
        self.standing = 0
        """Goes up by one whenever a unit's state, order or contact has changed."""
        self._standing: tuple[object, ...] = ()
        self._cover_fields: CoverFields | None = None
        self._fields: dict[tuple[int, int], TravelTimeField] = {}
        self._grids: tuple[Grid, ...] = ()
        self._rosters: tuple[int, Rosters] = (-1, {})
        self._seq = -1

    def replace(self, picture: Picture) -> None:
        """Another picture object, as after a snapshot: everything that hangs on it is looked at again."""
        self.picture = picture
        self._seq = -1
        self._rosters = (-1, {})

    def notice(self) -> None:
        """Look for other units, grids and closures, if events have been folded since."""
        if self.picture.seq == self._seq:
            return
        self._seq = self.picture.seq
        self.whereabouts.register(self.picture.units)
        standing = tuple(
            (unit.state, unit.order_id, unit.reserved, unit.contact_lost)
            for unit in self.picture.units.values()
        )
        if standing != self._standing:
            self._standing = standing
            self.standing += 1
        grids = tuple(self.picture.grids.values())
        if grids != self._grids:
            self._grids = grids
            self._cover_fields = None
            self.population = {grid.id: grid.population for grid in grids}
        closures = tuple(
            Closed(one.lon_e7 / 1e7, one.lat_e7 / 1e7, float(one.radius_m))
            for one in self.picture.closures.values()
        )
        if closures != self.roads.closures:
            self.roads = RoadState(self.graph, closures)
            self.closures += 1
            self._cover_fields = None
            self._fields.clear()

    def field(self, lon_e7: int, lat_e7: int) -> TravelTimeField:
        """Travel times to a place under today's closures; searched once."""
        place = (lon_e7, lat_e7)
        known = self._fields.pop(place, None)
        if known is None:
            known = self.roads.field_to(lon_e7 / 1e7, lat_e7 / 1e7, HORIZON_S * FASTEST)
            if len(self._fields) >= FIELDS_KEPT:
                del self._fields[next(iter(self._fields))]
        self._fields[place] = known
        return known

    def look_at_cover(self) -> CoverTable:
        """Look again at who covers what; kept for `cover` and `uncovers`."""
        if self._cover_fields is None:
            self._cover_fields = CoverFields.of(self.roads, self.picture.grids)
        free = [unit.id for unit in self.picture.units.values() if covers(unit)]
        known, at, turnout_s = self.whereabouts.part(free)
        self._cover = self._cover_fields.table(known, turnout_s, at)
        self._covered = (-1, None, {})
        return self._cover

    @property
    def cover(self) -> CoverTable | None:
        """Who covers what, by the last look, without those who have been taken away since; None before the first."""
        return self._still()[0]

    @property
    def uncovers(self) -> dict[str, tuple[str, ...]]:
        """For each covering unit the grids that it would leave below their minimum."""
        return self._still()[1]

    def _still(self) -> tuple[CoverTable | None, dict[str, tuple[str, ...]]]:
        if self._covered[0] != self.standing:
            table = self._cover
            if table is not None:
                units = self.picture.units
                still = [one in units and covers(units[one]) for one in table.unit_ids]
                if not all(still):
                    ids = tuple(one for one, stays in zip(table.unit_ids, still, strict=True) if stays)
                    table = CoverTable(table.grid_ids, table.minimum, ids, table.reach[:, still])
            self._covered = (self.standing, table, table.uncovers() if table is not None else {})
        return self._covered[1:]

    @property
    def cover_is_stale(self) -> bool:
        """Whether grids or roads have changed since the cover was looked at."""
        return self._cover_fields is None

    @property
    def rosters(self) -> Rosters:
        """Sworn officers on duty by unit."""
        if self._rosters[0] != self.picture.seq:
            self._rosters = (self.picture.seq, rosters(self.picture))
        return self._rosters[1]

    @property
    def wind_from_deg(self) -> float | None:
        """Where the wind comes from; None when it is calm or not known."""
        wind = next(iter(self.picture.winds.values()), None)
        return None if wind is None else wind_from(wind.from_deg, wind.speed_cmps)
