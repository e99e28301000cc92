"""Header and banner say what is true of hub, strength and seat."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from console.session.source import LinkState
from tests.console.window.whole_console import Console


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
