"""Sorting and filtering of the unit list: a proxy over a model of `UnitRow`s. Main thread only."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from widgets.sequence_model import ROW_ROLE
from widgets.units.roles import UnitColumn, UnitRow


class UnitScope(StrEnum):
    """Which units the chips let through."""

    ALL = "all"
    AVAILABLE = "available"
    ENGAGED = "engaged"
    TIER_1 = "tier 1"
    TIER_2 = "tier 2"
    TIER_3 = "tier 3"


_RIGHT = frozenset({UnitColumn.MAKE_UP, UnitColumn.ETA, UnitColumn.AGE})
_IDLE = frozenset({"available", "cleared", "out_of_service"})


class UnitFilter(QSortFilterProxyModel):
    """Sorts by `ROW_ROLE`; filters by scope and words. Some hundred units: Python is quick enough."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scope = UnitScope.ALL
        self._words: tuple[str, ...] = ()
        self._places: dict[tuple[int, int], tuple[int, str, str]] = {}
        self._names: dict[UnitColumn, str] = {}
        self._make_up_tip = ""
        self.setSortRole(ROW_ROLE)

    def set_column_names(self, names: dict[UnitColumn, str], make_up_tip: str) -> None:
        """Give the columns their names in the language of the screen."""
        self._names = names
        self._make_up_tip = make_up_tip
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(UnitColumn) - 1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(UnitColumn):
            return None
        column = UnitColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names.get(column, "")
        if role == Qt.ItemDataRole.ToolTipRole and column is UnitColumn.MAKE_UP:
            return self._make_up_tip
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def set_scope(self, scope: UnitScope) -> None:
        """Let through what a chip names."""
        self.beginFilterChange()
        self._scope = scope
        self.endFilterChange()

    def set_text(self, text: str) -> None:
        """Let through units in whose search text every word occurs."""
        self.beginFilterChange()
        self._words = tuple(text.lower().split())
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        row = self.sourceModel().index(source_row, 0, source_parent).data(ROW_ROLE)
        if not isinstance(row, UnitRow):
            return False
        match self._scope:
            case UnitScope.AVAILABLE:
                fits = row.state == "available"
            case UnitScope.ENGAGED:
                fits = row.state not in _IDLE
            case UnitScope.TIER_1 | UnitScope.TIER_2 | UnitScope.TIER_3:
                fits = row.tier == int(self._scope.value[-1])
            case UnitScope.ALL:
                fits = True
        text = row.search or row.call_sign.lower()
        return fits and all(word in text for word in self._words)

    def lessThan(
        self,
        source_left: QModelIndex | QPersistentModelIndex,
        source_right: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        return self._place(source_left) < self._place(source_right)

    def setSourceModel(self, model: QAbstractItemModel) -> None:
        # Connected before the proxy itself, which sorts in its own answer to these signals.
        for changed in (
            model.dataChanged,
            model.modelReset,
            model.rowsInserted,
            model.rowsRemoved,
            model.rowsMoved,
            model.layoutChanged,
        ):
            changed.connect(self._forget_places)
        self._forget_places()
        super().setSourceModel(model)

    def _place(self, index: QModelIndex | QPersistentModelIndex) -> tuple[int, str, str]:
        """What a row is compared by in its column; read once, a sort asks some ten times for each."""
        at = (index.row(), index.column())
        place = self._places.get(at)
        if place is None:
            row = index.data(ROW_ROLE)
            if not isinstance(row, UnitRow):
                return (0, "", "")
            value = row.sort_value(at[1])
            number, text = (value, "") if isinstance(value, int) else (0, value)
            place = self._places[at] = (number, text, row.call_sign)
        return place

    def _forget_places(self, *_: object) -> None:
        self._places.clear()
