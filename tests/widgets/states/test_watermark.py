"""The word over a widget, and over a picture that is saved."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.states.watermark import Watermark, stamp


def lilac(picture: QImage) -> int:
    """How many of every ninth pixel have taken on the exercise's colour."""
    count = 0
    for x in range(0, picture.width(), 3):
        for y in range(0, picture.height(), 3):
            colour = QColor(picture.pixel(x, y))
            count += colour.blue() > colour.green() + 8
    return count


def test_lays_the_word_over_everything_and_goes_away_again(qtbot: QtBot) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    below.setStyleSheet("background: #000000;")
    below.resize(600, 400)
    mark = Watermark(below)
    below.show()
    assert lilac(below.grab().toImage()) == 0
    mark.set_words("EXERCISE")
    assert mark.size() == below.size()
    assert lilac(below.grab().toImage()) > 100
    mark.set_words("")
    assert lilac(below.grab().toImage()) == 0


def test_follows_its_parent_and_stays_above_what_comes_later(qtbot: QtBot) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(300, 200)
    mark = Watermark(below)
    mark.set_words("演练")
    below.show()
    below.resize(900, 700)
    late = QWidget(below)
    late.show()
    assert mark.size() == below.size()
    children = [one for one in below.children() if isinstance(one, QWidget)]
    assert children[-1] is mark


def test_lets_the_mouse_through(qtbot: QtBot) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    button = QPushButton("press", below)
    button.setGeometry(0, 0, 200, 100)
    mark = Watermark(below)
    mark.set_words("EXERCISE")
    below.resize(200, 100)
    below.show()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    assert mark.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    target = below.childAt(QPoint(50, 50))
    assert target is button
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    assert pressed


def test_saved_picture_carries_the_word_and_the_original_does_not(qtbot: QtBot) -> None:
    picture = QImage(960, 540, QImage.Format.Format_RGB32)
    picture.fill(QColor("#101010"))
    marked = stamp(picture, "EXERCISE", theme.EXERCISE)
    assert marked.size() == picture.size()
    assert lilac(marked) > 200
    assert lilac(picture) == 0
    assert stamp(picture, "") is picture
    assert stamp(QImage(), "EXERCISE").isNull()
