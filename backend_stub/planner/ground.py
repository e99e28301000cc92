"""What the planner knows of a town besides its roads: open places, water, plan cards. Read once, then read only.

Used by `backend_stub.beside` and the headless drill; without it rally points are junctions and nothing is wet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backend_stub.town import files
from console.planning.areas import Water
from console.planning.plan_cards import PlanCard, load_cards
from console.planning.rally import Spot, junctions
from console.planning.roads import RoadGraph


@dataclass(frozen=True, slots=True)
class PlannerGround:
    """`cards` by the type of incident."""

    spots: tuple[Spot, ...]
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


def spots_of(entries: Iterable[files.GazetteerEntry]) -> tuple[Spot, ...]:
    """The gazetteer's entries as places where one might gather."""
    return tuple(
        Spot(one.id, one.kind, one.name_zh, one.name_en, one.lon, one.lat, one.grid) for one in entries
    )
