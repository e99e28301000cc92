from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.planning.forecast import (
    DRAWS,
    STEP_S,
    Bound,
    Dice,
    Draws,
    Pace,
    Spare,
    Stage,
    percentiles_s,
    rank,
    simulate,
    substitutes,
)
from console.planning.habits import Habits

SURE = Habits(
    decline_share=0.0,
    slow_share=0.0,
    fail_per_drive_s=1e-12,
    held_up_per_drive_s=1e-12,
    present_share=1.0,
)
INF = float("inf")


def _unit(name: str, stage: Stage, drive_s: float = 0.0, officers: int = 10, since_s: float = 0.0) -> Bound:
    return Bound(name, officers, stage, since_s, 60.0, drive_s, confirmed=stage is not Stage.ORDERED)


def _forecast(
    units: list[Bound],
    required: int,
    *,
    spares: list[Spare] | None = None,
    habits: Habits = SURE,
    pace: Pace = Pace(0.0, 0.0, 0.0),  # noqa: B008 - frozen
) -> Draws:
    return simulate(units, spares or [], required, habits, pace, Dice("M-1"))


def _median(draws: Draws, required: int) -> float:
    return percentiles_s(draws.reached_s(required))[1]


def test_what_is_counted_already_needs_no_time() -> None:
    draws = _forecast([_unit("A", Stage.COUNTED), _unit("B", Stage.COUNTED)], 20)
    assert percentiles_s(draws.reached_s(20)) == (0.0, 0.0, 0.0)


def test_too_few_under_the_order_never_make_it() -> None:
    draws = _forecast([_unit("A", Stage.COUNTED), _unit("B", Stage.DRIVING, 60)], 30)
    assert percentiles_s(draws.reached_s(30)) == (INF, INF, INF)


def test_the_unit_that_makes_the_strength_full_decides() -> None:
    units = [_unit("A", Stage.DRIVING, 100), _unit("B", Stage.DRIVING, 200), _unit("C", Stage.DRIVING, 400)]
    assert _median(_forecast(units, 20), 20) == pytest.approx(201, abs=5)
    assert _median(_forecast(units, 30), 30) == pytest.approx(401, abs=8)


def test_turnout_comes_before_the_drive_and_what_has_passed_is_not_waited_for_again() -> None:
    fresh = _median(_forecast([_unit("A", Stage.ORDERED, 100, since_s=0)], 10), 10)
    later = _median(_forecast([_unit("A", Stage.SIGNED, 100, since_s=40)], 10), 10)
    assert fresh == pytest.approx(161, abs=8)
    assert later == pytest.approx(121, abs=8)


def test_a_unit_that_has_not_signed_for_long_is_not_expected_sooner_than_one_that_has() -> None:
    signed = _median(_forecast([_unit("A", Stage.SIGNED, 100, since_s=58)], 10), 10)
    silent = _median(_forecast([_unit("A", Stage.ORDERED, 100, since_s=58)], 10), 10)
    assert silent > signed


def test_declines_make_the_forecast_later_and_wider() -> None:
    units = [_unit(f"U-{n}", Stage.ORDERED, 100 + 20 * n) for n in range(6)]
    sure, unsure = _forecast(units, 40), _forecast(units, 40, habits=replace(SURE, decline_share=0.2))
    assert percentiles_s(unsure.reached_s(40))[2] > percentiles_s(sure.reached_s(40))[2]
    assert _median(unsure, 40) >= _median(sure, 40)


def test_losses_to_come_are_made_good_by_substitutes() -> None:
    units = [_unit(f"U-{n}", Stage.ORDERED, 100) for n in range(4)]
    habits = replace(SURE, decline_share=0.5)
    alone = _forecast(units, 40, habits=habits)
    helped = _forecast(units, 40, habits=habits, spares=[Spare(f"S-{n}", 20, 300) for n in range(2)])
    assert _median(alone, 40) == INF
    assert np.isfinite(_median(helped, 40))


def test_losses_that_have_happened_are_not_made_good_by_themselves() -> None:
    units = [_unit("A", Stage.DRIVING, 50), _unit("B", Stage.DRIVING, 50)]
    assert _median(_forecast(units, 30, spares=[Spare("S", 20, 100)]), 30) == INF


def test_a_known_head_count_is_taken_as_it_is_and_an_unknown_one_may_be_short() -> None:
    habits = replace(SURE, present_share=0.9)
    known = _forecast([_unit("A", Stage.SIGNED, 50)], 10, habits=habits)
    unknown = _forecast([_unit("A", Stage.ORDERED, 50)], 10, habits=habits)
    assert int(known.officers.min()) == 10
    assert int(unknown.officers.min()) < 10


def test_a_unit_that_is_held_up_is_waited_for() -> None:
    free = _median(_forecast([_unit("A", Stage.DRIVING, 100)], 10), 10)
    held = _median(_forecast([replace(_unit("A", Stage.DRIVING, 100), held_s=5.0)], 10), 10)
    assert held > free + 10


def test_a_slower_day_makes_drives_longer() -> None:
    unit = _unit("A", Stage.DRIVING, 200)
    slow = _median(_forecast([unit], 10, pace=Pace(0.2, 0.0, 0.0)), 10)
    assert slow == pytest.approx(_median(_forecast([unit], 10), 10) * np.exp(0.2), rel=0.02)


