from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.widgets.wall.fake_feed import FakeFeed
from widgets.states.view import StateKind, StateView
from widgets.wall.feed import FeedState, TileStatus
from widgets.wall.layouts import LAYOUTS
from widgets.wall.wall_view import WallView


@pytest.fixture
def wall(qtbot: QtBot) -> WallView:
    made = WallView()
    qtbot.addWidget(made)
    made.resize(1056, 330)
    made.show()
    return made


def shows_one(wall: WallView) -> bool:
    return wall.is_full


def feeds(count: int) -> list[FakeFeed]:
    return [FakeFeed(f"CAM-{number:03d}") for number in range(1, count + 1)]


def test_hands_cameras_out_in_reading_order(wall: WallView) -> None:
    wall.set_feeds(feeds(4))
    assert [tile.camera_id for tile in wall.tiles()] == ["CAM-001", "CAM-002", "CAM-003", "CAM-004", "", ""]


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_layout_shows_its_tiles_inside_the_wall(wall: WallView, name: str) -> None:
    wall.set_feeds(feeds(16))
    wall.set_layout_name(name)
    tiles = wall.tiles()
    assert len(tiles) == wall.capacity == LAYOUTS[name].tiles
    assert all(tile.isVisible() and tile.width() > 40 and tile.height() > 40 for tile in tiles)
    assert len(wall.boxes()) == wall.capacity


