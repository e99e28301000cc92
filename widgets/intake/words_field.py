"""What the caller says, typed as it is heard; Enter is "that is it", Shift+Enter a new line. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from widgets import theme

MOST_SIGNS = 2000


class WordsField(QPlainTextEdit):
    """See the module."""

    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(64))

    @property
    def words(self) -> str:
        """What was said, no longer than a report may be."""
        return self.toPlainText().strip()[:MOST_SIGNS]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and held == Qt.KeyboardModifier.NoModifier:
            self.done.emit()
        elif held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier) and (
            enter
            or Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_3
            or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        ):
            event.ignore()  # the form's own keys
        else:
            super().keyPressEvent(event)
