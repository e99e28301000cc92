"""What the bench reports is what it counts, and one muster of it runs from alarm to T1."""

from __future__ import annotations

import pytest

from backend_stub.bench.forecast import AT_S, Shot, _held, muster_run
from backend_stub.drill.world import Ground
from tests.backend_stub.town import demo_town

INF = float("inf")


def _shot(t1_s: float, p90_s: float = 400.0) -> Shot:
    return Shot(1, 60, 300.0, 340.0, p90_s, t1_s)


def test_a_band_holds_when_t1_lies_in_it() -> None:
    assert _shot(300.0).holds
    assert _shot(400.0).holds
    assert not _shot(299.9).holds
    assert not _shot(400.1).holds


def test_never_is_held_by_a_band_that_says_never() -> None:
    assert _shot(INF, INF).holds
    assert not _shot(INF).holds


def test_the_share_that_holds_and_what_fell_beside_are_reported() -> None:
    row = _held("forecast held", [_shot(350.0), _shot(360.0), _shot(250.0), _shot(500.0)])
    assert row.ours == 0.5
    assert row.n == 4
    assert "sooner 1, later 1" in row.note


@pytest.mark.slow
def test_one_muster_is_played_to_t1() -> None:
    shots = muster_run(Ground.read(demo_town.directory()), 1_000)
    assert {one.at_s for one in shots} <= set(AT_S)
    assert shots
    for one in shots:
        assert 0 < one.p10_s <= one.p50_s <= one.p90_s
        assert one.t1_s > one.at_s
