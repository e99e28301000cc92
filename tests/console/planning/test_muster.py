from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from console.planning.cover import CoverTable
from console.planning.muster import (
    BALANCED_SHARE,
    KINDS,
    Candidates,
    CoverNeed,
    MusterChoice,
    Quota,
    as_good,
    best_within,
    choice_of,
    makespan_s,
    muster_plans,
)
from tests.console.planning.lattice import candidates

INF = float("inf")


def _who(*rows: tuple[int, float], pinned: tuple[int, ...] = ()) -> Candidates:
    return candidates([(f"U-{i}", officers, eta, i in pinned) for i, (officers, eta) in enumerate(rows)])


def _cover(
    units: int, *grids: tuple[int, int, tuple[int, ...]], weight: tuple[int, ...] | None = None
) -> CoverNeed:
    """Grids as (minimum, covering units now, which of the candidates cover it)."""
    reach = np.zeros((len(grids), units), dtype=np.bool_)
    for row, (_, _, by) in enumerate(grids):
        reach[row, list(by)] = True
    return CoverNeed(
        tuple(f"G-{row}" for row in range(len(grids))),
        np.array([grid[0] for grid in grids], dtype=np.int64),
        np.array([grid[1] for grid in grids], dtype=np.int64),
        np.array(weight or (1,) * len(grids), dtype=np.int64),
        reach,
    )


def _quota(units: int, wanted: int, *having: int, of: str = "arms") -> Quota:
    flags = np.zeros(units, dtype=np.bool_)
    flags[list(having)] = True
    return Quota(of, wanted, flags)


# -- T* ----------------------------------------------------------------------------------------------------------------


def test_t_star_is_the_eta_of_the_unit_that_makes_the_strength_full() -> None:
    assert makespan_s(_who((40, 300), (30, 100), (30, 200), (50, 400)), 100) == 300


def test_units_without_a_way_never_make_it() -> None:
    assert makespan_s(_who((60, 100), (60, -1)), 100) == INF


def test_a_quota_can_make_t_star_later() -> None:
    who = _who((60, 100), (60, 150), (10, 380))
    assert makespan_s(who, 100, [_quota(3, 1, 2)]) == 380


def test_nothing_wanted_takes_no_time() -> None:
    assert makespan_s(_who((10, 50)), 0) == 0


@given(
    rows=st.lists(st.tuples(st.integers(0, 12), st.integers(10, 900)), min_size=1, max_size=10),
    strength=st.integers(1, 60),
)
def test_t_star_is_the_least_over_all_subsets(rows: list[tuple[int, int]], strength: int) -> None:
    who = _who(*[(officers, float(eta)) for officers, eta in rows])
    best = INF
    for size in range(1, len(rows) + 1):
        for chosen in combinations(rows, size):
            if sum(officers for officers, _ in chosen) >= strength:
                best = min(best, max(eta for _, eta in chosen))
    assert makespan_s(who, strength) == best


# -- the three plans ---------------------------------------------------------------------------------------------------


def test_fastest_reaches_t_star_without_needless_units() -> None:
    who = _who((50, 100), (10, 110), (10, 120), (50, 200))
    fastest = muster_plans(who, 100, CoverNeed.nothing(4), 600)[0]
    assert fastest.t_star_s == 200
    assert fastest.chosen == (0, 3)
    assert fastest.surplus == 0


def test_balanced_waits_a_tenth_longer_for_cover() -> None:
    who = _who((50, 100), (50, 200), (50, 215))
    cover = _cover(3, (1, 1, (1,)))
    fastest, balanced, keep = muster_plans(who, 100, cover, 600)
    assert (fastest.t_star_s, fastest.uncovers) == (200, ("G-0",))
    assert (balanced.t_star_s, balanced.uncovers) == (215, ())
    assert keep.chosen == balanced.chosen == (0, 2)


def test_keep_cover_waits_up_to_the_limit() -> None:
    who = _who((50, 100), (50, 200), (50, 450), (50, 590))
    cover = _cover(4, (1, 1, (1,)))
    fastest, balanced, keep = muster_plans(who, 100, cover, 600)
    assert [plan.t_star_s for plan in (fastest, balanced, keep)] == [200, 200, 450]
    assert [plan.deficit for plan in (fastest, balanced, keep)] == [1, 1, 0]


