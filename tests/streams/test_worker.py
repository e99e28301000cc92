"""The worker's main loop in this process, over a real link; whole processes are in test_pool."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from streams.link import (
    CloseCamera,
    ConsoleEnd,
    Frames,
    Lost,
    NotOpened,
    NotResized,
    OpenCamera,
    Ready,
    ResizeCamera,
    SetQuality,
    Stop,
    ToConsole,
    WorkerBeat,
    WorkerEnd,
)
from streams.ring import RingReader
from streams.sources import make_spec
from streams.worker import LinkOutbox, Worker
from tests.descriptors import mapped
from tests.streams.far_ends import write_clip


class Served:
    """A worker's main loop on a thread, and our end of its link."""

    def __init__(self, parent_pid: int) -> None:
        ours, theirs = multiprocessing.Pipe()
        self.link = ConsoleEnd(ours)
        self.worker_end = WorkerEnd(theirs)
        self.thread = threading.Thread(target=Worker(self.worker_end, parent_pid).run, daemon=True)
        self.thread.start()

    def wait_for(self, wanted: Callable[[ToConsole], bool]) -> ToConsole:
        deadline_s = time.monotonic() + 10.0
        while time.monotonic() < deadline_s:
            message = self.link.receive(0.2)
            if message is not None and wanted(message):
                return message
        raise AssertionError("the message did not come")

    def end(self) -> None:
        self.link.close()
        self.thread.join(5.0)
        self.worker_end.close()


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served(os.getppid())
    yield made
    made.end()


def test_opens_beats_and_closes(served: Served, tmp_path: Path) -> None:
    ring = RingReader.create("CAM-1", 200_000)
    spec = make_spec("CAM-1", str(write_clip(tmp_path / "clip.mp4")))
    served.wait_for(lambda message: isinstance(message, Ready))
    served.link.send(OpenCamera(5, spec, ring.name, 1, 160, 90, False, 0))
    frames = served.wait_for(lambda message: isinstance(message, Frames))
    assert isinstance(frames, Frames)
    assert frames.news[0][:2] == (5, 1)
    beat = served.wait_for(lambda message: isinstance(message, WorkerBeat) and message.cameras[0].shown > 3)
    assert isinstance(beat, WorkerBeat)
    assert beat.cpu_s > 0
    served.link.send(SetQuality(5, 1))
    served.wait_for(lambda message: isinstance(message, WorkerBeat) and message.cameras[0].quality == 1)
    served.link.send(CloseCamera(5))
    served.wait_for(lambda message: isinstance(message, WorkerBeat) and not message.cameras)
    ring.close()


def test_a_ring_that_is_gone_is_a_fault_of_that_camera_alone(served: Served, tmp_path: Path) -> None:
    spec = make_spec("CAM-1", str(tmp_path))
    served.link.send(OpenCamera(5, spec, "no-such-ring", 1, 160, 90, False, 0))
    refused = served.wait_for(lambda message: isinstance(message, NotOpened))
    assert isinstance(refused, NotOpened)
    assert refused.code == "worker"
    served.link.send(ResizeCamera(77, "no-such-ring", 1, 160, 90, False))
    served.wait_for(lambda message: isinstance(message, WorkerBeat))


def test_a_ring_that_cannot_be_used_for_a_resize_leaves_the_camera_in_its_old_one(
    served: Served, tmp_path: Path
) -> None:
    ring = RingReader.create("CAM-1", 200_000)
    spec = make_spec("CAM-1", str(write_clip(tmp_path / "clip.mp4")))
    served.link.send(OpenCamera(5, spec, ring.name, 1, 160, 90, False, 0))
    served.wait_for(lambda message: isinstance(message, Frames))
    served.link.send(ResizeCamera(5, "no-such-ring", 2, 80, 45, False))
    refused = served.wait_for(lambda message: isinstance(message, NotResized))
    assert refused == NotResized(5, 2)
    frames = served.wait_for(lambda message: isinstance(message, Frames))
    assert isinstance(frames, Frames)
    assert frames.news[0][:2] == (5, 1)
    ring.close()


def test_a_camera_that_is_opened_again_lets_go_of_its_first_ring(served: Served, tmp_path: Path) -> None:
    rings = [RingReader.create("CAM-1", 200_000) for _ in range(2)]
    spec = make_spec("CAM-1", str(write_clip(tmp_path / "clip.mp4")))
    for ring_no, ring in enumerate(rings, 1):
        served.link.send(OpenCamera(5, spec, ring.name, ring_no, 160, 90, False, 0))
    served.wait_for(lambda message: isinstance(message, Frames) and message.news[0][1] == 2)
    assert len(mapped()) == 3
    served.link.send(CloseCamera(5))
    served.wait_for(lambda message: isinstance(message, WorkerBeat) and not message.cameras)
    assert len(mapped()) == 2
    for ring in rings:
        ring.close()


def test_ends_when_told(served: Served) -> None:
    served.link.send(Stop())
    served.thread.join(5.0)
    assert not served.thread.is_alive()


def test_ends_when_its_console_is_gone(served: Served) -> None:
    served.link.close()
    served.thread.join(5.0)
    assert not served.thread.is_alive()


def test_ends_when_another_process_took_its_parents_place() -> None:
    served = Served(parent_pid=-1)
    served.thread.join(5.0)
    assert not served.thread.is_alive()
    served.end()


def test_notices_of_one_camera_replace_each_other() -> None:
    ours, theirs = multiprocessing.Pipe()
    console, worker = ConsoleEnd(ours), WorkerEnd(theirs)
    outbox = LinkOutbox(worker)
    for frame_no in range(1, 6):
        outbox.frame(1, 1, frame_no)
    outbox.frame(2, 1, 9)
    thread = threading.Thread(target=outbox.run, daemon=True)
    thread.start()
    message = console.receive(2.0)
    assert isinstance(message, Frames)
    assert sorted(message.news) == [(1, 1, 5), (2, 1, 9)]
    console.close()
    outbox.post(Ready())
    thread.join(5.0)
    assert outbox.closed.is_set()
    worker.close()


def test_what_one_camera_says_stays_in_order() -> None:
    """V8: the last frame was told after the end of its stream, and the tile was live again for two seconds."""
    ours, theirs = multiprocessing.Pipe()
    console, worker = ConsoleEnd(ours), WorkerEnd(theirs)
    outbox = LinkOutbox(worker)
    outbox.frame(1, 1, 40)
    outbox.frame(2, 1, 0)
    outbox.post(Lost(1, "ended", ""))
    outbox.frame(1, 1, 50)
    thread = threading.Thread(target=outbox.run, daemon=True)
    thread.start()
    assert [console.receive(2.0) for _ in range(3)] == [
        Frames([(1, 1, 40)]),
        Lost(1, "ended", ""),
        Frames([(2, 1, 0), (1, 1, 50)]),
    ]
    console.close()
    outbox.post(Ready())
    thread.join(5.0)
    worker.close()


def test_a_worker_brings_no_threads_of_libraries() -> None:
    """Numpy's would be two in each worker, and what a camera leaves could not be counted."""
    told = "import sys, streams.worker; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
