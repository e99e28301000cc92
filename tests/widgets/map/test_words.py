"""Every word that the page needs is there."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from widgets.map.items import Layer
from widgets.map.words import page_words


def test_has_a_word_for_every_layer_and_a_place_for_the_minutes(qtbot: QtBot) -> None:
    words = page_words()
    assert {layer.value for layer in Layer} <= words.keys()
    assert "{0}" in words["minutes"]
    assert all(words.values())
