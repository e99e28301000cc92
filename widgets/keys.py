"""Which keys mean what inside lists and forms, in one place. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def is_confirming(event: QKeyEvent) -> bool:
    """Whether Enter was pressed, without a modifier."""
    return (
        event.type() == QEvent.Type.KeyPress
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )


def is_ticking(event: QKeyEvent) -> bool:
    """Whether Space or Enter was pressed, without a modifier."""
    space = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
    return (space and not event.modifiers()) or is_confirming(event)


def is_chord(event: QKeyEvent) -> bool:
    """Whether Ctrl+Enter was pressed."""
    return (
        event.type() == QEvent.Type.KeyPress
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    )
