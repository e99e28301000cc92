"""The link banner lies over the clock strip: nothing jumps when it comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from console.session.source import LinkState
from tests.console.window.whole_console import Console
from widgets import theme


def place_of(widget: QWidget, console: Console) -> QRect:
    return QRect(widget.mapTo(console.window, QPoint(0, 0)), widget.size())


def test_nothing_moves_when_the_banner_comes_and_goes(console: Console) -> None:
    console.accept()
    panels = (console.window.panels.queue, console.map, console.window.strip)
    before = [place_of(panel, console) for panel in panels]
    console.hub.link(LinkState.STALE, silent_ms=4000)
    console.settle()
    assert console.window.banner.isVisible()
    assert [place_of(panel, console) for panel in panels] == before
    console.hub.link(LinkState.LIVE)
    console.settle()
    assert not console.window.banner.isVisible()
    assert [place_of(panel, console) for panel in panels] == before


def test_lies_over_the_titles_of_the_strip_and_leaves_the_clocks(console: Console) -> None:
    console.accept()
    console.hub.link(LinkState.DOWN, attempt=2)
    console.settle()
    banner, strip = console.window.banner.geometry(), console.window.strip.geometry()
    assert strip.contains(banner)
    assert banner.topLeft() == strip.topLeft()
    assert banner.width() == strip.width()
    assert banner.height() <= theme.px(30)


def test_follows_the_window(console: Console) -> None:
    console.accept()
    console.hub.link(LinkState.STALE, silent_ms=4000)
    console.settle()
    console.window.resize(1500, 900)
    console.settle()
    assert console.window.banner.width() == console.window.strip.width()
