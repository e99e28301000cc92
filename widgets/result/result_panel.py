"""The result of a muster, live while it runs: gates, measures, units and cover, to be read, copied and saved.

Not modal: a panel of a dock. It takes a `ResultView` and emits what was asked for. Main thread only; used by the
console.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QScrollArea,
    QWidget,
)

from widgets import parts, theme
from widgets.parts import Translated
from widgets.result.fact_columns import FactColumns
from widgets.result.gap_list import GapList
from widgets.result.gate_bar import GateBar
from widgets.result.unit_table import KEY_ROLE, UnitResultModel, UnitResultTable
from widgets.result.view import ExportFormat, ResultView
from widgets.states.state_banner import StateBanner
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ElidedLabel(QLabel):
    """One line that shortens its text to its room and says all of it in its tool tip."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area: QRect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, text)


class ResultPanel(Translated, QWidget):
    """Heading with buttons, gates, measures, gaps and units of one muster."""

    copy_requested = Signal()
    export_requested = Signal(str)
    """An `ExportFormat`: beside the others, under a new name."""
    place_requested = Signal()
    """Ask where it is to be saved, and as what."""
    judgement_requested = Signal()
    """Judge the whole journal instead of the live picture."""
    unit_selected = Signal(str)
    came_to_front = Signal()
    """It can be seen from now on: what it shows may be old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view: ResultView | None = None
        self._build()
        self.retranslate()
        self.show_result(None)

    @property
    def view(self) -> ResultView | None:
        """What is shown."""
        return self._view

    def show_result(self, view: ResultView | None) -> None:
        """Show a result; None: there is no muster to show one of."""
        if view == self._view and view is not None:
            return
        self._view = view
        self._empty.setVisible(view is None)
        self._scroll.setVisible(view is not None)
        for button in (self._copy, self._judge, self._save):
            button.setEnabled(view is not None)
        if view is None:
            self._title.setText(self.tr("Result"))
            self._mark.hide()
            return
        self._title.setText(f"{self.tr('Result')} · {view.incident_id} · {view.title}")
        self._mark.setText(view.mark)
        self._mark.setVisible(bool(view.mark))
        self._state.setText(f"{view.state} · {view.basis}")
        self._warnings.setText("\n".join(view.warnings))
        self._warnings.setVisible(bool(view.warnings))
        self._gates.show_gates(view.gates)
        self._reasons.setText("\n".join(f"{one.name} — {one.reason}" for one in view.gates if one.reason))
        self._closing.setText(view.closing)
        self._closing.setVisible(bool(view.closing))
        self._facts.show_facts(view.facts)
        self._units.set_rows(view.units)
        self._table.fit()
        self._gaps.show_gaps(view.gaps)
        self._gaps_title.setText(self.tr("Cover — {0} gaps").format(len(view.gaps)))
        self._units_title.setText(self.tr("Units — {0} of {1} counted").format(*_counted(view)))

    def say_judging(self, judging: bool) -> None:
        """A judgement of the journal is being made; it can take a while."""
        self._judge.setEnabled(not judging and self._view is not None)
        self._judge.setText(self.tr("Judging …") if judging else self.tr("Judge the journal"))

    # -- building ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        heading = self._make_heading()  # first: Tab goes through the parts in the order they were made
        self.notice = StateBanner(self)
        """One line about the result as a whole; empty until somebody says something."""
        self._empty = StatePanel(self)
        self._scroll = QScrollArea(self)
        parts.scroll(self._scroll, self._make_content())
        parts.column(self, heading, self.notice, (self._empty, 1), (self._scroll, 1), gap=0)

    def _make_heading(self) -> QFrame:
        heading = QFrame(self)
        heading.setProperty("part", "heading")
        heading.setMinimumHeight(theme.px(theme.HEADING_HEIGHT_PX))
        self._title = ElidedLabel(heading)
        self._title.setProperty("part", "title")
        self._mark = parts.label(heading, "pill")
        self._judge = parts.button(heading, "chip", self.judgement_requested, focus=parts.BY_TAB)
        self._copy = parts.button(heading, "chip", self.copy_requested, focus=parts.BY_TAB)
        self._save = parts.button(heading, "chip", self._open_forms, focus=parts.BY_TAB)
        said = ((self._title, 1), (self._mark, 0, Qt.AlignmentFlag.AlignVCenter))
        parts.row(heading, *said, self._judge, self._copy, self._save, margins=(14, 0, 10, 0), gap=6)
        return heading

    def forms(self) -> QMenu:
        """The menu of file formats."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for form in ExportFormat:
            action = menu.addAction(self.tr("Save as {0}").format(form.value.upper()))
            action.triggered.connect(lambda _=False, form=form: self.export_requested.emit(form.value))
        menu.addSeparator()
        menu.addAction(self.tr("Save elsewhere …")).triggered.connect(
            lambda _=False: self.place_requested.emit()
        )
        return menu

    def _open_forms(self) -> None:
        self.forms().popup(self._save.mapToGlobal(QPoint(0, self._save.height())))

    def _make_content(self) -> QWidget:
        content = QWidget(self)
        self._gates = GateBar(content)
        self._state = parts.label(content, "small", wraps=True, plain=True)
        self._warnings = parts.label(content, "warning", wraps=True, plain=True)
        self._reasons = parts.label(content, wraps=True, plain=True, copied=True)
        self._closing = parts.label(content, "title", wraps=True, plain=True, copied=True)
        self._facts = FactColumns(content)
        self._gaps_title = parts.label(content, "section-title")
        self._units_title = parts.label(content, "section-title")
        self._gaps = GapList(content)
        self._units = UnitResultModel(self)
        self._table = UnitResultTable(content)
        self._table.setModel(self._units)
        self._table.prepare()
        self._table.clicked.connect(self._on_clicked)
        gaps, units = (self._gaps_title, self._gaps), (self._units_title, self._table)
        said = (self._reasons, self._closing)
        shown = (self._state, *said, self._warnings, self._facts, *gaps, *units)
        inner = parts.column(None, *shown, margins=(14, 8, 14, 0), gap=8)
        parts.column(content, self._gates, inner, None, margins=(0, 0, 0, 12), gap=0)
        return content

    def _on_clicked(self, index: QModelIndex) -> None:
        self.unit_selected.emit(str(index.siblingAtColumn(0).data(KEY_ROLE)))

    def retranslate(self) -> None:
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("As text  (Ctrl C)"))
        self._judge.setText(self.tr("Judge the journal"))
        self._judge.setToolTip(self.tr("From every event of the journal, as anybody can do it again"))
        self._save.setText(self.tr("Save ▾"))
        title = self.tr("No muster yet")
        detail = self.tr("Gates, measures and units stand here from the muster order on.")
        self._empty.show_state(StateView(StateKind.EMPTY, title, detail))
        self._units.retranslate()
        view, self._view = self._view, None
        if view is not None:
            self.show_result(view)

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self._view is not None:
            self.copy_requested.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_to_front.emit()


def _counted(view: ResultView) -> tuple[int, int]:
    return sum(one.counted for one in view.units), len(view.units)
