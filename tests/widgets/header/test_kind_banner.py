"""The band of the kind: shown where there is a word, with the words beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
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


class Restyled(QObject):
    """Counts how often a widget is styled again."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_other_words_on_the_same_colour_style_nothing_again(qtbot: QtBot) -> None:
    """Every dock has a band, and all of them say their words again when the language is switched."""
    banner = KindBanner()
    qtbot.addWidget(banner)
    banner.show_words("EXERCISE", "Queue", theme.EXERCISE)
    restyled = Restyled()
    banner.installEventFilter(restyled)
    banner.show_words("演练", "队列", theme.EXERCISE)
    banner.show_words("", "队列", theme.EXERCISE)
    banner.show_words("EXERCISE", "Queue", theme.EXERCISE)
    assert banner.words == ("EXERCISE", "Queue")
    assert restyled.count == 0
    banner.show_words("REPLAY", "Queue", theme.REPLAY)
    assert restyled.count == 1
    assert theme.REPLAY in banner.styleSheet()
