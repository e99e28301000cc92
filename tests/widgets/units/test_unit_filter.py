"""Sorting and filtering follow the model while it changes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from tests.widgets import samples
from tests.widgets.item_models import UnitsModel
from widgets.sequence_model import KEY_ROLE, ROW_ROLE
from widgets.units.roles import UnitColumn, UnitRow
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
    proxy = UnitFilter()
    proxy.setSourceModel(UnitsModel(samples.units("en"), proxy))
    proxy.set_column_names({UnitColumn.TEAM: "Team"}, "tip")
    assert proxy.headerData(UnitColumn.TEAM, Qt.Orientation.Horizontal) == "Team"
    assert (
        proxy.headerData(UnitColumn.MAKE_UP, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "tip"
    )
    assert proxy.headerData(0, Qt.Orientation.Vertical) is None


class CountedUnits(UnitsModel):
    """Counts how often a row is read."""

    reads = 0

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        self.reads += role == ROW_ROLE
        return super().data(index, role)

    def replace_all(self, rows: list[UnitRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def change(self, at: int, row: UnitRow) -> None:
        self.rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(UnitColumn) - 1))

    def insert(self, at: int, row: UnitRow) -> None:
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows.insert(at, row)
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self.endRemoveRows()


def shown(proxy: UnitFilter) -> list[object]:
    return [proxy.index(row, 0).data(KEY_ROLE) for row in range(proxy.rowCount())]


def in_order(model: CountedUnits, column: UnitColumn) -> list[object]:
    """Call signs as they have to stand, worked out in one go."""

    def key(row: UnitRow) -> tuple[int, str, str]:
        value = row.sort_value(column)
        return (value, "", row.call_sign) if isinstance(value, int) else (0, value, row.call_sign)

    return [row.call_sign for row in sorted(model.rows, key=key)]


def many(count: int, seed: int) -> list[UnitRow]:
    dice = random.Random(seed)
    rows = samples.units("en")
    made = [
        replace(rows[at % len(rows)], call_sign=f"U-{at:03}", sworn=dice.randrange(9)) for at in range(count)
    ]
    dice.shuffle(made)
    return made


def test_a_sort_reads_each_row_once(qapp: QApplication) -> None:
    """The whole list is sorted again at every switch of the language: two readings a comparison took 35 ms."""
    model = CountedUnits(many(160, 1))
    proxy = UnitFilter()
    proxy.setSourceModel(model)
    proxy.sort(UnitColumn.CALL_SIGN)
    model.reads = 0
    model.replace_all(many(160, 2))
    assert shown(proxy) == in_order(model, UnitColumn.CALL_SIGN)
    assert model.reads <= 2 * 160  # the filter's reading, and the sort's


@pytest.mark.parametrize("column", UnitColumn)
def test_order_follows_whatever_befalls_the_model(qapp: QApplication, column: UnitColumn) -> None:
    dice = random.Random(int(column))
    model = CountedUnits(many(30, 3))
    proxy = UnitFilter()
    proxy.setSourceModel(model)
    proxy.sort(column)
    fresh = iter(many(200, 4))
    for step in range(60):
        row = replace(
            next(fresh), call_sign=f"N-{step:03}", fix_ms=dice.randrange(99), eta_ms=dice.randrange(9)
        )
        match dice.randrange(5):
            case 0:
                model.insert(dice.randrange(len(model.rows) + 1), row)
            case 1:
                model.remove(dice.randrange(len(model.rows)))
            case 2:
                model.replace_all([*model.rows[::-1], row])
            case 3:
                proxy.sort(UnitColumn(dice.randrange(len(UnitColumn))))
                proxy.sort(column)
            case _:
                model.change(dice.randrange(len(model.rows)), row)
        assert shown(proxy) == in_order(model, column)
    other = CountedUnits(many(5, 5))
    proxy.setSourceModel(other)
    assert shown(proxy) == in_order(other, column)
