"""A torn-off camera on the wall, and the purposes asked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.bridges.wall_bridge import WallBridge
from console.panels.wall.extras import WallExtras
from console.window.language import LanguageSwitch
from streams.pool import WorkerPool
from tests.console.bridges.cameras import camera
from tests.console.window.whole_console import Console
from tests.streams.far_ends import FPS, Chunk, pictures_of, sending_camera, write_clip
from widgets.wall.camera_window import CameraWindow
from widgets.wall.wall_view import WallView

CAMERA = camera("CAM-001")


class Wall:
    """A wall with one camera that plays a clip."""

    def __init__(self, console: Console, qtbot: QtBot, clip: Path) -> None:
        self.console = console
        self.view = WallView()
        qtbot.addWidget(self.view)
        self.bridge = WallBridge(lambda on_news: WorkerPool(on_news, workers=1))
        self.bridge.feeds_changed.connect(self.view.set_feeds)
        self.bridge.frames_came.connect(self.view.refresh)
        self.extras = WallExtras(console.seat, self.view, self.bridge, lambda _: ("check", ""), self.bridge)
        self.view.show()
        self.bridge.set_cameras([CAMERA])
        self.bridge.show_cameras(["CAM-001"])
        self.clip = str(clip)

    def play(self, qtbot: QtBot) -> None:
        self.bridge.lend("CAM-001", self.clip, "file")
        qtbot.waitUntil(lambda: self.view.picture_of("CAM-001") is not None, timeout=45000)

    def looked(self) -> list[tuple[str, str]]:
        return [(entry.what, entry.subject) for entry in self.console.hub.looks]


@pytest.fixture
def wall(console: Console, qtbot: QtBot, tmp_path: Path) -> Iterator[Wall]:
    made = Wall(console, qtbot, write_clip(tmp_path / "clip.mp4"))
    yield made
    made.extras.stop()
    made.bridge.stop()
    made.bridge.deleteLater()


def test_saves_the_picture_and_enters_it_into_the_audit(
    wall: Wall, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path / "home"))
    wall.play(qtbot)
    path = wall.extras.save_picture("CAM-001")
    assert path is not None
    assert path.is_relative_to(tmp_path / "home" / "pictures")
    assert not QImage(str(path)).isNull()
    assert wall.looked() == [("camera_picture", "CAM-001")]
    assert "CAM-001" in wall.view.header.figures_words()


def test_says_that_there_is_no_picture_to_save(wall: Wall) -> None:
    assert wall.extras.save_picture("CAM-001") is None
    assert "CAM-001" in wall.view.header.figures_words()
    assert wall.looked() == []


def test_a_camera_in_a_window_plays_until_the_window_closes(wall: Wall, qtbot: QtBot) -> None:
    assert wall.extras.open_window("CAM-001") is None
    wall.play(qtbot)
    window = wall.extras.open_window("CAM-001")
    assert window is not None
    qtbot.waitUntil(lambda: window.tile.painted_frames > 3, timeout=45000)
    assert wall.bridge.figures().cameras == 2
    assert wall.looked() == [("camera_window", "CAM-001")]
    window.close()
    assert wall.bridge.figures().cameras == 1


class Live:
    """A camera that never ends by itself and counts who connects."""

    def __init__(self, clip: Path) -> None:
        self._pieces = pictures_of(clip)
        self.connections = 0

    def __iter__(self) -> Iterator[Chunk]:
        self.connections += 1
        return itertools.cycle([(piece, 1.0 / FPS) for piece in self._pieces])


def test_f5_in_a_cameras_window_connects_that_window_anew_and_nothing_else(
    wall: Wall, qtbot: QtBot, tmp_path: Path
) -> None:
    live = Live(write_clip(tmp_path / "live.ts"))
    with sending_camera(live) as url:
        wall.bridge.lend("CAM-001", url, "mpegts")
        qtbot.waitUntil(lambda: wall.view.picture_of("CAM-001") is not None, timeout=45000)
        window = wall.extras.open_window("CAM-001")
        assert window is not None
        qtbot.waitUntil(lambda: window.tile.painted_frames > 0, timeout=45000)
        before = live.connections
        QTest.keyClick(window, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: live.connections > before, timeout=45000)
        painted = window.tile.painted_frames
        qtbot.waitUntil(lambda: window.tile.painted_frames > painted, timeout=45000)
        assert live.connections == before + 1
        window.close()
        wall.bridge.stop()


def test_f9_in_a_cameras_window_has_its_picture_scaled_to_fill_it_and_back(wall: Wall, qtbot: QtBot) -> None:
    wall.play(qtbot)
    window = wall.extras.open_window("CAM-001")
    assert window is not None
    window.resize(160, 160)
    qtbot.waitUntil(lambda: _size(window).width() == 160, timeout=45000)
    whole = _size(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: _size(window).height() > whole.height(), timeout=45000)
    QTest.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: _size(window) == whole, timeout=45000)
    window.close()


def _size(window: CameraWindow) -> QSize:
    picture = window.tile.picture()
    return QSize() if picture is None else picture.size()


def test_a_window_and_what_is_said_follow_the_language(
    wall: Wall, qtbot: QtBot, qapp: QApplication, translations: Path
) -> None:
    wall.play(qtbot)
    window = wall.extras.open_window("CAM-001")
    assert window is not None
    wall.extras.save_picture("CAM-999")
    before = window.windowTitle(), wall.view.header.figures_words()
    language = LanguageSwitch(qapp, translations)
    for code, chinese in (("zh", True), ("en", False)):
        language.set(code)
        wall.extras.retranslate()
        wall.view.header.retranslate()
        for text in (window.windowTitle(), wall.view.header.figures_words()):
            assert any("\u3400" <= sign <= "\u9fff" for sign in text) is chinese, text
    language.remove()
    assert (window.windowTitle(), wall.view.header.figures_words()) == before
    window.close()
