"""A list inside the panel that is as high as its rows, up to a bound: the panel scrolls rather than the list.

Main thread only; used by the sections of the incident panel and the unit list's roster.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from widgets import glyphs, parts, theme, words

if TYPE_CHECKING:
    from widgets.incident.view import RecommendedUnit
    from widgets.muster.view import PlanUnit


_TICK = ((0.24, 0.54), (0.44, 0.74), (0.78, 0.30))


def paint_check_box(painter: QPainter, area: QRect, *, checked: bool) -> None:
    """A box to choose with: teal and ticked, or empty."""
    ground = QColor(theme.ACCENT) if checked else None
    _paint(
        painter,
        area,
        QColor(theme.ACCENT if checked else theme.FAINT),
        ground,
        QColor(theme.ON_ACCENT),
        checked,
    )


def paint_mark(painter: QPainter, area: QRect, *, done: bool) -> None:
    """A box with a tick in the colour of what has passed, or an empty grey box."""
    colour = QColor(theme.PASSED if done else theme.FAINT)
    _paint(painter, area, colour, None, QColor(theme.PASSED), done)


def _paint(
    painter: QPainter, area: QRect, edge: QColor, ground: QColor | None, tick: QColor, ticked: bool
) -> None:
    box = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
    side = box.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setPen(QPen(tick, max(1.6, side / 8)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([QPointF(box.left() + side * x, box.top() + side * y) for x, y in _TICK])
        )
    painter.restore()


class RowDelegate(QStyledItemDelegate):
    """Ground, hairline and text cells of a row; what is in it comes from `paint_row` of a subclass."""

    ROW_PX = 28

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now_ms = 0
        self.prepare()

    def prepare(self) -> None:
        """Prepare fonts and words again, after a change of scale or language."""
        self.bold = theme.text_font(bold=True)
        self.plain = theme.text_font(theme.SMALL_PX)
        self.mono = theme.mono_font(theme.SMALL_PX)
        self.state_words = words.unit_state_words()
        self.text = QColor(theme.TEXT)
        self.dim = QColor(theme.DIM)
        self.faint = QColor(theme.FAINT)
        self.warning = QColor(theme.WARNING)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(120), theme.px(self.ROW_PX))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.SELECTED))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(area.left(), area.top(), theme.px(2), area.height(), QColor(theme.ACCENT))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor("#182028"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(theme.BG2))
        self.paint_row(painter, area, index)

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint what is in a row."""

    def team_px(self, area: QRect) -> int:
        """Return how wide the cell of a team may be: what a wider panel has to spare, and a narrow one lacks."""
        return min(theme.px(178), max(0, area.width() - theme.px(300)))

    def offered_unit(
        self,
        painter: QPainter,
        area: QRect,
        unit: RecommendedUnit | PlanUnit,
        people: str,
        time: str,
        *,
        checked: bool,
        ink: QColor,
    ) -> int:
        """Draw check box, sign, call sign, team, people and time of an available unit; return where its note begins."""
        side = theme.px(14)
        top = area.top() + (area.height() - side) // 2
        paint_check_box(painter, QRect(area.left() + theme.px(4), top, side, side), checked=checked)
        left = area.left() + theme.px(26)
        sign = glyphs.unit_pixmap(unit.tier, "available", side, painter.device().devicePixelRatio())
        painter.drawPixmap(left, top, sign)
        left += theme.px(20)
        box = QRect(left, area.top(), theme.px(52), area.height())
        self.cell(painter, box, unit.call_sign, self.bold, ink)
        team_px = self.team_px(area)
        box = QRect(left + theme.px(54), area.top(), team_px, area.height())
        self.cell(painter, box, unit.team, self.plain, self.dim)
        left += theme.px(54) + team_px
        box = QRect(left, area.top(), theme.px(42), area.height())
        self.cell(painter, box, people, self.mono, ink, right=True)
        box = QRect(left + theme.px(48), area.top(), theme.px(52), area.height())
        self.cell(painter, box, time, self.mono, ink, right=True)
        return left + theme.px(110)

    @staticmethod
    def people(strength: int, others: int) -> str:
        """Return sworn officers and, after a plus, everybody else aboard."""
        if not strength and not others:
            return "—"
        return f"{strength}+{others}" if others else str(strength)

    def cell(
        self, painter: QPainter, area: QRect, text: str, font: QFont, colour: QColor, *, right: bool = False
    ) -> int:
        """Draw a text in its cell, shortened where it does not fit; return its width in pixels."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        width = metrics.horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(colour)
        left = area.right() + 1 - width if right else area.left()
        painter.drawText(QRect(left, area.top(), width + 2, area.height()), parts.LEFT, shown)
        return width


class RowList(QListView):
    """Rows of a model, painted by a delegate. `acts` tells the keys that act on the current row from all others."""

    acted = Signal(QModelIndex)
    """A key was pressed that acts on the current row."""

    def __init__(
        self,
        parent: QWidget,
        model: QAbstractItemModel,
        delegate: RowDelegate,
        acts: Callable[[QKeyEvent], bool] = lambda event: False,
    ) -> None:
        super().__init__(parent)
        self._wanted_px = 0
        self._acts = acts
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fit(self, most_rows: int = 1_000, least_rows: int = 1_000) -> None:
        """Take the height of all rows, or of `most_rows` and scroll; call it after the rows changed.

        Where the panel is too low it gives way, down to `least_rows`.
        """
        rows = self.model().rowCount()
        shown = min(rows, most_rows)
        least = min(shown, least_rows)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if rows > least else policy.ScrollBarAlwaysOff
        )
        height = self.sizeHintForRow(0) if rows else 0
        self._wanted_px = shown * height
        if least == shown:
            self.setFixedHeight(self._wanted_px)
            return
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(least * height)
        self.setMaximumHeight(self._wanted_px)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._acts(event) and self.currentIndex().isValid():
            self.acted.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()
