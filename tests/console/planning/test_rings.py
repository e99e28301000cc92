from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.planning.rings import RingGrid
from console.planning.roads import Closed, Floats
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, field_to, lattice


def _inside(rings: list[Floats], lon: float, lat: float) -> bool:
    """Even–odd over all rings of one mark."""
    crossings = 0
    for ring in rings:
        x, y = ring[:, 0], ring[:, 1]
        across = (y[:-1] > lat) != (y[1:] > lat)
        at = x[:-1][across] + (lat - y[:-1][across]) / (y[1:] - y[:-1])[across] * (x[1:] - x[:-1])[across]
        crossings += int(np.count_nonzero(at > lon))
    return crossings % 2 == 1


@settings(max_examples=8)
@given(st.integers(0, 1000), st.floats(0.2, 0.8), st.floats(0.2, 0.8))
def test_a_ring_of_more_minutes_holds_those_of_fewer(seed: int, x: float, y: float) -> None:
    graph = lattice(16, 14, seed)
    field = field_to(graph, LON_DEG + x * 15 * STEP_DEG, LAT_DEG + y * 13 * STEP_DEG)
    smaller, larger = RingGrid.over(graph).rings(field, (1, 3))
    rng = np.random.default_rng(seed)
    for part_x, part_y in rng.uniform(-0.1, 1.1, (60, 2)).tolist():
        lon, lat = LON_DEG + part_x * 15 * STEP_DEG, LAT_DEG + part_y * 13 * STEP_DEG
        assert _inside(larger, lon, lat) or not _inside(smaller, lon, lat)


def test_rings_agree_with_etas_away_from_their_edges() -> None:
    graph = lattice(16, 14, seed=5)
    field = field_to(graph, LON_DEG + 7.5 * STEP_DEG, LAT_DEG + 6 * STEP_DEG)
    ring = RingGrid.over(graph, cell_m=50.0).rings(field, (2,))[0]
    for node in range(graph.nodes):
        seconds = float(field.seconds[node])
        if abs(seconds - 120.0) > 35.0:
            lon, lat = float(graph.lon_deg[node]), float(graph.lat_deg[node])
            assert _inside(ring, lon, lat) == (seconds < 120.0)


def test_rings_are_closed() -> None:
    graph = lattice(10, 10)
    field = field_to(graph, LON_DEG + 4.5 * STEP_DEG, LAT_DEG + 4 * STEP_DEG)
    for mark in RingGrid.over(graph).rings(field, (1, 2)):
        assert mark
        for ring in mark:
            assert ring[0].tolist() == pytest.approx(ring[-1].tolist())


def test_a_closure_makes_a_ring_smaller() -> None:
    graph = lattice(16, 14, seed=5)
    place = LON_DEG + 7.5 * STEP_DEG, LAT_DEG + 6 * STEP_DEG
    closure = Closed(place[0] + 2 * STEP_DEG, place[1], 250.0)
    grid = RingGrid.over(graph)
    free = grid.rings(field_to(graph, *place), (2,))[0]
    closed = grid.rings(field_to(graph, *place, [closure]), (2,))[0]
    assert _area(closed) < _area(free)


def _area(rings: list[Floats]) -> float:
    return abs(sum(float(np.sum(r[:-1, 0] * r[1:, 1] - r[1:, 0] * r[:-1, 1])) / 2 for r in rings))
