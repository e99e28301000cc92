from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from streams.backoff import Backoff
from streams.camera_thread import MOST_HANGING, CameraThread, Target
from streams.governor import Quality
from streams.link import CameraOpened, Connecting, Lost, OpenCamera, ResizeCamera, ToConsole
from streams.ring import RingReader, RingWriter
from streams.sources import SourceSpec, make_spec
from tests.descriptors import mapped
from tests.streams.far_ends import (
    FPS,
    answering,
    file_server,
    hesitant_camera,
    jpeg,
    pictures_of,
    sending_camera,
    wait_until,
    write_clip,
)


class RecordingOutbox:
    """An `Outbox` that remembers."""

    def __init__(self) -> None:
        self.messages: list[ToConsole] = []
        self.frames: list[tuple[int, int]] = []
        self._lock = threading.Lock()

    def post(self, message: ToConsole) -> None:
        with self._lock:
            self.messages.append(message)

    def frame(self, key: int, ring_no: int, lag_ms: int) -> None:
        with self._lock:
            self.frames.append((ring_no, lag_ms))

    def count(self, kind: type[object]) -> int:
        with self._lock:
            return sum(isinstance(message, kind) for message in self.messages)


class Camera:
    """A camera thread on a ring of its own."""

    def __init__(self, spec: SourceSpec, size: tuple[int, int] = (160, 90), cover: bool = False) -> None:
        self.ring = RingReader.create(spec.camera_id, 400_000)
        self.outbox = RecordingOutbox()
        message = OpenCamera(1, spec, self.ring.name, 1, *size, cover, 0)
        self.thread = CameraThread(message, self.outbox, Backoff(first_s=0.05, cap_s=0.1))
        self.thread.start()

    def close(self) -> None:
        self.thread.close()
        self.ring.close()


Start = Callable[..., Camera]


def has_shown(camera: Camera, count: int) -> bool:
    return camera.thread.beat().shown >= count


@pytest.fixture
def start() -> Iterator[Callable[..., Camera]]:
    cameras: list[Camera] = []

    def begin(spec: SourceSpec, size: tuple[int, int] = (160, 90), cover: bool = False) -> Camera:
        cameras.append(Camera(spec, size, cover))
        return cameras[-1]

    yield begin
    for camera in cameras:
        camera.close()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4", seconds=1.0)


def test_decodes_scales_and_publishes_a_looping_file(start: Start, clip: Path) -> None:
    camera = start(make_spec("CAM-1", str(clip)))
    assert wait_until(lambda: len(camera.outbox.frames) > 30)
    frame = camera.ring.take()
    assert frame is not None
    assert (frame.width_px, frame.height_px) == (160, 90)
    assert len(set(bytes(frame.data[:4000]))) > 10
    beat = camera.thread.beat()
    assert beat.decoded >= beat.shown > 30
    assert len(beat.signature) == 16 * 9
    assert camera.outbox.count(Lost) == 0


def test_fills_the_box_where_the_tile_cuts(start: Start, clip: Path) -> None:
    camera = start(make_spec("CAM-1", str(clip)), size=(200, 108), cover=True)
    assert wait_until(lambda: len(camera.outbox.frames) > 1)
    frame = camera.ring.take()
    assert frame is not None
    assert (frame.width_px, frame.height_px) == (200, 112)


@pytest.mark.parametrize(
    ("turned_deg", "pixel", "shown_px"),
    [
        (90, Fraction(1), (50, 90)),
        (-90, Fraction(1), (50, 90)),
        (180, Fraction(1), (160, 90)),
        (0, Fraction(1, 2), (80, 90)),
        (0, Fraction(4, 3), (160, 68)),
    ],
)
def test_shows_pictures_as_a_player_does_on_every_rung(
    start: Start, tmp_path: Path, turned_deg: int, pixel: Fraction, shown_px: tuple[int, int]
) -> None:
    """K8."""
    clip = write_clip(tmp_path / "a.mp4", seconds=2.0, turned_deg=turned_deg, pixel=pixel)
    camera = start(make_spec("CAM-1", str(clip)))
    for quality in (Quality.FULL, Quality.NO_LOOP_FILTER, Quality.KEY_FRAMES):
        camera.thread.request_quality(quality)
        wanted = camera.thread.beat().shown + 2
        assert wait_until(partial(has_shown, camera, wanted))
        frame = camera.ring.take()
        assert frame is not None
        assert (frame.width_px, frame.height_px) == shown_px
    opened = [message for message in camera.outbox.messages if isinstance(message, CameraOpened)]
    if turned_deg % 180:
        assert any(message.height_px > message.width_px for message in opened)


