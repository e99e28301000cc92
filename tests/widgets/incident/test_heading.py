"""Heading of the panel: clock and limit run, and stand still once it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from tests.widgets import samples
from widgets import theme
from widgets.incident.heading import IncidentHeading

Show = Callable[[QWidget, int, int], None]


def texts(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel)}


def make(shown: Show) -> IncidentHeading:
    made = IncidentHeading()
    made.show_incident(samples.incident("en"))
    made.set_now_ms(samples.NOW_MS)
    shown(made, 450, 180)
    return made


def test_clock_and_limit_run(shown: Show) -> None:
    heading = make(shown)
    assert {"04:12", "05:48 left"} <= texts(heading)
    heading.set_now_ms(samples.NOW_MS + 400_000)
    assert {"10:52", "overdue 00:52"} <= texts(heading)


def test_clock_stands_still_once_it_is_closed(shown: Show) -> None:
    heading = make(shown)
    heading.show_incident(replace(samples.incident("en"), ended_ms=samples.NOW_MS))
    heading.set_now_ms(samples.NOW_MS + 400_000)
    assert "04:12" in texts(heading)


def test_ground_has_the_tint_of_the_level(shown: Show) -> None:
    heading = make(shown)
    for level in (1, 4):
        heading.show_incident(replace(samples.incident("en"), level=level))
        image = heading.grab().toImage()
        assert image.pixelColor(440, 100) == QColor(theme.LEVEL_GROUNDS[level])
