"""The list inside the queue: keys, blinking, tool tips and what a click means.

Main thread only; used by `QueueView`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from widgets import theme, words
from widgets.queue.anchored_list import AnchoredList
from widgets.queue.queue_delegate import QueueDelegate
from widgets.queue.roles import QueueRow
from widgets.sequence_model import KEY_ROLE, ROW_ROLE

BLINK_MS = 550


class QueueList(AnchoredList):
    """Rows of the queue with keyboard: up/down or K/J, Enter opens, Space acknowledges."""

    chosen = Signal(str)
    """The current row became this one, by whatever means."""
    opened = Signal(str)
    attended = Signal(str)
    """The operator dealt with an unacknowledged row: acknowledged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(KEY_ROLE, theme.px(QueueDelegate.ROW_PX), parent)
        self.delegate = QueueDelegate(self)
        self.setItemDelegate(self.delegate)
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._on_blinked)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)

    @property
    def blinking(self) -> bool:
        """Whether a row on the screen blinks just now."""
        return self._blink.isActive()

    def current_row(self) -> QueueRow | None:
        """Return the selected row, None when nothing is selected."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, QueueRow) else None

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        key = self.anchor.key_of(current)
        if isinstance(key, str):
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        match event.key():
            case Qt.Key.Key_J if plain:
                self._step(1)
            case Qt.Key.Key_K if plain:
                self._step(-1)
            case Qt.Key.Key_Space if plain:
                self._attend(self.current_row())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self._on_activated(self.currentIndex())
            case (
                Qt.Key.Key_Up
                | Qt.Key.Key_Down
                | Qt.Key.Key_PageUp
                | Qt.Key.Key_PageDown
                | Qt.Key.Key_Home
                | Qt.Key.Key_End
            ):
                super().keyPressEvent(event)
            case _:
                event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.delegate.painted_unacknowledged = False
        super().paintEvent(event)
        if self.delegate.painted_unacknowledged and not self._blink.isActive():
            self._blink.start()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ROW_ROLE)
            if isinstance(row, QueueRow):
                QToolTip.showText(event.globalPos(), self._tip(row), self)
                return True
        return super().viewportEvent(event)

    def _tip(self, row: QueueRow) -> str:
        level = words.level_words().get(row.level, "")
        state = words.state_word(words.incident_state_words(), row.state)
        first = f"{row.key} · {level} · {state}"
        return "\n".join(line for line in (first, row.title, row.note, row.place, row.grid) if line)

    def _step(self, by: int) -> None:
        model = self.selectionModel().model()
        if model.rowCount():
            row = min(model.rowCount() - 1, max(0, self.currentIndex().row() + by))
            self.setCurrentIndex(model.index(row, 0))

    def _attend(self, row: QueueRow | None) -> None:
        if row is not None and row.unacknowledged:
            self.attended.emit(row.key)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        self._attend(row if isinstance(row, QueueRow) else None)

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, QueueRow):
            self._attend(row)
            self.opened.emit(row.key)

    def _on_blinked(self) -> None:
        """Repaint the squares of unacknowledged rows on the screen; rest when there are none."""
        delegate = self.delegate
        delegate.square_filled = not delegate.square_filled
        any_left = False
        for _, _, index in self.anchor.rows_on_screen():
            row = index.data(ROW_ROLE)
            if isinstance(row, QueueRow) and row.unacknowledged:
                any_left = True
                self.viewport().update(delegate.level_rect(self.visualRect(index)))
        if not any_left:
            delegate.square_filled = True
            self._blink.stop()
