"""The network finds the planner's ways, keeps out of closed roads, and lets out who stands inside."""

from __future__ import annotations

from itertools import pairwise

import pytest

from backend_stub.town import files
from backend_stub.town.network import Network, Zone, graph_of
from console.domain.registry.entities import Closure
from console.geo import distance_m
from console.planning.roads import CRAWL_MPS, Closed
from console.planning.travel_time import RoadState
from tests.backend_stub.town import demo_town
from tests.backend_stub.town.stand import SIDE, SOUTH, STEP_DEG, WEST, small_network


def _point(east: float, north: float) -> tuple[int, int]:
    return round((WEST + STEP_DEG * east) * 1e7), round((SOUTH + STEP_DEG * north) * 1e7)


def _closure(east: float, north: float, radius_m: int) -> Closure:
    lon, lat = _point(east, north)
    return Closure(id="RC-1", lon_e7=lon, lat_e7=lat, radius_m=radius_m, reason="x", since_ms=0)


def _passes(network: Network, start: tuple[int, int], end: tuple[int, int], point: tuple[int, int]) -> bool:
    return any(
        abs(v.lon_e7 - point[0]) < 50 and abs(v.lat_e7 - point[1]) < 50 for v in network.way(start, end)
    )


def test_way_is_unbroken_from_start_to_end() -> None:
    network = small_network()
    way = network.way(_point(0, 0), _point(SIDE - 1, SIDE - 1))
    assert (way[0].lon_e7, way[0].lat_e7) == _point(0, 0)
    assert (way[-1].lon_e7, way[-1].lat_e7) == _point(SIDE - 1, SIDE - 1)
    for before, after in pairwise(way[1:]):
        assert after.edge < 0 or network.edge_start[after.edge] == before.node


@pytest.mark.parametrize("end", [(7.3, 4.0), (2.6, 9.4), (5.2, 5.0)])
@pytest.mark.parametrize("closed", [False, True])
def test_way_is_the_one_that_the_planner_draws(end: tuple[float, float], closed: bool) -> None:
    network = small_network()
    closures = [_closure(5, 4, 60)] if closed else []
    network.close(closures)
    start, place = _point(2.4, 3.0), _point(*end)
    circles = [Closed(one.lon_e7 / 1e7, one.lat_e7 / 1e7, one.radius_m) for one in closures]
    field = RoadState(network.graph, circles).field_to(place[0] / 1e7, place[1] / 1e7)
    lon, lat = field.route(network.graph.snap(start[0] / 1e7, start[1] / 1e7))
    way = network.way(start, place)
    assert [v.lon_e7 / 1e7 for v in way] == pytest.approx(lon.tolist(), abs=2e-7)
    assert [v.lat_e7 / 1e7 for v in way] == pytest.approx(lat.tolist(), abs=2e-7)


def test_closed_crossing_is_driven_round_until_it_is_open_again() -> None:
    network = small_network()
    start, end, between = _point(0, 5), _point(8, 5), _point(4, 5)
    assert _passes(network, start, end, between)
    network.close([_closure(4, 5, 30)])
    assert not _passes(network, start, end, between)
    network.close([])
    assert _passes(network, start, end, between)


def test_who_stands_inside_a_closure_gets_out() -> None:
    network = small_network()
    network.close([_closure(5, 5, 300)])
    way = network.way(_point(5, 5), _point(0, 0))
    assert (way[-1].lon_e7, way[-1].lat_e7) == _point(0, 0)


def test_who_is_called_behind_a_closed_ring_drives_through_it() -> None:
    network = small_network()
    network.close([_closure(0, 1, 60), _closure(1, 0, 60)])
    way = network.way(_point(5, 5), _point(0, 0))
    assert (way[-1].lon_e7, way[-1].lat_e7) == _point(0, 0)


def test_closed_streets_are_crept_along() -> None:
    network = small_network()
    before = [network.speed_mps[edge] for edge in range(network.graph.edges)]
    network.close([_closure(5, 5, 50)])
    after = [network.speed_mps[edge] for edge in range(network.graph.edges)]
    slower = [now for was, now in zip(before, after, strict=True) if now < was]
    assert len(slower) == 8
    assert max(slower) <= CRAWL_MPS


def test_traffic_slows_streets_but_never_stops_them() -> None:
    network = small_network(seed=3)
    assert all(7.0 <= network.speed_mps[e] <= 10.0 for e in range(40))


def test_kerb_is_the_nearest_point_of_a_street() -> None:
    network = small_network()
    kerb = network.kerb(*_point(3.4, 7.1))
    assert kerb is not None
    assert (kerb.lon_e7, kerb.lat_e7) == pytest.approx(_point(3.4, 7.0), abs=2)


def test_far_from_every_street_there_is_no_kerb_and_no_way() -> None:
    network = small_network()
    assert network.kerb(*_point(100, 100)) is None
    assert network.way(_point(100, 100), _point(1, 1)) == []


def test_a_slow_zone_slows_its_streets_and_no_others_and_changes_no_way() -> None:
    network = small_network()
    start, end = _point(0, 5), _point(SIDE - 1, 5)
    way = network.way(start, end)
    inside = [e for e in range(4 * SIDE * (SIDE - 1)) if _middle_m(network, e, _point(5, 5)) <= 300.0]
    before = [network.speed_mps[e] for e in range(4 * SIDE * (SIDE - 1))]
    network.slow((Zone(*_point(5, 5), 300.0, 0.25),))
    after = [network.speed_mps[e] for e in range(4 * SIDE * (SIDE - 1))]
    assert inside
    for edge, (fast, slow) in enumerate(zip(before, after, strict=True)):
        assert slow == pytest.approx(fast * (0.25 if edge in inside else 1.0))
    assert network.way(start, end) == way
    network.close((_closure(9, 9, 30),))
    assert network.speed_mps[inside[0]] == pytest.approx(before[inside[0]] * 0.25)
    network.slow(())
    network.close(())
    assert [network.speed_mps[e] for e in range(len(before))] == before


def _middle_m(network: Network, edge: int, point: tuple[int, int]) -> float:
    (a, b), (x, y) = network.node_at[network.edge_start[edge]], network.node_at[network.edge_end[edge]]
    return distance_m((a + x) // 2, (b + y) // 2, *point)


def test_the_graph_is_read_from_the_towns_files() -> None:
    graph = graph_of(files.read_roads(demo_town.directory()))
    assert graph.nodes >= 5_000
    assert graph.seconds.tolist() == demo_town.graph().seconds.tolist()
