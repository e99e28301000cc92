"""Sections take the height they need and no more; a low panel scrolls them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from widgets.incident.content_scroll import ContentScroll

Show = Callable[[QWidget, int, int], None]


def test_takes_what_it_needs_and_scrolls_what_does_not_fit(shown: Show) -> None:
    window = QWidget()
    part = QLabel("x", window)
    part.setFixedHeight(300)
    scroll = ContentScroll((part,), window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scroll)
    layout.addStretch(1)
    shown(window, 400, 600)
    assert scroll.height() == 300
    window.resize(400, 200)
    QApplication.processEvents()
    assert scroll.height() == 200
    assert scroll.verticalScrollBar().maximum() == 100
