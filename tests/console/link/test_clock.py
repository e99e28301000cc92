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


def test_the_welcome_is_believed_until_a_ping_knows_better() -> None:
    clock = ClockEstimate()
    clock.begin(5_000, 0)
    assert clock.t_ms(500 * MS) == 5_500
    clock.on_pong(1_000 * MS, 7_000, 1_002 * MS)
    assert clock.t_ms(1_001 * MS) == 7_000


def test_it_goes_on_while_the_hub_is_away_and_is_set_anew_when_it_is_back() -> None:
    clock = ClockEstimate()
    clock.on_pong(0, 1_000, 2 * MS)
    clock.lose()
    assert clock.t_ms(60_001 * MS) == 61_000
    assert clock.rtt_ms == -1.0
    clock.begin(90_000, 60_001 * MS)
    assert clock.t_ms(60_001 * MS) == 90_000


def test_it_reads_zero_before_it_was_ever_heard() -> None:
    assert ClockEstimate().t_ms(10**12) == 0
