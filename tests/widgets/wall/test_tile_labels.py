"""A tile's own text stands beside the picture: what a camera burns in is neither cut nor covered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.widgets.wall.fake_feed import FakeFeed
from widgets import theme
from widgets.wall.camera_tile import CameraTile
from widgets.wall.feed import FeedState, TileStatus
from widgets.wall.tile_labels import STRIP_PX, Manner, arranged

RED = QColor(200, 30, 40)
TILES = [(1, 1), (60, 40), (120, 68), (260, 68), (262, 105), (348, 140), (228, 185), (614, 282), (1052, 284)]
PICTURES = [(640, 360), (704, 576), (360, 640), (1280, 360)]


@pytest.mark.parametrize("tile", TILES)
@pytest.mark.parametrize("picture", PICTURES)
def test_text_and_picture_share_the_tile_and_the_picture_gets_the_larger_place(
    tile: tuple[int, int], picture: tuple[int, int]
) -> None:
    aspect = picture[0] / picture[1]
    manner, area = arranged(QSize(*tile), aspect)
    assert QRect(0, 0, *tile).contains(area)
    assert manner is not Manner.OVER
    assert area.left() == 0
    assert area.right() == tile[0] - 1 or manner is Manner.COLUMN
    shown = min(area.width(), area.height() * aspect)
    strip = min(tile[0], (tile[1] - theme.px(STRIP_PX)) * aspect)
    assert shown >= strip - 1


@pytest.mark.parametrize("tile", [one for one in TILES if one > (100, 0)])
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("words", [TileStatus(FeedState.LIVE, age_s=0.08), TileStatus(FeedState.DAMAGED)])
def test_every_pixel_of_the_picture_is_seen_at_every_size_of_a_tile(
    qtbot: QtBot, tile: tuple[int, int], picture: tuple[int, int], words: TileStatus
) -> None:
    """V18: the name burnt in at the foot was cut, the clock at the head lay under the tile's caption."""
    shown = CameraTile()
    qtbot.addWidget(shown)
    shown.resize(*tile)
    feed = FakeFeed("CAM-031", words)
    shown.set_feed(feed)
    shown.show()
    feed.show((RED.red(), RED.green(), RED.blue()), *picture)
    shown.grab()
    feed.show((RED.red(), RED.green(), RED.blue()), *picture)
    box = _box_of(shown.grab().toImage())
    scale = min(box.width() / picture[0], box.height() / picture[1])
    assert abs(box.width() - picture[0] * scale) <= 2
    assert abs(box.height() - picture[1] * scale) <= 2
    assert max(box.width() - shown.wanted_px().width(), box.height() - shown.wanted_px().height()) <= 1


def _box_of(image: QImage) -> QRect:
    """Where the picture is; nothing in it may be of another colour."""
    red = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) == RED
    ]
    assert red
    xs, ys = [x for x, _ in red], [y for _, y in red]
    box = QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)
    assert len(red) >= box.width() * box.height() - 2 * (box.width() + box.height()), "something lies on it"
    return box


def test_a_picture_that_turns_out_narrower_asks_for_another_box_once(qtbot: QtBot) -> None:
    tile = CameraTile()
    qtbot.addWidget(tile)
    tile.resize(262, 105)
    feed = FakeFeed("CAM-031")
    tile.set_feed(feed)
    tile.show()
    asked: list[QSize] = []
    tile.box_changed.connect(lambda: asked.append(tile.wanted_px()))
    for size in ((640, 360), (170, 96), (169, 96)):
        feed.show((1, 2, 3), *size)
        tile.grab()
    assert asked == [], "what scaling rounds is the same picture still"
    for size in ((704, 576), (128, 105), (129, 105)):
        feed.show((1, 2, 3), *size)
        tile.grab()
    assert asked == [QSize(128, 105)]


def test_a_filled_tile_carries_its_text_on_the_picture(qtbot: QtBot) -> None:
    tile = CameraTile()
    qtbot.addWidget(tile)
    tile.resize(320, 180)
    tile.set_feed(FakeFeed("CAM-031"))
    assert tile.wanted_px() != QSize(320, 180)
    tile.set_whole_picture(False)
    assert tile.wanted_px() == QSize(320, 180)