def test_arrows_move_the_selection_and_tell(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds(feeds(6))
    with qtbot.waitSignal(wall.tile_selected) as told:
        QTest.keyClick(wall, Qt.Key.Key_Right)
    assert told.args == ["CAM-002"]
    QTest.keyClick(wall, Qt.Key.Key_Down)
    assert wall.selected_camera == "CAM-005"


def test_enter_and_escape_fill_the_wall_and_go_back(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds(feeds(6))
    QTest.keyClick(wall, Qt.Key.Key_Return)
    assert shows_one(wall)
    assert list(wall.boxes()) == ["CAM-001"]
    assert wall.tiles()[0].width() > 1000
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert list(wall.boxes()) == ["CAM-002"]
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    assert not shows_one(wall)
    assert len(wall.boxes()) == 6


def test_a_double_click_fills_the_wall(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds(feeds(6))
    QTest.mouseClick(wall.tiles()[3], Qt.MouseButton.LeftButton)
    QTest.mouseDClick(wall.tiles()[3], Qt.MouseButton.LeftButton)
    assert list(wall.boxes()) == ["CAM-004"]


def test_the_selection_goes_with_its_camera(wall: WallView) -> None:
    first = feeds(6)
    wall.set_feeds(first)
    assert wall.select_camera("CAM-005")
    wall.set_feeds([first[4], *first[:4]])
    assert wall.selected_camera == "CAM-005"
    assert not wall.select_camera("CAM-099")


def test_delete_asks_to_take_the_camera_off(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds(feeds(2))
    with qtbot.waitSignal(wall.remove_requested) as told:
        QTest.keyClick(wall, Qt.Key.Key_Delete)
    assert told.args == ["CAM-001"]


def test_a_key_asks_to_connect_the_camera_anew(wall: WallView, qtbot: QtBot) -> None:
    """V17."""
    wall.set_feeds(feeds(2))
    with qtbot.waitSignal(wall.reconnect_requested) as told:
        QTest.keyClick(wall, Qt.Key.Key_F5)
    assert told.args == ["CAM-001"]
    menu = wall.tile_menu(wall.tiles()[1])
    with qtbot.waitSignal(wall.reconnect_requested) as told:
        next(action for action in menu.actions() if action.text() == "Reconnect now (F5)").trigger()
    assert told.args == ["CAM-002"]
    menu.deleteLater()


def test_a_key_fills_the_tile_and_shows_the_whole_picture_again(wall: WallView) -> None:
    """V18."""
    wall.set_feeds(feeds(2))
    assert wall.select_camera("CAM-002")
    QTest.keyClick(wall, Qt.Key.Key_F9)
    assert [cover for _, cover in wall.boxes().values()] == [False, True]
    QTest.keyClick(wall, Qt.Key.Key_F9)
    assert [cover for _, cover in wall.boxes().values()] == [False, False]


def test_an_empty_wall_connects_nothing(wall: WallView) -> None:
    asked: list[str] = []
    wall.reconnect_requested.connect(asked.append)
    QTest.keyClick(wall, Qt.Key.Key_F5)
    assert asked == []


def test_a_camera_without_a_purpose_asks_for_one(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds([FakeFeed("CAM-001", TileStatus(FeedState.PURPOSE))])
    with qtbot.waitSignal(wall.purpose_requested) as told:
        QTest.keyClick(wall, Qt.Key.Key_Return)
    assert told.args == ["CAM-001"]
    assert not shows_one(wall)


def test_the_menu_asks_for_what_the_wall_cannot_do(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds(feeds(1))
    menu = wall.tile_menu(wall.tiles()[0])
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(wall.snapshot_requested):
        actions["Save picture to the incident"].trigger()
    with qtbot.waitSignal(wall.window_requested):
        actions["Open in a window"].trigger()
    with qtbot.waitSignal(wall.boxes_changed):
        actions["Show the whole picture (F9)"].trigger()
    assert wall.boxes()["CAM-001"][1] is True
    empty = wall.tile_menu(wall.tiles()[5])
    assert not empty.actions()[0].isEnabled()
    menu.deleteLater()
    empty.deleteLater()


def test_copies_the_picture_without_labels(wall: WallView) -> None:
    (feed,) = feeds(1)
    wall.set_feeds([feed])
    feed.show((12, 34, 56), 320, 180)
    wall.tiles()[0].grab()
    menu = wall.tile_menu(wall.tiles()[0])
    next(action for action in menu.actions() if action.text() == "Copy picture").trigger()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (320, 180)
    menu.deleteLater()


def test_choosing_a_layout_tells_and_keeps_the_cameras(wall: WallView, qtbot: QtBot) -> None:
    wall.set_feeds(feeds(9))
    with qtbot.waitSignal(wall.layout_changed) as told:
        wall.header.layout_chosen.emit("3×3")
    assert told.args == ["3×3"]
    assert wall.tiles()[8].camera_id == "CAM-009"
    wall.set_tiles(1)
    assert wall.layout_name() == "1×1"
    wall.set_tiles(12)
    assert [tile.camera_id for tile in wall.tiles()][:9] == [f"CAM-{n:03d}" for n in range(1, 10)]


def test_a_hidden_wall_wants_no_pictures(wall: WallView) -> None:
    wall.set_feeds(feeds(6))
    wall.hide()
    assert wall.boxes() == {}


def test_an_empty_wall_says_what_fills_it(wall: WallView) -> None:
    wall.set_feeds([])
    texts = [label.text() for label in wall.findChildren(QLabel) if label.isVisible()]
    assert "No cameras on the wall" in texts
    assert not any(tile.isVisible() for tile in wall.tiles())
    wall.set_feeds(feeds(1))
    assert all(tile.isVisible() for tile in wall.tiles())
    assert "No cameras on the wall" not in [
        label.text() for label in wall.findChildren(QLabel) if label.isVisible()
    ]


def test_a_state_may_stand_where_cameras_will_be(wall: WallView) -> None:
    wall.set_state(StateView(StateKind.LOADING, "Loading cameras"))
    assert "Loading cameras" in [label.text() for label in wall.findChildren(QLabel) if label.isVisible()]


def test_gives_the_picture_that_is_on_the_wall(wall: WallView) -> None:
    (feed,) = feeds(1)
    wall.set_feeds([feed])
    feed.show((12, 34, 56), 320, 180)
    wall.tiles()[0].grab()
    picture = wall.picture_of("CAM-001")
    assert picture is not None
    assert picture.width() == 320
    assert wall.picture_of("CAM-002") is None


def test_names_follow_the_language(wall: WallView) -> None:
    wall.set_feeds(feeds(1))
    wall.set_chinese(True)
    assert "人民路西口" in wall.tiles()[0].accessibleName()
    wall.set_chinese(False)
    assert "Renmin Road West" in wall.tiles()[0].accessibleName()
