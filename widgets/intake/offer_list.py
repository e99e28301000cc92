"""A list that hangs below a field while somebody types in it: no window, no focus of its own. Main thread only.

It lies over what is below the field, inside the form, and is gone with the choice. Used by `PlaceField`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from widgets import parts, theme
from widgets.intake.view import PlaceOffer

ROW_PX = 26
MOST_ROWS = 8
_OFFER = Qt.ItemDataRole.UserRole + 1


class _OfferDelegate(QStyledItemDelegate):
    """Name, and behind it the small words of where it lies."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(200), theme.px(ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        offer = index.data(_OFFER)
        if not isinstance(offer, PlaceOffer):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.SELECTED))
            painter.fillRect(area.left(), area.top(), theme.px(3), area.height(), QColor(theme.ACCENT))
        name_font, detail_font = theme.text_font(), theme.text_font(theme.TINY_PX)
        room = area.adjusted(theme.px(10), 0, -theme.px(10), 0)
        width = QFontMetrics(detail_font).horizontalAdvance(offer.detail)
        width = min(width, room.width() // 2)
        right = QRect(room.right() - width, room.top(), width + 1, room.height())
        parts.paint_text(painter, right, offer.detail, detail_font, theme.DIM, parts.RIGHT)
        left = room.adjusted(0, 0, -width - theme.px(8), 0)
        parts.paint_text(painter, left, offer.name, name_font, theme.TEXT)


class OfferList(QFrame):
    """At most eight offers in a frame that the host places below a field."""

    chosen = Signal(object)
    """The PlaceOffer that was clicked."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("offers")
        self.setStyleSheet(f"#offers {{ background: {theme.BG2}; border: 1px solid {theme.LINE}; }}")
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_OfferDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet(f"background: {theme.BG2};")
        self._list.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._list)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_offers(self, offers: tuple[PlaceOffer, ...], field: QWidget) -> None:
        """Hang these below a field, the first one marked; none: hide."""
        self._model.clear()
        for offer in offers[:MOST_ROWS]:
            item = QStandardItem(offer.name)
            item.setData(offer, _OFFER)
            item.setData(f"{offer.name} {offer.detail}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if not offers:
            self.hide()
            return
        self._list.setCurrentIndex(self._model.index(0, 0))
        host = self._host
        where = field.mapTo(host, QPoint(0, field.height() + theme.px(2)))
        height = self._model.rowCount() * theme.px(ROW_PX) + 2
        self.setGeometry(
            where.x(),
            where.y(),
            field.width(),
            min(height, max(theme.px(ROW_PX * 2), host.height() - where.y())),
        )
        self.show()
        self.raise_()

    def offers(self) -> tuple[PlaceOffer, ...]:
        """What hangs there now, best first; empty while it is hidden."""
        if self.isHidden():
            return ()
        return tuple(self._model.item(row).data(_OFFER) for row in range(self._model.rowCount()))

    def current(self) -> PlaceOffer | None:
        """The marked one, None while it is hidden."""
        offer = self._list.currentIndex().data(_OFFER) if not self.isHidden() else None
        return offer if isinstance(offer, PlaceOffer) else None

    def step(self, by: int) -> None:
        """Mark the next or previous one."""
        rows = self._model.rowCount()
        if rows:
            row = min(rows - 1, max(0, self._list.currentIndex().row() + by))
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        offer = index.data(_OFFER)
        if isinstance(offer, PlaceOffer):
            self.chosen.emit(offer)
