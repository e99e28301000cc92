"""A list view whose rows stay where the operator looks while the model changes above or around them.

Before a change it remembers the row under the pointer, else the selected one, else the first on the screen,
and puts that row back at the same height after the layout. A press right after a change goes to the
row that was under the pointer before it. Main thread only; used by the queue and the log.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

CLICK_GUARD_S: Final = 0.35
"""A press this soon after rows moved is meant for what was there before: about a human's reaction time."""


@dataclass(slots=True)
class _Anchor:
    index: QPersistentModelIndex
    key: object
    top_px: int
    current_key: object


class AnchoredList(QListView):
    """See the module. `key_role` names the role that identifies a row across resets of the model."""

    rows_settled = Signal()
    """The layout after a change is done and the anchor is back in place."""

    def __init__(self, key_role: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_role = key_role
        self._anchor: _Anchor | None = None
        self._before: list[tuple[int, int, QPersistentModelIndex]] = []
        self._changed_s = -1.0
        self._followed = False
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        old = self.model()
        if self._followed and old is not None:
            for signal in self._signals_before(old):
                signal.disconnect(self._on_about_to_change)
            old.modelReset.disconnect(self._on_reset)
        super().setModel(model)
        self._followed = model is not None
        if model is not None:
            for signal in self._signals_before(model):
                signal.connect(self._on_about_to_change)
            model.modelReset.connect(self._on_reset)

    def row_at_top(self) -> int:
        """Return the first row on the screen, −1 when there is none."""
        return self.indexAt(QPoint(2, 0)).row()

    def key_of(self, index: QModelIndex | QPersistentModelIndex) -> object:
        """Return the key of a row, None for an invalid index."""
        return index.data(self._key_role) if index.isValid() else None

    def select_key(self, key: object, *, scroll: bool = True) -> bool:
        """Make the row with this key current; return whether it is there."""
        index = self.index_of(key)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll:
            self.scrollTo(index)
        return True

    def index_of(self, key: object) -> QModelIndex:
        """Return the index of the row with this key, an invalid one where there is none."""
        model = self.model()
        if not self._followed or model.rowCount() == 0 or key is None:
            return QModelIndex()
        found = model.match(model.index(0, 0), self._key_role, key, 1, Qt.MatchFlag.MatchExactly)
        return found[0] if found else QModelIndex()

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        anchor, self._anchor = self._anchor, None
        if anchor is not None:
            self._put_back(anchor)
            self.rows_settled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        meant = self._row_before_change(event.position().toPoint())
        if meant is None:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self.selectionModel().setCurrentIndex(meant, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.clicked.emit(meant)
        event.accept()

    def _row_before_change(self, place: QPoint) -> QModelIndex | None:
        """Return the row that was here before a change just now, None where the present one is meant."""
        if time.monotonic() - self._changed_s > CLICK_GUARD_S:
            return None
        for top, bottom, index in self._before:
            if top <= place.y() < bottom and index.isValid():
                now = self._present(index)
                return None if now == self.indexAt(place) else now
        return None

    def _on_about_to_change(self, *_: object) -> None:
        if self._anchor is not None:
            return
        rows = self._rows_on_screen()
        self._before = [(top, bottom, QPersistentModelIndex(index)) for top, bottom, index in rows]
        self._changed_s = time.monotonic()
        if not rows:
            return
        top, index = self._looked_at(rows)
        current = self.key_of(self.currentIndex())
        self._anchor = _Anchor(QPersistentModelIndex(index), self.key_of(index), top, current)
        self.scheduleDelayedItemsLayout()

    def _rows_on_screen(self) -> list[tuple[int, int, QModelIndex]]:
        model, height = self.model(), self.viewport().height()
        row = self.row_at_top()
        rows: list[tuple[int, int, QModelIndex]] = []
        while self._followed and 0 <= row < model.rowCount():
            index = model.index(row, self.modelColumn())
            area = self.visualRect(index)
            if not area.isValid() or area.top() >= height:
                break
            rows.append((area.top(), area.bottom() + 1, index))
            row += 1
        return rows

    def _looked_at(self, rows: list[tuple[int, int, QModelIndex]]) -> tuple[int, QModelIndex]:
        if self.viewport().underMouse():
            place = self.viewport().mapFromGlobal(self.cursor().pos())
            for top, bottom, index in rows:
                if top <= place.y() < bottom:
                    return top, index
        current = self.currentIndex().row()
        for top, _, index in rows:
            if index.row() == current:
                return top, index
        return rows[0][0], rows[0][2]

    def _present(self, index: QPersistentModelIndex) -> QModelIndex:
        return self.model().index(index.row(), index.column())

    @staticmethod
    def _signals_before(model: QAbstractItemModel) -> tuple[SignalInstance, ...]:
        return (
            model.rowsAboutToBeInserted,
            model.rowsAboutToBeRemoved,
            model.rowsAboutToBeMoved,
            model.layoutAboutToBeChanged,
            model.modelAboutToBeReset,
        )

    def _on_reset(self) -> None:
        if self._anchor is not None and self._anchor.current_key is not None:
            self.select_key(self._anchor.current_key, scroll=False)

    def _put_back(self, anchor: _Anchor) -> None:
        index = self._present(anchor.index) if anchor.index.isValid() else self.index_of(anchor.key)
        if not index.isValid():
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.visualRect(index).top() - anchor.top_px)
