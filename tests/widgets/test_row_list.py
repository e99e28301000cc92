"""Lists inside the panel: exactly as high as their rows."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets.row_list import RowDelegate, RowList
from widgets.sequence_model import SequenceModel


def test_list_is_as_high_as_its_rows(qapp: QApplication, qtbot: QtBot) -> None:
    model: SequenceModel[str] = SequenceModel(str, str)
    room = QWidget()
    qtbot.addWidget(room)
    view = RowList(room, model, RowDelegate())
    model.set_rows(["a", "b", "c"])
    view.fit()
    assert view.height() == 3 * view.sizeHintForRow(0)
    model.set_rows([])
    view.fit()
    assert view.height() == 0


def test_cell_shortens_what_does_not_fit(qapp: QApplication) -> None:
    delegate = RowDelegate()
    image = QImage(200, 30, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    words = "a text that is much too long for its cell"
    width = delegate.cell(painter, QRect(0, 0, 60, 30), words, delegate.plain, delegate.text)
    assert width <= 60
    painter.end()
