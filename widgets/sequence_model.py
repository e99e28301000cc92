"""A list model over a tuple of frozen rows: changed as a whole, told to the view as little as possible.

Main thread only; used by panels that receive a view struct and show a part of it as rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2


class SequenceModel(QAbstractListModel, Generic[Row]):
    """Rows with a unique key each; a selected row stays selected as long as its key is there."""

    def __init__(
        self,
        key: Callable[[Row], object],
        text: Callable[[Row], str],
        parent: QObject | None = None,
        *,
        tip: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._text = text
        self._tip = tip
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in order."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; rows with known keys keep their selection."""
        new = tuple(rows)
        if new == self._rows:
            return
        keys = [self._key(row) for row in new]
        self._remove_all_but(set(keys))
        self._reorder(keys)
        self._insert_missing(new)
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def _remove_all_but(self, wanted: set[object]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[place]) not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                self._rows = self._rows[:place] + self._rows[place + 1 :]
                self.endRemoveRows()

    def _reorder(self, keys: list[object]) -> None:
        place = {key: row for row, key in enumerate(keys)}
        ordered = sorted(self._rows, key=lambda row: place[self._key(row)])
        if ordered == list(self._rows):
            return
        self.layoutAboutToBeChanged.emit()
        old_keys = [self._key(row) for row in self._rows]
        now_at = {self._key(row): at for at, row in enumerate(ordered)}
        before = self.persistentIndexList()
        after = [self.createIndex(now_at[old_keys[index.row()]], 0) for index in before]
        self._rows = tuple(ordered)
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_missing(self, new: tuple[Row, ...]) -> None:
        present = {self._key(row) for row in self._rows}
        place = 0
        while place < len(new):
            if self._key(new[place]) in present:
                place += 1
                continue
            end = place
            while end < len(new) and self._key(new[end]) not in present:
                end += 1
            self.beginInsertRows(QModelIndex(), place, end - 1)
            self._rows = self._rows[:place] + new[place:end] + self._rows[place:]
            self.endInsertRows()
            place = end

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        """Return the row of an index, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == KEY_ROLE:
            return self._key(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip is not None:
            return self._tip(row)
        return None
