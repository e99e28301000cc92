"""The network finds the fastest way, keeps out of closed roads, and lets out who stands inside."""

from __future__ import annotations

from itertools import pairwise

from console.domain.entities import Closure
from tests.backend_stub.town.stand import SIDE, small_network


def _closure(node: int, radius_m: int) -> Closure:
    lon, lat = small_network().node_at(node)
    return Closure(id="RC-1", lon_e7=lon, lat_e7=lat, radius_m=radius_m, reason="x", since_ms=0)


def test_way_is_unbroken_from_start_to_end() -> None:
    network = small_network()
    way = network.fastest(0, SIDE * SIDE - 1)
    assert network.edge_start(way[0]) == 0
    assert network.edge_end(way[-1]) == SIDE * SIDE - 1
    assert all(network.edge_end(a) == network.edge_start(b) for a, b in pairwise(way))
    assert len(way) == 2 * (SIDE - 1)


def test_no_way_is_needed_to_where_one_is() -> None:
    assert small_network().fastest(5, 5) == []


def test_closed_crossing_is_driven_round_until_it_is_open_again() -> None:
    network = small_network()
    start, end, between = 5 * SIDE, 5 * SIDE + 8, 5 * SIDE + 4
    assert between in [network.edge_end(e) for e in network.fastest(start, end)]
    network.close([_closure(between, 30)])
    assert between not in [network.edge_end(e) for e in network.fastest(start, end)]
    network.close([])
    assert between in [network.edge_end(e) for e in network.fastest(start, end)]


def test_who_stands_inside_a_closure_gets_out() -> None:
    network = small_network()
    network.close([_closure(5 * SIDE + 5, 300)])
    assert network.edge_end(network.fastest(5 * SIDE + 5, 0)[-1]) == 0


def test_traffic_slows_streets_but_never_stops_them() -> None:
    network = small_network(seed=3)
    assert all(7.0 <= network.speed_mps(e) <= 10.0 for e in range(40))


def test_nearest_node_is_the_nearest() -> None:
    network = small_network()
    lon, lat = network.node_at(37)
    assert network.nearest_node(lon + 2000, lat - 2000) == 37
