from __future__ import annotations

import msgspec
import numpy as np
import pytest

from console.domain.orders.states import UnitState
from console.domain.registry.entities import Grid, Unit, UnitKind
from console.planning.cover import CoverFields, CoverTable, covers
from console.planning.roads import Closed
from console.planning.travel_time import RoadState
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, lattice


def _grid(grid_id: str, column: float, row: float, min_cover: int = 1) -> Grid:
    west, south = LON_DEG + column * STEP_DEG, LAT_DEG + row * STEP_DEG
    corners = [
        (west, south),
        (west + STEP_DEG, south),
        (west + STEP_DEG, south + STEP_DEG),
        (west, south + STEP_DEG),
    ]
    return Grid(
        id=grid_id,
        name_zh="",
        name_en="",
        subdistrict_zh="",
        subdistrict_en="",
        ring_e7=tuple(round(value * 1e7) for corner in corners for value in corner),
        min_cover=min_cover,
    )


def _table(reach: list[list[int]], minimum: list[int]) -> CoverTable:
    grids = tuple(f"G-{row}" for row in range(len(reach)))
    units = tuple(f"P-{column}" for column in range(len(reach[0])))
    return CoverTable(grids, np.array(minimum, dtype=np.int16), units, np.array(reach, dtype=np.bool_))


def test_counts_units_that_reach_each_grid() -> None:
    table = _table([[1, 1, 0], [0, 0, 0]], [1, 1])
    assert table.counts.tolist() == [2, 0]
    assert table.short == ("G-1",)


def test_a_unit_uncovers_the_grids_that_nobody_else_keeps() -> None:
    table = _table([[1, 0], [1, 1], [1, 1]], [1, 1, 2])
    assert table.uncovers() == {"P-0": ("G-0", "G-2"), "P-1": ("G-2",)}


def test_cover_needs_turnout_and_way_within_the_standard() -> None:
    graph = lattice(8, 8, seed=2)
    grids = {"G-1": _grid("G-1", 0, 0), "G-2": _grid("G-2", 6, 6)}
    fields = CoverFields.of(RoadState(graph), grids, standard_s=300.0)
    at = graph.snap([LON_DEG], [LAT_DEG])
    seconds = [float(field.eta_s(at)[0]) for field in fields.fields]
    quick = fields.table(["P-1"], np.array([0.0]), at)
    assert quick.reach[:, 0].tolist() == [value <= 300.0 for value in seconds]
    slow = fields.table(["P-1"], np.array([301.0]), at)
    assert slow.counts.tolist() == [0, 0]


def test_a_closure_can_only_take_cover_away() -> None:
    graph = lattice(8, 8, seed=2)
    grids = {"G-1": _grid("G-1", 3, 3)}
    at = graph.snap(graph.lon_deg, graph.lat_deg)
    units = [f"P-{number}" for number in range(graph.nodes)]
    none = np.zeros(graph.nodes)
    closure = Closed(LON_DEG + 2 * STEP_DEG, LAT_DEG + 3 * STEP_DEG, 150.0)
    free = CoverFields.of(RoadState(graph), grids, standard_s=60.0).table(units, none, at)
    closed = CoverFields.of(RoadState(graph, [closure]), grids, standard_s=60.0).table(units, none, at)
    assert not (closed.reach & ~free.reach).any()


def test_without_grids_there_is_nothing_to_cover() -> None:
    graph = lattice(3, 3)
    table = CoverFields.of(RoadState(graph), {}).table(["P-1"], np.zeros(1), graph.snap(LON_DEG, LAT_DEG))
    assert table.counts.tolist() == []
    assert table.uncovers() == {"P-1": ()}


UNIT = Unit(
    id="P-101", name_zh="", name_en="", kind=UnitKind.PATROL, tier=1, station="", home_lon_e7=0, home_lat_e7=0
)


@pytest.mark.parametrize(
    "change",
    [
        {"tier": 3},
        {"kind": UnitKind.VEHICLE},
        {"state": UnitState.ENROUTE},
        {"reserved": True},
        {"contact_lost": True},
    ],
)
def test_only_free_patrols_of_the_first_two_tiers_cover(change: dict[str, object]) -> None:
    assert covers(UNIT)
    assert not covers(msgspec.structs.replace(UNIT, **change))
