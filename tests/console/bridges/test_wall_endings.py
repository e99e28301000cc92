"""What the wall leaves of cameras, layouts and itself: nothing but the memory of pictures that a tile still shows."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from console.bridges.camera_feed import CameraFeed
from console.bridges.wall_bridge import WallBridge
from streams.handle import StreamHandle
from streams.pool import WorkerPool
from streams.ring import RingWriter
from streams.sources import make_spec
from tests.console.bridges.cameras import camera
from tests.descriptors import mapped, segments, shared_memory
from tests.streams.far_ends import write_clip
from widgets.wall.wall_view import WallView

CAMERAS = [camera(f"CAM-{n:03d}", 118.0, 36.8) for n in range(1, 17)]
PAGES = [[one.id for one in CAMERAS[start : start + 4]] for start in range(0, 16, 4)]


class ImageTile:
    """A tile that keeps its QImage and nothing else."""

    def __init__(self, feed: CameraFeed) -> None:
        frame = feed.frame()
        assert frame is not None
        size = (frame.width_px, frame.height_px, frame.stride_bytes)
        self.image: QImage | None = QImage(frame.pixels, *size, QImage.Format.Format_RGB32)

    def colour(self) -> int:
        assert self.image is not None
        return self.image.pixelColor(self.image.width() - 1, self.image.height() - 1).red()


@pytest.fixture
def clip(tmp_path: Path) -> str:
    return str(write_clip(tmp_path / "clip.mp4"))


class Wall:
    """The bridge and its view, wired as in the console."""

    def __init__(self, qtbot: QtBot, clip: str) -> None:
        self._qtbot = qtbot
        self.pools: list[WorkerPool] = []
        self.bridge = WallBridge(lambda on_news: self._keep(WorkerPool(on_news, workers=1)))
        self.view = WallView()
        qtbot.addWidget(self.view)
        self.view.resize(640, 400)
        self.bridge.feeds_changed.connect(self.view.set_feeds)
        self.bridge.frames_came.connect(self.view.refresh)
        self.view.boxes_changed.connect(lambda: self.bridge.set_boxes(self.view.boxes()))
        self.bridge.address_wanted.connect(lambda camera: self.bridge.lend(camera, clip, "file"))
        self.view.set_tiles(4)
        self.bridge.set_capacity(4)
        self.view.show()
        self.bridge.set_cameras(CAMERAS)

    def _keep(self, pool: WorkerPool) -> WorkerPool:
        self.pools.append(pool)
        return pool

    def wait_for_pictures(self) -> None:
        """Until every camera of the wall is shown, and both sides hold one ring for each."""
        count = len(self.bridge.shown)

        def settled() -> bool:
            tiles = [tile for tile in self.view.tiles() if tile.camera_id]
            ours = (len(segments()), len(mapped()), len(shared_memory()))
            theirs = sum(len(mapped(pid)) for pid in self.pools[0].worker_pids())
            shown = len(tiles) == count and all(tile.picture() is not None for tile in tiles)
            return shown and ours == (count,) * 3 and theirs == count

        self._qtbot.waitUntil(settled, timeout=20_000)


@pytest.fixture
def wall(qtbot: QtBot, clip: str) -> Iterator[Wall]:
    made = Wall(qtbot, clip)
    yield made
    made.bridge.stop()
    made.bridge.deleteLater()


def test_an_image_that_a_tile_keeps_is_valid_until_it_lets_go_and_then_nothing_is_left() -> None:
    handle = StreamHandle(1, make_spec("CAM-001", "http://h/1.ts"), (160, 90), True, time.monotonic())
    message = handle.open_message()
    assert message is not None
    writer = RingWriter.attach(message.ring)
    writer.publish(bytes([200]) * (64 * 36 * 4), 64, 36, 64 * 4, 0, 0, 0)
    handle.note_frame(message.ring_no)
    feed = CameraFeed(CAMERAS[0])
    feed.handle = handle
    tile = ImageTile(feed)
    writer.close()
    handle.release()
    assert feed.frame() is None
    assert segments() == []
    assert len(mapped()) == 1
    assert tile.colour() == 200
    tile.image = None
    assert mapped() == shared_memory() == []


@pytest.mark.slow
def test_pages_of_a_tour_leave_only_what_is_shown(wall: Wall) -> None:
    for page in PAGES * 2:
        wall.bridge.show_cameras(page)
        wall.wait_for_pictures()
    wall.bridge.show_cameras([])
    wall.wait_for_pictures()


@pytest.mark.slow
def test_layouts_that_change_leave_only_what_is_shown(wall: Wall) -> None:
    wall.bridge.show_cameras(PAGES[0])
    for tiles in (4, 1, 4, 9, 1, 4):
        wall.view.set_tiles(tiles)
        wall.bridge.set_capacity(wall.view.capacity)
        wall.bridge.show_cameras([camera.id for camera in CAMERAS][:tiles])
        wall.view.resize(640 + 10 * tiles, 400)
        wall.wait_for_pictures()


@pytest.mark.slow
def test_workers_that_die_leave_only_what_is_shown(wall: Wall, qtbot: QtBot) -> None:
    wall.bridge.show_cameras(PAGES[0])
    wall.wait_for_pictures()
    for kills in range(1, 4):
        os.kill(next(iter(wall.pools[0].worker_pids())), signal.SIGKILL)
        qtbot.waitUntil(lambda wanted=kills: wall.bridge.figures().restarts >= wanted, timeout=20_000)  # type: ignore[misc]
        wall.view.resize(640 + 10 * kills, 400)
        wall.view.grab()  # the old pictures are still painted
        wall.bridge.show_cameras(PAGES[kills])
        wall.wait_for_pictures()


def test_after_its_end_the_wall_opens_nothing_and_runs_no_timer(wall: Wall) -> None:
    wall.bridge.show_cameras(PAGES[0])
    wall.wait_for_pictures()
    window = wall.bridge.open_window("CAM-001", QSize(64, 36))
    assert window is not None
    wall.bridge.stop()
    wall.bridge.stop()
    assert mapped() == shared_memory() == segments() == []
    wall.view.grab()
    wall.bridge.set_boxes({"CAM-001": (QSize(80, 45), True)})
    wall.bridge.resize_window(window, QSize(80, 45))
    wall.bridge.close_window(window)
    assert wall.bridge.open_window("CAM-001", QSize(64, 36)) is None
    wall.bridge.show_cameras(PAGES[1])
    wall.bridge.refuse("CAM-005")
    wall.bridge.set_touring(True)
    assert wall.bridge.shown == []
    assert not any(timer.isActive() for timer in wall.bridge.findChildren(QTimer))
    assert mapped() == shared_memory() == segments() == []
