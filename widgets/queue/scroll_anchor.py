"""Keeps rows where the operator looks while a model changes above or around them; works with any item view.

Before a change it remembers the row under the pointer, else the selected one, else the first on the screen. The
view calls `put_back` when its layout is done. Main thread only; used by the queue and both logs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    SignalInstance,
)
from PySide6.QtWidgets import QAbstractItemView

CLICK_GUARD_S: Final = 0.35
"""A press this soon after rows moved is meant for what was there before: about a human's reaction time."""


@runtime_checkable
class RowLookup(Protocol):
    """A model that finds a row by its key faster than by looking at each."""

    def row_of_key(self, key: object) -> int:
        """Return the row with this key, −1 where there is none."""


@dataclass(slots=True)
class _Anchor:
    index: QPersistentModelIndex
    key: object
    top_px: int
    current_key: object


class ScrollAnchor(QObject):
    """Follows one model for one view. `key_role` names the role that identifies a row across resets of the model."""

    def __init__(self, view: QAbstractItemView, key_role: int) -> None:
        super().__init__(view)
        self._view = view
        self._key_role = key_role
        self._model: QAbstractItemModel | None = None
        self._anchor: _Anchor | None = None
        self._before: list[tuple[int, int, QPersistentModelIndex]] = []
        self._changed_s = -1.0

    def watch(self, model: QAbstractItemModel | None) -> None:
        """Follow the changes of this model and of no other; call it before the view gets the model."""
        if self._model is not None:
            for signal in _signals_before(self._model):
                signal.disconnect(self._on_about_to_change)
        self._model = model
        self._anchor = None
        if model is not None:
            for signal in _signals_before(model):
                signal.connect(self._on_about_to_change)

    def key_of(self, index: QModelIndex | QPersistentModelIndex) -> object:
        """Return the key of a row, None for an invalid index."""
        return index.data(self._key_role) if index.isValid() else None

    def index_of(self, key: object) -> QModelIndex:
        """Return the index of the row with this key, an invalid one where there is none."""
        model = self._model
        if model is None or model.rowCount() == 0 or key is None:
            return QModelIndex()
        if isinstance(model, RowLookup):
            row = model.row_of_key(key)
            return model.index(row, 0) if row >= 0 else QModelIndex()
        found = model.match(model.index(0, 0), self._key_role, key, 1, Qt.MatchFlag.MatchExactly)
        return found[0] if found else QModelIndex()

    def rows_on_screen(self) -> list[tuple[int, int, QModelIndex]]:
        """Return (top, bottom, index) of the rows that can be seen, in pixels of the viewport."""
        model, height = self._model, self._view.viewport().height()
        row = self.row_at_top()
        rows: list[tuple[int, int, QModelIndex]] = []
        while model is not None and 0 <= row < model.rowCount():
            index = model.index(row, 0)
            area = self._view.visualRect(index)
            if not area.isValid() or area.top() >= height:
                break
            rows.append((area.top(), area.bottom() + 1, index))
            row += 1
        return rows

    def row_at_top(self) -> int:
        """Return the first row on the screen, −1 when there is none."""
        return self._view.indexAt(QPoint(2, 1)).row()

    def row_meant(self, place: QPoint) -> QModelIndex | None:
        """Return the row that was here before a change just now, None where the present one is meant."""
        if time.monotonic() - self._changed_s > CLICK_GUARD_S:
            return None
        for top, bottom, index in self._before:
            if top <= place.y() < bottom and index.isValid():
                now = self._present(index)
                return None if now == self._view.indexAt(place) else now
        return None

    def take_current_key(self) -> object:
        """Return the key of the row that was current before a change, None where there was none."""
        return None if self._anchor is None else self._anchor.current_key

    def put_back(self) -> bool:
        """Scroll so that the remembered row is where it was; return whether there had been a change."""
        anchor, self._anchor = self._anchor, None
        if anchor is None:
            return False
        index = self._present(anchor.index) if anchor.index.isValid() else self.index_of(anchor.key)
        if index.isValid():
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + self._view.visualRect(index).top() - anchor.top_px)
        return True

    def _on_about_to_change(self, *_: object) -> None:
        if self._anchor is not None:
            return
        rows = self.rows_on_screen()
        self._before = [(top, bottom, QPersistentModelIndex(index)) for top, bottom, index in rows]
        self._changed_s = time.monotonic()
        if not rows:
            return
        top, index = self._looked_at(rows)
        current = self.key_of(self._view.currentIndex())
        self._anchor = _Anchor(QPersistentModelIndex(index), self.key_of(index), top, current)
        self._view.scheduleDelayedItemsLayout()

    def _looked_at(self, rows: list[tuple[int, int, QModelIndex]]) -> tuple[int, QModelIndex]:
        viewport = self._view.viewport()
        if viewport.underMouse():
            place = viewport.mapFromGlobal(self._view.cursor().pos())
            for top, bottom, index in rows:
                if top <= place.y() < bottom:
                    return top, index
        current = self._view.currentIndex().row()
        for top, _, index in rows:
            if index.row() == current:
                return top, index
        return rows[0][0], rows[0][2]

    def _present(self, index: QPersistentModelIndex) -> QModelIndex:
        return QModelIndex() if self._model is None else self._model.index(index.row(), index.column())


def _signals_before(model: QAbstractItemModel) -> tuple[SignalInstance, ...]:
    return (
        model.rowsAboutToBeInserted,
        model.rowsAboutToBeRemoved,
        model.rowsAboutToBeMoved,
        model.layoutAboutToBeChanged,
        model.modelAboutToBeReset,
    )
