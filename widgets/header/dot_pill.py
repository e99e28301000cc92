"""A rounded pill with words and, where it says a state, a dot before them. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from widgets import theme


class DotPill(QPushButton):
    """Can be clicked and reached by Tab; the words always say what the dot's colour says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "pill")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dot = ""

    def show_words(self, words: str, dot: str = "") -> None:
        """Show words, after a dot of this colour if one is given."""
        self._dot = dot
        self.setText(f"    {words}" if dot else words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._dot:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._dot))
            radius = theme.px(4)
            painter.drawEllipse(QPointF(theme.px(10) + radius + 1, self.height() / 2), radius, radius)
