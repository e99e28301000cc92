"""The bench's exactness check can fail, and its small cities are cities."""

from __future__ import annotations

from dataclasses import replace

from backend_stub.bench import plan_muster
from console.planning.muster import best_within, makespan_s


def test_small_cities_are_solved_exactly() -> None:
    assert all(plan_muster._small_is_exact(seed) for seed in range(3))


def test_a_worse_plan_would_be_noticed() -> None:
    task = plan_muster.city(11, 6, 40, 2)
    window_s = makespan_s(task.who, task.strength) * 1.1
    found = best_within(task.who, task.strength, task.cover, window_s)
    assert plan_muster.exact(task, window_s, found)
    assert not plan_muster.exact(task, window_s, replace(found, deficit=found.deficit + 1))
    assert not plan_muster.exact(task, window_s, replace(found, surplus=found.surplus + 1))
    assert not plan_muster.exact(task, window_s, replace(found, latest_s=found.latest_s + 1.0))


def test_cover_is_scarce_enough_to_matter() -> None:
    task = plan_muster.city(150, 50, 100, 1)
    assert 2 < float(task.cover.counts.mean()) < 12
    fastest, _, keep = plan_muster.plans(task)
    assert fastest.deficit > 0
    assert keep.deficit == 0


def test_the_cost_of_a_city_is_measured() -> None:
    assert plan_muster._cost_ms(60, 1) > 0
