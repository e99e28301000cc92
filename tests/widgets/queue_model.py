"""A queue model over a list of rows, as small as can be: what tests put under `QueueView`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.queue.roles import QueueRow


class RowsModel(QAbstractListModel):
    """Rows that can be inserted, removed, replaced and reset."""

    def __init__(self, rows: Sequence[QueueRow] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)

    def insert(self, at: int, rows: Sequence[QueueRow]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self.rows[at:at] = rows
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self.endRemoveRows()

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
        return self.rows[index.row()].value(role) if index.isValid() else None
