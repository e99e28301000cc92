"""The unit list: filter, sortable table, and the selected unit's people and actions beside or below it.

It takes a model of `UnitRow`s in the columns of `UnitColumn` and emits requests. Main thread only; used
by the console.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from widgets import parts, theme
from widgets.parts import Translated
from widgets.sequence_model import KEY_ROLE, ROW_ROLE
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView
from widgets.units.roles import UnitColumn, UnitDetail, UnitRow
from widgets.units.unit_delegate import UnitDelegate
from widgets.units.unit_detail_panel import UnitDetailPanel
from widgets.units.unit_filter import UnitFilter, UnitScope

_WIDTHS = {
    UnitColumn.CALL_SIGN: 92,
    UnitColumn.TEAM: 118,
    UnitColumn.MAKE_UP: 92,
    UnitColumn.STATE: 148,
    UnitColumn.INCIDENT: 180,
    UnitColumn.ETA: 98,
    UnitColumn.AGE: 84,
}
_WIDE_PX = 900
"""From this width on the detail stands beside the table."""


class UnitListView(Translated, QWidget):
    """Filter, table, and the selected unit's detail."""

    selected = Signal(str)
    """Call sign of the unit that became current; its `UnitDetail` is expected by `show_detail`."""
    asked = Signal(str, object)
    """A verb and its values by name, about the unit that is shown."""
    map_requested = Signal(str)
    incident_opened = Signal(str)
    """Key of the incident of a row that was opened by Enter or double click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._filter = UnitFilter(self)
        self._scope = UnitScope.ALL
        self._model: QAbstractItemModel | None = None
        self._build()
        self._build_body()
        self.retranslate()

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show a model; it is not owned."""
        self._model = model
        self._filter.setSourceModel(model)
        self._refresh()

    def set_now_ms(self, now_ms: int) -> None:
        """Advance durations, ETAs and ages to this time of the hub; call it about once per second."""
        self._delegate.now_ms = now_ms
        self.table.viewport().update()

    def show_detail(self, detail: UnitDetail | None) -> None:
        """Show people and actions of the selected unit."""
        self.detail.show_detail(detail)

    def select(self, call_sign: str) -> bool:
        """Make a unit current and bring it into view; False if the filter hides it."""
        for row in range(self._filter.rowCount()):
            index = self._filter.index(row, 0)
            if index.data(KEY_ROLE) == call_sign:
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.table.scrollTo(index)
                return True
        return False

    def focus_filter(self) -> None:
        """Put the cursor into the filter box."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def _build(self) -> None:
        self._heading = parts.heading(self)
        self._title = parts.label(self._heading, "title")
        self._count = parts.label(self._heading, "dim")
        row = parts.row(self._heading, self._title, self._count, 8, margins=(12, 0, 12, 0), gap=8)
        self._chips = parts.chips(self._heading, UnitScope, self._on_scope_chosen)
        for chip in self._chips.values():
            row.addWidget(chip)
        row.addStretch(1)
        self._box = QLineEdit(self._heading)
        self._box.setClearButtonEnabled(True)
        self._box.setFixedSize(theme.px(190), theme.px(26))
        self._box.textChanged.connect(self._on_text_changed)
        self._box.installEventFilter(self)
        row.addWidget(self._box)

    def _build_body(self) -> None:
        self.table = QTableView(self)
        self.table.setModel(self._filter)
        self._delegate = UnitDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(UnitDelegate.ROW_PX))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(UnitColumn.CALL_SIGN, Qt.SortOrder.AscendingOrder)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.table.activated.connect(self._on_activated)
        for signal in (self._filter.rowsInserted, self._filter.rowsRemoved, self._filter.modelReset):
            signal.connect(self._refresh)
        self._filter.layoutChanged.connect(self._refresh)
        self._empty = StatePanel(self)
        self._empty.action_requested.connect(self._on_all_wanted)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.detail = UnitDetailPanel(self)
        self.detail.asked.connect(self.asked)
        self.detail.map_requested.connect(self.map_requested)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        parts.column(self, self._heading, (self._splitter, 1), gap=0)
        parts.on_slash(self, self.focus_filter)
        self.setFocusProxy(self.table)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Units"))
        names = {
            UnitScope.ALL: self.tr("All"),
            UnitScope.AVAILABLE: self.tr("Available"),
            UnitScope.ENGAGED: self.tr("Engaged"),
            UnitScope.TIER_1: self.tr("Tier 1"),
            UnitScope.TIER_2: self.tr("Tier 2"),
            UnitScope.TIER_3: self.tr("Tier 3"),
        }
        for scope, chip in self._chips.items():
            chip.setText(names[scope])
        self._box.setPlaceholderText(self.tr("Filter  /"))
        self._box.setAccessibleName(self.tr("Filter by words"))
        self.table.setAccessibleName(self.tr("Units"))
        self._filter.set_column_names(
            {
                UnitColumn.CALL_SIGN: self.tr("Unit"),
                UnitColumn.TEAM: self.tr("Team"),
                UnitColumn.MAKE_UP: self.tr("Make-up"),
                UnitColumn.STATE: self.tr("State"),
                UnitColumn.INCIDENT: self.tr("Incident"),
                UnitColumn.ETA: self.tr("ETA"),
                UnitColumn.AGE: self.tr("Position"),
            },
            self.tr("Officers, auxiliaries, others"),
        )
        self._delegate.prepare()
        self._refresh()

    def _refresh(self, *_: object) -> None:
        shown = self._filter.rowCount()
        total = 0 if self._model is None else self._model.rowCount()
        self._count.setText(str(shown) if shown == total else f"{shown} / {total}")
        for scope, chip in self._chips.items():
            chip.setChecked(scope is self._scope)
        header = self.table.horizontalHeader()
        if shown and header.count() == len(UnitColumn):
            for column, width in _WIDTHS.items():
                if column is not UnitColumn.INCIDENT and header.sectionSize(column) != theme.px(width):
                    header.resizeSection(column, theme.px(width))
            header.setSectionResizeMode(UnitColumn.INCIDENT, QHeaderView.ResizeMode.Stretch)
        if not shown:
            self._empty.show_state(
                StateView(StateKind.EMPTY, self.tr("No unit matches the filter"), "", self.tr("Show all"))
                if total
                else StateView(StateKind.EMPTY, self.tr("No units are registered"))
            )
        self._stack.setCurrentIndex(0 if shown else 1)

    def _on_scope_chosen(self, scope: UnitScope) -> None:
        self._scope = scope
        self._filter.set_scope(scope)
        self._refresh()

    def _on_text_changed(self, text: str) -> None:
        self._filter.set_text(text)
        self._refresh()

    def _on_all_wanted(self) -> None:
        self._box.clear()
        self._on_scope_chosen(UnitScope.ALL)

    def _on_current_changed(self, current: QModelIndex) -> None:
        call_sign = current.data(KEY_ROLE)
        if isinstance(call_sign, str):
            self.selected.emit(call_sign)

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, UnitRow) and row.incident_key:
            self.incident_opened.emit(row.incident_key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._box.clear()
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_WIDE_PX)
        self._splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
