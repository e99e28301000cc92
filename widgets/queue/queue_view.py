"""The queue: heading with count and filter chips, filter box, list and its empty states, suspected duplicate below.

Main thread only. It takes a model of `QueueRow`s and emits what the operator did; filtering is the
model's work. Used by the console.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from widgets import parts, theme
from widgets.parts import Translated
from widgets.queue.duplicate_panel import DuplicatePanel
from widgets.queue.queue_delegate import QueueDelegate
from widgets.queue.queue_list import QueueList
from widgets.queue.roles import GridChoice, QueueFilter, QueueScope
from widgets.sequence_model import ROW_ROLE
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView

_ABOVE_ROWS = 400
"""How many rows above the screen are looked through for unacknowledged ones."""


class QueueView(Translated, QWidget):
    """Heading with chips, filter box, list, and the suspected duplicate below."""

    selected = Signal(str)
    """Key of the row that became current."""
    activated = Signal(str)
    """Key of the row opened by Enter or double click: the focus belongs in the incident panel."""
    acknowledged = Signal(str)
    """Key of an unacknowledged row that the operator clicked, opened or acknowledged with Space."""
    filter_changed = Signal(object)
    """The `QueueFilter` that is asked for now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._filter = QueueFilter()
        self._grids: tuple[GridChoice, ...] = ()
        self._total = 0
        self._state: StateView | None = None
        self._followed: QAbstractItemModel | None = None
        self._build()
        self.retranslate()
        self._refresh()

    @property
    def list(self) -> QueueList:
        """The list inside, for focus and tests."""
        return self._list

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show a model of `QueueRow`s; it is not owned."""
        if self._followed is not None:
            for signal in _count_signals(self._followed):
                signal.disconnect(self._refresh)
            self._followed.dataChanged.disconnect(self._update_above)
        self._followed = model
        self._list.setModel(model)
        for signal in _count_signals(model):
            signal.connect(self._refresh)
        model.dataChanged.connect(self._update_above)
        self._refresh()

    def set_total(self, total: int) -> None:
        """Tell how many rows there are without the filter; shown beside the count while a filter is on."""
        self._total = total
        self._refresh()

    def set_now_ms(self, now_ms: int) -> None:
        """Advance the clocks on the screen to this time of the hub; call it about once per second."""
        self._list.delegate.now_ms = now_ms
        self._list.viewport().update()

    def set_grids(self, grids: Sequence[GridChoice]) -> None:
        """Fill the grid menu."""
        self._grids = tuple(grids)
        self._fill_grid_menu()

    def set_state(self, state: StateView | None) -> None:
        """Show a state instead of rows (loading, disconnected before the first picture); None: rows."""
        self._state = state
        self._refresh()

    def select(self, key: str) -> bool:
        """Make a row current and bring it into view, acknowledging nothing; False if it is not there."""
        return self._list.select_key(key)

    def current_key(self) -> str:
        """Return the key of the current row, empty when there is none."""
        row = self._list.current_row()
        return "" if row is None else row.key

    def focus_filter(self) -> None:
        """Open the filter box and put the cursor into it."""
        self._box_room.show()
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def clear_filter(self) -> None:
        """Show everything again."""
        self._box.clear()
        self._box_room.hide()
        self._set_filter(QueueFilter())

    def _build(self) -> None:
        self._heading = parts.heading(self)
        self._title = parts.label(self._heading, "title")
        self._count = parts.label(self._heading, "dim")
        self._heading_layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._heading)
        self._heading_layout.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._heading_layout.setSpacing(theme.px(8))
        names = parts.row(None, self._title, self._count, None, gap=8)
        self._heading_layout.addLayout(names, 1)
        row = parts.row(None, gap=6)
        self._heading_layout.addLayout(row)
        self._chips = parts.chips(self._heading, QueueScope, self._on_scope_chosen)
        for chip in self._chips.values():
            row.addWidget(chip)
        self._grid_chip = self._chip()
        self._grid_menu = QMenu(self._grid_chip)
        self._grid_chip.clicked.connect(self._on_grids_wanted)
        row.addWidget(self._grid_chip)
        self._search_chip = self._chip()
        self._search_chip.clicked.connect(self._on_search_wanted)
        row.addWidget(self._search_chip)
        self._build_body()

    def _build_body(self) -> None:
        self._box_room = QWidget(self)
        self._box = QLineEdit(self._box_room)
        parts.column(self._box_room, self._box, margins=(12, 6, 12, 6))
        self._box.setClearButtonEnabled(True)
        self._box.textChanged.connect(self._on_text_changed)
        self._box.installEventFilter(self)
        self._box_room.hide()
        self._list = QueueList(self)
        self._list.chosen.connect(self.selected)
        self._list.opened.connect(self.activated)
        self._list.attended.connect(self.acknowledged)
        self._list.rows_settled.connect(self._update_above)
        self._list.verticalScrollBar().valueChanged.connect(self._update_above)
        self._empty = StatePanel(self)
        self._empty.action_requested.connect(self.clear_filter)
        self._above = parts.button(self._list, "notice", self._list.scrollToTop, focus=parts.NO_FOCUS)
        self._above.hide()
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        layout = parts.column(self, self._heading, self._box_room, (body, 1), gap=0)
        self.duplicate = DuplicatePanel(self)
        layout.addWidget(self.duplicate)
        parts.on_slash(self, self.focus_filter)
        self.setFocusProxy(self._list)

    def _chip(self) -> QPushButton:
        return parts.button(self._heading, "chip", checkable=True, focus=parts.BY_TAB)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Queue"))
        self._chips[QueueScope.ALL].setText(self.tr("All"))
        self._chips[QueueScope.MINE].setText(self.tr("Mine"))
        self._chips[QueueScope.OVERDUE].setText(self.tr("Overdue"))
        self._search_chip.setText("/")
        self._search_chip.setToolTip(self.tr("Filter by words  /"))
        self._search_chip.setAccessibleName(self.tr("Filter by words"))
        self._box.setPlaceholderText(self.tr("Type, place, grid, number …"))
        self._box.setAccessibleName(self.tr("Filter by words"))
        self._list.setAccessibleName(self.tr("Queue of calls, incidents and cases"))
        self._list.delegate.prepare()
        self._fill_grid_menu()
        self._refresh()
        self._fold_heading()

    def _fill_grid_menu(self) -> None:
        self._grid_menu.clear()
        every = self._grid_menu.addAction(self.tr("Every grid"))
        every.triggered.connect(lambda: self._on_grid_chosen(""))
        self._grid_menu.addSeparator()
        for grid in self._grids:
            action = QAction(grid.name, self._grid_menu)
            action.setCheckable(True)
            action.setChecked(grid.grid_id in self._filter.grid_ids)
            action.triggered.connect(lambda _=False, grid_id=grid.grid_id: self._on_grid_chosen(grid_id))
            self._grid_menu.addAction(action)
        chosen = [grid.name for grid in self._grids if grid.grid_id in self._filter.grid_ids]
        self._grid_chip.setText(f"{self._grid_chip_words(chosen)} ▾")
        self._grid_chip.setToolTip("\n".join(chosen))

    def _grid_chip_words(self, chosen: Sequence[str]) -> str:
        return self.tr("Grid") if not chosen else self.tr("Grid · {0}").format(len(chosen))

    def _set_filter(self, wanted: QueueFilter) -> None:
        changed = wanted != self._filter
        self._filter = wanted
        self._fill_grid_menu()
        if changed:
            self.filter_changed.emit(wanted)
        self._refresh()

    def _on_scope_chosen(self, scope: QueueScope) -> None:
        self._set_filter(QueueFilter(scope, self._filter.grid_ids, self._filter.text))

    def _on_grids_wanted(self) -> None:
        self._refresh()
        self._grid_menu.popup(self._grid_chip.mapToGlobal(self._grid_chip.rect().bottomLeft()))

    def _on_grid_chosen(self, grid_id: str) -> None:
        chosen = self._filter.grid_ids ^ {grid_id} if grid_id else frozenset[str]()
        self._set_filter(QueueFilter(self._filter.scope, chosen, self._filter.text))

    def _on_search_wanted(self) -> None:
        if self._box_room.isVisible():
            self._box.clear()
            self._box_room.hide()
            self._refresh()
        else:
            self.focus_filter()

    def _on_text_changed(self, text: str) -> None:
        self._set_filter(QueueFilter(self._filter.scope, self._filter.grid_ids, text.strip().lower()))

    def _refresh(self, *_: object) -> None:
        model = self._followed
        shown = 0 if model is None else model.rowCount()
        filtered = self._filter != QueueFilter()
        self._count.setText(f"{shown} / {self._total}" if filtered and self._total else str(shown))
        for scope, chip in self._chips.items():
            chip.setChecked(scope is self._filter.scope)
        self._grid_chip.setChecked(bool(self._filter.grid_ids))
        self._search_chip.setChecked(bool(self._filter.text) or self._box_room.isVisible())
        if self._state is not None:
            self._empty.show_state(self._state)
        elif shown == 0 and filtered:
            self._empty.show_state(
                StateView(
                    StateKind.EMPTY,
                    self.tr("Nothing matches the filter"),
                    self.tr("What does not match is still in the queue."),
                    self.tr("Show all"),
                )
            )
        elif shown == 0:
            self._empty.show_state(
                StateView(
                    StateKind.EMPTY,
                    self.tr("The queue is empty"),
                    self.tr("New calls appear here by themselves."),
                )
            )
        self._stack.setCurrentIndex(0 if shown and self._state is None else 1)
        self._update_above()

    def _update_above(self, *_: object) -> None:
        """Say how many unacknowledged rows lie above the screen: they must not be missed."""
        model = self._followed
        top = self._list.row_at_top()
        waiting = 0
        if model is not None and top > 0:
            for row in range(min(top, _ABOVE_ROWS)):
                waiting += bool(model.index(row, 0).data(ROW_ROLE).unacknowledged)
        self._above.setVisible(waiting > 0)
        if waiting:
            self._above.setText(self.tr("▲ {0} new above").format(waiting))
            self._above.adjustSize()
            self._above.move((self._list.viewport().width() - self._above.width()) // 2, theme.px(6))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._box.clear()
                self._box_room.hide()
                self._list.setFocus(Qt.FocusReason.OtherFocusReason)
                self._refresh()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self._list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._list.delegate.prepare()
            self._list.set_row_height(theme.px(QueueDelegate.ROW_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_heading()
        self._update_above()

    def _fold_heading(self) -> None:
        """Put the chips under the title where both do not fit beside one another: words are never cut."""
        shown = [self._title, self._count, *self._chips.values(), self._grid_chip, self._search_chip]
        needed = sum(part.sizeHint().width() for part in shown) + theme.px(24 + 8 * len(shown))
        folded = needed > self.width()
        direction = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        self._heading_layout.setDirection(direction)
        self._heading_layout.setSpacing(0 if folded else theme.px(8))
        self._heading.setFixedHeight(theme.px(theme.HEADING_HEIGHT_PX) * (2 if folded else 1))


def _count_signals(model: QAbstractItemModel) -> tuple[SignalInstance, ...]:
    return (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged)
