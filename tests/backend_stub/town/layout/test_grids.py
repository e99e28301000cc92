from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from console.planning.areas import GridIndex
from tests.backend_stub.town import demo_town


def _area(ring_e7: tuple[int, ...]) -> float:
    ring = np.array(ring_e7, dtype=np.float64).reshape(-1, 2)
    ring -= ring[0]
    nxt = np.roll(ring, -1, axis=0)
    return float(np.sum(ring[:, 0] * nxt[:, 1] - nxt[:, 0] * ring[:, 1]) / 2)


def test_grids_tile_the_town_without_gap_or_overlap() -> None:
    """Every border between two grids is run through once in each direction; what is left is one outer ring."""
    edges: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}
    for grid in demo_town.registry().grids:
        ring = list(zip(grid.ring_e7[::2], grid.ring_e7[1::2], strict=True))
        assert _area(grid.ring_e7) > 0
        closed = [*ring, ring[0]] if ring[0] != ring[-1] else ring
        for start, end in pairwise(closed):
            if start == end:
                continue
            assert (start, end) not in edges
            edges[start, end] = 1
    outer = {start: end for start, end in edges if (end, start) not in edges}
    start = next(iter(outer))
    walked, at = 0, outer[start]
    while at != start:
        walked += 1
        at = outer[at]
    assert walked + 1 == len(outer)
    boundary = [value for point in _walk(outer) for value in point]
    assert sum(_area(grid.ring_e7) for grid in demo_town.registry().grids) == pytest.approx(
        _area(tuple(boundary))
    )


def _walk(outer: dict[tuple[int, int], tuple[int, int]]) -> list[tuple[int, int]]:
    start = next(iter(outer))
    points, at = [start], outer[start]
    while at != start:
        points.append(at)
        at = outer[at]
    return points


def test_the_board_and_the_polygons_agree_on_where_things_lie() -> None:
    registry = demo_town.registry()
    index = GridIndex(registry.grids)
    for unit in registry.units:
        if unit.kind == "grid":
            assert index.at(unit.home_lon_e7, unit.home_lat_e7) == unit.grids[0]


def test_there_are_four_subdistricts_of_twelve_grids_in_six_communities() -> None:
    by_subdistrict: dict[str, list[str]] = {}
    for grid in demo_town.registry().grids:
        by_subdistrict.setdefault(grid.subdistrict_zh, []).append(grid.name_zh[:-3])
    assert [len(grids) for grids in by_subdistrict.values()] == [12] * 4
    assert [len(set(grids)) for grids in by_subdistrict.values()] == [6] * 4


def test_names_are_given_once() -> None:
    names = [grid.name_zh for grid in demo_town.registry().grids]
    assert len(set(names)) == 48


def test_a_place_knows_its_grid() -> None:
    _, _, grids = demo_town.board()
    cell = grids.cells[20]
    assert grids.at((cell.u0 + cell.u1) / 2, (cell.v0 + cell.v1) / 2) == cell.entity.id
    assert grids.at(99_999.0, 0.0) == ""
