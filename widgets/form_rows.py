"""Rows of a form: a grey name, its field, and under it what is wrong with it. Main thread only; used by `OrderForm`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from widgets import theme


class FormRows(QWidget):
    """See the module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.px(6), 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(5))
        self._grid.setColumnMinimumWidth(0, theme.px(104))
        self._grid.setColumnStretch(1, 1)
        self._names: dict[str, QLabel] = {}
        self._fields: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}

    def add(self, key: str, field: QWidget) -> None:
        """A row at the end."""
        row = 2 * len(self._fields)
        name, fault = QLabel(self), QLabel(self)
        name.setProperty("part", "dim")
        fault.setProperty("part", "fault")
        fault.setWordWrap(True)
        fault.hide()
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(fault, row + 1, 1)
        self._names[key], self._fields[key], self._faults[key] = name, field, fault

    def set_names(self, names: dict[str, str]) -> None:
        """Words of the rows by key."""
        for key, words in names.items():
            self._names[key].setText(words)
            self._fields[key].setAccessibleName(words)

    def say(self, key: str, words: str) -> None:
        """Say what is wrong with a field; empty words: nothing any more."""
        self._faults[key].setText(words)
        self._faults[key].setVisible(bool(words))
        field = self._fields[key]
        if field.property("fault") != bool(words):
            field.setProperty("fault", bool(words))
            field.style().polish(field)

    def fault(self, key: str) -> str:
        """What is said to be wrong with a field."""
        return self._faults[key].text()

    def clear_faults(self) -> None:
        """Nothing is wrong."""
        for key in self._faults:
            self.say(key, "")

    def first_fault(self) -> str:
        """Key of the first field with something wrong; empty: none."""
        return next((key for key, label in self._faults.items() if label.text()), "")
