"""Draws the cells of the unit list. Main thread only; used by `UnitListView`."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from widgets import glyphs, theme, words
from widgets.durations import age_text, clock_text, elapsed_text
from widgets.row_list import RowDelegate
from widgets.sequence_model import ROW_ROLE
from widgets.units.roles import UnitColumn, UnitRow

OLD_FIX_MS = 30_000
"""From this age on a position is called old."""
_COMING = frozenset({"dispatched", "acknowledged", "enroute", "delayed"})


class UnitDelegate(RowDelegate):
    """Paints every column of a `UnitRow`; the sign is the tier's shape filled by state."""

    ROW_PX = 28

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ratio = 1.0

    def prepare(self) -> None:
        super().prepare()
        self._never = self.tr("never heard")
        self._late = self.tr("late {0}")

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self._ratio = painter.device().devicePixelRatio()
        super().paint(painter, option, index)

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, UnitRow):
            return
        box = area.adjusted(theme.px(6), 0, -theme.px(6), 0)
        idle = row.state in ("out_of_service", "cleared")
        ink = self.dim if idle else self.text
        match index.column():
            case UnitColumn.CALL_SIGN:
                side = theme.px(14)
                sign = glyphs.unit_pixmap(row.tier, row.state, side, self._ratio)
                painter.drawPixmap(box.left() + theme.px(2), box.top() + (box.height() - side) // 2, sign)
                self.cell(painter, box.adjusted(theme.px(22), 0, 0, 0), row.call_sign, self.bold, ink)
            case UnitColumn.TEAM:
                self.cell(painter, box, row.team, self.plain, self.dim)
            case UnitColumn.MAKE_UP:
                self._paint_make_up(painter, box, row, ink)
            case UnitColumn.STATE:
                word = words.state_word(self.state_words, row.state)
                width = self.cell(painter, box, word, self.plain, ink)
                since = box.adjusted(width + theme.px(8), 0, 0, 0)
                if row.since_ms and since.width() > theme.px(36):
                    self.cell(painter, since, elapsed_text(self.now_ms - row.since_ms), self.mono, self.faint)
            case UnitColumn.INCIDENT:
                self.cell(painter, box, row.incident, self.plain, self.text)
            case UnitColumn.ETA:
                text, colour = self._eta(row)
                self.cell(painter, box, text, self.mono, colour, right=True)
            case UnitColumn.AGE:
                text, font, colour = self._age(row)
                self.cell(painter, box, text, font, colour, right=True)

    def _paint_make_up(self, painter: QPainter, box: QRect, row: UnitRow, ink: QColor) -> None:
        third = box.width() // 3
        for place, count in enumerate((row.sworn, row.auxiliary, row.others)):
            part = QRect(box.left() + place * third, box.top(), third, box.height())
            colour = ink if place == 0 else self.dim if count else self.faint
            self.cell(painter, part, str(count) if count else "·", self.mono, colour, right=True)

    def _eta(self, row: UnitRow) -> tuple[str, QColor]:
        if row.eta_ms is None or row.state not in _COMING:
            return "", self.dim
        left = row.eta_ms - self.now_ms
        return (
            (clock_text(left), self.text)
            if left >= 0
            else (self._late.format(clock_text(-left)), self.warning)
        )

    def _age(self, row: UnitRow) -> tuple[str, QFont, QColor]:
        if row.fix_ms is None:
            return self._never, self.plain, self.faint
        age = self.now_ms - row.fix_ms
        return age_text(age), self.mono, self.warning if age > OLD_FIX_MS else self.dim
