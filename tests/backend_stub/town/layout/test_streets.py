from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from backend_stub.town.layout.plan import EXPRESSWAY, PRIMARY, RIVER_HALF_M, SERVICE
from tests.backend_stub.town import demo_town


def test_every_place_can_be_driven_to() -> None:
    _, streets, _ = demo_town.board()
    count = len(streets.node_uv)
    ones = np.ones(len(streets.edge_a))
    matrix = coo_array((ones, (streets.edge_a, streets.edge_b)), shape=(count, count))
    assert connected_components(matrix.tocsr(), directed=False)[0] == 1


def test_the_river_is_crossed_on_few_bridges() -> None:
    plan, streets, _ = demo_town.board()
    first, second = streets.node_uv[streets.edge_a], streets.node_uv[streets.edge_b]

    def north(
        points: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    ) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(points[:, 1] > np.interp(points[:, 0], plan.river[:, 0], plan.river[:, 1]))

    across = north(first) != north(second)
    assert 5 <= int(across.sum()) <= 12
    assert all(plan.segments[piece].bridge for piece in streets.piece[across].tolist())
    middle = (first + second) / 2
    wet = np.abs(middle[:, 1] - np.interp(middle[:, 0], plan.river[:, 0], plan.river[:, 1])) < RIVER_HALF_M
    assert all(plan.segments[piece].bridge for piece in streets.piece[wet].tolist())


def test_the_expressway_is_joined_by_primary_roads_only() -> None:
    _, streets, _ = demo_town.board()
    classes = streets.edge_class()
    on_ring = set(streets.edge_a[classes == EXPRESSWAY].tolist()) | set(
        streets.edge_b[classes == EXPRESSWAY].tolist()
    )
    for a, b, road_class in zip(
        streets.edge_a.tolist(), streets.edge_b.tolist(), classes.tolist(), strict=True
    ):
        assert road_class <= PRIMARY or (a not in on_ring and b not in on_ring)


def test_some_streets_are_dead_ends() -> None:
    _, streets, _ = demo_town.board()
    degree = np.bincount(np.concatenate([streets.edge_a, streets.edge_b]))
    dead = np.isin(np.arange(len(degree)), np.nonzero(degree == 1)[0])
    service = streets.edge_class() == SERVICE
    assert (dead[streets.edge_a[service]] | dead[streets.edge_b[service]]).sum() > 100
