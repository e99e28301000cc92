"""The overlay names every verb."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from console.verbs.catalogue import CATALOGUE
from tests.console.window.whole_console import Console


def test_names_every_verb_and_its_keys(console: Console) -> None:
    console.window.toggle_help()
    texts = {label.text() for label in console.window.help.findChildren(QLabel)}
    for verb in CATALOGUE:
        assert verb.text in texts
    assert "Ctrl+Shift+C" in texts
    console.window.toggle_help()
    assert console.window.help.isHidden()


def test_fits_into_the_window(console: Console) -> None:
    console.window.toggle_help()
    assert console.window.help.width() < 1920
    assert console.window.help.height() < 1080


def test_is_as_tall_as_its_words_each_time(console: Console) -> None:
    overlay = console.window.help
    heights = []
    for _ in range(3):
        console.window.toggle_help()
        heights.append(overlay.height())
        assert overlay.height() == overlay.sizeHint().height()
        console.window.toggle_help()
    assert len(set(heights)) == 1
    lowest = max(
        label.mapTo(overlay, label.rect().bottomLeft()).y()
        for label in overlay.findChildren(QLabel)
        if not label.isHidden() and label.isVisibleTo(overlay)
    )
    assert overlay.height() - lowest < 60
