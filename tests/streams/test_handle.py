from __future__ import annotations

import time
from multiprocessing import shared_memory

import pytest

from streams.handle import StreamHandle
from streams.health import FaultCode, TileState
from streams.quality import Quality
from streams.ring import RingWriter
from streams.sources import make_spec


@pytest.fixture
def handle() -> StreamHandle:
    return StreamHandle(1, make_spec("CAM-1", "http://h/1.ts"), (160, 90), True, time.monotonic())


def publish(ring: str, width: int = 16) -> None:
    writer = RingWriter.attach(ring)
    writer.publish(bytes(width * 4 * 9), width, 9, width * 4, 0, 0, 0)
    writer.close()


def exists(ring: str) -> bool:
    try:
        shared_memory.SharedMemory(name=ring).close()
    except FileNotFoundError:
        return False
    return True


def test_a_frame_makes_it_live(handle: StreamHandle) -> None:
    opening = handle.open_message()
    assert opening is not None
    assert (opening.width_px, opening.height_px, opening.cover) == (160, 90, True)
    handle.note_connecting(1)
    handle.note_opened("h264", (640, 360), 12.0)
    publish(opening.ring)
    assert handle.note_frame(opening.ring_no)
    assert handle.health().state is TileState.LIVE
    assert handle.take() is not None
    assert handle.pixel_rate == 640 * 360 * 12
    handle.release()


def test_the_old_size_is_shown_until_the_new_one_has_a_frame(handle: StreamHandle) -> None:
    opening = handle.open_message()
    assert opening is not None
    publish(opening.ring)
    handle.note_frame(opening.ring_no)
    assert handle.set_size((320, 180), True)
    assert not handle.set_size((320, 180), True)
    resizing = handle.resize_message()
    assert resizing is not None
    assert (frame := handle.take()) is not None
    assert frame.width_px == 16
    publish(resizing.ring, width=32)
    assert not handle.note_frame(opening.ring_no)
    assert handle.note_frame(resizing.ring_no)
    assert (newer := handle.take()) is not None
    assert newer.width_px == 32
    assert handle.is_intact(newer)
    handle.release()


def test_a_fresh_worker_gets_a_ring_nobody_else_writes_to(handle: StreamHandle) -> None:
    first, second = handle.open_message(), handle.open_message()
    assert first is not None
    assert second is not None
    assert first.ring != second.ring
    assert not exists(first.ring)
    assert not handle.note_frame(first.ring_no)
    handle.release()


def test_leaves_no_memory_behind(handle: StreamHandle) -> None:
    opening = handle.open_message()
    handle.set_size((80, 45), True)
    resizing = handle.resize_message()
    assert opening is not None
    assert resizing is not None
    handle.release()
    assert not exists(opening.ring)
    assert not exists(resizing.ring)
    assert handle.open_message() is None
    assert handle.resize_message() is None
    assert handle.take() is None
    assert not handle.note_frame(resizing.ring_no)


def test_keeps_its_quality_and_faults(handle: StreamHandle) -> None:
    handle.set_quality(Quality.KEY_FRAMES)
    handle.note_lost(FaultCode.TIMEOUT, "timed out")
    view = handle.health()
    assert (view.state, view.fault, view.detail) == (TileState.RECONNECTING, FaultCode.TIMEOUT, "timed out")
    opening = handle.open_message()
    assert opening is not None
    assert opening.quality == Quality.KEY_FRAMES
    handle.release()


def test_counts_frames_nobody_took(handle: StreamHandle) -> None:
    opening = handle.open_message()
    assert opening is not None
    writer = RingWriter.attach(opening.ring)
    for _ in range(3):
        writer.publish(bytes(16 * 4 * 9), 16, 9, 64, 0, 0, 0)
        handle.note_frame(opening.ring_no)
        handle.take()
    for _ in range(4):
        writer.publish(bytes(16 * 4 * 9), 16, 9, 64, 0, 0, 0)
    handle.take()
    writer.close()
    assert handle.dropped == 3
    handle.release()