def test_a_grid_that_is_short_already_is_not_held_against_the_first_unit_less() -> None:
    who = _who((50, 100), (50, 120))
    plan = muster_plans(who, 100, _cover(2, (3, 1, (0,)), (1, 1, (1,))), 600)[0]
    assert plan.uncovers == ("G-0", "G-1")
    assert plan.deficit == 2
    assert muster_plans(who, 100, _cover(2, (1, 0, ())), 600)[0].uncovers == ()


def test_a_grid_that_loses_two_counts_twice_and_heavier_grids_count_more() -> None:
    who = _who((50, 100), (50, 101), (50, 102), (50, 103))
    cover = _cover(4, (2, 2, (0, 1)), (1, 1, (2,)), weight=(1, 5))
    plan = muster_plans(who, 100, cover, 600)[2]
    assert plan.deficit == 1
    assert 2 not in plan.chosen


def test_units_ordered_already_stay_in_every_plan() -> None:
    who = _who((50, 300), (50, 100), (50, 110), (50, 120), pinned=(0,))
    fastest, balanced, keep = muster_plans(who, 100, CoverNeed.nothing(4), 600)
    assert fastest.chosen == balanced.chosen == (1, 2, 0)
    assert fastest.t_star_s == 110
    assert best_within(who, 100, CoverNeed.nothing(4), 510).chosen == (1, 0)
    assert 0 in keep.chosen


def test_a_late_pinned_unit_is_not_waited_for_when_others_are_sooner() -> None:
    who = _who((50, 900), (50, 100), (50, 110), pinned=(0,))
    fastest = muster_plans(who, 100, CoverNeed.nothing(3), 600)[0]
    assert fastest.t_star_s == 110
    assert fastest.chosen == (1, 2, 0)


def test_nobody_is_added_when_those_ordered_are_enough() -> None:
    who = _who((60, 300), (60, 200), (50, 300), pinned=(0, 1))
    for plan in muster_plans(who, 100, CoverNeed.nothing(3), 600):
        assert plan.chosen == (1, 0)


def test_a_strength_that_cannot_be_reached_gives_everybody_and_says_so() -> None:
    who = _who((30, 100), (30, 200), (30, INF))
    plans = muster_plans(who, 100, CoverNeed.nothing(3), 600)
    assert [plan.kind for plan in plans] == list(KINDS)
    for plan in plans:
        assert (plan.t_star_s, plan.strength, plan.chosen) == (-1, 60, (0, 1))


def test_nobody_at_all_gives_empty_plans() -> None:
    plan = muster_plans(candidates([]), 100, CoverNeed.nothing(0), 600)[0]
    assert (plan.t_star_s, plan.strength, plan.chosen) == (-1, 0, ())


def test_quotas_are_kept_and_impossible_ones_are_met_as_far_as_they_go() -> None:
    who = _who((60, 100), (60, 110), (10, 120), (10, 130))
    wanted = [_quota(4, 2, 2, 3), _quota(4, 3, 1, of="traffic")]
    plan = muster_plans(who, 100, CoverNeed.nothing(4), 600, wanted)[0]
    assert {1, 2, 3} <= set(plan.chosen)
    assert plan.t_star_s == 110


def test_the_cover_of_the_planner_becomes_columns_of_the_candidates() -> None:
    table = CoverTable(
        ("G-1", "G-2"),
        np.array([1, 2], dtype=np.int16),
        ("P-1", "P-2"),
        np.array([[True, True], [False, True]]),
    )
    cover = CoverNeed.of(table, ("P-2", "T-9"), {"G-1": 2_500})
    assert cover.counts.tolist() == [2, 1]
    assert cover.weight.tolist() == [3, 1]
    assert cover.reach.tolist() == [[True, False], [True, False]]
    assert cover.deficits(np.array([True, True])).tolist() == [0, 1]