def test_units_count_a_little_before_the_point_itself() -> None:
    unit = _unit("A", Stage.DRIVING, 100)
    sooner = _median(_forecast([unit], 10, pace=Pace(0.0, 0.0, 8.0)), 10)
    assert sooner == pytest.approx(_median(_forecast([unit], 10), 10) - 8.0)


def test_the_same_muster_has_the_same_dice_and_another_has_others() -> None:
    units = [_unit("A", Stage.ORDERED, 100)]
    one, again, other = (
        simulate(units, [], 10, Habits(), Pace(), Dice(name)) for name in ("M-1", "M-1", "M-2")
    )
    assert np.array_equal(one.arrival_s, again.arrival_s)
    assert not np.array_equal(one.arrival_s, other.arrival_s)


def test_a_further_unit_does_not_change_the_dice_of_the_others() -> None:
    units = [_unit("A", Stage.ORDERED, 100), _unit("B", Stage.ORDERED, 150)]
    dice = Dice("M-1")
    before = simulate(units[:1], [], 10, Habits(), Pace(), dice).arrival_s[:, 0]
    after = simulate(units, [], 10, Habits(), Pace(), dice).arrival_s[:, 0]
    assert np.array_equal(before, after)


def test_the_band_holds_the_officers_there_at_each_instant() -> None:
    draws = Draws(np.array([[0.0, 15.0], [0.0, 25.0], [0.0, INF]]), np.full((3, 2), 10, dtype=np.int64))
    at_s, band = draws.band(0, 30)
    assert at_s.tolist() == [0, 10, 20, 30]
    assert STEP_S == 10
    assert band.tolist() == [[10, 10, 10, 10], [10, 10, 10, 20], [10, 10, 20, 20]]


def test_percentiles_are_nearest_ranks() -> None:
    assert [rank(10, share) for share in (0.1, 0.5, 0.9)] == [0, 4, 8]
    assert [rank(1, share) for share in (0.1, 0.5, 0.9)] == [0, 0, 0]
    assert rank(DRAWS, 1.0) == DRAWS - 1


def test_nobody_at_all_gives_never() -> None:
    draws = _forecast([], 10)
    assert percentiles_s(draws.reached_s(10)) == (INF, INF, INF)
    assert draws.band(0, 20)[1].tolist() == [[0, 0, 0]] * 3


@settings(max_examples=40)
@given(
    units=st.lists(
        st.tuples(st.sampled_from(list(Stage)), st.integers(0, 600), st.integers(1, 12), st.integers(0, 120)),
        min_size=1,
        max_size=8,
    ),
    required=st.integers(1, 60),
)
def test_percentiles_are_in_order_and_the_band_never_falls(
    units: list[tuple[Stage, int, int, int]], required: int
) -> None:
    bound = [
        _unit(f"U-{n}", stage, float(drive), officers, float(since))
        for n, (stage, drive, officers, since) in enumerate(units)
    ]
    draws = simulate(bound, [Spare("S", 9, 200)], required, Habits(), Pace(), Dice("M-9"))
    ten, fifty, ninety = percentiles_s(draws.reached_s(required))
    assert 0 <= ten <= fifty <= ninety
    assert bool((draws.arrival_s >= 0).all())
    _, band = draws.band(0, 900)
    assert bool((np.diff(band, axis=1) >= 0).all())
    assert bool((np.diff(band, axis=0) >= 0).all())


# -- who could help ----------------------------------------------------------------------------------------------------


def _helping(units: list[Bound], spares: list[Spare], required: int, limit_s: float = 600) -> list[str]:
    dice = Dice("M-1")
    draws = simulate(units, [], required, SURE, Pace(0.0, 0.0, 0.0), dice)
    found = substitutes(draws, spares, required, limit_s, Pace(0.0, 0.0, 0.0), dice)
    return [spare.unit_id for spare in found]


def test_only_spares_that_bring_the_median_forward_are_named() -> None:
    units = [_unit("A", Stage.DRIVING, 100), _unit("B", Stage.DRIVING, 500)]
    spares = [Spare("near", 10, 200), Spare("far", 10, 550), Spare("nearer", 10, 150)]
    assert _helping(units, spares, 20) == ["nearer", "near"]


def test_a_spare_that_uncovers_a_grid_must_bring_more() -> None:
    units = [_unit("A", Stage.DRIVING, 100), _unit("B", Stage.DRIVING, 500)]
    spares = [Spare("strips", 10, 150, ("G-1",)), Spare("keeps", 10, 180)]
    assert _helping(units, spares, 20) == ["keeps", "strips"]


def test_while_the_strength_is_out_of_reach_part_of_it_helps() -> None:
    spares = [Spare("half", 10, 150), Spare("whole", 20, 200)]
    assert _helping([_unit("A", Stage.DRIVING, 100)], spares, 30) == ["whole", "half"]


def test_nobody_is_named_when_nobody_helps() -> None:
    assert _helping([_unit("A", Stage.DRIVING, 50)], [Spare("far", 10, 300)], 10) == []
