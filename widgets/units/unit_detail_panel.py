"""The selected unit: radio, vehicle, what it can do, its people by name, and what can be entered for it.

Main thread only; used by `UnitListView`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QWidget

from widgets import parts, theme, words
from widgets.button_rows import ButtonRows
from widgets.incident.action_form import ActionForm
from widgets.incident.buttons import ButtonView
from widgets.key_button import KeyButton
from widgets.parts import Translated
from widgets.row_list import RowDelegate
from widgets.section import FactGrid, Section
from widgets.sequence_model import ROW_ROLE, SequenceModel
from widgets.units.roles import OfficerView, UnitDetail


class OfficerDelegate(RowDelegate):
    """Paints one `OfficerView`: name, kind, duty, service number."""

    ROW_PX = 24

    def prepare(self) -> None:
        super().prepare()
        self._kinds = words.officer_kind_words()

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        officer = index.data(ROW_ROLE)
        if not isinstance(officer, OfficerView):
            return
        box = area.adjusted(theme.px(4), 0, -theme.px(4), 0)
        quarter = box.width() // 4
        name = QRect(box.left(), box.top(), quarter + theme.px(20), box.height())
        kind = name.translated(name.width() + theme.px(6), 0)
        duty = QRect(kind.right() - theme.px(14), box.top(), quarter, box.height())
        sworn = officer.kind == "sworn"
        self.cell(painter, name, officer.name, self.plain, self.text if sworn else self.dim)
        kind.setWidth(quarter - theme.px(10))
        self.cell(painter, kind, words.state_word(self._kinds, officer.kind), self.plain, self.dim)
        self.cell(painter, duty, officer.duty, self.plain, self.dim)
        self.cell(painter, box, officer.number, self.mono, self.faint, right=True)


class UnitDetailPanel(Translated, QFrame):
    """One unit's radio, vehicle, abilities, people and buttons."""

    asked = Signal(str, object)
    """A verb and its values by name."""
    map_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: UnitDetail | None = None
        self._asking: ButtonView | None = None
        section = Section(self)
        self._title = section.title
        self._facts = FactGrid(section)
        self._rows = ButtonRows(section)
        self._buttons: list[KeyButton] = []
        self._map_button = KeyButton("ghost", self._rows, self._on_map)
        self.form = ActionForm(section)
        self.form.confirmed.connect(self._on_confirmed)
        self._model: SequenceModel[OfficerView] = SequenceModel(
            lambda officer: officer.number, lambda officer: f"{officer.name} {officer.number}", self
        )
        self.roster = QListView(section)
        self.roster.setUniformItemSizes(True)
        self.roster.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.roster.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._delegate = OfficerDelegate(self.roster)
        self.roster.setItemDelegate(self._delegate)
        self.roster.setModel(self._model)
        for part in (self._facts, self._rows, self.form):
            section.body.addWidget(part)
        section.body.addWidget(self.roster, 1)
        parts.column(self, section)
        self.retranslate()

    def show_detail(self, detail: UnitDetail | None) -> None:
        """Show a unit; an open question about another unit is put away."""
        old = self._detail
        if old is not None and (detail is None or detail.call_sign != old.call_sign):
            self.form.cancel()
        self._detail = detail
        self._refresh()

    def retranslate(self) -> None:
        self._map_button.show_words(self.tr("Show on map"))
        self._delegate.prepare()
        self.roster.setAccessibleName(self.tr("Roster"))
        self._refresh()

    def _refresh(self) -> None:
        detail = self._detail
        if detail is None:
            self._title.setText(self.tr("No unit is selected"))
            self._facts.show_facts(())
            self._rows.set_children(())
            self._model.set_rows(())
            return
        counted = [officer.kind for officer in detail.roster]
        self._title.setText(
            self.tr("{0} — {1} officers, {2} auxiliaries, {3} others").format(
                detail.call_sign,
                counted.count("sworn"),
                counted.count("auxiliary"),
                len(counted) - counted.count("sworn") - counted.count("auxiliary"),
            )
        )
        self._facts.show_facts(
            (
                (self.tr("Radio"), detail.channel),
                (self.tr("Vehicle"), detail.vehicle),
                (self.tr("Able to"), ", ".join(detail.capabilities)),
            )
        )
        shown: list[QWidget] = [self._button(place, one) for place, one in enumerate(detail.buttons)]
        self._rows.set_children([*shown, self._map_button])
        self._model.set_rows(detail.roster)

    def _button(self, place: int, view: ButtonView) -> KeyButton:
        """The button at a place, made when it is wanted for the first time."""
        if place == len(self._buttons):
            self._buttons.append(KeyButton("ghost", self._rows))
            self._buttons[place].clicked.connect(lambda _=False: self._on_button(place))
            if (before := self._map_button.previousInFocusChain()) is not None:
                QWidget.setTabOrder(before, self._buttons[place])
        self._buttons[place].show_words(view.words)
        return self._buttons[place]

    def _on_button(self, place: int) -> None:
        detail = self._detail
        if detail is None or place >= len(detail.buttons):
            return
        button = detail.buttons[place]
        if button.form is not None:
            self._asking = button
            self.form.open(button.form)
        else:
            self.asked.emit(button.verb, dict(button.values))

    def _on_confirmed(self, found: dict[str, str]) -> None:
        button, self._asking = self._asking, None
        if button is not None:
            self.asked.emit(button.verb, {**dict(button.values), **found})

    def _on_map(self) -> None:
        if self._detail is not None:
            self.map_requested.emit(self._detail.call_sign)
