from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.widgets.wall.fake_feed import FakeFeed
from widgets import theme
from widgets.wall.camera_tile import MOST_HIDDEN, CameraTile, fitted
from widgets.wall.feed import FeedState, TileStatus


@pytest.fixture
def tile(qtbot: QtBot) -> CameraTile:
    made = CameraTile()
    qtbot.addWidget(made)
    made.resize(160, 90)
    made.show()
    return made


def painted(tile: CameraTile) -> QImage:
    return tile.grab().toImage()


def test_paints_the_newest_picture(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 30, 40), 160, 90)
    assert painted(tile).pixelColor(80, 50) == QColor(200, 30, 40)
    feed.show((10, 220, 40), 160, 90)
    assert painted(tile).pixelColor(80, 50) == QColor(10, 220, 40)
    assert tile.painted_frames == 2


def test_keeps_the_last_picture_while_nothing_new_comes(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 30, 40), 160, 90)
    painted(tile)
    assert painted(tile).pixelColor(80, 50) == QColor(200, 30, 40)


def test_an_old_picture_looks_old(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 200, 200), 160, 90)
    painted(tile)
    feed.state = TileStatus(FeedState.RECONNECTING, attempt=2)
    tile.tick()
    assert painted(tile).pixelColor(20, 45).lightness() < 80


def test_a_refused_camera_shows_no_old_picture(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 200, 200), 160, 90)
    painted(tile)
    feed.state = TileStatus(FeedState.REFUSED)
    tile.tick()
    assert painted(tile).pixelColor(20, 70).lightness() < 50


def test_the_selected_tile_has_an_outline(tile: CameraTile) -> None:
    tile.set_feed(FakeFeed("CAM-1"))
    tile.set_selected(True)
    assert painted(tile).pixelColor(0, 60) == QColor(theme.ACCENT)
    tile.set_selected(False)
    assert painted(tile).pixelColor(0, 60) != QColor(theme.ACCENT)


def test_says_its_state_to_those_who_cannot_see_it(tile: CameraTile) -> None:
    tile.set_feed(FakeFeed("CAM-031", TileStatus(FeedState.RECONNECTING, attempt=3)))
    assert tile.accessibleName() == "CAM-031 Renmin Road West ↗ 42 m, reconnecting · try 3"
    tile.set_feed(None)
    assert tile.accessibleName() == "Empty tile"


def test_a_silence_shows_its_growing_age(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((1, 2, 3))
    painted(tile)
    feed.state = TileStatus(FeedState.LIVE, age_s=1.4)
    tile.tick()
    assert "live 1400 ms" in tile.accessibleName()


def test_gives_a_copy_of_its_picture_without_labels(tile: CameraTile) -> None:
    assert tile.picture() is None
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 30, 40), 64, 36)
    painted(tile)
    picture = tile.picture()
    assert picture is not None
    assert (picture.width(), picture.height()) == (64, 36)
    assert picture.pixelColor(2, 2) == QColor(200, 30, 40)


def test_shows_nothing_of_the_camera_before(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 30, 40))
    painted(tile)
    tile.set_feed(FakeFeed("CAM-2", TileStatus(FeedState.CONNECTING)))
    assert painted(tile).pixelColor(20, 70).lightness() < 60
    assert tile.picture() is None


def test_cuts_what_juts_out_pixel_by_pixel_or_fits_it_in() -> None:
    target, source = fitted(QSize(350, 197), QSize(350, 185), whole=False, ratio=1.0)
    assert (target, source) == (QRectF(0, 0, 350, 185), QRectF(0, 4, 350, 185))
    target, source = fitted(QSize(400, 200), QSize(200, 200), whole=True, ratio=1.0)
    assert (target, source) == (QRectF(0, 50, 200, 100), QRectF(0, 0, 400, 200))


@pytest.mark.parametrize(
    "image", [(704, 576), (640, 480), (1920, 1080), (1080, 1920), (2560, 720), (10, 1000)]
)
@pytest.mark.parametrize("box", [(480, 270), (300, 300), (1920, 200), (100, 800)])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_never_hides_more_than_a_small_share_of_a_picture(
    image: tuple[int, int], box: tuple[int, int], ratio: float
) -> None:
    """V18: a clock at the picture's edge was cut off by the tile."""
    target, source = fitted(QSize(*image), QSize(*box), whole=False, ratio=ratio)
    assert QRectF(0, 0, *image).contains(source)
    assert QRectF(0, 0, box[0] / ratio, box[1] / ratio).adjusted(-0.1, -0.1, 0.1, 0.1).contains(target)
    assert source.width() >= image[0] * (1 - MOST_HIDDEN) - 1.5
    assert source.height() >= image[1] * (1 - MOST_HIDDEN) - 1.5
    assert source.width() > image[0] - 1.5 or source.height() > image[1] - 1.5
    stretched = (target.width() / source.width()) / (target.height() / source.height())
    assert 0.9 < stretched < 1.1 or min(target.width(), target.height()) < 12


def test_what_does_not_fill_the_tile_leaves_a_dark_margin(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((200, 30, 40), 120, 90)
    image = painted(tile)
    assert image.pixelColor(80, 50) == QColor(200, 30, 40)
    assert image.pixelColor(4, 50) == QColor(theme.BG0)
    tile.set_whole_picture(True)
    assert painted(tile).pixelColor(16, 50) == QColor(theme.BG0)


def test_a_paint_does_not_word_its_labels_anew(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((9, 9, 9))
    painted(tile)
    asked = feed.captions
    feed.show((8, 8, 8))
    painted(tile)
    assert tile.painted_frames == 2
    assert feed.captions == asked


def test_many_changes_before_a_paint_are_worded_once(tile: CameraTile) -> None:
    feed = FakeFeed("CAM-1")
    tile.set_feed(feed)
    feed.show((9, 9, 9))
    painted(tile)
    asked = feed.captions
    for width in range(200, 240):
        tile.resize(width, 90)
        QCoreApplication.sendEvent(tile, QEvent(QEvent.Type.StyleChange))
    assert feed.captions == asked
    painted(tile)
    painted(tile)
    assert feed.captions == asked + 1
