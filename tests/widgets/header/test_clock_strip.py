"""The strip of the three clocks while no muster runs: calm, and the same height."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from tests.widgets.conftest import Language
from widgets import theme
from widgets.header.clock_strip import ClockStrip

Show = Callable[[QWidget, int, int], None]


def test_strip_is_grey_and_keeps_its_place(shown: Show) -> None:
    strip = ClockStrip()
    shown(strip, 1600, 200)
    assert strip.height() == theme.STRIP_HEIGHT_PX
    image = strip.grab().toImage()
    coloured = [
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(image.height())
        if image.pixelColor(x, y).hsvSaturation() > 130
    ]
    assert coloured == []
    assert image.pixelColor(20, 1) == QColor(theme.BG1)


def test_says_that_no_muster_runs_in_both_languages(shown: Show, language: Language) -> None:
    strip = ClockStrip()
    shown(strip, 1600, 74)
    assert strip.accessibleDescription() == "no muster running"
    language.chinese()
    assert strip.accessibleName() == "三个10分钟"
