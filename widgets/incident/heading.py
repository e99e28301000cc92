"""Heading of the incident panel: level, title, state and clock on a ground tinted by level; who, where, whence.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets import glyphs, theme, words
from widgets.durations import clock_text, elapsed_text
from widgets.incident.view import IncidentView
from widgets.section import FactGrid


class IncidentHeading(QWidget):
    """See the module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: IncidentView | None = None
        self._low = False
        self._square = QLabel(self)
        self._title = QLabel(self)
        self._title.setProperty("part", "incident-title")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._clock = QLabel(self)
        self._clock.setProperty("part", "incident-clock")
        self._state = QLabel(self)
        self._limit = QLabel(self)
        self._limit.setProperty("part", "fault")
        self._facts = FactGrid(self)
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        first.addWidget(self._square, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._title, 1)
        first.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setContentsMargins(theme.px(32), 0, 0, 0)
        second.addWidget(self._state)
        second.addStretch(1)
        second.addWidget(self._limit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        layout.setSpacing(theme.px(5))
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self._facts)

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
        fault = "fault" if late else "small"
        if self._limit.property("part") != fault:
            self._limit.setProperty("part", fault)
            self._limit.style().polish(self._limit)
        if late:
            return self.tr("overdue {0}").format(clock_text(end_ms - view.due_ms))
        return self.tr("{0} left").format(clock_text(view.due_ms - end_ms))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        level = 0 if self._view is None else self._view.level
        painter.fillRect(self.rect(), theme.level_ground(level))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.LINE))
