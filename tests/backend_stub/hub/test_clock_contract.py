"""The contract of the `Clock` port, held against the clock of a running hub and the stepped one of drills and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.hub.clock import Clock, HubClock, SteppedClock

EPOCH_MS = 1_790_000_000_000


@dataclass(frozen=True)
class Timed:
    """A clock, and how to let real time pass for it."""

    clock: Clock
    let_pass: Callable[[int], object]


def running() -> Timed:
    """The hub's clock on time sources of its own."""
    gone = [0]
    clock = HubClock(monotonic=lambda: gone[0] * 1_000_000, utc=lambda: EPOCH_MS + gone[0])

    def let_pass(ms: int) -> None:
        gone[0] += ms

    return Timed(clock, let_pass)


def stepped() -> Timed:
    """The clock that moves only when told."""
    clock = SteppedClock(epoch_ms=EPOCH_MS)
    return Timed(clock, clock.advance)


each_clock = pytest.mark.parametrize("make", [running, stepped])


@each_clock
def test_time_begins_at_zero_and_passes_at_real_speed(make: Callable[[], Timed]) -> None:
    timed = make()
    assert (timed.clock.now_ms(), timed.clock.rate_permille, timed.clock.paused) == (0, 1_000, False)
    timed.let_pass(1_234)
    assert timed.clock.now_ms() == 1_234
    assert timed.clock.utc_ms() == EPOCH_MS + 1_234


@each_clock
def test_time_stands_in_a_pause_and_goes_on_where_it_stood(make: Callable[[], Timed]) -> None:
    timed = make()
    timed.let_pass(500)
    timed.clock.pause()
    timed.let_pass(10_000)
    assert (timed.clock.now_ms(), timed.clock.paused) == (500, True)
    timed.clock.pause()
    timed.clock.go_on()
    assert (timed.clock.now_ms(), timed.clock.paused) == (500, False)
    timed.let_pass(100)
    assert timed.clock.now_ms() == 600


@each_clock
def test_going_on_without_a_pause_changes_nothing(make: Callable[[], Timed]) -> None:
    timed = make()
    timed.let_pass(500)
    timed.clock.go_on()
    timed.let_pass(500)
    assert timed.clock.now_ms() == 1_000


@each_clock
def test_rate_is_what_it_was_told_and_moves_nothing_by_itself(make: Callable[[], Timed]) -> None:
    timed = make()
    timed.let_pass(500)
    timed.clock.set_rate(4.0)
    assert (timed.clock.now_ms(), timed.clock.rate_permille) == (500, 4_000)


STEPS = st.lists(
    st.tuples(st.sampled_from(["pass", "pause", "go_on", "faster", "slower"]), st.integers(0, 500))
)


@each_clock
@given(steps=STEPS)
def test_time_never_runs_backwards_and_stands_only_in_a_pause(
    make: Callable[[], Timed], steps: list[tuple[str, int]]
) -> None:
    timed = make()
    last_ms = 0
    for what, ms in steps:
        was_paused = timed.clock.paused
        match what:
            case "pass":
                timed.let_pass(ms)
            case "pause":
                timed.clock.pause()
            case "go_on":
                timed.clock.go_on()
            case _:
                timed.clock.set_rate(8.0 if what == "faster" else 1.0)
        now_ms = timed.clock.now_ms()
        assert now_ms >= last_ms
        if was_paused and what != "go_on":
            assert now_ms == last_ms
        last_ms = now_ms
