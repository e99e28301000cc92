"""Buttons in as few rows as fit, every row filled to its full width. Main thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme


class ButtonRows(QWidget):
    """Lays out its visible children in the order given; its height follows from its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._children: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_children(self, children: Sequence[QWidget]) -> None:
        """Show these widgets, in this order; hides what was shown before."""
        for child in self._children:
            if child not in children:
                child.hide()
        self._children = list(children)
        for child in self._children:
            child.setParent(self)
            child.show()
        self.updateGeometry()
        self._place(self.width())

    def sizeHint(self) -> QSize:
        width = self.width() or theme.px(400)
        return QSize(theme.px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.heightForWidth(self.width() or theme.px(400)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        if not rows:
            return 0
        height = self._children[0].sizeHint().height()
        return len(rows) * height + (len(rows) - 1) * theme.px(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())
        if event.size().height() != self.heightForWidth(event.size().width()):
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place(self.width())
        return super().event(event)

    def _rows(self, width: int) -> list[list[QWidget]]:
        gap = theme.px(6)
        rows: list[list[QWidget]] = []
        used = width + 1
        for child in self._children:
            wanted = child.sizeHint().width()
            if not rows or used + gap + wanted > width:
                rows.append([])
                used = -gap
            rows[-1].append(child)
            used += gap + wanted
        return rows

    def _place(self, width: int) -> None:
        gap, top = theme.px(6), 0
        for row in self._rows(width):
            wanted = [child.sizeHint().width() for child in row]
            spare = max(0, width - sum(wanted) - gap * (len(row) - 1))
            left, height = 0, row[0].sizeHint().height()
            for place, child in enumerate(row):
                share = spare // len(row) + (1 if place < spare % len(row) else 0)
                child.setGeometry(left, top, wanted[place] + share, height)
                left += wanted[place] + share + gap
            top += height + gap
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
