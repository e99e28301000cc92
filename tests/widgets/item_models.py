"""Item models over plain lists, as small as can be: what tests put under the views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from widgets.log.roles import LogRow
from widgets.queue.roles import QueueRow
from widgets.units.roles import UnitColumn, UnitRow


class UnitsModel(QAbstractTableModel):
    """Units in the columns of `UnitColumn`."""

    def __init__(self, rows: Sequence[UnitRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(UnitColumn)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self.rows[index.row()].value(role, index.column()) if index.isValid() else None


class LogModel(QAbstractListModel):
    """Lines of a log, oldest first."""

    def __init__(self, rows: Sequence[LogRow] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)

    def append(self, row: LogRow) -> None:
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self.rows[index.row()].value(role) if index.isValid() else None


class RowsModel(QAbstractListModel):
    """Rows that can be inserted, removed, moved, replaced and reset; counts how often it is asked for data."""

    def __init__(self, rows: Sequence[QueueRow] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)
        self.asked = 0

    def insert(self, at: int, rows: Sequence[QueueRow]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self.rows[at:at] = rows
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self.endRemoveRows()

    def move(self, at: int, to: int) -> None:
        """Move a row so that it lies at `to` afterwards."""
        self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), to + (to > at))
        self.rows.insert(to, self.rows.pop(at))
        self.endMoveRows()

    def replace(self, at: int, row: QueueRow) -> None:
        self.rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))

    def reset(self, rows: Sequence[QueueRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        self.asked += 1
        return self.rows[index.row()].value(role) if index.isValid() else None
