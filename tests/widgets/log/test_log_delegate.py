"""A line of the hub's log: level by colour and numeral."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from tests.widgets import samples
from tests.widgets.item_models import LogModel
from widgets import theme
from widgets.log.log_delegate import EventLogDelegate


def test_level_is_drawn_only_where_there_is_one(qapp: QApplication) -> None:
    model = LogModel(samples.log_rows("en", 2))
    found = []
    for row in (0, 1):
        image = QImage(600, 24, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.BG1))
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 600, 24)
        EventLogDelegate().paint(painter, option, model.index(row, 0))
        painter.end()
        red = QColor(theme.LEVELS[1]).rgb()
        found.append(any(image.pixel(x, y) == red for x in range(600) for y in range(24)))
    assert found == [False, True]
