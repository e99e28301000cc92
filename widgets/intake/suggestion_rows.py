"""Types that the words suggest: three lines with share, reasons and key. Main thread only; part of the call form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import glyphs, parts, theme
from widgets.intake.view import TypeOffer
from widgets.parts import Translated

ROWS = 3
ROW_PX = 22


class SuggestionRows(Translated, QWidget):
    """Always as tall as three rows, so that nothing below it moves while somebody types."""

    chosen = Signal(object)
    """TypeOffer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers: tuple[TypeOffer, ...] = ()
        self._taken = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.retranslate()

    @property
    def offers(self) -> tuple[TypeOffer, ...]:
        """What is suggested now, best first."""
        return self._offers

    def show_offers(self, offers: tuple[TypeOffer, ...], taken: str) -> None:
        """Show these; `taken` is the type that stands in the form."""
        if (offers[:ROWS], taken) != (self._offers, self._taken):
            self._offers, self._taken = offers[:ROWS], taken
            self.setAccessibleDescription("; ".join(self._line(one) for one in self._offers))
            self.update()

    def take(self, number: int) -> bool:
        """Choose the n-th, 1 first; False when there is none."""
        if not 1 <= number <= len(self._offers):
            return False
        self.chosen.emit(self._offers[number - 1])
        return True

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Suggested types"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(ROW_PX) * ROWS)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(ROW_PX) * ROWS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = theme.px(ROW_PX)
        small = theme.text_font(theme.SMALL_PX)
        if not self._offers:
            painter.setFont(small)
            painter.setPen(QColor(theme.FAINT))
            area = QRect(0, 0, self.width(), height)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.tr("Types follow from the words"))
            return
        for row, offer in enumerate(self._offers):
            self._paint_row(painter, QRect(0, row * height, self.width(), height), row, offer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.take(int(event.position().y()) // max(1, theme.px(ROW_PX)) + 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def _line(self, offer: TypeOffer) -> str:
        return f"{offer.name} {offer.share_percent} % ({' · '.join(offer.reasons)})"

    def _paint_row(self, painter: QPainter, area: QRect, row: int, offer: TypeOffer) -> None:
        bold, small = theme.text_font(bold=row == 0), theme.text_font(theme.SMALL_PX)
        mono = theme.mono_font(theme.TINY_PX)
        side = theme.px(16)
        top = area.top() + (area.height() - side) // 2
        painter.drawPixmap(area.left(), top, glyphs.level_pixmap(offer.level, side, self.devicePixelRatioF()))
        painter.setFont(mono)
        painter.setPen(QColor(theme.DIM))
        right = area.right()
        for text, widest in (
            ("⏎" if row == 0 else f"Ctrl {row + 1}", "Ctrl 3"),
            (f"{offer.share_percent} %", "100 %"),
        ):
            width = QFontMetrics(mono).horizontalAdvance(widest)
            painter.drawText(QRect(right - width, area.top(), width, area.height()), parts.RIGHT, text)
            right -= width + theme.px(8)
        left = area.left() + side + theme.px(8)
        box = QRect(left, area.top(), right - left, area.height())
        colour = theme.ACCENT if offer.key == self._taken else theme.TEXT
        left += parts.paint_text(painter, box, offer.name, bold, colour) + theme.px(8)
        rest = QRect(left, area.top(), max(0, right - left), area.height())
        parts.paint_text(painter, rest, " · ".join(offer.reasons), small, theme.DIM)
