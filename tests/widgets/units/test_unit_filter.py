"""Sorting and filtering follow the model while it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.widgets import samples
from tests.widgets.item_models import UnitsModel
from widgets.units.roles import UnitColumn
from widgets.units.unit_filter import UnitFilter, UnitScope


def test_scope_and_words_narrow_together(qapp: QApplication) -> None:
    proxy = UnitFilter()
    proxy.setSourceModel(UnitsModel(samples.units("en"), proxy))
    proxy.set_scope(UnitScope.TIER_1)
    proxy.set_text("p-11")
    assert proxy.rowCount() == 4
    proxy.set_scope(UnitScope.ALL)
    proxy.set_text("")
    assert proxy.rowCount() == 36


def test_columns_have_the_names_given(qapp: QApplication) -> None:
    from PySide6.QtCore import Qt

    proxy = UnitFilter()
    proxy.setSourceModel(UnitsModel(samples.units("en"), proxy))
    proxy.set_column_names({UnitColumn.TEAM: "Team"}, "tip")
    assert proxy.headerData(UnitColumn.TEAM, Qt.Orientation.Horizontal) == "Team"
    assert (
        proxy.headerData(UnitColumn.MAKE_UP, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "tip"
    )
    assert proxy.headerData(0, Qt.Orientation.Vertical) is None
