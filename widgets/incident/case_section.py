"""The part of a case of the grid flow: department, step and its clock, steps done and to come.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme
from widgets.durations import clock_text, elapsed_text
from widgets.incident.view import CaseStep, CaseView
from widgets.section import FactGrid, Section


class StepLine(QWidget):
    """Steps as a line of points: done filled, current ringed in teal, to come hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[CaseStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: tuple[CaseStep, ...]) -> None:
        """Show these steps, left to right."""
        self._steps = steps
        self.setVisible(bool(steps))
        self.setAccessibleName(", ".join(step.name for step in steps if step.current))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self.width() / len(self._steps)
        radius, middle = theme.px(5), theme.px(9)
        font = theme.text_font(theme.TINY_PX)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for place, step in enumerate(self._steps):
            centre = pitch * (place + 0.5)
            if place:
                painter.setPen(QPen(QColor(theme.LINE), 2))
                painter.drawLine(
                    round(centre - pitch + radius + 3), middle, round(centre - radius - 3), middle
                )
            colour = QColor(theme.ACCENT if step.current else theme.DIM if step.done else theme.FAINT)
            painter.setPen(QPen(colour, 2 if step.current else 1.4))
            painter.setBrush(colour if step.done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(centre - radius, middle - radius, radius * 2, radius * 2))
            painter.setPen(QColor(theme.TEXT if step.current else theme.DIM if step.done else theme.FAINT))
            name = metrics.elidedText(step.name, Qt.TextElideMode.ElideRight, round(pitch - 2))
            box = QRectF(centre - pitch / 2, middle + radius + 4, pitch, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


class CaseSection(Section):
    """Department, assistants and the step's clock of a case, under the line of its steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CaseView | None = None
        self._now_ms = 0
        self._steps = StepLine(self)
        self._facts = FactGrid(self)
        self.body.addWidget(self._steps)
        self.body.addWidget(self._facts)

    def show_case(self, view: CaseView | None) -> None:
        """Show a case; None hides the section."""
        self._view = view
        self.setVisible(view is not None)
        if view is not None:
            self._steps.show_steps(view.steps)
            self._show_facts()

    def set_now_ms(self, now_ms: int) -> None:
        """Advance the step's clock."""
        self._now_ms = now_ms
        if self._view is not None:
            self._show_facts()

    def retranslate(self) -> None:
        self._show_facts()

    def _show_facts(self) -> None:
        self.title.setText(self.tr("Case"))
        view = self._view
        if view is None:
            return
        self._facts.show_facts(
            (
                (self.tr("Department"), view.department or self.tr("not assigned yet")),
                (self.tr("Assisting"), ", ".join(view.assistants)),
                (self.tr("This step"), self._clock_words(view)),
                (self.tr("Returned"), f"{view.returns} ×" if view.returns else ""),
            )
        )

    def _clock_words(self, view: CaseView) -> str:
        spent = elapsed_text(self._now_ms - view.step_started_ms)
        if view.suspended:
            return self.tr("suspended: the clock stands still")
        if view.due_ms is None:
            return spent
        left = view.due_ms - self._now_ms
        if left < 0:
            return self.tr("{0} · overdue {1}").format(spent, clock_text(-left))
        return self.tr("{0} · {1} left").format(spent, clock_text(left))
