"""Sections under one another that take the height they need, and scroll only where the panel is too low.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from widgets import parts, theme


class ContentScroll(QScrollArea):
    """Asks for the height of its sections and scrolls where it gets less."""

    def __init__(self, sections: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._least_px = 150
        self._inside = QWidget(self)
        parts.column(self._inside, *sections, None, gap=0)
        parts.scroll(self, self._inside)
        self._inside.installEventFilter(self)

    def fit(self) -> None:
        """Ask for the height of what is inside; call it after the sections changed."""
        self.updateGeometry()

    def set_least(self, least_px: int) -> None:
        """How many design pixels have to stay in sight."""
        self._least_px = least_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self._inside.layout()
        if layout is None:
            return QSize(0, 0)
        width = self.viewport().width()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(theme.px(400), max(0, height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), min(self.sizeHint().height(), theme.px(self._least_px)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
