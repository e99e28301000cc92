from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.planning.roads import FREE_OFFSET_M, OFF_ROAD_MPS, PLACES, Closed, RoadGraph
from console.planning.travel_time import RoadState
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, by_hand, field_to, lattice

seeds = st.integers(0, 10_000)
parts = st.floats(0.0, 1.0)


def _place(part_x: float, part_y: float, columns: int = 7, rows: int = 6) -> tuple[float, float]:
    return LON_DEG + part_x * (columns - 1) * STEP_DEG, LAT_DEG + part_y * (rows - 1) * STEP_DEG


@settings(max_examples=25)
@given(seeds, parts, parts)
def test_a_field_is_what_dijkstra_by_hand_gives(seed: int, x: float, y: float) -> None:
    graph = lattice(7, 6, seed, one_way=0.3, missing=0.1)
    lon, lat = _place(x, y)
    closures = [Closed(*_place(y, x), 150.0)] if seed % 2 else []
    field = field_to(graph, lon, lat, closures, horizon_s=1e6)
    entered = [one for one in closures if graph.holds(one, lon, lat)]
    through, on_it = graph.weights(closures, entered)
    expected = by_hand(graph, through, field.target, on_it)
    assert field.seconds == pytest.approx(np.array(expected), abs=0.01)


@settings(max_examples=25)
@given(seeds, parts, parts)
def test_a_closure_never_shortens_an_eta(seed: int, x: float, y: float) -> None:
    graph = lattice(7, 6, seed, one_way=0.2)
    lon, lat = _place(x, y)
    rng = np.random.default_rng(seed)
    at = graph.snap(*_place(rng.random(20), rng.random(20)))  # type: ignore[arg-type]
    free = field_to(graph, lon, lat, horizon_s=1e6).eta_s(at)
    closed = field_to(graph, lon, lat, [Closed(*_place(rng.random(), rng.random()), 200.0)], 1e6).eta_s(at)
    assert (closed >= free - 1e-6).all()


@settings(max_examples=25)
@given(seeds, parts, parts)
def test_a_route_takes_as_long_as_its_eta_says(seed: int, x: float, y: float) -> None:
    graph = lattice(7, 6, seed)
    field = field_to(graph, *_place(x, y), horizon_s=1e6)
    at = graph.snap(*_place(y, 1 - x))
    lon, lat = field.route(at)
    eta = float(field.eta_s(at)[0])
    assert len(lon) >= 2
    off_street = (max(float(o.offset_m[0]) - FREE_OFFSET_M, 0.0) / OFF_ROAD_MPS for o in (at, field.target))
    assert _driven_s(graph, lon, lat) + sum(off_street) == pytest.approx(eta, abs=0.05)


@settings(max_examples=25)
@given(seeds, parts, parts)
def test_the_edges_of_a_way_hang_together_and_take_as_long_as_its_eta(seed: int, x: float, y: float) -> None:
    graph = lattice(7, 6, seed, one_way=0.2)
    field = field_to(graph, *_place(x, y), horizon_s=1e6)
    at = graph.snap(*_place(y, 1 - x))
    edges = field.way(at)
    if edges is None:
        assert np.isinf(field.eta_s(at)[0])
        return
    for before, after in pairwise(edges):
        assert min(before, after) < 0 or graph.edge_to[before] == graph.edge_from[after]
    lon, _ = field.route(at)
    assert len(lon) == len(edges) + 1
    between = sum(float(graph.seconds[edge]) for edge in edges[1:-1])
    off_street = (max(float(o.offset_m[0]) - FREE_OFFSET_M, 0.0) / OFF_ROAD_MPS for o in (at, field.target))
    assert between <= float(field.eta_s(at)[0]) - sum(off_street) + 0.05


