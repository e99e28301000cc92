"""The three clocks large: countdown or verdict first, the count below, readable across a room. Main thread only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme
from widgets.header.clock_strip import bar_colour
from widgets.header.clock_view import MusterClockView, PhaseState
from widgets.header.part_line import base_line, colour_of, paint_clock, paint_number, paint_parts
from widgets.header.phase_words import Part, PhaseWords, Tone, all_phase_words
from widgets.parts import Translated

NAME_PX: Final = 17
CLOCK_PX: Final = 46
"""At wall scale 2 on a wall of 0.63 mm a pixel 58 mm: digits of 40′ at 5 m."""
COUNT_PX: Final = 29
HEIGHT_PX: Final = 152
BAR_PX: Final = 7


class BigClocks(Translated, QWidget):
    """The three phases side by side, each with its bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clocks: MusterClockView | None = None
        self._aged = False
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def show_clocks(self, clocks: MusterClockView | None, *, aged: bool = False) -> None:
        """Show these; an equal view costs nothing."""
        if (clocks, aged) != (self._clocks, self._aged):
            self._clocks, self._aged = clocks, aged
            self._describe()
            self.update()

    def words(self) -> tuple[PhaseWords, PhaseWords, PhaseWords]:
        """The words of the three phases, as shown."""
        return all_phase_words(self._clocks)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(360), theme.px(HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.BG1))
        third = self.width() / 3
        for place, words in enumerate(self.words()):
            cell = QRect(round(place * third), 0, round(third), self.height())
            self._paint_phase(painter, cell, words, place)
            painter.fillRect(cell.right(), 0, 1, cell.height(), QColor(theme.LINE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.LINE))

    def _paint_phase(self, painter: QPainter, cell: QRect, words: PhaseWords, place: int) -> None:
        left, room = cell.left() + theme.px(12), cell.width() - theme.px(20)
        name = QRect(left, theme.px(8), room, theme.px(26))
        font = theme.text_font(NAME_PX, bold=True)
        limit = Part(words.limit, words.limit_tone, 3)
        title = [Part(words.name, Tone.STRONG, 0), limit]
        paint_parts(painter, name, base_line(name, font), title, font, aged=self._aged)
        clock = QRect(left, theme.px(34), room, theme.px(54))
        self._paint_clock(painter, clock, words)
        count = QRect(left, theme.px(92), room, theme.px(36))
        self._paint_count(painter, count, words)
        self._paint_bar(painter, cell, place)

    def _paint_clock(self, painter: QPainter, row: QRect, words: PhaseWords) -> None:
        digits = _fitting_mono(words.clock.text, CLOCK_PX, row.width())
        base = base_line(row, digits)
        if words.runs:
            paint_clock(painter, row.left(), base, words, digits, theme.text_font(NAME_PX), aged=self._aged)
        else:
            paint_number(painter, row.left(), base, [words.clock], [digits], aged=self._aged)

    def _paint_count(self, painter: QPainter, row: QRect, words: PhaseWords) -> None:
        font = theme.text_font(NAME_PX)
        digits = theme.mono_font(COUNT_PX, bold=True)
        base, used = base_line(row, digits), 0
        if words.count and self._clocks is not None:
            used = paint_number(painter, row.left(), base, words.count, [digits, digits], aged=self._aged)
            used += theme.px(12)
        paint_parts(painter, row.adjusted(used, 0, 0, 0), base, words.parts, font, aged=self._aged)

    def _paint_bar(self, painter: QPainter, cell: QRect, place: int) -> None:
        bar = theme.px(BAR_PX)
        area = QRect(cell.left(), cell.bottom() - bar, cell.width() - 1, bar)
        painter.fillRect(area, QColor(theme.BG3))
        if self._clocks is None:
            return
        time = self._clocks.phases[place]
        share = min(1.0, time.gone_ms / max(1, time.limit_ms)) if time.started else 0.0
        share = 1.0 if time.state is PhaseState.MISSED else share
        painter.fillRect(
            QRect(area.left(), area.top(), round(area.width() * share), bar), bar_colour(time, self._aged)
        )
        forecast = self._clocks.muster.forecast
        if place == 0 and forecast is not None and 0 <= forecast.p50_ms <= time.limit_ms:
            at = area.left() + round(area.width() * forecast.p50_ms / time.limit_ms)
            tick = QRect(at - 1, area.top() - theme.px(3), theme.px(2), bar + theme.px(3))
            painter.fillRect(tick, colour_of(Tone.STRONG, self._aged))

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Three 10 minutes"))
        self.setAccessibleDescription("\n".join(words.full() for words in self.words()))

    def retranslate(self) -> None:
        self._describe()
        self.update()


def _fitting_mono(text: str, size_px: float, room_px: int) -> QFont:
    """The largest face up to `size_px` in which the clock and the word beside it fit."""
    while size_px > COUNT_PX:
        font = theme.mono_font(size_px, bold=True)
        if QFontMetrics(font).horizontalAdvance(text) + theme.px(48) <= room_px:
            return font
        size_px -= 2
    return theme.mono_font(COUNT_PX, bold=True)