def test_writes_into_another_ring_after_a_resize(start: Start, clip: Path) -> None:
    camera = start(make_spec("CAM-1", str(clip)))
    assert wait_until(lambda: bool(camera.outbox.frames))
    other = RingReader.create("CAM-1", 400_000)
    camera.thread.request_resize(ResizeCamera(1, other.name, 2, 80, 45, False))
    assert wait_until(lambda: any(ring_no == 2 for ring_no, _ in list(camera.outbox.frames)))
    frame = other.take()
    assert frame is not None
    assert frame.width_px == 80
    other.close()


def test_steps_down_to_key_frames_and_back(start: Start, clip: Path) -> None:
    camera = start(make_spec("CAM-1", str(clip)))
    assert wait_until(lambda: camera.thread.beat().decoded > 10)
    camera.thread.request_quality(Quality.KEY_FRAMES)
    assert wait_until(lambda: camera.outbox.count(CameraOpened) >= 2)
    opened, decoded = camera.outbox.count(CameraOpened), camera.thread.beat().decoded
    assert wait_until(lambda: camera.outbox.count(CameraOpened) >= opened + 2)
    assert camera.thread.beat().decoded - decoded <= 3
    camera.thread.request_quality(Quality.NO_LOOP_FILTER)
    decoded = camera.thread.beat().decoded
    assert wait_until(lambda: camera.thread.beat().decoded > decoded + 30)


@pytest.mark.slow
def test_data_are_counted_though_few_pictures_are_shown(start: Start, tmp_path: Path) -> None:
    """V15: a step is never taken for a stall."""
    camera = start(make_spec("CAM-1", str(write_clip(tmp_path / "a.mp4", seconds=6.0, gop=150))))
    assert wait_until(lambda: camera.thread.beat().shown > 0)
    camera.thread.request_quality(Quality.SLOW)
    assert wait_until(lambda: camera.thread.beat().quality == Quality.SLOW)
    before = camera.thread.beat()
    assert wait_until(lambda: camera.thread.beat().read > before.read + 100)
    assert camera.thread.beat().shown <= before.shown + 3


def test_tries_again_and_again_and_says_why(start: Start, tmp_path: Path) -> None:
    camera = start(make_spec("CAM-1", "http://127.0.0.1:9/a.ts"))
    assert wait_until(lambda: camera.outbox.count(Lost) >= 3)
    lost = [message for message in camera.outbox.messages if isinstance(message, Lost)]
    assert {message.code for message in lost} == {"unreachable"}


def test_a_still_that_its_camera_renews_is_asked_for_again(start: Start) -> None:
    """V14: each single JPEG was a stream that broke."""
    with answering({"/snap": ("image/jpeg", jpeg)}) as base:
        camera = start(make_spec("CAM-1", f"{base}/snap"))
        seen = set()

        def has_three() -> bool:
            frame = camera.ring.take()
            seen.update([bytes(frame.data[:400])] if frame is not None else [])
            return len(seen) >= 3

        assert wait_until(has_three)
        assert camera.outbox.count(Lost) == 0
        assert camera.outbox.count(Connecting) == 1
        camera.thread.close()


def test_a_still_that_is_gone_is_lost(start: Start) -> None:
    def once(number: int) -> bytes:
        return jpeg(number) if number == 1 else b"no picture any more"

    with answering({"/snap": ("image/jpeg", once)}) as base:
        camera = start(make_spec("CAM-1", f"{base}/snap"))
        assert wait_until(lambda: camera.outbox.count(Lost) >= 1)
        assert camera.thread.beat().shown == 1
        camera.thread.close()


