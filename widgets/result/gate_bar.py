"""The four gates side by side: sign, seconds and word, each in its own box; no total. Main thread only.

On the wall the boxes are written as large as the clock strip, so that a result can be read across the room.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import parts, theme
from widgets.header.clock_strip import WALL_LATIN_PX, WALL_SCALE, WALL_TEXT_PX
from widgets.header.clock_view import PhaseState
from widgets.parts import Translated
from widgets.result.gate_words import colour_of, limit_words, seconds_words, sign_of, state_words
from widgets.result.view import GateRow
from widgets.words import is_chinese

BOX_PX: Final = 150
"""Least width of a gate's box at a desk."""
WALL_BOX_PX: Final = 290


class GateBar(Translated, QWidget):
    """One painted box a gate. As many boxes a row as fit: four, two or one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gates: tuple[GateRow, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_gates(self, gates: tuple[GateRow, ...]) -> None:
        """Show these, in order."""
        if gates != self._gates:
            self._gates = gates
            self._describe()
            self._fit()
            self.update()

    def boxes(self) -> list[QRect]:
        """Where the gates stand."""
        count = max(1, len(self._gates))
        columns = self._columns(self.width())
        width, height = self.width() / columns, self._box_height()
        return [
            QRect(round(place % columns * width), place // columns * height, round(width), height)
            for place in range(count)
        ]

    def _columns(self, width: int) -> int:
        least = theme.px(WALL_BOX_PX if _on_wall() else BOX_PX)
        return next((columns for columns in (4, 2) if width >= columns * least), 1)

    def _box_height(self) -> int:
        return theme.px(78 if _on_wall() else 72)

    def heightForWidth(self, width: int) -> int:
        rows = -(-max(1, len(self._gates)) // self._columns(width))
        return rows * self._box_height()

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.px(BOX_PX))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(BOX_PX), self._box_height())

    def _fit(self) -> None:
        wanted = self.heightForWidth(self.width())
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Gates"))
        lines = [
            " · ".join(
                piece
                for piece in (gate.name, state_words(gate.state), seconds_words(gate), gate.note, gate.reason)
                if piece
            )
            for gate in self._gates
        ]
        self.setAccessibleDescription("\n".join(lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for gate, box in zip(self._gates, self.boxes(), strict=False):
            inner = box.adjusted(0, 0, -1, -1)
            painter.fillRect(inner, QColor(theme.BG1))
            painter.fillRect(
                QRect(inner.left(), inner.bottom() - theme.px(3), inner.width(), theme.px(3)), _line(gate)
            )
            painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), QColor(theme.LINE))
            (self._paint_wall if _on_wall() else self._paint)(painter, inner, gate)

    def _paint(self, painter: QPainter, box: QRect, gate: GateRow) -> None:
        left, room = box.left() + theme.px(12), box.width() - theme.px(18)
        title = " — ".join(piece for piece in (gate.name, limit_words(gate)) if piece)
        area = QRect(left, box.top() + theme.px(6), room, theme.px(18))
        parts.paint_text(painter, area, title, theme.text_font(theme.SMALL_PX, bold=True), theme.DIM)
        big = f"{sign_of(gate.state)} {seconds_words(gate) or state_words(gate.state)}".strip()
        row = QRect(left, box.top() + theme.px(24), room, theme.px(24))
        font = theme.text_font(theme.CLOCK_PX, bold=True)
        parts.paint_text(painter, row, big, font, colour_of(gate.state))
        note = gate.note or (state_words(gate.state) if seconds_words(gate) else "")
        area = QRect(left, box.top() + theme.px(47), room, theme.px(18))
        parts.paint_text(painter, area, note, theme.text_font(theme.SMALL_PX), theme.DIM)

    def _paint_wall(self, painter: QPainter, box: QRect, gate: GateRow) -> None:
        left, room = box.left() + theme.px(10), box.width() - theme.px(16)
        half = (box.height() - theme.px(4)) // 2
        size = WALL_TEXT_PX if is_chinese() else WALL_LATIN_PX
        font = theme.text_font(size, bold=True)
        first, second = QRect(left, box.top(), room, half), QRect(left, box.top() + half, room, half)
        words = " ".join((gate.name, sign_of(gate.state), state_words(gate.state))).replace("  ", " ")
        parts.paint_text(painter, first, words, font, colour_of(gate.state) if _decided(gate) else theme.TEXT)
        digits = theme.text_font(WALL_TEXT_PX, bold=True)
        parts.paint_text(painter, second, seconds_words(gate) or gate.note, digits, theme.TEXT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        self._describe()
        self.update()


def _on_wall() -> bool:
    return theme.scale() >= WALL_SCALE


def _decided(gate: GateRow) -> bool:
    return gate.state in (PhaseState.PASSED, PhaseState.MISSED)


def _line(gate: GateRow) -> QColor:
    return QColor(colour_of(gate.state) if _decided(gate) else theme.BG3)
