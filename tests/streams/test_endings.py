"""V1: the contract of `WorkerPool` and its handles about endings: opened, used, closed, twice, in the middle of things.

What a camera held is gone afterwards on both sides: descriptors, mappings, names in /dev/shm, threads. Only a picture
that somebody still holds keeps its memory, until it is let go.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator

import psutil
import pytest

from streams.faults import FaultCode
from streams.handle import StreamHandle
from streams.health import TileState
from streams.pool import WorkerPool
from streams.ring import RingFrame
from streams.sources import SourceSpec, make_spec
from tests.descriptors import descriptors, mapped, segments, shared_memory
from tests.streams.far_ends import wait_until, write_clip

BOX = (160, 90)


class House:
    """A pool with one worker, and what both sides hold while no camera is open."""

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        self.pool = WorkerPool(lambda handle: None, workers=1)
        self.pool.close(self.open_live())
        self.worker = next(iter(self.pool.worker_pids()))
        assert wait_until(lambda: self.threads() == 2)  # main and sender
        self._before = self.held()

    def open_live(self) -> StreamHandle:
        handle = self.pool.open(self.spec, BOX)
        assert wait_until(lambda: handle.health().state is TileState.LIVE)
        return handle

    def threads(self) -> int:
        return psutil.Process(self.worker).num_threads()

    def held(self) -> list[object]:
        """What can be counted on both sides."""
        pipes = [where for where in descriptors().values() if where.startswith(("pipe:", "socket:"))]
        ours = [len(pipes), shared_memory(), mapped(), segments()]
        theirs = [len(descriptors(self.worker)), shared_memory(self.worker), mapped(self.worker)]
        return [*ours, *theirs, self.threads()]

    def assert_nothing_left(self) -> None:
        assert segments() == []  # at once; the worker is told, and needs a moment
        assert shared_memory() == mapped() == []
        assert wait_until(lambda: self.held() == self._before), (self._before, self.held())


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> SourceSpec:
    """A camera that sends 250 pictures a second, so that one is being written at almost any moment."""
    clip = write_clip(tmp_path_factory.mktemp("camera") / "clip.mp4", seconds=1.0, fps=250)
    return make_spec("CAM-1", str(clip))


@pytest.fixture
def house(camera: SourceSpec) -> Iterator[House]:
    made = House(camera)
    yield made
    made.pool.shutdown()


def picture_of(handle: StreamHandle) -> RingFrame:
    taken: list[RingFrame] = []

    def take() -> bool:
        frame = handle.take()
        taken.extend([frame] if frame is not None else [])
        return bool(taken)

    assert wait_until(take)
    return taken[-1]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_nothing_is_left_of_64_cameras_that_came_and_went(house: House) -> None:
    for _ in range(16):
        handles = [house.pool.open(house.spec, BOX) for _ in range(4)]
        for handle in handles:
            picture_of(handle)
            house.pool.close(handle)
    house.assert_nothing_left()


def test_of_20_sizes_only_the_last_has_memory(house: House) -> None:
    handle = house.open_live()
    for step in range(20):
        size = (160 - 4 * step, 90)
        house.pool.resize(handle, size, cover=False)

        def has_size(wanted: int = size[0]) -> bool:
            frame = handle.take()
            return frame is not None and frame.width_px == wanted

        assert wait_until(has_size), size
    assert len(shared_memory()) == len(mapped()) == len(segments()) == 1
    assert wait_until(lambda: len(shared_memory(house.worker)) == 1)
    house.pool.close(handle)
    house.assert_nothing_left()


def test_sizes_that_come_faster_than_pictures_leave_no_memory(house: House) -> None:
    handle = house.open_live()
    for step in range(20):
        house.pool.resize(handle, (160 - 4 * step, 90), cover=False)
    assert wait_until(lambda: picture_of(handle).width_px == 84)
    assert wait_until(lambda: len(segments()) == 1)
    house.pool.close(handle)
    house.assert_nothing_left()


def _close_twice(house: House, handle: StreamHandle) -> None:
    house.pool.close(handle)
    house.pool.close(handle)
    house.pool.resize(handle, (80, 45))
    house.pool.set_priority(handle, 1)
    handle.release()
    assert handle.take() is None
    assert handle.open_message() is None
    assert handle.resize_message() is None


def _close_in_mid_resize(house: House, handle: StreamHandle) -> None:
    house.pool.resize(handle, (80, 45))
    house.pool.close(handle)


def _close_right_after_opening(house: House, handle: StreamHandle) -> None:
    for _ in range(10):
        house.pool.close(house.pool.open(house.spec, BOX))
    house.pool.close(handle)


def _close_while_the_worker_stands_still(house: House, handle: StreamHandle) -> None:
    os.kill(house.worker, signal.SIGSTOP)
    house.pool.resize(handle, (80, 45))
    house.pool.close(handle)
    house.pool.close(house.pool.open(house.spec, BOX))
    assert segments() == []
    os.kill(house.worker, signal.SIGCONT)


def _close_from_many_threads(house: House, handle: StreamHandle) -> None:
    threads = [threading.Thread(target=house.pool.close, args=(handle,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    "end",
    [
        _close_twice,
        _close_in_mid_resize,
        _close_right_after_opening,
        _close_while_the_worker_stands_still,
        _close_from_many_threads,
    ],
    ids=lambda end: end.__name__.strip("_"),
)
def test_nothing_is_left_however_a_camera_is_closed(
    house: House, end: Callable[[House, StreamHandle], None]
) -> None:
    handle = house.open_live()
    end(house, handle)
    house.assert_nothing_left()


def _by_closing(house: House, handle: StreamHandle) -> None:
    house.pool.close(handle)


def _by_another_size(house: House, handle: StreamHandle) -> None:
    house.pool.resize(handle, (80, 45))
    assert wait_until(lambda: picture_of(handle).width_px == 80)


def _by_death_of_the_worker(house: House, handle: StreamHandle) -> None:
    kill(house.worker)
    assert wait_until(lambda: house.pool.figures().restarts == 1)
    assert wait_until(lambda: handle.health().state is TileState.LIVE)
    picture_of(handle)


def _by_the_end_of_the_pool(house: House, handle: StreamHandle) -> None:
    house.pool.shutdown()
    house.pool.shutdown()
    house.pool.close(handle)


@pytest.mark.parametrize(
    "end",
    [_by_closing, _by_another_size, _by_death_of_the_worker, _by_the_end_of_the_pool],
    ids=lambda end: end.__name__.strip("_"),
)
def test_a_picture_that_is_held_outlives_its_ring_and_takes_the_memory_with_it(
    house: House, end: Callable[[House, StreamHandle], None]
) -> None:
    handle = house.open_live()
    held = picture_of(handle)
    row = held.data[: held.stride_bytes]
    end(house, handle)
    house.pool.close(handle)
    assert segments() == []
    assert len(mapped()) == 1
    assert len(bytes(held.data)) == held.height_px * held.stride_bytes
    held.is_intact()
    del held
    assert len(bytes(row)) > 0
    del row
    assert mapped() == shared_memory() == []


def test_the_memory_of_a_dead_worker_is_given_back_before_the_next_one_runs(camera: SourceSpec) -> None:
    left: list[list[str]] = []

    def on_news(handle: StreamHandle) -> None:
        if handle.health().fault is FaultCode.WORKER:
            left.append(segments())

    pool = WorkerPool(on_news, workers=1)
    handle = pool.open(camera, BOX)
    assert wait_until(lambda: handle.health().state is TileState.LIVE)
    kill(next(iter(pool.worker_pids())))
    assert wait_until(lambda: bool(left))
    assert left[0] == []
    pool.shutdown()


@pytest.mark.slow
def test_nothing_is_left_of_workers_that_are_killed_in_the_middle_of_pictures(house: House) -> None:
    handles = [house.open_live() for _ in range(3)]
    held = [picture_of(handle) for handle in handles]
    for kills in range(1, 4):
        kill(next(iter(house.pool.worker_pids())))
        assert wait_until(lambda wanted=kills: house.pool.figures().restarts >= wanted)  # type: ignore[misc]
        assert wait_until(lambda: all(h.health().state is TileState.LIVE for h in handles))
        assert wait_until(lambda: len(segments()) == 3)
    for picture in held:
        assert len(bytes(picture.data)) == picture.height_px * picture.stride_bytes
    del picture
    held.clear()
    assert len(mapped()) == len(shared_memory()) == 3
    for handle in handles:
        house.pool.close(handle)
    assert shared_memory() == mapped() == segments() == []
    workers = list(house.pool.worker_pids())
    assert wait_until(lambda: not any(shared_memory(pid) or mapped(pid) for pid in workers))


def test_a_pool_gives_back_threads_pipes_and_processes(camera: SourceSpec) -> None:
    before = descriptors(), threading.active_count()
    made = House(camera)
    made.open_live()
    made.pool.shutdown()
    assert not psutil.pid_exists(made.worker)
    assert threading.active_count() == before[1]
    new = {where for where in descriptors().values() if where not in before[0].values()}
    assert (
        len([where for where in new if where.startswith(("pipe:", "socket:"))]) <= 1
    )  # the resource tracker's


def test_no_news_of_a_camera_come_once_it_is_closed(camera: SourceSpec) -> None:
    told: list[StreamHandle] = []
    pool = WorkerPool(told.append, workers=1)
    first, second = pool.open(camera, BOX), pool.open(camera, BOX)
    assert wait_until(lambda: first in told and second in told)
    pool.close(first)
    told.clear()
    assert wait_until(lambda: told.count(second) > 50)
    assert told.count(first) <= 1  # one that was on its way
    pool.shutdown()
