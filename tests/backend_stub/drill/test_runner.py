"""Runs end when their musters are over, their time is up, or somebody stops them; pace changes nothing."""

from __future__ import annotations

import pytest

from backend_stub.drill.runner import Ended, Metronome, RunPace, run
from console.domain.base.roles import Stream
from console.domain.cases.flow import SHIPPED
from console.domain.cases.running import in_force
from console.domain.runs.entities import RunState
from tests.backend_stub.drill.short_drill import world


class Wall:
    """A wall clock that only moves when somebody sleeps or works."""

    def __init__(self, work_s: float = 0.0) -> None:
        self.now_s = 100.0
        self.slept_s: list[float] = []
        self._work_s = work_s

    def clock_s(self) -> float:
        """Now; whoever asks has worked."""
        self.now_s += self._work_s
        return self.now_s

    def sleep(self, seconds: float) -> None:
        """Sleep."""
        self.slept_s.append(seconds)
        self.now_s += seconds


def test_run_ends_when_its_time_is_up_and_says_so_in_the_journal() -> None:
    one = world()
    assert run(one, 20_000) is Ended.TIME
    assert one.t_ms == 20_000
    assert one.picture.runs["run"].state is RunState.ENDED


def test_a_drills_journal_begins_with_the_shipped_case_flow() -> None:
    assert in_force(world().picture) == SHIPPED


def test_run_that_is_stopped_ends_cleanly_with_what_there_is() -> None:
    one = world()
    assert run(one, 60_000, stopped=lambda: one.t_ms >= 5_000) is Ended.STOPPED
    assert one.t_ms == 5_000
    assert one.picture.runs["run"].state is RunState.ENDED
    assert one.store.tail().ends[Stream.OPS][0] == one.picture.seq


def test_speed_60_takes_a_second_for_a_minute() -> None:
    wall = Wall()
    metronome = Metronome(RunPace.parse("60"), wall.clock_s, wall.sleep)
    for _ in range(120):
        metronome.wait()
    assert sum(wall.slept_s) == pytest.approx(2.0)


def test_speed_max_never_sleeps() -> None:
    wall = Wall()
    metronome = Metronome(RunPace.parse("max"), wall.clock_s, wall.sleep)
    for _ in range(10):
        metronome.wait()
    assert wall.slept_s == []


def test_machine_that_is_too_slow_is_not_caught_up_with() -> None:
    wall = Wall(work_s=5.0)
    metronome = Metronome(RunPace.parse("1"), wall.clock_s, wall.sleep)
    for _ in range(5):
        metronome.wait()
    wall._work_s = 0.0
    metronome.wait()
    metronome.wait()
    assert wall.slept_s[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("wrong", ["fast", "0", "-1", "1e9", "nan", ""])
def test_speed_that_is_none_is_refused_in_words(wrong: str) -> None:
    with pytest.raises(ValueError, match="max, or a number"):
        RunPace.parse(wrong)
