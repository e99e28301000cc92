from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.planning.roads import CRAWL_MPS, Closed, RoadGraph
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, field_to, lattice


def _nearest_by_hand(graph: RoadGraph, lon: float, lat: float) -> float:
    x, y = (float(value) for value in graph.plane(lon, lat))
    best = float("inf")
    for edge in range(graph.edges):
        a = np.array([graph.x_m[graph.edge_from[edge]], graph.y_m[graph.edge_from[edge]]])
        b = np.array([graph.x_m[graph.edge_to[edge]], graph.y_m[graph.edge_to[edge]]])
        part = np.clip(np.dot([x, y] - a, b - a) / np.dot(b - a, b - a), 0, 1)
        best = min(best, float(np.hypot(*(a + part * (b - a) - [x, y]))))
    return best


@settings(max_examples=40)
@given(st.floats(-0.2, 1.2), st.floats(-0.2, 1.2))
def test_snaps_to_the_nearest_street(part_x: float, part_y: float) -> None:
    graph = lattice(4, 3, seed=7)
    lon, lat = LON_DEG + part_x * 3 * STEP_DEG, LAT_DEG + part_y * 2 * STEP_DEG
    snapped = graph.snap(lon, lat)
    assert snapped.offset_m[0] == pytest.approx(_nearest_by_hand(graph, lon, lat), abs=0.5)


def test_a_snapped_position_lies_where_the_point_was_when_it_was_on_the_street() -> None:
    graph = lattice(4, 3)
    lon, lat = LON_DEG + 0.3 * STEP_DEG, LAT_DEG
    found_lon, found_lat = graph.position(graph.snap(lon, lat))
    assert found_lon[0] == pytest.approx(lon, abs=1e-7)
    assert found_lat[0] == pytest.approx(lat, abs=1e-7)


def test_a_point_far_from_every_street_is_not_snapped() -> None:
    snapped = lattice(3, 3).snap(LON_DEG + 1, LAT_DEG)
    assert snapped.edge[0] == -1
    assert np.isinf(snapped.offset_m[0])


def test_knows_the_edge_that_runs_the_other_way() -> None:
    graph = lattice(5, 5, seed=3, one_way=0.5)
    for edge, opposite in enumerate(graph.opposite.tolist()):
        if opposite >= 0:
            assert graph.edge_from[opposite] == graph.edge_to[edge]
            assert graph.edge_to[opposite] == graph.edge_from[edge]
    assert (graph.opposite < 0).any()


def test_a_closed_street_cannot_be_entered_but_left_at_a_crawl() -> None:
    graph = lattice(5, 5)
    middle = 12
    closed = Closed(float(graph.lon_deg[middle]), float(graph.lat_deg[middle]), 50.0)
    through, on_it = graph.weights([closed])
    entering = np.nonzero(graph.edge_to == middle)[0]
    leaving = np.nonzero(graph.edge_from == middle)[0]
    assert np.isinf(through[entering]).all()
    assert through[leaving] == pytest.approx(
        np.maximum(graph.length_m[leaving] / CRAWL_MPS, graph.seconds[leaving])
    )
    assert np.isfinite(on_it).all()
    others = np.setdiff1d(np.arange(graph.edges), np.concatenate([entering, leaving]))
    assert np.array_equal(through[others], graph.seconds[others])


def test_crews_called_into_a_closure_may_enter_it() -> None:
    graph = lattice(5, 5)
    lon, lat = float(graph.lon_deg[12]), float(graph.lat_deg[12])
    closed = Closed(lon, lat, 50.0)
    assert graph.holds(closed, lon, lat)
    through, _ = graph.weights([closed], [closed])
    assert np.isfinite(through).all()


def test_without_closures_nothing_is_copied() -> None:
    graph = lattice(3, 3)
    assert graph.weights([])[0] is graph.seconds


def test_the_hash_changes_with_a_speed() -> None:
    assert lattice(3, 3, seed=1).hash == lattice(3, 3, seed=1).hash
    assert lattice(3, 3, seed=1).hash != lattice(3, 3, seed=2).hash


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_refuses_an_edge_without_speed(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        RoadGraph([0.0, 1.0], [0.0, 0.0], [0], [1], [10.0], [speed])


def test_refuses_arrays_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="differ"):
        RoadGraph([0.0, 1.0], [0.0, 0.0], [0, 1], [1], [10.0], [1.0])
    with pytest.raises(ValueError, match="nodes and edges"):
        RoadGraph([], [], [], [], [], [])


def test_spatial_order_renumbers_nodes_and_changes_nothing_else() -> None:
    graph = lattice(9, 7, seed=3, one_way=0.2)
    speed = graph.length_m / graph.seconds
    ordered = RoadGraph.in_spatial_order(
        graph.lon_deg, graph.lat_deg, graph.edge_from, graph.edge_to, graph.length_m, speed
    )
    assert np.array_equal(ordered.lon_deg[ordered.edge_from], graph.lon_deg[graph.edge_from])
    assert np.array_equal(ordered.lat_deg[ordered.edge_to], graph.lat_deg[graph.edge_to])
    shuffled = np.random.default_rng(1).permutation(graph.nodes)
    scattered = np.hypot(np.diff(graph.x_m[shuffled]), np.diff(graph.y_m[shuffled])).sum()
    assert np.hypot(np.diff(ordered.x_m), np.diff(ordered.y_m)).sum() < scattered / 2
    at = (LON_DEG + 2.3 * STEP_DEG, LAT_DEG + 1.7 * STEP_DEG)
    places = graph.lon_deg, graph.lat_deg
    expected = field_to(graph, *at).eta_s(graph.snap(*places))
    assert field_to(ordered, *at).eta_s(ordered.snap(*places)) == pytest.approx(expected)