def test_a_plan_that_is_shown_stays_while_it_is_about_as_good() -> None:
    who = _who((50, 100), (50, 120), (50, 125), (50, 300))
    cover = _cover(4, (1, 1, (3,)))

    def of(*rows: int) -> MusterChoice:
        return choice_of("fastest", who, np.isin(np.arange(4), rows), 100, cover)

    assert as_good(of(0, 2), of(0, 1), 10.0)
    assert not as_good(of(0, 3), of(0, 1), 500.0)
    assert not as_good(of(0, 2), of(0, 1), 1.0)
    assert not as_good(of(0), of(0, 1), 500.0)
    assert not as_good(of(0, 1, 2), of(0, 1), 10.0)


# -- exactness ---------------------------------------------------------------------------------------------------------


def brute_force(
    who: Candidates, strength: int, cover: CoverNeed, window_s: float, quotas: list[Quota]
) -> tuple[int, int, float] | None:
    """Least (deficit, surplus, latest) over all subsets of the units that are there within the window."""
    free = [u for u in range(len(who.unit_ids)) if who.eta_s[u] <= window_s and not who.pinned[u]]
    there = who.pinned & (who.eta_s <= window_s)
    best = None
    for size in range(len(free) + 1):
        for some in combinations(free, size):
            chosen = there.copy()
            chosen[list(some)] = True
            officers = int(who.officers[chosen].sum())
            if officers < strength or any((quota.having & chosen).sum() < quota.units for quota in quotas):
                continue
            leaving = np.zeros(len(chosen), dtype=np.bool_)
            leaving[list(some)] = True
            deficit = int((cover.deficits(leaving) * cover.weight).sum())
            latest = max((float(who.eta_s[u]) for u in some), default=0.0)
            key = (deficit, officers - strength, latest)
            best = key if best is None or key < best else best
    return best


@st.composite
def problems(draw: st.DrawFn) -> tuple[Candidates, int, CoverNeed, float, list[Quota]]:
    count = draw(st.integers(1, 9))
    rows = [
        (f"U-{i}", draw(st.integers(1, 9)), float(draw(st.integers(10, 60))), draw(st.integers(0, 5)) == 0)
        for i in range(count)
    ]
    grids = []
    for _ in range(draw(st.integers(0, 5))):
        by = tuple(u for u in range(count) if not rows[u][3] and draw(st.booleans()))
        grids.append((draw(st.integers(0, 3)), len(by) + draw(st.integers(0, 2)), by))
    weight = tuple(draw(st.integers(1, 4)) for _ in grids)
    having = [u for u in range(count) if draw(st.booleans())]
    wanted = draw(st.integers(0, 3))
    quotas = [_quota(count, wanted, *having)] if having and wanted else []
    quotas = [Quota(one.capability, min(one.units, len(having)), one.having) for one in quotas]
    who = candidates(rows)
    strength = draw(st.integers(1, int(who.officers.sum())))
    window_s = makespan_s(who, strength, quotas) * (1 + draw(st.sampled_from([0.0, 0.1, 1.0])))
    return who, strength, _cover(count, *grids, weight=weight), window_s, quotas


def _value(who: Candidates, strength: int, window_s: float, plan: MusterChoice) -> tuple[int, int, float]:
    """Surplus among those who are there within the window, as the brute force counts it."""
    there = [row for row in plan.chosen if who.eta_s[row] <= window_s]
    return plan.deficit, int(who.officers[there].sum()) - strength, plan.latest_s


@settings(max_examples=150)
@given(problems())
def test_a_plan_is_exactly_the_least_over_all_subsets(
    problem: tuple[Candidates, int, CoverNeed, float, list[Quota]],
) -> None:
    who, strength, cover, window_s, quotas = problem
    plan = best_within(who, strength, cover, window_s, quotas)
    best = brute_force(who, strength, cover, window_s, quotas)
    assert best is not None
    found = _value(who, strength, window_s, plan)
    assert found == best


@settings(max_examples=40)
@given(problems())
def test_longer_windows_never_uncover_more(
    problem: tuple[Candidates, int, CoverNeed, float, list[Quota]],
) -> None:
    who, strength, cover, _, quotas = problem
    fastest, balanced, keep = muster_plans(who, strength, cover, 600, quotas)
    assert fastest.deficit >= balanced.deficit >= keep.deficit
    best = makespan_s(who, strength, quotas)
    assert fastest.latest_s <= best
    assert balanced.latest_s <= best * (1 + BALANCED_SHARE) + 1e-9
    for plan in (fastest, balanced, keep):
        assert plan.strength >= strength
