"""Fields under one another, each with its name before it and what is wrong with it below. Main thread only.

Used by the forms for a call and for a muster order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from widgets import parts, theme
from widgets.parts import Margins


class FieldGrid(QWidget):
    """Names, fields and faults in two columns."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name_px: int = 64,
        down: int = 3,
        margins: Margins = (0, 0, 0, 0),
    ) -> None:
        super().__init__(parent)
        self._names: dict[QWidget, QLabel] = {}
        self._faults: dict[QWidget, QLabel] = {}
        self._marked: dict[QWidget, QWidget] = {}
        self._grid = parts.pairs(self, name_px, down=down, margins=margins)

    def add(self, field: QWidget, marked: QWidget | None = None, *, tall: bool = False) -> None:
        """Add a field below the others; `marked` turns red when wrong; the name of a `tall` one stands at its top."""
        name, fault = parts.label(self, "dim"), parts.label(self, "fault", wraps=True)
        name.setBuddy(field)
        fault.hide()
        if tall:
            name.setContentsMargins(0, theme.px(5), 0, 0)
        row = len(self._names) * 2
        self._grid.addWidget(
            name, row, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        )
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(fault, row + 1, 1)
        self._names[field], self._faults[field], self._marked[field] = name, fault, marked or field

    def set_name(self, field: QWidget, name: str) -> None:
        """Name a field, for the eye and for a screen reader."""
        self._names[field].setText(name)
        field.setAccessibleName(name)
        self._marked[field].setAccessibleName(name)

    def fault(self, field: QWidget) -> str:
        """Return what is said to be wrong at a field, empty where nothing is."""
        return self._faults[field].text()

    def say(self, field: QWidget, fault: str) -> None:
        """Say what is wrong at a field; empty: nothing."""
        label, marked = self._faults[field], self._marked[field]
        label.setText(fault)
        label.setVisible(bool(fault))
        marked.setAccessibleDescription(fault)
        if marked.property("fault") != bool(fault):
            marked.setProperty("fault", bool(fault))
            marked.style().unpolish(marked)
            marked.style().polish(marked)

    def say_all(self, faults: dict[QWidget, str]) -> None:
        """Say these faults and no others."""
        for field in self._faults:
            self.say(field, faults.get(field, ""))
