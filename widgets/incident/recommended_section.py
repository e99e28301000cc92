"""Units that the planner proposes: check boxes, ETA, what each strips of cover, and the reason of one at a time.

A new proposal never unchecks what the operator checked by hand, nor checks what he unchecked. Main thread only;
used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets import parts, theme
from widgets.durations import clock_text
from widgets.incident.view import Proposal, ProposalState, RecommendedUnit
from widgets.row_list import RowDelegate, RowList
from widgets.section import Section
from widgets.sequence_model import ROW_ROLE, SequenceModel

MOST_ROWS = 8
"""More proposals than these scroll: the dispatch button below must stay in sight."""
RESERVE_ROWS = 3
"""As many in a muster: the units that are under way matter more."""
LEAST_ROWS = 2
"""In a low panel the list gives way down to these, and scrolls."""


class RecommendedDelegate(RowDelegate):
    """Paints one `RecommendedUnit` with its check box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: frozenset[str] = frozenset()
        self.stale = False

    def prepare(self) -> None:
        super().prepare()
        self._strips_one = self.tr("strips 1 grid")
        self._strips = self.tr("strips {0} grids")
        self._stands_in = self.tr("for {0}")
        self._keeps = self.tr("cover kept")

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        unit = index.data(ROW_ROLE)
        if not isinstance(unit, RecommendedUnit):
            return
        chosen = unit.call_sign in self.chosen
        ink = self.text if chosen and not self.stale else self.dim
        people, eta = self.people(unit.strength, unit.others), clock_text(unit.eta_s * 1000)
        start = self.offered_unit(painter, area, unit, people, eta, checked=chosen, ink=ink)
        note, colour = self._note(unit)
        width = min(QFontMetrics(self.plain).horizontalAdvance(note), area.right() - start)
        box = QRect(area.right() - theme.px(3) - width, area.top(), width + 1, area.height())
        self.cell(painter, box, note, self.plain, colour, right=True)

    def _note(self, unit: RecommendedUnit) -> tuple[str, QColor]:
        if unit.substitutes:
            return self._stands_in.format(unit.substitutes), self.dim
        if unit.uncovered_grids == 1:
            return self._strips_one, self.text
        if unit.uncovered_grids > 1:
            return self._strips.format(unit.uncovered_grids), self.text
        return self._keeps, self.faint


class RecommendedSection(Section):
    """The proposal's units with check boxes; the current one's reason below."""

    choice_changed = Signal()
    """The set of checked units is another now."""
    unit_selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._proposal = Proposal()
        self._by_hand: dict[str, bool] = {}
        self._low = False
        self._model: SequenceModel[RecommendedUnit] = SequenceModel(
            lambda unit: unit.call_sign,
            lambda unit: f"{unit.call_sign} {unit.team}",
            self,
            tip=lambda unit: f"{unit.call_sign} · {unit.team}\n{unit.reason}".strip(),
        )
        self._delegate = RecommendedDelegate()
        self.list = RowList(self, self._model, self._delegate, lambda event: event.key() == Qt.Key.Key_Space)
        self.list.acted.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.clicked.connect(self._on_clicked)
        self.list.entered.connect(self._show_reason)
        self.body.addWidget(self.list)
        self._reason = parts.label(self, "small", wraps=True, plain=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._reason)

    @property
    def chosen(self) -> tuple[RecommendedUnit, ...]:
        """The checked units, in the order of the proposal."""
        return tuple(unit for unit in self._model.rows if self._is_chosen(unit))

    @property
    def number(self) -> int:
        """Number of the proposal on the screen."""
        return self._proposal.number

    def show_proposal(self, key: str, proposal: Proposal | None) -> None:
        """Show the planner's answer for an incident; None hides the section."""
        if key != self._key:
            self._key, self._by_hand = key, {}
        before = {unit.call_sign for unit in self.chosen}
        self.setVisible(proposal is not None)
        self._proposal = proposal or Proposal(ProposalState.NONE)
        self._model.set_rows(self._proposal.units)
        self._delegate.stale = self._proposal.state is ProposalState.STALE
        self._repaint()
        self.list.fit(RESERVE_ROWS if self._proposal.reserve else MOST_ROWS, 1 if self._low else LEAST_ROWS)
        self._retitle()
        self._show_reason(self.list.currentIndex())
        if {unit.call_sign for unit in self.chosen} != before:
            self.choice_changed.emit()

    def set_low(self, low: bool) -> None:
        """In a low panel one row has to do; the others scroll."""
        self._low = low

    def toggle(self, call_sign: str) -> None:
        """Check or uncheck a unit by hand."""
        for unit in self._model.rows:
            if unit.call_sign == call_sign:
                self._by_hand[call_sign] = not self._is_chosen(unit)
                self._repaint()
                self.choice_changed.emit()

    def retranslate(self) -> None:
        self._delegate.prepare()
        self._retitle()
        self._repaint()

    def _is_chosen(self, unit: RecommendedUnit) -> bool:
        return self._by_hand.get(unit.call_sign, unit.chosen)

    def _repaint(self) -> None:
        self._delegate.chosen = frozenset(unit.call_sign for unit in self.chosen)
        self.list.viewport().update()

    def _retitle(self) -> None:
        match self._proposal.state:
            case ProposalState.READY if self._proposal.reserve:
                title = self.tr("Recommended — reserve, Q sends the first")
            case ProposalState.READY:
                title = self.tr("Recommended")
            case ProposalState.STALE:
                title = self.tr("Recommended — out of date")
            case ProposalState.COMPUTING:
                title = self.tr("Recommended — being worked out …")
            case ProposalState.NONE:
                title = self.tr("Recommended — nobody suitable is available")
        if self._proposal.note:
            title = f"{title} · {self._proposal.note}"
        self.title.setText(title)
        self.list.setAccessibleName(title)

    def _show_reason(self, index: QModelIndex) -> None:
        unit = self._model.row_at(index)
        if unit is None and self._model.rows:
            unit = self._model.rows[0]
        self._reason.setText("" if unit is None else f"{unit.call_sign}: {unit.reason}")
        self._reason.setVisible(unit is not None and bool(unit.reason) and not self._proposal.reserve)
        self._keep_reason_whole()

    def _keep_reason_whole(self) -> None:
        # A label that wraps asks for one line only as its least height: in a low panel it would lie over the rows.
        margins = self.body.contentsMargins()
        self._reason.setMinimumHeight(0)
        width = self.width() - margins.left() - margins.right()
        self._reason.setMinimumHeight(max(0, self._reason.heightForWidth(max(0, width))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_reason_whole()

    def _on_current_changed(self, current: QModelIndex) -> None:
        self._show_reason(current)
        unit = self._model.row_at(current)
        if unit is not None:
            self.unit_selected.emit(unit.call_sign)

    def _on_clicked(self, index: QModelIndex) -> None:
        unit = self._model.row_at(index)
        if unit is not None:
            self.toggle(unit.call_sign)