def test_somebody_who_waits_can_have_it_tried_now(tmp_path: Path) -> None:
    """V17: nothing could be done while it waited for its next try."""
    spec = make_spec("CAM-1", str(tmp_path / "late.mp4"))
    ring, outbox = RingReader.create("CAM-1", 400_000), RecordingOutbox()
    thread = CameraThread(OpenCamera(1, spec, ring.name, 1, 160, 90, False, 0), outbox)
    thread.start()
    assert wait_until(lambda: outbox.count(Lost) == 1)  # the next try would be half a minute later
    thread.request_retry()
    assert wait_until(lambda: outbox.count(Lost) == 2)
    write_clip(tmp_path / "late.mp4", seconds=1.0)
    thread.request_retry()
    thread.request_retry()
    assert wait_until(lambda: bool(outbox.frames))
    thread.close()
    thread.request_retry()
    ring.close()
    assert wait_until(lambda: not any(other.name == "cam-1" for other in threading.enumerate()))


def test_a_connection_that_says_nothing_can_be_begun_anew(start: Start, tmp_path: Path) -> None:
    sent = [(piece, 0.0) for piece in pictures_of(write_clip(tmp_path / "a.ts"))]
    with sending_camera([*sent, (b"", 60.0)]) as url:
        camera = start(make_spec("CAM-1", url))
        assert wait_until(lambda: camera.outbox.count(CameraOpened) == 1)
        camera.thread.request_retry()
        assert wait_until(lambda: camera.outbox.count(CameraOpened) == 2)
        camera.thread.close()


def test_a_stream_that_ends_is_lost_and_opened_again(start: Start, tmp_path: Path) -> None:
    write_clip(tmp_path / "a.ts", seconds=0.4)
    with file_server(tmp_path) as base:
        camera = start(make_spec("CAM-1", f"{base}/a.ts"))
        assert wait_until(lambda: camera.outbox.count(CameraOpened) >= 2)
        lost = [message for message in camera.outbox.messages if isinstance(message, Lost)]
        assert lost[0].code == "ended"


def test_a_stream_without_a_length_that_ends_is_not_called_damaged(start: Start, tmp_path: Path) -> None:
    with sending_camera([(piece, 0.0) for piece in pictures_of(write_clip(tmp_path / "a.ts"))]) as url:
        camera = start(make_spec("CAM-1", url))
        assert wait_until(lambda: camera.outbox.count(Lost) >= 1)
        camera.thread.close()
    lost = [message for message in camera.outbox.messages if isinstance(message, Lost)]
    assert lost[0].code == "ended"


