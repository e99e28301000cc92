from __future__ import annotations

import itertools
import multiprocessing
import time
from multiprocessing.synchronize import Event

import numpy as np
import pytest

from streams.errors import RingError
from streams.ring import SLOTS, RingFrame, RingReader, RingWriter
from tests.descriptors import mapped, segments, shared_memory
from tests.streams.far_ends import wait_until

WIDTH, HEIGHT = 64, 48
SIZE = WIDTH * HEIGHT * 4


def publish(writer: RingWriter, value: int) -> int:
    return writer.publish(bytes([value]) * SIZE, WIDTH, HEIGHT, WIDTH * 4, value * 40_000, value, value)


def race(name: str, stop: Event, written: multiprocessing.sharedctypes.Synchronized[int]) -> None:
    """Write frames of one value each as fast as possible."""
    writer = RingWriter.attach(name)
    value = 0
    while not stop.is_set():
        value = (value + 1) % 251
        written.value = publish(writer, value)
    writer.close()


def test_there_is_nothing_to_take_before_the_first_frame() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    assert reader.take() is None
    reader.close()


def test_the_newest_frame_wins_and_the_rest_count_as_dropped() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    for value in range(1, 6):
        publish(writer, value)
    frame = reader.take()
    assert frame is not None
    assert (frame.frame_no, frame.data[0], frame.width_px, frame.height_px) == (5, 5, WIDTH, HEIGHT)
    assert frame.pts_us == 200_000
    publish(writer, 6)
    publish(writer, 7)
    assert (later := reader.take()) is not None
    assert later.data[-1] == 7
    assert reader.dropped == 1
    assert reader.take() is None
    writer.close()
    reader.close()


def test_a_held_frame_is_never_written_over() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    publish(writer, 9)
    held = reader.take()
    assert held is not None
    for value in range(10, 10 + 5 * SLOTS):
        publish(writer, value)
    assert set(held.data) == {9}
    assert held.is_intact()
    writer.close()
    reader.close()


def test_a_frame_given_back_by_taking_another_may_be_written_over() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    publish(writer, 1)
    old = reader.take()
    publish(writer, 2)
    assert reader.take() is not None
    for value in range(3, 9):
        publish(writer, value)
    assert old is not None
    assert not old.is_intact()
    writer.close()
    reader.close()


def test_negative_times_and_the_camera_survive_the_way() -> None:
    reader = RingReader.create("CAM-031", SIZE)
    writer = RingWriter.attach(reader.name)
    writer.publish(bytes(SIZE), WIDTH, HEIGHT, WIDTH * 4, -5_000_000, 7, 8)
    frame = reader.take()
    assert frame is not None
    assert (frame.pts_us, frame.capture_ns, frame.wall_ms) == (-5_000_000, 7, 8)
    assert writer.camera_id == "CAM-031"
    writer.close()
    reader.close()


def test_refuses_a_frame_larger_than_a_slot() -> None:
    reader = RingReader.create("CAM-1", 100)
    writer = RingWriter.attach(reader.name)
    with pytest.raises(RingError, match="does not fit"):
        publish(writer, 1)
    writer.close()
    reader.close()


def test_refuses_to_attach_to_what_is_gone() -> None:
    with pytest.raises(RingError, match="no shared memory"):
        RingWriter.attach("muster-no-such-ring")


def test_a_frame_keeps_its_memory_after_the_ring_is_gone() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    publish(writer, 42)
    frame = reader.take()
    writer.close()
    reader.close()
    del reader
    assert isinstance(frame, RingFrame)
    assert set(frame.data) == {42}


def test_either_end_may_be_closed_twice_and_says_so_when_it_is_used() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    publish(writer, 1)
    writer.close()
    writer.close()
    with pytest.raises(RingError, match="closed"):
        publish(writer, 2)
    reader.close()
    reader.close()
    assert reader.take() is None


@pytest.mark.parametrize("order", list(itertools.permutations(["reader", "writer", "frame", "array"])))
def test_nothing_is_left_in_whatever_order_the_ends_let_go(order: tuple[str, ...]) -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    publish(writer, 7)
    frame = reader.take()
    assert frame is not None
    held: dict[str, object] = {"frame": frame, "array": np.frombuffer(frame.data, dtype=np.uint8)}
    del frame
    for what in order:
        if what == "reader":
            reader.close()
        elif what == "writer":
            writer.close()
        else:
            del held[what]
        assert all(_value(picture) == 7 for picture in held.values())
    assert mapped() == shared_memory() == segments() == []


def _value(picture: object) -> int:
    data = picture.data if isinstance(picture, RingFrame) else picture
    assert isinstance(data, memoryview | np.ndarray)
    return int(data[-1])


def test_a_frame_says_that_it_was_overwritten_after_its_ring_was_closed() -> None:
    reader = RingReader.create("CAM-1", SIZE)
    writer = RingWriter.attach(reader.name)
    publish(writer, 1)
    frame = reader.take()
    assert frame is not None
    assert reader.take() is None
    reader.close()
    assert frame.is_intact()
    writer.close()


@pytest.mark.parametrize("frames", [1, 50, 500])
def test_a_writer_that_is_killed_in_mid_frame_leaves_whole_frames_and_no_memory(frames: int) -> None:
    spawn = multiprocessing.get_context("spawn")
    reader = RingReader.create("CAM-1", SIZE)
    stop, written = spawn.Event(), spawn.Value("q", 0)
    process = spawn.Process(target=race, args=(reader.name, stop, written), daemon=True)
    process.start()
    assert wait_until(lambda: written.value >= frames)
    process.kill()
    process.join()
    process.close()
    frame = reader.take()
    assert frame is None or len(set(frame.data)) == 1
    reader.close()
    del frame
    assert mapped() == shared_memory() == segments() == []


def test_a_racing_writer_never_shows_a_torn_frame() -> None:
    spawn = multiprocessing.get_context("spawn")
    reader = RingReader.create("CAM-1", SIZE)
    stop, written = spawn.Event(), spawn.Value("q", 0)
    process = spawn.Process(target=race, args=(reader.name, stop, written), daemon=True)
    process.start()
    torn = taken = 0
    last_no = 0
    deadline = time.monotonic() + 20.0
    while taken < 400 and time.monotonic() < deadline:
        frame = reader.take()
        if frame is None:
            continue
        whole = bytes(frame.data)
        torn += len(set(whole)) != 1 or not frame.is_intact()
        assert frame.frame_no > last_no
        last_no = frame.frame_no
        taken += 1
    stop.set()
    process.join(10.0)
    reader.close()
    assert taken == 400
    assert torn == 0
