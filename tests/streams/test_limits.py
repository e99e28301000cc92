"""V2: at the limits of this computer one camera fails, in words; worker, feeder and the other cameras go on."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from streams.errors import ExhaustedError
from streams.faults import FaultCode
from streams.handle import StreamHandle
from streams.health import TileState
from streams.pool import WorkerPool
from streams.ring import SLOTS, RingReader
from streams.segment import reserve_pages
from streams.sources import make_spec
from tests.descriptors import descriptors, segments
from tests.streams.far_ends import wait_until, write_clip


class SmallMemory:
    """A `Reserve` of a /dev/shm that has only so many bytes left for each segment."""

    def __init__(self, left_bytes: int) -> None:
        self.left_bytes = left_bytes
        self.asked: list[int] = []

    def __call__(self, descriptor: int, size_bytes: int) -> None:
        self.asked.append(size_bytes)
        if size_bytes > self.left_bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        reserve_pages(descriptor, size_bytes)


def state(handle: StreamHandle) -> TileState:
    return handle.health().state


@pytest.fixture
def clip(tmp_path: Path) -> str:
    return str(write_clip(tmp_path / "clip.mp4"))


def test_reserved_memory_is_there_before_it_is_written_to() -> None:
    ring = RingReader.create("CAM-1", 1_000_000)
    found = os.stat(f"/dev/shm/{ring.name}")
    assert found.st_size >= SLOTS * 1_000_000
    assert found.st_blocks * 512 >= found.st_size
    ring.close()


def test_where_memory_is_short_a_smaller_ring_is_made() -> None:
    memory = SmallMemory(SLOTS * 500_000)
    ring = RingReader.create("CAM-1", 1_000_000, memory)
    assert len(memory.asked) == 3
    assert 240_000 < ring.slot_bytes < 260_000
    ring.close()


def test_where_there_is_no_memory_it_says_so_and_leaves_nothing() -> None:
    before = descriptors()
    with pytest.raises(ExhaustedError, match="no shared memory is left: close cameras, or give /dev/shm"):
        RingReader.create("CAM-1", 1_000_000, SmallMemory(1000))
    assert segments() == []
    assert descriptors() == before


def test_where_no_descriptor_is_left_no_smaller_ring_is_tried() -> None:
    asked: list[int] = []

    def refuse(descriptor: int, size_bytes: int) -> None:
        asked.append(size_bytes)
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with pytest.raises(ExhaustedError, match="too many open files"):
        RingReader.create("CAM-1", 1_000_000, refuse)
    assert len(asked) == 1


@pytest.mark.slow
def test_a_camera_without_memory_fails_in_words_and_comes_when_there_is_some(clip: str) -> None:
    memory = SmallMemory(10_000_000)
    pool = WorkerPool(lambda handle: None, workers=1, make_ring=partial(RingReader.create, reserve=memory))
    first = pool.open(make_spec("CAM-1", clip), (160, 90))
    assert wait_until(lambda: state(first) is TileState.LIVE)
    memory.left_bytes = 0
    second = pool.open(make_spec("CAM-2", clip), (160, 90))
    assert wait_until(lambda: state(second) is TileState.FAILED)
    health = second.health()
    assert health.fault is FaultCode.EXHAUSTED
    assert "close cameras" in health.detail
    assert state(first) is TileState.LIVE
    memory.left_bytes = 10_000_000
    assert wait_until(lambda: state(second) is TileState.LIVE)
    assert pool.figures().restarts == 0
    pool.shutdown()


def test_a_tile_that_grows_without_memory_keeps_its_smaller_picture(clip: str) -> None:
    memory = SmallMemory(10_000_000)
    pool = WorkerPool(lambda handle: None, workers=1, make_ring=partial(RingReader.create, reserve=memory))
    handle = pool.open(make_spec("CAM-1", clip), (160, 90))
    assert wait_until(lambda: handle.take() is not None)
    memory.left_bytes = 0
    asked = len(memory.asked)
    pool.resize(handle, (320, 180))
    assert wait_until(lambda: len(memory.asked) > asked)
    shown = handle.take()
    assert wait_until(lambda: handle.take() is not None)
    assert shown is None or shown.width_px == 160
    assert state(handle) is TileState.LIVE
    assert len(segments()) == 1
    pool.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "seen"),
    [
        (
            "crowded",
            ["settled", "some live", "some fail", "healed", "given back", "same worker"],
        ),
        ("starved", ["failed", "healed"]),
    ],
)
def test_with_few_descriptors_cameras_fail_one_by_one_and_come_back(
    which: str, seen: list[str], clip: str
) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.streams.limited_console", which, clip, "64"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == dict.fromkeys(seen, True) | {"restarts": 0, "left": []}
