"""What a row of the queue looks like: colours only where something is wrong, and a word beside each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from tests.widgets import samples
from tests.widgets.item_models import RowsModel
from widgets import theme
from widgets.queue.queue_delegate import QueueDelegate
from widgets.queue.roles import QueueRow


@pytest.fixture
def delegate(qapp: QApplication) -> QueueDelegate:
    made = QueueDelegate()
    made.now_ms = samples.NOW_MS
    return made


def picture(delegate: QueueDelegate, row: QueueRow) -> QImage:
    image = QImage(414, 66, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.BG1))
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 414, 66)
    model = RowsModel([row])
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def has(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_running_limit_is_grey(delegate: QueueDelegate) -> None:
    image = picture(delegate, replace(samples.queue_rows("en")[6], level=4))
    assert has(image, theme.BAR)
    assert not has(image, theme.MISSED)
    assert not has(image, theme.WARNING)


def test_overdue_limit_is_red_with_a_word(delegate: QueueDelegate) -> None:
    row = samples.queue_rows("en")[8]
    assert has(picture(delegate, row), theme.MISSED)
    assert delegate._limit_word(row)[0] == "OVERDUE 05:20"


def test_forecast_that_misses_is_amber_with_a_word(delegate: QueueDelegate) -> None:
    row = replace(samples.queue_rows("en")[6], forecast_ms=samples.NOW_MS * 2)
    assert has(picture(delegate, row), theme.WARNING)
    assert delegate._limit_word(row)[0] == "FORECAST LATE"


def test_closed_row_has_no_running_words(delegate: QueueDelegate) -> None:
    row = replace(samples.queue_rows("en")[8], ended_ms=samples.NOW_MS - 5_000_000)
    assert delegate._limit_word(row)[0] == ""


def test_unacknowledged_rows_alone_blink(delegate: QueueDelegate) -> None:
    new, old = samples.queue_rows("en")[3], samples.queue_rows("en")[4]
    shown = picture(delegate, new), picture(delegate, old)
    delegate.square_filled = False
    hidden = picture(delegate, new), picture(delegate, old)
    assert shown[0] != hidden[0]
    assert shown[1] == hidden[1]
    assert delegate.painted_unacknowledged
