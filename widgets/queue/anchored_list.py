"""A list for very many rows of one height that keeps still under the operator's eyes (see `scroll_anchor`).

A table view of one column inside: its geometry costs the same for ten rows and for a hundred thousand, which a
`QListView` over a Python model does not. A press that comes right after a change goes to the row that was under
the pointer before it. Main thread only; used by the queue and the hub's log.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets.queue.scroll_anchor import ScrollAnchor


class AnchoredList(QTableView):
    """A table of one column. `key_role` names the role that identifies a row across resets of the model."""

    rows_settled = Signal()
    """The layout after a change is done and the anchor is back in place."""

    def __init__(self, key_role: int, row_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.anchor = ScrollAnchor(self, key_role)
        self._reset_of: QAbstractItemModel | None = None
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)
        self.set_row_height(row_px)

    def set_row_height(self, row_px: int) -> None:
        """Give every row this height in pixels of the screen."""
        self.verticalHeader().setDefaultSectionSize(row_px)
        self.verticalScrollBar().setSingleStep(max(1, row_px // 2))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        self.anchor.watch(model)
        if self._reset_of is not None:
            self._reset_of.modelReset.disconnect(self._on_reset)
        super().setModel(model)
        self._reset_of = model
        if model is not None:
            model.modelReset.connect(self._on_reset)

    def row_at_top(self) -> int:
        """Return the first row on the screen, −1 when there is none."""
        return self.anchor.row_at_top()

    def select_key(self, key: object, *, scroll: bool = True) -> bool:
        """Make the row with this key current; return whether it is there."""
        index = self.anchor.index_of(key)
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if scroll:
            self.scrollTo(index)
        return True

    def doItemsLayout(self) -> None:
        at_top = self.verticalScrollBar().value() == 0
        super().doItemsLayout()
        self.updateGeometries()  # the scroll bar's range must fit the rows before it is moved
        if self.anchor.put_back():
            if at_top and not self.viewport().underMouse() and not self.selectionModel().hasSelection():
                self.verticalScrollBar().setValue(0)
            self.rows_settled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        meant = self.anchor.row_meant(event.position().toPoint())
        if meant is None:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(meant)
            self.clicked.emit(meant)
        event.accept()

    def _choose(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _on_reset(self) -> None:
        key = self.anchor.take_current_key()
        if key is not None:
            self.select_key(key, scroll=False)