def _driven_s(
    graph: RoadGraph,
    lon: np.ndarray[tuple[int], np.dtype[np.float64]],
    lat: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> float:
    """Time along a drawn way, each stretch at the speed of the lattice edge it lies on, in its direction."""
    x, y = graph.plane(lon, lat)
    total = 0.0
    for x0, y0, x1, y1 in zip(x[:-1], y[:-1], x[1:], y[1:], strict=True):
        length = float(np.hypot(x1 - x0, y1 - y0))
        if length < 1e-6:
            continue
        total += min(_seconds_on(graph, edge, (x0, y0), (x1, y1)) for edge in range(graph.edges))
    return total


def _seconds_on(graph: RoadGraph, edge: int, start: tuple[float, float], end: tuple[float, float]) -> float:
    a = np.array([graph.x_m[graph.edge_from[edge]], graph.y_m[graph.edge_from[edge]]])
    b = np.array([graph.x_m[graph.edge_to[edge]], graph.y_m[graph.edge_to[edge]]])
    along = b - a
    length = float(np.hypot(*along))
    parts_of = [float(np.dot(np.array(point) - a, along)) / length**2 for point in (start, end)]
    beside = [
        float(np.hypot(*(a + part * along - point)))
        for part, point in zip(parts_of, (start, end), strict=True)
    ]
    if max(beside) > 0.01 or parts_of[1] < parts_of[0] or parts_of[0] < -1e-6 or parts_of[1] > 1 + 1e-6:
        return float("inf")
    return (parts_of[1] - parts_of[0]) * float(graph.seconds[edge])


def test_fleets_asked_about_in_turn_are_never_taken_for_one_another() -> None:
    """What was made of the last points is kept for the next place, under the same closures only."""
    graph = lattice(7, 6, 3, one_way=0.2)
    shut = Closed(*_place(0.5, 0.5), 150.0)
    roads, closed = RoadState(graph), RoadState(graph, [shut])
    places = [_place(0.1, 0.2), _place(0.8, 0.7), _place(0.5, 0.5)]
    fleets = [
        graph.snap(*np.array([_place(0.3, one), _place(0.9, other)]).T)
        for one, other in ((0.1, 0.2), (0.6, 0.9))
    ]
    for state in (roads, closed, roads):
        for lon, lat in places:
            field = state.field_to(lon, lat, 1e6)
            for at in (*fleets, *fleets[:1]):
                alone = RoadState(graph, state.closures).field_to(lon, lat, 1e6).eta_s(at)
                assert field.eta_s(at).tolist() == alone.tolist()


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_places_searched_together_have_the_fields_that_each_has_alone(seed: int) -> None:
    """Islands, one-ways, closures that some lie in, places twice, off every street, on the street of a unit."""
    graph = lattice(7, 6, seed, one_way=0.3, missing=0.3)
    rng = np.random.default_rng(seed)
    shut = [Closed(*_place(*rng.random(2)), 250.0) for _ in range(seed % 3)]
    places = [_place(*rng.random(2)) for _ in range(2 * PLACES + 1)]
    places += [places[0], (LON_DEG + 1.0, LAT_DEG), *((one.lon_deg, one.lat_deg) for one in shut)]
    at = graph.snap(*np.array([*places, *(_place(*rng.random(2)) for _ in range(20))]).T)
    horizon_s = float(rng.choice([60.0, 200.0, 1e6]))
    together = RoadState(graph, shut).fields_to(places, horizon_s)
    for place, field in zip(places, together, strict=True):
        alone = field_to(graph, *place, shut, horizon_s)
        assert (field.lon_deg, field.lat_deg, field.reachable) == (*place, alone.reachable)
        assert field.eta_s(at).tolist() == alone.eta_s(at).tolist()
        ways = [
            [one.way(at.rows(slice(row, row + 1))) for row in range(len(places))] for one in (field, alone)
        ]
        assert ways[0] == ways[1]


def test_a_later_search_takes_nothing_from_an_earlier_one() -> None:
    """Many, then one, then none, then others: what was given out stays, and nothing of the last goes along."""
    graph = lattice(7, 6, 5, one_way=0.2)
    roads = RoadState(graph, [Closed(*_place(0.5, 0.5), 150.0)])
    places = [_place(part, 1 - part) for part in np.linspace(0.05, 0.95, PLACES).tolist()]
    first = roads.fields_to(places, 1e6)
    before = [field.seconds.tolist() for field in first]
    assert roads.fields_to([], 1e6) == []
    single = roads.field_to(*places[3], 1e6)
    roads.fields_to(places[::-1], 30.0)
    assert [field.seconds.tolist() for field in first] == before
    assert single.seconds.tolist() == before[3]


def test_a_unit_on_the_street_of_the_place_drives_straight() -> None:
    graph = lattice(4, 4)
    field = field_to(graph, LON_DEG + 0.75 * STEP_DEG, LAT_DEG)
    at = graph.snap(LON_DEG + 0.25 * STEP_DEG, LAT_DEG)
    edge = int(at.edge[0])
    forward = (
        edge
        if graph.lon_deg[graph.edge_to[edge]] > graph.lon_deg[graph.edge_from[edge]]
        else int(graph.opposite[edge])
    )
    assert field.eta_s(at)[0] == pytest.approx(0.5 * graph.seconds[forward], rel=1e-3)
    lon, _ = field.route(at)
    assert len(lon) == 2


def test_beyond_the_horizon_there_is_no_eta() -> None:
    graph = lattice(7, 6)
    at = graph.snap(*_place(1.0, 1.0))
    whole = float(field_to(graph, LON_DEG, LAT_DEG, horizon_s=1e6).eta_s(at)[0])
    assert np.isinf(field_to(graph, LON_DEG, LAT_DEG, horizon_s=whole - 1).eta_s(at)[0])
    assert field_to(graph, LON_DEG, LAT_DEG, horizon_s=whole + 1).eta_s(at)[0] == pytest.approx(whole)


def test_the_way_from_a_yard_to_the_street_counts() -> None:
    graph = lattice(4, 4)
    field = field_to(graph, LON_DEG, LAT_DEG)
    on_street = field.eta_s(graph.snap(LON_DEG + 0.5 * STEP_DEG, LAT_DEG))[0]
    in_yard = field.eta_s(graph.snap(LON_DEG + 0.5 * STEP_DEG, LAT_DEG - 85.0 / 110_974))[0]
    assert in_yard - on_street == pytest.approx((85.0 - FREE_OFFSET_M) / OFF_ROAD_MPS, abs=0.1)


def test_a_place_off_every_street_is_not_reachable() -> None:
    graph = lattice(4, 4)
    field = field_to(graph, LON_DEG + 1, LAT_DEG)
    at = graph.snap(LON_DEG, LAT_DEG)
    assert not field.reachable
    assert np.isinf(field.eta_s(at)).all()
    assert len(field.route(at)[0]) == 0


def test_a_unit_off_every_street_has_no_eta_and_no_route() -> None:
    graph = lattice(4, 4)
    field = field_to(graph, LON_DEG, LAT_DEG)
    at = graph.snap(LON_DEG + 1, LAT_DEG)
    assert np.isinf(field.eta_s(at)[0])
    assert len(field.route(at)[0]) == 0


def test_a_unit_inside_a_closure_gets_out_of_it() -> None:
    graph = lattice(7, 6)
    inside = _place(0.5, 0.4)
    field = field_to(graph, LON_DEG, LAT_DEG, [Closed(*inside, 120.0)], 1e6)
    assert np.isfinite(field.eta_s(graph.snap(*inside))[0])
