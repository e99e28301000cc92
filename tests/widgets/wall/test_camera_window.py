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
    window.box_changed.connect(lambda size, _: sizes.append(size))
    window.show()
    assert window.windowTitle() == "CAM-031 人民路西口 ↗ 42 m"
    assert window.tile.shows_whole_picture
    window.resize(640, 360)
    qtbot.waitUntil(lambda: sizes[-1:] == [window.tile.wanted_px()] and window.width() == 640)
    assert QSize(540, 330).boundedTo(sizes[-1]) == QSize(540, 330), "its text stands beside the picture"
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


def test_f9_fills_the_window_and_shows_the_whole_picture_again(qtbot: QtBot) -> None:
    window = CameraWindow(FakeFeed("CAM-031"), chinese=False)
    qtbot.addWidget(window)
    window.resize(640, 360)
    window.show()
    told: list[tuple[QSize, bool]] = []
    window.box_changed.connect(lambda *box: told.append(box))
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert told == [(QSize(640, 360), True)]
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert told[1:] == [(window.tile.wanted_px(), False)]


def test_f5_connects_anew_as_often_as_it_is_pressed(qtbot: QtBot) -> None:
    window = CameraWindow(FakeFeed("CAM-031"), chinese=False)
    qtbot.addWidget(window)
    window.show()
    asked: list[str] = []
    window.reconnect_requested.connect(lambda: asked.append(window.camera_id))
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F5)
    assert asked == ["CAM-031", "CAM-031"]
