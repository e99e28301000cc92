"""Heading of the incident panel: level, title, state and clock on a ground tinted by level; who, where, whence.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets import glyphs, parts, theme, words
from widgets.durations import clock_text, elapsed_text
from widgets.incident.view import IncidentView
from widgets.section import FactGrid


class IncidentHeading(QWidget):
    """Level, title, clock and state; number, place, source and leader below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: IncidentView | None = None
        self._low = False
        self._square = parts.label(self)
        self._title = parts.label(self, "incident-title", wraps=True, plain=True)
        self._clock = parts.label(self, "incident-clock")
        self._state = parts.label(self)
        self._limit = parts.label(self, "fault")
        self._facts = FactGrid(self)
        first = parts.row(
            None,
            (self._square, 0, Qt.AlignmentFlag.AlignTop),
            (self._title, 1),
            (self._clock, 0, Qt.AlignmentFlag.AlignTop),
            gap=10,
        )
        second = parts.row(None, self._state, None, self._limit, margins=(32, 0, 0, 0))
        parts.column(self, first, second, self._facts, margins=(14, 10, 14, 10), gap=5)

    def show_incident(self, view: IncidentView) -> None:
        """Show this incident's head."""
        self._view = view
        side = theme.px(22)
        self._square.setPixmap(glyphs.level_pixmap(view.level, side, self.devicePixelRatioF()))
        self._square.setAccessibleName(words.level_words().get(view.level, ""))
        self._title.setText(view.title)
        state = words.state_word(words.incident_state_words(), view.state)
        level = words.level_words().get(view.level, "")
        self._state.setText(f"{level} · {state}")
        place = f"{view.place} · {view.grid}" if view.place and view.grid else view.place or view.grid
        facts = (
            (self.tr("Number"), view.number),
            (self.tr("Place"), place),
            (self.tr("Source"), view.sources),
            (self.tr("Leader"), view.leader),
        )
        self._facts.show_facts(facts[1:2] if self._low else facts)
        self.setToolTip("\n".join(f"{name}: {value}" for name, value in facts if value) if self._low else "")
        self.update()

    def set_low(self, low: bool) -> None:
        """In a low panel only the place stays in sight; the rest is in the tool tip."""
        if low != self._low:
            self._low = low
            if self._view is not None:
                self.show_incident(self._view)

    def set_now_ms(self, now_ms: int) -> None:
        """Advance the total clock and the limit's words."""
        view = self._view
        if view is None:
            return
        end = now_ms if view.ended_ms is None else view.ended_ms
        self._clock.setText(elapsed_text(end - view.opened_ms))
        self._clock.setAccessibleName(self.tr("Time since the first report"))
        self._limit.setText(self._limit_words(view, end))

    def _limit_words(self, view: IncidentView, end_ms: int) -> str:
        if view.due_ms is None:
            return ""
        late = end_ms > view.due_ms
        parts.set_part(self._limit, "fault" if late else "small")
        if late:
            return self.tr("overdue {0}").format(clock_text(end_ms - view.due_ms))
        return self.tr("{0} left").format(clock_text(view.due_ms - end_ms))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        level = 0 if self._view is None else self._view.level
        painter.fillRect(self.rect(), theme.level_ground(level))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.LINE))
