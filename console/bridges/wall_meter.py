"""Measures what a wall of live tiles costs: ours, or QtMultimedia's player as a peer. For `bench wall.cost`.

A program of its own, `python -m console.bridges.wall_meter`, since benches may not import Qt. Prints one JSON object:
CPU seconds (all processes of ours and this process's share), pictures shown, longest gap of the event loop.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psutil
from PySide6.QtCore import QRect, QTimer, QUrl
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from console.bridges.wall_bridge import WallBridge
from console.budget import cpu_s
from console.domain.registry.entities import Camera
from streams.governor import Limits
from streams.pool import WorkerPool
from streams.sources import make_spec
from widgets import theme
from widgets.emit_guard import guard_singletons
from widgets.wall.layouts import GAP_PX
from widgets.wall.wall_view import WallView

WARM_UP_S = 3.0
PATIENCE_S = 30.0
"""How long to wait for the first picture: a loaded machine needs a while to start decoders."""
_BEAT_MS = 5
UNGOVERNED = Limits(budget_cores=1e9)
"""Full quality whatever it costs: that is what is measured."""


class OurWall:
    """The wall as the console has it."""

    def __init__(self, urls: list[str], width: int, height: int, workers: int | None) -> None:
        self.shown = 0
        view = self._view = WallView()
        bridge = self._bridge = WallBridge(
            lambda on_news: WorkerPool(on_news, workers=workers, limits=UNGOVERNED)
        )
        view.set_tiles(len(urls))
        columns = math.ceil(math.sqrt(view.capacity))
        rows = math.ceil(view.capacity / columns)
        header = view.header.height()
        view.resize(columns * width + (columns + 1) * GAP_PX, rows * height + (rows + 1) * GAP_PX + header)
        bridge.set_capacity(view.capacity)
        bridge.feeds_changed.connect(view.set_feeds)
        bridge.frames_came.connect(view.refresh)
        bridge.figures_changed.connect(lambda _: view.tick())
        view.boxes_changed.connect(lambda: bridge.set_boxes(view.boxes()))
        addresses = {f"CAM-{k:03d}": url for k, url in enumerate(urls)}
        bridge.address_wanted.connect(
            lambda camera: bridge.open(camera, make_spec(camera, addresses[camera]))
        )
        view.show()
        bridge.set_cameras(
            Camera(id=c, name_zh=c, name_en=c, lon_e7=0, lat_e7=0, bearing_deg=0, fov_deg=60, range_m=80)
            for c in addresses
        )
        bridge.show_cameras(list(addresses))

    def pictures(self) -> int:
        """Frames taken for painting so far."""
        return sum(tile.painted_frames for tile in self._view.tiles())

    def close(self) -> None:
        """End the workers."""
        self._bridge.stop()
        self._view.close()


class _PlayerTile(QWidget):
    """A tile that paints what a video sink gives it."""

    def __init__(self, url: str) -> None:
        super().__init__()
        media: Any = importlib.import_module("PySide6.QtMultimedia")
        self.count = 0
        self._image: QImage | None = None
        self._sink = media.QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player = media.QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._player.setSource(QUrl(url))
        self._player.play()

    def stop(self) -> None:
        """End the player."""
        self._player.stop()

    def _on_frame(self, frame: Any) -> None:
        self._frame = frame
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = getattr(self, "_frame", None)
        if frame is not None and frame.isValid():
            self._frame = None
            self._image = frame.toImage()
            self.count += 1
        if self._image is not None:
            painter = QPainter(self)
            painter.drawImage(QRect(0, 0, self.width(), self.height()), self._image)
            painter.end()


class PlayerWall:
    """QMediaPlayer per tile, painted by the same means."""

    def __init__(self, urls: list[str], width: int, height: int) -> None:
        self._ground = QWidget()
        self._ground.resize(4 * width, math.ceil(len(urls) / 4) * height)
        self._tiles = []
        for number, url in enumerate(urls):
            tile = _PlayerTile(url)
            tile.setParent(self._ground)
            tile.setGeometry(number % 4 * width, number // 4 * height, width, height)
            self._tiles.append(tile)
        self._ground.show()

    def pictures(self) -> int:
        """Frames painted so far."""
        return sum(tile.count for tile in self._tiles)

    def close(self) -> None:
        """End the players."""
        for tile in self._tiles:
            tile.stop()
        self._ground.close()


class Measurement:
    """Waits for the first picture and for the wall to warm up, measures for a while, prints, quits."""

    def __init__(
        self, wall: OurWall | PlayerWall, seconds: float, streams: int, done: Callable[[], None]
    ) -> None:
        self._wall = wall
        self._seconds = seconds
        self._streams = streams
        self._done = done
        self._gap_s = 0.0
        self._beat_s = time.monotonic()
        self._beat = QTimer()
        self._beat.timeout.connect(self._on_beat)
        self._start: tuple[float, float, float, int] | None = None
        self._look = QTimer()
        self._look.timeout.connect(self._on_look)
        self._look.start(20)

    def _on_look(self) -> None:
        if self._wall.pictures() or time.monotonic() - self._beat_s > PATIENCE_S:
            self._look.stop()
            QTimer.singleShot(int(WARM_UP_S * 1000), self._begin)

    def _begin(self) -> None:
        self._start = (_tree_cpu_s(), time.process_time(), time.monotonic(), self._wall.pictures())
        self._beat_s = time.monotonic()
        self._beat.start(_BEAT_MS)
        QTimer.singleShot(int(self._seconds * 1000), self._end)

    def _on_beat(self) -> None:
        now_s = time.monotonic()
        self._gap_s = max(self._gap_s, now_s - self._beat_s - _BEAT_MS / 1000)
        self._beat_s = now_s

    def _end(self) -> None:
        assert self._start is not None  # begun before
        cpu_s, own_s, began_s, pictures = self._start
        wall_s = time.monotonic() - began_s
        stream_s = wall_s * self._streams
        found = {
            "cpu_s": _tree_cpu_s() - cpu_s,
            "own_cpu_s": time.process_time() - own_s,
            "stream_s": stream_s,
            "fps": (self._wall.pictures() - pictures) / stream_s,
            "longest_gap_ms": self._gap_s * 1000,
        }
        self._beat.stop()
        self._wall.close()
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        self._done()


def _tree_cpu_s() -> float:
    me = psutil.Process()
    total = 0.0
    for process in [me, *me.children(recursive=True)]:
        with suppress(psutil.Error):
            total += cpu_s(process)
    return total


def main(argv: list[str]) -> int:
    """Measure one subject."""
    parser = argparse.ArgumentParser(
        prog="wall_meter", description="Measure what a wall of live tiles costs."
    )
    parser.add_argument("subject", choices=["ours", "qmediaplayer"])
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--tile", default="480x270")
    parser.add_argument("--workers", type=int, default=None)
    chosen = parser.parse_args(argv)
    width, height = (int(part) for part in chosen.tile.split("x"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    guard_singletons()
    app = QApplication(["wall_meter"])
    theme.apply(app)
    wall: OurWall | PlayerWall
    if chosen.subject == "ours":
        wall = OurWall(chosen.urls, width, height, chosen.workers)
    else:
        wall = PlayerWall(chosen.urls, width, height)
    measurement = Measurement(wall, chosen.seconds, len(chosen.urls), app.quit)
    status = app.exec()
    del measurement
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
