"""What one chord would order: three plans to choose from, the rally point, and what is odd about it.

The units of the chosen plan stand on a page of their own (`PlanUnitsSection`). Main thread only; used by `MusterBlock`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from widgets import parts, theme
from widgets.button_rows import ButtonRows
from widgets.durations import clock_text
from widgets.key_button import KeyButton
from widgets.keys import is_ticking
from widgets.muster.view import OfferView, PlanChip, PlanUnit
from widgets.row_list import RowDelegate, RowList
from widgets.section import Section
from widgets.sequence_model import ROW_ROLE, SequenceModel


class OfferSection(Section):
    """Chips of the plans, the rally point, and a note."""

    plan_chosen = Signal(str)
    """Kind of the plan."""
    rally_wanted = Signal()
    """Another rally point is to be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: OfferView | None = None
        self._rows = ButtonRows(self)
        self._chips: dict[str, QPushButton] = {}
        self.body.addWidget(self._rows)
        line = parts.row(None, gap=8)
        self._rally = parts.label(self, wraps=True, plain=True)
        self._change = KeyButton("ghost", self, self.rally_wanted)
        line.addWidget(self._rally, 1)
        line.addWidget(self._change)
        self.body.addLayout(line)
        self._note = parts.label(self, wraps=True, plain=True)
        self.body.addWidget(self._note)
        self.hide()

    def show_offer(self, view: OfferView | None) -> None:
        """Show this offer; None hides the section."""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self.title.setText(self.tr("Muster order — not given yet"))
        self._show_chips(view.chips)
        rally = self.tr("Rally point {0}").format(view.rally or "—")
        self._rally.setText(f"{rally} · {view.rally_note}" if view.rally_note else rally)
        self._change.show_words(self.tr("Change"), view.rally_keys)
        parts.set_part(self._note, "warning" if view.warns else "small")
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))

    def chip(self, kind: str) -> QPushButton:
        """The chip of a plan."""
        return self._chips[kind]

    def retranslate(self) -> None:
        self.show_offer(self._view)

    def _show_chips(self, chips: tuple[PlanChip, ...]) -> None:
        for chip in chips:
            button = self._chips.get(chip.kind)
            if button is None:
                button = parts.button(
                    self, "chip", lambda _=False, kind=chip.kind: self._on_chip(kind), checkable=True
                )
                self._chips[chip.kind] = button
            button.setText(self._chip_words(chip))
            button.setChecked(chip.chosen)
            button.setToolTip(chip.tip)
            button.setAccessibleName(f"{chip.key} {button.text()} {chip.tip}")
        self._rows.set_children([self._chips[chip.kind] for chip in chips])
        self._rows.setVisible(bool(chips))

    def _chip_words(self, chip: PlanChip) -> str:
        time = clock_text(chip.t_star_s * 1000) if chip.t_star_s >= 0 else "—"
        words = f"{chip.key} {chip.name} {time}"
        if chip.uncovers == 1:
            return words + " · " + self.tr("1 bare")
        if chip.uncovers > 1:
            return words + " · " + self.tr("{0} bare").format(chip.uncovers)
        return words

    def _on_chip(self, kind: str) -> None:
        self._chips[kind].setChecked(True)
        self.plan_chosen.emit(kind)


class PlanUnitDelegate(RowDelegate):
    """Paints one `PlanUnit` with its check box."""

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        unit = index.data(ROW_ROLE)
        if not isinstance(unit, PlanUnit):
            return
        time = clock_text(unit.eta_s * 1000) if unit.eta_s >= 0 else "—"
        ink = self.text if unit.chosen else self.faint
        people = str(unit.officers)
        start = self.offered_unit(painter, area, unit, people, time, checked=unit.chosen, ink=ink)
        box = QRect(start, area.top(), max(0, area.right() - theme.px(3) - start), area.height())
        self.cell(painter, box, unit.note, self.plain, self.dim, right=True)


class PlanUnitsSection(Section):
    """Units of the chosen plan; Space or a click takes one out, or in again."""

    toggled = Signal(str)
    """Call sign."""
    unit_selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: SequenceModel[PlanUnit] = SequenceModel(
            lambda unit: unit.call_sign,
            lambda unit: f"{unit.call_sign} {unit.team}",
            self,
            tip=lambda unit: f"{unit.call_sign} · {unit.team}\n{unit.note}".strip(),
        )
        self._delegate = PlanUnitDelegate()
        self.list = RowList(self, self._model, self._delegate, is_ticking)
        self.list.acted.connect(self._on_clicked)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.body.addWidget(self.list)

    def show_units(self, units: tuple[PlanUnit, ...]) -> None:
        """Show these units."""
        self._model.set_rows(units)
        self.list.fit()
        chosen = [unit for unit in units if unit.chosen]
        words = self.tr("To be ordered — {0} units · {1} officers")
        self.title.setText(words.format(len(chosen), sum(unit.officers for unit in chosen)))
        self.list.setAccessibleName(self.title.text())

    def retranslate(self) -> None:
        self._delegate.prepare()
        self.show_units(self._model.rows)

    def _on_clicked(self, index: QModelIndex) -> None:
        unit = self._model.row_at(index)
        if unit is not None:
            self.toggled.emit(unit.call_sign)

    def _on_current(self, index: QModelIndex) -> None:
        unit = self._model.row_at(index)
        if unit is not None:
            self.unit_selected.emit(unit.call_sign)
