from __future__ import annotations

import time
from pathlib import Path

import pytest

from console.bridges.camera_feed import CameraFeed
from streams.faults import FaultCode, Nature
from streams.governor import Quality
from streams.handle import StreamHandle
from streams.ring import RingWriter
from streams.sources import make_spec
from tests.console.bridges.cameras import camera
from widgets.wall.feed import FeedState
from widgets.wall.tile_words import fault_words

CAMERA = camera("CAM-031", zh="人民路西口")


@pytest.fixture
def handle(tmp_path: Path) -> StreamHandle:
    return StreamHandle(1, make_spec("CAM-031", str(tmp_path)), (160, 90), True, time.monotonic())


def publish(handle: StreamHandle) -> None:
    """Write one frame the way a worker does."""
    message = handle.open_message()
    assert message is not None
    writer = RingWriter.attach(message.ring)
    writer.publish(bytes(16 * 9 * 4), 16, 9, 64, 0, time.monotonic_ns(), 0)
    handle.note_frame(message.ring_no)
    writer.close()


def test_leads_from_the_camera_to_the_incident() -> None:
    feed = CameraFeed(CAMERA)
    assert feed.caption().distance_m is None
    feed.set_target((118.05, 36.811))
    caption = feed.caption()
    assert (caption.code, caption.name_zh) == ("CAM-031", "人民路西口")
    assert caption.bearing_deg == pytest.approx(0.0, abs=0.1)
    assert caption.distance_m == pytest.approx(111, rel=0.01)


def test_says_what_stands_in_the_way_of_a_stream() -> None:
    feed = CameraFeed(CAMERA)
    assert feed.status().state is FeedState.CONNECTING
    feed.refused = True
    assert feed.status().state is FeedState.REFUSED
    feed.needs_purpose = True
    assert feed.status().state is FeedState.PURPOSE
    assert feed.frame() is None


@pytest.mark.parametrize(
    ("nature", "recorded", "delay_known"),
    [(Nature.LIVE, False, True), (Nature.DELAYED, False, False), (Nature.RECORDED, True, True)],
)
def test_says_what_the_source_is(
    handle: StreamHandle, nature: Nature, recorded: bool, delay_known: bool
) -> None:
    """V7, V16."""
    feed = CameraFeed(CAMERA)
    feed.handle = handle
    handle.note_opened("h264", (16, 9), 25.0, nature)
    publish(handle)
    status = feed.status()
    assert (status.state, status.recorded, status.delay_known) == (FeedState.LIVE, recorded, delay_known)
    handle.release()


@pytest.mark.parametrize("fault", [code for code in FaultCode if code is not FaultCode.REFUSED])
def test_every_fault_has_words(fault: FaultCode) -> None:
    assert fault_words(fault.value)


def test_gives_each_frame_once(handle: StreamHandle) -> None:
    feed = CameraFeed(CAMERA)
    feed.handle = handle
    publish(handle)
    frame = feed.frame()
    assert frame is not None
    assert (frame.width_px, frame.height_px, frame.stride_bytes) == (16, 9, 64)
    assert feed.is_intact(frame)
    assert time.monotonic() - frame.captured_s < 60
    assert feed.frame() is None
    handle.release()


def test_tells_health_fault_and_quality(handle: StreamHandle) -> None:
    feed = CameraFeed(CAMERA)
    feed.handle = handle
    handle.note_connecting(3)
    handle.note_lost(FaultCode.TIMEOUT, "timed out")
    handle.set_quality(Quality.KEY_FRAMES)
    status = feed.status()
    assert (status.state, status.attempt, status.fault) == (FeedState.RECONNECTING, 3, "timeout")
    assert status.reduced
    handle.release()
