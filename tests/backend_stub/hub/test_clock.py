"""The hub's clock: never backwards, across restarts and whatever UTC does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.hub.clock import MAX_AWAY_MS, SAVE_EVERY_MS, ClockMark, HubClock, SteppedClock, resume_at_ms


class Sources:
    """Monotonic and UTC time that tests move."""

    def __init__(self) -> None:
        self.mono_ns = 1_000_000_000
        self.utc = 1_790_000_000_000

    def run_ms(self, ms: int) -> None:
        """Both go on."""
        self.mono_ns += ms * 1_000_000
        self.utc += ms

    def clock(self, mark: ClockMark | None = None, rate: float = 1.0) -> HubClock:
        """A clock on these."""
        return HubClock(mark, rate=rate, monotonic=lambda: self.mono_ns, utc=lambda: self.utc)


def test_new_journal_begins_at_zero_and_runs_with_the_monotonic_time() -> None:
    sources = Sources()
    clock = sources.clock()
    assert clock.now_ms() == 0
    sources.run_ms(1234)
    assert clock.now_ms() == 1234


@pytest.mark.parametrize("jump_ms", [-86_400_000, 86_400_000])
def test_utc_jump_while_running_changes_nothing(jump_ms: int) -> None:
    sources = Sources()
    clock = sources.clock()
    sources.run_ms(500)
    sources.utc += jump_ms
    assert clock.now_ms() == 500


def test_restart_goes_on_after_the_time_away() -> None:
    sources = Sources()
    clock = sources.clock()
    sources.run_ms(10_000)
    mark = clock.mark()
    sources.run_ms(60_000)
    assert sources.clock(mark).now_ms() == 70_000


@pytest.mark.parametrize("jump_ms", [-3_600_000, MAX_AWAY_MS + 1])
def test_restart_with_a_wrong_utc_goes_on_just_past_what_was_shown(jump_ms: int) -> None:
    sources = Sources()
    mark = ClockMark(50_000, sources.utc)
    sources.utc += jump_ms
    assert sources.clock(mark).now_ms() == 50_000 + SAVE_EVERY_MS


def test_rate_scales_and_keeps_the_time_it_had() -> None:
    sources = Sources()
    clock = sources.clock(rate=10.0)
    sources.run_ms(100)
    assert clock.now_ms() == 1_000
    clock.set_rate(0.5)
    sources.run_ms(100)
    assert clock.now_ms() == 1_050
    assert clock.rate_permille == 500


@pytest.mark.parametrize("rate", [0.0, -1.0, 1001.0])
def test_rates_that_make_no_sense_are_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        Sources().clock(rate=rate)
    with pytest.raises(ValueError, match="rate"):
        Sources().clock().set_rate(rate)


def test_pause_stands_still_and_goes_on_from_there() -> None:
    sources = Sources()
    clock = sources.clock()
    sources.run_ms(100)
    clock.pause()
    sources.run_ms(1_000)
    assert (clock.now_ms(), clock.paused) == (100, True)
    clock.go_on()
    sources.run_ms(50)
    assert (clock.now_ms(), clock.paused) == (150, False)


def test_pause_stands_at_the_time_that_was_told_last() -> None:
    sources = Sources()
    clock = sources.clock()
    sources.run_ms(100)
    told_ms = clock.now_ms()
    sources.run_ms(7)
    clock.pause(told_ms)
    assert clock.now_ms() == told_ms


def test_pause_never_goes_back_behind_what_was_told() -> None:
    sources = Sources()
    clock = sources.clock()
    sources.run_ms(100)
    assert clock.now_ms() == 100
    clock.pause(40)
    assert clock.now_ms() == 100


def test_restart_in_a_pause_stands_where_it_stood_and_goes_on_from_there() -> None:
    sources = Sources()
    mark = ClockMark(50_000, sources.utc)
    sources.run_ms(60_000)
    clock = sources.clock(mark)
    clock.resume(mark, 2_000, paused=True)
    sources.run_ms(1_000)
    assert (clock.now_ms(), clock.paused, clock.rate_permille) == (50_000, True, 2_000)
    clock.go_on()
    sources.run_ms(10)
    assert clock.now_ms() == 50_020


def test_restart_of_a_quicker_run_goes_on_after_the_time_away_at_its_rate() -> None:
    sources = Sources()
    mark = ClockMark(50_000, sources.utc)
    sources.run_ms(1_000)
    clock = sources.clock(mark)
    clock.resume(mark, 8_000, paused=False)
    assert clock.now_ms() == 58_000


def test_monotonic_source_that_steps_back_does_not_take_the_time_with_it() -> None:
    sources = Sources()
    clock = sources.clock()
    sources.run_ms(100)
    assert clock.now_ms() == 100
    sources.mono_ns -= 50_000_000
    assert clock.now_ms() == 100


@given(st.integers(0, 2**40), st.integers(0, 2**42), st.integers(0, 2**42), st.integers(1, 1_000_000))
def test_no_restart_ever_goes_back(t_ms: int, then_ms: int, now_ms: int, rate_permille: int) -> None:
    assert resume_at_ms(ClockMark(t_ms, then_ms), now_ms, rate_permille) >= t_ms


def test_stepped_clock_moves_only_when_told_and_only_forwards() -> None:
    clock = SteppedClock(5, epoch_ms=100)
    assert (clock.now_ms(), clock.utc_ms()) == (5, 105)
    assert clock.advance(10) == 15
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(-1)


def test_stepped_clock_stands_still_while_paused() -> None:
    clock = SteppedClock(5)
    clock.pause()
    assert (clock.advance(10), clock.paused) == (5, True)
    clock.go_on()
    clock.set_rate(60)
    assert (clock.advance(10), clock.rate_permille) == (15, 60_000)
