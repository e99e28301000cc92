"""The console's idea of the hub's clock never jumps back and keeps the hub's rate."""

from __future__ import annotations

from console.desk.clock import SeatClock


class Steps:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.ns = 0

    def __call__(self) -> int:
        return self.ns


def test_goes_on_from_the_last_known_time() -> None:
    steps = Steps()
    clock = SeatClock(steps)
    clock.set(10_000, steps.ns)
    steps.ns += 2_500_000_000
    assert clock.now_ms() == 12_500


def test_keeps_the_rate_of_the_hub_and_stands_still_when_paused() -> None:
    steps = Steps()
    clock = SeatClock(steps)
    clock.set(0, steps.ns, rate_permille=4000)
    steps.ns += 1_000_000_000
    assert clock.now_ms() == 4000
    clock.set(4000, steps.ns, paused=True)
    steps.ns += 1_000_000_000
    assert clock.now_ms() == 4000


def test_never_shows_an_earlier_time() -> None:
    steps = Steps()
    clock = SeatClock(steps)
    clock.set(10_000, steps.ns)
    assert clock.now_ms() == 10_000
    clock.set(9_000, steps.ns)
    assert clock.now_ms() == 10_000


def test_begins_again_with_another_source() -> None:
    clock = SeatClock(Steps())
    clock.set(10_000, 0)
    clock.now_ms()
    clock.restart(500, epoch_ms=1_000)
    assert clock.now_ms() == 500
    assert len(clock.wall_text(0)) == 8
    assert len(clock.wall_text(0, seconds=False)) == 5
