"""The keeper's meter and its bookkeeping; dying and hanging workers are in test_pool."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.handle import StreamHandle
from streams.health import TileState
from streams.keeper import SUSPECT_S, Meter, WorkerKeeper
from streams.link import CameraBeat, WorkerBeat
from streams.sources import make_spec
from tests.streams.far_ends import wait_until, write_clip


def beat(cpu_s: float, shown: int, late: int) -> WorkerBeat:
    return WorkerBeat(cpu_s, [CameraBeat(1, shown + late, shown + late, shown, late, 0, b"", 0)])


def test_rates_come_from_differences() -> None:
    meter = Meter()
    meter.take(10.0, beat(1.0, 100, 0))
    for tick in range(1, 20):
        meter.take(10.0 + tick * 0.5, beat(1.0 + tick * 0.1, 100 + tick * 12, tick))
    assert meter.cpu_cores == pytest.approx(0.2, rel=0.01)
    assert meter.shown_per_s == pytest.approx(24.0, rel=0.01)
    assert meter.late_per_s == pytest.approx(2.0, rel=0.01)


def test_a_camera_that_was_closed_does_not_make_rates_negative() -> None:
    meter = Meter()
    meter.take(10.0, beat(1.0, 1000, 50))
    meter.take(10.5, beat(1.1, 10, 0))
    assert meter.shown_per_s >= 0
    assert meter.late_per_s >= 0
    meter.reset()
    assert meter.cpu_cores == 0


@pytest.fixture
def keeper() -> Iterator[WorkerKeeper]:
    made = WorkerKeeper(0, lambda handle: None, lambda: None, lambda keeper: None)
    yield made
    made.stop()
    made.join(5.0)


def test_opens_what_was_added_before_its_process_was_ready(keeper: WorkerKeeper, tmp_path: Path) -> None:
    spec = make_spec("CAM-1", str(write_clip(tmp_path / "clip.mp4")))
    handle = StreamHandle(1, spec, (160, 90), True, time.monotonic())
    keeper.add(handle)
    keeper.start()
    assert wait_until(lambda: handle.health().state is TileState.LIVE)
    assert keeper.pid is not None
    assert keeper.handles() == [handle]
    keeper.remove(handle)
    assert keeper.handles() == []


def test_ends_its_process_and_thread(keeper: WorkerKeeper) -> None:
    keeper.start()
    assert wait_until(lambda: keeper.pid is not None)
    keeper.stop()
    keeper.join(10.0)
    assert keeper.pid is None
    assert not any(thread.name == "feeder-0" for thread in threading.enumerate())


def test_suspicion_is_handed_on(keeper: WorkerKeeper) -> None:
    assert not keeper.is_suspect
    other = WorkerKeeper(1, lambda handle: None, lambda: None, lambda keeper: None)
    other.inherit_suspicion(keeper)
    assert not other.is_suspect
    assert SUSPECT_S > 10
    keeper.start()
