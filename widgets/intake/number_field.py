"""The caller's number, and whether and at which number a person shall call back. Main thread only; part of the form.

Nothing is looked up by a number: this form does not show what earlier callers with it said.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets import parts
from widgets.key_button import KeyButton
from widgets.parts import Translated

_PHONE_SIGNS = frozenset("0123456789+-() ext.")
MOST_SIGNS = 40


class NumberField(Translated, QWidget):
    """Line with the number; the second line is there while a call back is wanted."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.back_line = QLineEdit(self)
        self.back_button = KeyButton("ghost", self, checkable=True, focus=parts.BY_CLICK)
        self.back_button.toggled.connect(self._on_toggled)
        for line in (self.line, self.back_line):
            line.setMaxLength(MOST_SIGNS)
            line.textEdited.connect(self.edited)
        row = parts.row(None, (self.line, 1), self.back_button, gap=6)
        parts.column(self, row, self.back_line, gap=3)
        self.back_line.hide()
        self.setFocusProxy(self.line)
        self.retranslate()

    @property
    def number(self) -> str:
        """The caller's number."""
        return self.line.text().strip()

    @property
    def call_back(self) -> bool:
        """Whether a person shall call back."""
        return self.back_button.isChecked()

    @property
    def back_number(self) -> str:
        """Another number for that; empty: the caller's own."""
        return self.back_line.text().strip() if self.call_back else ""

    @property
    def is_number(self) -> bool:
        """Whether both lines hold signs of numbers only."""
        return not any(sign not in _PHONE_SIGNS for sign in (self.number + self.back_number).lower())

    def show_numbers(self, number: str, back_number: str = "", *, call_back: bool = False) -> None:
        """Put these in."""
        self.line.setText(number)
        self.back_line.setText(back_number)
        self.back_button.setChecked(call_back)

    def toggle_call_back(self) -> None:
        """F8: the caller wants to be called back, or not after all; the cursor goes where another number goes."""
        self.back_button.setChecked(not self.call_back)
        (self.back_line if self.call_back else self.line).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.back_button.show_words(self.tr("Call back"), "F8")
        self.back_line.setPlaceholderText(self.tr("At another number, else the same"))
        self.back_line.setAccessibleName(self.tr("Number to call back"))

    def _on_toggled(self, checked: bool) -> None:
        self.back_line.setVisible(checked)
        self.edited.emit()
