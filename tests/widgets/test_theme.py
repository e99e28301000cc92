"""Tokens of the look, and what the wall scale does to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.theme_sheet import SHEET


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.styleSheet(), qapp.palette(), qapp.font(), qapp.style().objectName()
    yield
    qapp.setProperty("muster_scale", None)
    theme.scale.cache_clear()
    qapp.setStyleSheet(before[0])
    qapp.setStyle(before[3])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


def test_style_sheet_leaves_no_token_open(qapp: QApplication) -> None:
    assert re.findall(r"@\w+", theme.style_sheet()) == []


@pytest.mark.parametrize("scale", theme.SCALES)
def test_wall_scale_multiplies_sizes(qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, scale)
    assert theme.px(66) == round(66 * scale)
    assert theme.text_font().pixelSize() == round(13 * scale)
    assert "border: 1px solid" in theme.style_sheet()


def test_the_sheet_lies_on_the_parts_that_are_dressed(qapp: QApplication, qtbot: QtBot) -> None:
    qapp.setStyleSheet("")
    theme.prepare(qapp, 2.0)
    part, other = QWidget(), QWidget()
    for whole in (part, other):
        qtbot.addWidget(whole)
        QLabel("words", whole).setProperty("part", "dim")
    theme.dress(part, "QLabel[part=dim] { color: #112233; }")
    colours = []
    for whole in (part, other):
        label = whole.findChild(QLabel)
        assert isinstance(label, QLabel)
        label.ensurePolished()
        assert label.font().pixelSize() == 26
        colours.append(label.palette().color(label.foregroundRole()).name())
    assert colours == ["#112233", theme.TEXT]
    assert qapp.styleSheet() == ""
    assert "font-size: 26px" in part.styleSheet()


def test_scale_of_nothing_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="above 0"):
        theme.apply(qapp, 0)


def test_levels_have_their_colours_and_unknown_ones_are_grey() -> None:
    assert [theme.level_colour(level).name() for level in (1, 2, 3, 4)] == list(theme.LEVELS[1:])
    assert theme.level_colour(0).name() == theme.LEVELS[0]
    assert theme.level_colour(9).name() == theme.LEVELS[0]
    assert theme.level_ground(-1).name() == theme.LEVEL_GROUNDS[0]


def test_digits_of_clocks_have_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(theme.mono_font(18, bold=True))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_every_picture_of_the_style_sheet_is_there() -> None:
    named = re.findall(r"url\(icons:([\w.]+)\)", SHEET)
    assert named
    assert [name for name in named if not (theme.ICONS / name).is_file()] == []
