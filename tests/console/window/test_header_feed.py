"""Header and banner say what is true of hub, strength and seat."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from console.domain.base.roles import WorldKind
from console.session.source import LinkState
from tests.console.window.whole_console import Console
from widgets import theme


def words(console: Console) -> str:
    header = console.window.header
    texts = [one.text() for one in header.findChildren(QPushButton) if not one.isHidden()]
    texts += [one.text() for one in header.findChildren(QLabel)]
    return " | ".join(texts) + " | ".join(one.accessibleName() for one in header.findChildren(QPushButton))


def test_says_how_well_the_hub_is_heard(console: Console) -> None:
    console.hub.link(LinkState.DOWN, attempt=4)
    console.settle()
    assert "attempt 4" in console.window.banner.words
    console.hub.link(LinkState.REFUSED, reason="wrong_fold")
    console.settle()
    assert "must be updated" in console.window.banner.words


def test_the_button_of_the_banner_connects_again(console: Console) -> None:
    console.hub.link(LinkState.DOWN, attempt=1)
    console.settle()
    console.window.banner.action_requested.emit()
    assert console.hub.retries == 1


def test_shows_the_clock_of_the_hub(console: Console) -> None:
    console.window.header_feed.tick()
    assert ":" in words(console)


@pytest.mark.parametrize(("ahead_ms", "word"), [(8 * 3_600_000, "ahead"), (-172_800_000, "behind")])
def test_marks_the_clock_of_a_live_hub_that_its_machine_contradicts(
    console: Console, ahead_ms: int, word: str
) -> None:
    """K1."""
    world, feed = console.window.seat.world, console.window.header_feed
    feed.tick()
    (shown,) = (one for one in console.window.header.findChildren(QLabel) if one.text().count(":") == 2)

    def look(kind: WorldKind, zero_ms: int) -> str:
        world.link = replace(world.link, kind=kind, utc_zero_ms=zero_ms)
        feed.tick()
        return shown.text() + shown.toolTip()

    zero_ms = world.clock.epoch_ms + ahead_ms
    assert word in look(WorldKind.LIVE, zero_ms)
    assert "⚠" in shown.text()
    assert word in shown.accessibleDescription()
    for kind, other_ms in (
        (WorldKind.DRILL, zero_ms),
        (WorldKind.LIVE, world.clock.epoch_ms),
        (WorldKind.LIVE, 0),
    ):
        assert "⚠" not in look(kind, other_ms)
        assert word not in shown.toolTip()


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
