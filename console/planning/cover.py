"""Cover (留守): how many free units of tiers 1 and 2 reach each grid within the standard, and what a dispatch strips.

Pure. The planner keeps one `CoverFields` per road state and asks it for a table each second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.domain.orders.states import UnitState
from console.domain.registry.entities import Grid, Unit, UnitKind

from . import pace
from .areas import GridIndex
from .roads import Floats, RoadGraph, Snapped
from .travel_time import RoadState, TravelTimeField

STANDARD_S = 300.0
"""A grid is covered by a unit that reaches the street nearest to its middle within 5 minutes, turnout included."""


@dataclass(frozen=True, slots=True)
class CoverTable:
    """`reach` bool[grids, units]: whether a covering unit gets there in time; ids in the order of the axes."""

    grid_ids: tuple[str, ...]
    minimum: NDArray[np.int16]
    unit_ids: tuple[str, ...]
    reach: NDArray[np.bool_]

    @property
    def counts(self) -> NDArray[np.int16]:
        """Covering units of each grid, int16[grids]."""
        return np.asarray(self.reach.sum(axis=1), dtype=np.int16)

    @property
    def short(self) -> tuple[str, ...]:
        """Grids below their minimum."""
        below = np.nonzero(self.counts < self.minimum)[0]
        return tuple(self.grid_ids[index] for index in below.tolist())

    def uncovers(self) -> dict[str, tuple[str, ...]]:
        """For each covering unit the grids that fall, or fall further, below their minimum when it leaves."""
        stripped = self.reach & (self.counts - 1 < self.minimum)[:, None]
        return {
            unit_id: tuple(self.grid_ids[index] for index in np.nonzero(stripped[:, column])[0].tolist())
            for column, unit_id in enumerate(self.unit_ids)
        }


@dataclass(frozen=True, slots=True)
class CoverFields:
    """Travel-time fields to the middles of all grids; made again when roads, closures or grids change."""

    grid_ids: tuple[str, ...]
    minimum: NDArray[np.int16]
    fields: tuple[TravelTimeField, ...]
    standard_s: float = STANDARD_S

    @classmethod
    def of(
        cls,
        roads: RoadState,
        grids: Mapping[str, Grid],
        standard_s: float = STANDARD_S,
    ) -> CoverFields:
        """One search per grid, cut off at the standard."""
        index = GridIndex(grids.values())
        lon, lat = _on_street(roads.graph, *index.middles())
        fields = tuple(roads.fields_to(list(zip(lon.tolist(), lat.tolist(), strict=True)), standard_s))
        minimum = np.array([grids[grid_id].min_cover for grid_id in index.ids], dtype=np.int16)
        return cls(tuple(index.ids), minimum, fields, standard_s)

    def table(self, unit_ids: Sequence[str], turnout_s: Floats, at: Snapped) -> CoverTable:
        """Cover by the given units (the caller passes those for which `covers` holds) at their snapped places."""
        if self.fields:
            road_s = np.stack([field.eta_s(at) for field in self.fields])
            reach = road_s / pace.RESPONSE[UnitKind.PATROL] + turnout_s <= self.standard_s
        else:
            reach = np.zeros((0, len(unit_ids)), dtype=np.bool_)
        return CoverTable(self.grid_ids, self.minimum, tuple(unit_ids), reach)


def _on_street(graph: RoadGraph, lon_deg: Floats, lat_deg: Floats) -> tuple[Floats, Floats]:
    """The street point nearest to each middle: a park or a lake in the middle of a grid needs no reaching."""
    snapped = graph.snap(lon_deg, lat_deg, within_m=5_000.0)
    near = snapped.edge >= 0
    street_lon, street_lat = graph.position(
        Snapped(np.maximum(snapped.edge, 0), snapped.along, snapped.offset_m)
    )
    return np.where(near, street_lon, lon_deg), np.where(near, street_lat, lat_deg)


def may_be_ordered(unit: Unit) -> bool:
    """Whether a unit is free for an order: available, in contact, no reserve."""
    return unit.state is UnitState.AVAILABLE and not unit.reserved and not unit.contact_lost


def covers(unit: Unit) -> bool:
    """Whether a unit counts for cover: free, on patrol or station duty of tier 1 or 2."""
    return unit.tier in {1, 2} and unit.kind in {UnitKind.PATROL, UnitKind.STATION} and may_be_ordered(unit)
