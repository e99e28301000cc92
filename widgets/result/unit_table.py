"""The units of a result as a table: who, how many, counted or why not, and how quick. Main thread only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets import glyphs, theme
from widgets.durations import clock_text
from widgets.result.view import UnitResultRow

KEY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
NARROW_PX: Final = 500
"""Below this the columns that say least are left out (they stand in every copy)."""
_ROOT = QModelIndex()
UNIT, OFFICERS, STANDING, ACKNOWLEDGED, TURNOUT, ARRIVED, ETA = range(7)


class UnitResultModel(QAbstractTableModel):
    """Rows of `UnitResultRow`, changed as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[UnitResultRow, ...] = ()

    @property
    def rows(self) -> tuple[UnitResultRow, ...]:
        """All rows."""
        return self._rows

    def set_rows(self, rows: tuple[UnitResultRow, ...]) -> None:
        """Show these; the same orders in the same places keep selection and scroll place."""
        if rows == self._rows:
            return
        same = [one.order_id for one in rows] == [one.order_id for one in self._rows]
        if same:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, ETA))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def retranslate(self) -> None:
        """The headings are other words now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, ETA)

    def titles(self) -> tuple[str, ...]:
        """Headings of the columns."""
        return (
            self.tr("Unit"),
            self.tr("Officers"),
            self.tr("Counted"),
            self.tr("Signed"),
            self.tr("Rolling"),
            self.tr("There"),
            self.tr("Shown"),
        )

    def text(self, row: UnitResultRow, column: int) -> str:
        """One cell."""
        match column:
            case 0:
                return row.unit_id
            case 1:
                return str(row.officers) if row.officers else "—"
            case 2:
                return row.standing
            case 3:
                return _time(row.acknowledged_ms)
            case 4:
                return _time(row.enroute_ms)
            case 5:
                return _time(row.arrived_ms)
            case _:
                return _time(row.eta_ms)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else ETA + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole and section >= ACKNOWLEDGED:
            return self.tr("Time from the order on")
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole:
                return theme.mono_font(theme.SMALL_PX, bold=column == UNIT) if column != STANDING else None
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.TEXT if row.counted or column == UNIT else theme.DIM)
            case Qt.ItemDataRole.DecorationRole if column == UNIT:
                state = "mustered" if row.counted else "available"
                return glyphs.unit_pixmap(row.tier, state, theme.px(14))
            case _ if role == KEY_ROLE:
                return row.unit_id
            case _:
                return None


class UnitResultTable(QTableView):
    """As high as its rows; the panel scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def prepare(self) -> None:
        """Share the width: standing takes what the others leave. Call once the model is set."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(58))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(STANDING, QHeaderView.ResizeMode.Stretch)
        self.model().modelReset.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of all rows."""
        rows = self.model().rowCount()
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + rows * self.verticalHeader().defaultSectionSize() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_PX)
        for column in (TURNOUT, ETA):
            self.setColumnHidden(column, narrow)


def _time(duration_ms: int) -> str:
    return clock_text(duration_ms) if duration_ms >= 0 else "—"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in (UNIT, STANDING) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