def test_what_piled_up_on_the_line_is_hurried_through(start: Start, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.ts", seconds=3.0)
    with hesitant_camera(clip) as url:
        camera = start(make_spec("CAM-1", url))
        assert wait_until(lambda: camera.thread.beat().decoded > 70)
        beat = camera.thread.beat()
        assert beat.late > 20
        assert beat.shown < beat.decoded - 15
        assert beat.shown > 5
        camera.thread.close()


def test_a_camera_whose_times_step_back_shows_all_its_pictures(start: Start, tmp_path: Path) -> None:
    """K2, V4: after a step back of 3 s only two pictures a second were shown, for hours."""
    sent = pictures_of(write_clip(tmp_path / "a.ts", seconds=3.0))
    with sending_camera([(piece, 1.0 / FPS) for piece in [*sent, *sent]] + [(b"", 0.5)]) as url:
        camera = start(make_spec("CAM-1", url))
        assert wait_until(lambda: camera.thread.beat().decoded > 140)
        assert camera.thread.beat().shown > 120
        camera.thread.close()


def test_a_camera_that_sends_fewer_pictures_than_its_clock_says_shows_them_all(
    start: Start, tmp_path: Path
) -> None:
    """V3: a clock that is 20 % slow made a healthy camera show two pictures a second within four seconds."""
    sent = pictures_of(write_clip(tmp_path / "a.ts", seconds=5.0))
    with sending_camera([(piece, 1.5 / FPS) for piece in sent] + [(b"", 0.5)]) as url:
        camera = start(make_spec("CAM-1", url))
        assert wait_until(lambda: camera.thread.beat().decoded > 115)
        beat = camera.thread.beat()
        assert beat.shown > beat.decoded - 30  # a pile of the machine's own making may be hurried through
        camera.thread.close()


def test_tells_when_pictures_become_larger_than_the_source_said(start: Start, tmp_path: Path) -> None:
    small = write_clip(tmp_path / "small.ts", seconds=0.4, size_px=(160, 90))
    large = write_clip(tmp_path / "large.ts", seconds=0.4, size_px=(320, 180))
    (tmp_path / "a.ts").write_bytes(small.read_bytes() + large.read_bytes())
    with file_server(tmp_path) as base:
        camera = start(make_spec("CAM-1", f"{base}/a.ts"))
        assert wait_until(lambda: camera.outbox.count(Lost) >= 1)
        opened = [message for message in camera.outbox.messages if isinstance(message, CameraOpened)]
        assert [(message.width_px, message.height_px) for message in opened[:2]] == [(160, 90), (320, 180)]
        camera.thread.close()


def test_is_hung_only_while_a_connection_says_nothing(start: Start, clip: Path) -> None:
    camera = start(make_spec("CAM-1", str(clip)))
    assert wait_until(lambda: bool(camera.outbox.frames))
    progress_s = camera.thread.progress_s
    assert not camera.thread.is_hung(progress_s + 1.0)
    assert camera.thread.is_hung(progress_s + 60.0)
    camera.thread.close()
    assert not camera.thread.is_hung(progress_s + 60.0)


def test_an_abandoned_thread_ends_and_its_successor_goes_on(start: Start, clip: Path) -> None:
    camera = start(make_spec("CAM-1", str(clip)))
    assert wait_until(lambda: bool(camera.outbox.frames))
    camera.thread.abandon()
    assert wait_until(lambda: camera.outbox.count(CameraOpened) >= 2)
    assert wait_until(lambda: sum(t.name == "cam-1" for t in threading.enumerate()) == 1)


def test_a_far_end_that_holds_every_thread_gets_no_more_than_a_few(start: Start) -> None:
    """V11: each look at a hanging camera started another thread, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        camera = start(make_spec("CAM-1", f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"))
        for looks in range(1, 8):
            camera.thread.progress_s -= 60.0
            camera.thread.look_after(time.monotonic())
            assert camera.outbox.count(Lost) == looks
        assert sum(thread.name == "cam-1" for thread in threading.enumerate()) == MOST_HANGING
        camera.close()


def test_closing_takes_the_ring_away_at_once_though_the_far_end_holds_the_thread(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        camera = start(make_spec("CAM-1", f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"))
        far_end, _ = server.accept()
        with far_end:
            assert len(mapped()) == 2  # the reader's and the writer's
            camera.close()
            assert mapped() == []
            assert any(thread.name == "cam-1" for thread in threading.enumerate())
            late = RingReader.create("CAM-1", 10_000)
            camera.thread.request_resize(ResizeCamera(1, late.name, 2, 80, 45, False))
            late.close()
            assert mapped() == []


@pytest.mark.parametrize(
    ("box", "cover", "source", "expected"),
    [
        ((160, 90), False, (1920, 1080), (160, 90)),
        ((160, 160), False, (1920, 1080), (160, 90)),
        ((160, 160), True, (1920, 1080), (174, 98)),
        ((160, 88), True, (1920, 1080), (160, 90)),
        ((4000, 4000), True, (640, 360), (640, 360)),
    ],
)
def test_never_enlarges(
    box: tuple[int, int], cover: bool, source: tuple[int, int], expected: tuple[int, int]
) -> None:
    ring = RingReader.create("CAM-1", 4_000_000)
    target = Target(RingWriter.attach(ring.name), 1, *box, cover)
    assert target.fit(*source) == expected
    target.writer.close()
    ring.close()


def test_a_picture_always_fits_into_its_slot() -> None:
    ring = RingReader.create("CAM-1", 100_000)
    target = Target(RingWriter.attach(ring.name), 1, 400, 20, True)
    width, height = target.fit(300, 900)
    assert (width + 16) * height * 4 <= ring.slot_bytes
    target.writer.close()
    ring.close()
