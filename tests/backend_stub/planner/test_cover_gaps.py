from __future__ import annotations

from itertools import pairwise

from backend_stub.planner.cover_gaps import PATIENCE_MS, WARN_CALM_MS, Forewarning

SHORT = {"G-1": (0, 1), "G-2": (3, 1)}
WELL = {"G-1": (1, 1), "G-2": (3, 1)}


def test_a_moment_below_the_minimum_is_not_worth_a_word() -> None:
    watch = Forewarning()
    assert watch.look(SHORT, 0) == []
    assert watch.look(WELL, PATIENCE_MS - 1) == []
    assert watch.look(SHORT, PATIENCE_MS) == []


def test_warns_once_and_again_only_after_a_calm_time() -> None:
    watch = Forewarning()
    watch.look(SHORT, 0)
    assert [one.subject for one in watch.look(SHORT, PATIENCE_MS)] == ["G-1"]
    assert watch.look(SHORT, 10 * PATIENCE_MS) == []
    start = 11 * PATIENCE_MS
    watch.look(WELL, start)
    watch.look(WELL, start + WARN_CALM_MS)
    watch.look(SHORT, start + WARN_CALM_MS + 1)
    assert watch.look(SHORT, start + WARN_CALM_MS + 1 + PATIENCE_MS) != []


def test_a_short_calm_does_not_count() -> None:
    watch = Forewarning()
    watch.look(SHORT, 0)
    watch.look(SHORT, PATIENCE_MS)
    watch.look(WELL, PATIENCE_MS + 1)
    watch.look(SHORT, PATIENCE_MS + 2)
    assert watch.look(SHORT, 3 * PATIENCE_MS) == []


def test_areas_that_fall_together_are_one_warning_the_worst_first() -> None:
    watch = Forewarning()
    counts = {"G-1": (1, 2), "G-2": (0, 2), "G-3": (2, 2)}
    watch.look(counts, 0)
    warnings = watch.look(counts, PATIENCE_MS)
    assert [(one.subject, one.detail) for one in warnings] == [("G-2", "G-2 0/2, G-1 1/2")]


def test_a_grid_is_never_named_twice_within_a_minute() -> None:
    watch = Forewarning()
    said: list[int] = []
    for second in range(0, 3_600, 3):
        counts = {"G-1": (second // 21 % 2, 1), "G-2": (second // 150 % 2, 1)}
        said += [second for one in watch.look(counts, second * 1000) if "G-2" in one.detail]
    assert len(said) > 5
    assert all(after - before >= 60 for before, after in pairwise(said))
