from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.musters.plan import Post, PostKind
from console.planning import fallback
from console.planning.areas import Water
from console.planning.posts import APART_M, assign, on_streets
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, lattice

GRAPH = lattice(9, 9)
SCENE = round((LON_DEG + 4 * STEP_DEG) * 1e7), round((LAT_DEG + 4 * STEP_DEG) * 1e7)
INF = float("inf")


def _post(name: str, column: float, row: float, kind: PostKind = PostKind.CORDON) -> Post:
    return Post(
        id=name,
        kind=kind,
        name_zh=name,
        name_en=name,
        lon_e7=round((LON_DEG + column * STEP_DEG) * 1e7),
        lat_e7=round((LAT_DEG + row * STEP_DEG) * 1e7),
        officers=4,
    )


def _moved_m(before: Post, after: Post) -> float:
    places = (before.lon_e7, before.lat_e7, after.lon_e7, after.lat_e7)
    return float(fallback.distance_m(*(value / 1e7 for value in places)))


def test_posts_are_put_on_a_street_near_where_the_card_wants_them() -> None:
    before = (_post("a", 2.4, 4.4), _post("b", 5.3, 5.6))
    for one, placed in zip(before, on_streets(GRAPH, before, *SCENE, Water()), strict=True):
        assert _moved_m(one, placed) < 150
        assert float(GRAPH.snap(placed.lon_e7 / 1e7, placed.lat_e7 / 1e7).offset_m[0]) < 1
        assert (placed.id, placed.officers) == (one.id, one.officers)


def test_traffic_posts_prefer_a_crossing() -> None:
    place = on_streets(GRAPH, (_post("t", 3.0, 6.3, PostKind.TRAFFIC),), *SCENE, Water())[0]
    crossing = GRAPH.plane(place.lon_e7 / 1e7, place.lat_e7 / 1e7)
    assert float(np.hypot(GRAPH.x_m - crossing[0], GRAPH.y_m - crossing[1]).min()) < 1


def test_no_post_lies_upon_another() -> None:
    placed = on_streets(GRAPH, tuple(_post(f"p-{n}", 6, 6) for n in range(3)), *SCENE, Water())
    for one in placed:
        for other in placed:
            assert one is other or _moved_m(one, other) >= APART_M


def test_a_post_lies_where_it_would_without_the_others() -> None:
    posts = (_post("a", 1.4, 2.2), _post("t", 5.6, 5.8, PostKind.TRAFFIC))
    alone = [on_streets(GRAPH, (post,), *SCENE, Water())[0] for post in posts]
    assert on_streets(GRAPH, posts, *SCENE, Water()) == tuple(alone)


def test_a_post_far_from_every_street_stays_where_the_card_puts_it() -> None:
    far = _post("far", 30, 30)
    assert on_streets(GRAPH, (far,), *SCENE, Water()) == (far,)


def test_no_post_is_put_into_water() -> None:
    post = _post("wet", 2, 2)
    x, y = post.lon_e7 / 1e7, post.lat_e7 / 1e7
    lake = Water([[[[x - 5e-4, y - 5e-4], [x + 5e-4, y - 5e-4], [x + 5e-4, y + 5e-4], [x - 5e-4, y + 5e-4]]]])
    placed = on_streets(GRAPH, (post,), *SCENE, lake)[0]
    assert placed == post or not lake.holds(placed.lon_e7 / 1e7, placed.lat_e7 / 1e7)


# -- who goes where ----------------------------------------------------------------------------------------------------


def test_the_last_post_is_filled_as_early_as_possible() -> None:
    seconds = np.array([[10.0, 100.0], [20.0, 30.0]])
    assert assign([4, 4], seconds, [4, 4]) == (0, 1)


def test_a_large_post_takes_several_units_and_spare_units_stay() -> None:
    seconds = np.full((4, 2), 60.0)
    found = assign([4, 4, 4, 9], seconds, [8, 4])
    assert sum(4 if n < 3 else 9 for n in range(4) if found[n] == 0) >= 8
    assert found.count(-1) >= 1


def test_where_not_all_posts_can_be_filled_the_first_are() -> None:
    assert assign([5], np.array([[50.0, 10.0]]), [4, 4]) == (0,)
    assert assign([3], np.array([[50.0, 10.0]]), [4, 4]) == (-1,)
    assert assign([], np.zeros((0, 2)), [4, 4]) == ()


def test_units_without_a_way_stay() -> None:
    assert assign([5, 5], np.array([[INF], [70.0]]), [4]) == (-1, 0)


@settings(max_examples=60)
@given(
    officers=st.lists(st.integers(1, 6), min_size=1, max_size=5),
    quotas=st.lists(st.integers(1, 6), min_size=1, max_size=3),
    seed=st.integers(0, 1_000),
)
def test_the_bottleneck_is_the_least_over_all_assignments(
    officers: list[int], quotas: list[int], seed: int
) -> None:
    seconds = np.random.default_rng(seed).integers(10, 90, (len(officers), len(quotas))).astype(np.float64)
    best = INF
    for way in product(range(-1, len(quotas)), repeat=len(officers)):
        sums = [
            sum(n for n, p in zip(officers, way, strict=True) if p == post) for post in range(len(quotas))
        ]
        if all(got >= quota for got, quota in zip(sums, quotas, strict=True)):
            best = min(best, max(seconds[u, p] for u, p in enumerate(way) if p >= 0))
    found = assign(officers, seconds, quotas)
    took = max((float(seconds[u, p]) for u, p in enumerate(found) if p >= 0), default=0.0)
    if np.isfinite(best):
        assert took == pytest.approx(best)
    else:
        assert len({p for p in found if p >= 0}) < len(quotas)
