"""A strip over content that is still there but not right: stale, disconnected, refused.

It never hides content and never takes the focus. Main thread only; the console and the panels show it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from widgets import parts, theme
from widgets.states.state_panel import StateSign
from widgets.states.view import StateKind, StateView

_EDGES = {
    StateKind.STALE: theme.WARNING,
    StateKind.DISCONNECTED: theme.WARNING,
    StateKind.REFUSED: theme.MISSED,
    StateKind.FAILED: theme.MISSED,
}


class StateBanner(QWidget):
    """One line: sign, words, a button, and a cross to put it away. Hidden when there is nothing to say."""

    action_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = StateKind.EMPTY
        self._sign = StateSign(self)
        self._sign.setFixedSize(theme.px(20), theme.px(20))
        self._words = parts.label(self, plain=True, wraps=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._button = parts.button(self, "ghost")
        self._button.setFixedHeight(theme.px(26))
        self._button.clicked.connect(self.action_requested)
        self._cross = QPushButton("×", self)
        self._cross.setProperty("part", "link")
        self._cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cross.clicked.connect(self._on_dismissed)
        parts.row(self, self._sign, (self._words, 1), self._button, self._cross, margins=(12, 2, 8, 2), gap=8)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_dismissed)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, empty where it says nothing."""
        return "" if self.isHidden() else self._words.text()

    def show_state(self, view: StateView, *, for_ms: int = 0) -> None:
        """Show a state in one line; `for_ms` above 0 puts it away by itself after that time."""
        self._kind = view.kind
        self._sign.show_state(view.kind, view.progress)
        self.reword(view.title, view.detail)
        self._button.setText(view.action)
        self._button.setVisible(bool(view.action))
        self._cross.setVisible(view.kind in (StateKind.REFUSED, StateKind.FAILED))
        self._timer.stop()
        if for_ms > 0:
            self._timer.start(for_ms)
        self.show()
        self.update()

    def reword(self, title: str, detail: str) -> None:
        """Say the same in other words, for as long as it still stands."""
        self._words.setText(f"{title}   {detail}" if detail else title)
        self._cross.setAccessibleName(self.tr("Dismiss"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)

    def clear(self) -> None:
        """Put the strip away."""
        self._timer.stop()
        self.hide()

    def _on_dismissed(self) -> None:
        self.clear()
        self.dismissed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BG2))
        painter.fillRect(0, 0, theme.px(3), self.height(), QColor(_EDGES.get(self._kind, theme.LINE)))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.LINE))
