from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.widgets.wall.fake_feed import FakeFeed
from widgets.wall.camera_window import CameraWindow


def test_shows_one_camera_whole_and_tells_its_size(qtbot: QtBot) -> None:
    feed = FakeFeed("CAM-031")
    window = CameraWindow(feed, chinese=True)
    qtbot.addWidget(window)
    sizes: list[QSize] = []
    window.box_changed.connect(sizes.append)
    window.show()
    assert window.windowTitle() == "CAM-031 人民路西口 ↗ 42 m"
    assert window.tile.shows_whole_picture
    window.resize(640, 360)
    qtbot.waitUntil(lambda: sizes[-1:] == [QSize(640, 360)])
    feed.show((200, 30, 40), 640, 360)
    window.refresh()
    qtbot.waitUntil(lambda: window.tile.painted_frames == 1)
    window.tick()


def test_closing_tells_and_lets_go_of_the_feed(qtbot: QtBot) -> None:
    window = CameraWindow(FakeFeed("CAM-031"), chinese=False)
    window.show()
    with qtbot.waitSignal(window.closed):
        window.close()


def test_full_screen_and_back(qtbot: QtBot) -> None:
    window = CameraWindow(FakeFeed("CAM-031"), chinese=False)
    qtbot.addWidget(window)
    window.show()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.windowState() & Qt.WindowState.WindowFullScreen
