"""Pills: the words say what the dot says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.header.dot_pill import DotPill

Show = Callable[[QWidget, int, int], None]


def test_dot_is_drawn_only_where_there_is_a_state(shown: Show) -> None:
    pill = DotPill()
    shown(pill, 200, 24)
    pill.show_words("hub", theme.PASSED)
    wanted = QColor(theme.PASSED).rgb()
    image = pill.grab().toImage()
    assert any(image.pixel(x, 12) == wanted for x in range(40))
    assert pill.accessibleName() == "hub"
    pill.show_words("hub")
    image = pill.grab().toImage()
    assert not any(image.pixel(x, 12) == wanted for x in range(40))
