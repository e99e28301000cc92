"""The band of the kind: shown where there is a word, with the words beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.header.kind_banner import KindBanner


def test_band_says_word_and_detail_and_is_gone_without_a_word(qtbot: QtBot) -> None:
    banner = KindBanner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_words("EXERCISE", "Explosion · simulated", theme.EXERCISE)
    assert not banner.isHidden()
    assert [label.text() for label in banner.findChildren(QLabel)] == ["EXERCISE", "Explosion · simulated"]
    assert theme.EXERCISE in banner.styleSheet()
    assert banner.accessibleName() == "EXERCISE · Explosion · simulated"
    banner.show_words("", "", theme.BG0)
    assert banner.isHidden()


def test_long_detail_never_makes_the_window_wider(qtbot: QtBot) -> None:
    banner = KindBanner()
    qtbot.addWidget(banner)
    banner.show_words("EXERCISE", "a scenario with a very long name " * 20, theme.EXERCISE)
    assert banner.minimumSizeHint().width() < theme.px(300)
