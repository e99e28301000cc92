"""Fields with names, and faults said at the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.field_grid import FieldGrid

Show = Callable[[QWidget, int, int], None]


def test_fault_is_said_to_eye_and_reader_and_goes_again(shown: Show) -> None:
    grid = FieldGrid()
    field = QLineEdit()
    grid.add(field)
    grid.set_name(field, "Phone")
    shown(grid, 300, 100)
    assert field.accessibleName() == "Phone"
    grid.say_all({field: "Digits only."})
    assert grid.fault(field) == "Digits only."
    assert field.accessibleDescription() == "Digits only."
    assert field.property("fault") is True
    grid.say_all({})
    assert grid.fault(field) == ""
    assert field.property("fault") is False
