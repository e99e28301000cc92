from __future__ import annotations

from streams.quality import SLOW_INTERVAL_S, Quality


def test_rungs_are_in_the_order_of_stepping_down() -> None:
    assert sorted(Quality) == [
        Quality.FULL,
        Quality.NO_LOOP_FILTER,
        Quality.NO_NONREF,
        Quality.KEY_FRAMES,
        Quality.SLOW,
    ]
    assert SLOW_INTERVAL_S > 1
