from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from streams.faults import FaultCode
from streams.governor import Quality
from streams.handle import StreamHandle
from streams.health import TileState
from streams.ring import RingWriter
from streams.sources import make_spec
from tests.descriptors import mapped, segments, shared_memory


@pytest.fixture
def handle() -> Iterator[StreamHandle]:
    made = StreamHandle(1, make_spec("CAM-1", "http://h/1.ts"), (160, 90), True, time.monotonic())
    yield made
    made.release()


def publish(ring: str, width: int = 16) -> None:
    writer = RingWriter.attach(ring)
    writer.publish(bytes(width * 4 * 9), width, 9, width * 4, 0, 0, 0)
    writer.close()


def exists(ring: str) -> bool:
    return ring in segments()


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
    publish(opening.ring)
    assert handle.note_frame(opening.ring_no)
    assert (frame := handle.take()) is not None
    assert frame.width_px == 16
    publish(resizing.ring, width=32)
    assert handle.note_frame(resizing.ring_no)
    assert not handle.note_frame(opening.ring_no)
    assert (newer := handle.take()) is not None
    assert newer.width_px == 32
    assert newer.is_intact()


def test_a_fresh_worker_gets_a_ring_nobody_else_writes_to(handle: StreamHandle) -> None:
    first, second = handle.open_message(), handle.open_message()
    assert first is not None
    assert second is not None
    assert first.ring != second.ring
    assert not exists(first.ring)
    assert not handle.note_frame(first.ring_no)


def test_without_a_worker_it_holds_no_memory_and_begins_anew_with_the_next(handle: StreamHandle) -> None:
    opening = handle.open_message()
    assert opening is not None
    publish(opening.ring)
    handle.note_frame(opening.ring_no)
    handle.set_size((80, 45), True)
    assert handle.resize_message() is not None
    handle.note_unserved(FaultCode.WORKER, "")
    assert mapped() == shared_memory() == segments() == []
    assert handle.take() is None
    assert handle.resize_message() is None
    assert not handle.note_frame(opening.ring_no)
    again = handle.open_message()
    assert again is not None
    assert (again.width_px, again.ring_no > opening.ring_no) == (80, True)


def test_a_resize_that_the_worker_could_not_do_leaves_the_old_ring(handle: StreamHandle) -> None:
    opening = handle.open_message()
    handle.set_size((80, 45), True)
    resizing = handle.resize_message()
    assert opening is not None
    assert resizing is not None
    handle.note_not_resized(resizing.ring_no - 1)
    assert len(segments()) == 2
    handle.note_not_resized(resizing.ring_no)
    assert segments() == [opening.ring]
    publish(opening.ring)
    assert handle.note_frame(opening.ring_no)
    assert not handle.note_frame(resizing.ring_no)


def test_a_ring_is_as_large_as_source_and_box_need(handle: StreamHandle) -> None:
    handle.set_size((1920, 1080), True)
    assert handle.open_message() is not None
    assert not handle.note_opened("h264", (704, 576), 25.0)
    assert handle.note_opened("h264", (352, 288), 25.0)
    assert not handle.note_opened("h264", (352, 288), 25.0)
    handle.set_size((3840, 2160), True)
    assert handle.note_opened("h264", (3840, 2160), 25.0)
    assert handle.resize_message() is not None
    assert not handle.note_opened("h264", (3000, 2000), 25.0)
    handle.release()


def test_leaves_no_memory_behind(handle: StreamHandle) -> None:
    opening = handle.open_message()
    handle.set_size((80, 45), True)
    resizing = handle.resize_message()
    assert opening is not None
    assert resizing is not None
    handle.release()
    handle.release()
    assert mapped() == shared_memory() == segments() == []
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
