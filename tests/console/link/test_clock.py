"""The hub's clock as a seat knows it."""

from __future__ import annotations

from console.link.clock import ClockEstimate

MS = 1_000_000


def test_the_shortest_round_trip_is_believed() -> None:
    clock = ClockEstimate()
    clock.on_pong(0, 1_000, 200 * MS)
    clock.on_pong(1_000 * MS, 2_000, 1_002 * MS)
    assert clock.t_ms(1_001 * MS) == 2_000
    assert clock.t_ms(1_501 * MS) == 2_500


def test_it_runs_at_the_hubs_rate_and_stands_when_paused() -> None:
    clock = ClockEstimate()
    clock.on_rate(8_000, False, 1_000, 0)
    assert clock.t_ms(1_000 * MS) == 9_000
    clock.on_rate(8_000, True, 9_000, 1_000 * MS)
    assert clock.t_ms(5_000 * MS) == 9_000


def test_it_reads_zero_before_it_was_ever_heard() -> None:
    assert ClockEstimate().t_ms(10**12) == 0
