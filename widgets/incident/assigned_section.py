"""Units under order of the incident: sign, call sign, team, strength, state, and when they come or came.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from widgets import glyphs, theme, words
from widgets.durations import clock_text, elapsed_text
from widgets.incident.buttons import EntryView
from widgets.incident.view import AssignedUnit, Counts
from widgets.muster.view import MusterView
from widgets.row_list import RowDelegate, RowList
from widgets.section import Section
from widgets.sequence_model import ROW_ROLE, SequenceModel

_COMING = frozenset({"dispatched", "acknowledged", "enroute", "delayed"})
_OVER = frozenset({"cleared", "declined", "diverted", "cancelled"})


class AssignedDelegate(RowDelegate):
    """Paints one `AssignedUnit`."""

    def prepare(self) -> None:
        super().prepare()
        self._in = self.tr("in {0}")
        self._late = self.tr("late {0}")
        self._voice = self.tr("voice")
        self._send = self.tr("send {0}?")

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        unit = index.data(ROW_ROLE)
        if not isinstance(unit, AssignedUnit):
            return
        over = unit.state in _OVER
        side = theme.px(14)
        left = area.left() + theme.px(4)
        sign = glyphs.unit_pixmap(unit.tier, unit.state, side, painter.device().devicePixelRatio())
        painter.drawPixmap(left, area.top() + (area.height() - side) // 2, sign)
        left += theme.px(20)
        ink = self.dim if over else self.text
        box = QRect(left, area.top(), theme.px(52), area.height())
        self.cell(painter, box, unit.call_sign, self.bold, ink)
        when, colour = self._when(unit)
        width = QFontMetrics(self.mono).horizontalAdvance(when)
        right = area.right() - theme.px(3)
        word = self.words_of(unit)
        state_px = QFontMetrics(self.plain).horizontalAdvance(word)
        spare_px = right - width - state_px - left - theme.px(54 + 52 + 8 + 4)
        team_px = max(0, min(self.team_px(area), spare_px))  # the state must be read whole
        box = QRect(left + theme.px(54), area.top(), team_px, area.height())
        self.cell(painter, box, unit.team, self.plain, self.dim)
        left += theme.px(54) + team_px
        people = self.people(unit.strength, unit.others)
        if 0 <= unit.confirmed != unit.strength:
            people = f"{unit.confirmed}/{unit.strength}"
        box = QRect(left, area.top(), theme.px(42), area.height())
        self.cell(painter, box, people, self.mono, ink, right=True)
        box = QRect(right - width, area.top(), width + 1, area.height())
        self.cell(painter, box, when, self.mono, colour, right=True)
        start = left + theme.px(52)
        box = QRect(start, area.top(), right - width - theme.px(8) - start, area.height())
        self.cell(painter, box, word, self.plain, self.dim if unit.counts is Counts.NO and not over else ink)

    def words_of(self, unit: AssignedUnit) -> str:
        """State, then whether it counts or why not, then where it was sent or what is odd."""
        parts = [words.state_word(self.state_words, unit.state)]
        if unit.counts is Counts.YES:
            parts[0] += " ✓"
        elif unit.counts is Counts.BY_VOICE:
            parts[0] += f" ✓ {self._voice}"
        elif unit.why_not:
            parts.append(unit.why_not)
        if unit.post:
            parts.append(unit.post)
        if unit.note:
            parts.append(unit.note)
        elif unit.substitute:
            parts.append(self._send.format(unit.substitute))
        return " · ".join(parts)

    def _when(self, unit: AssignedUnit) -> tuple[str, QColor]:
        if unit.state in _COMING and unit.eta_ms is not None:
            left_ms = unit.eta_ms - self.now_ms
            if left_ms < 0:
                return self._late.format(clock_text(-left_ms)), self.warning
            return self._in.format(clock_text(left_ms)), self.text
        return elapsed_text(self.now_ms - unit.since_ms), self.dim


class AssignedSection(Section):
    """Title with sums, one row per order, and a menu of what to enter for the selected unit."""

    unit_selected = Signal(str)
    """Call sign of the row that became current."""
    entry_chosen = Signal(object, object)
    """An `AssignedUnit` and the `EntryView` chosen for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._muster: MusterView | None = None
        self._entries: tuple[EntryView, ...] = ()
        self._model: SequenceModel[AssignedUnit] = SequenceModel(
            lambda unit: unit.order_id,
            lambda unit: f"{unit.call_sign} {unit.team} {unit.state}",
            self,
            tip=self._tip,
        )
        self._delegate = AssignedDelegate()
        self.list = RowList(self, self._model, self._delegate, _opens_menu)
        self.list.acted.connect(self._open_menu)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_wanted)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.body.addWidget(self.list)

    def show_units(
        self,
        units: tuple[AssignedUnit, ...],
        muster: MusterView | None = None,
        entries: tuple[EntryView, ...] = (),
    ) -> None:
        """Show these orders; the section hides itself when there are none and no muster wants its place.

        `entries`: what can be done to a unit, in the order of the menu of its row.
        """
        self._muster, self._entries = muster, entries
        self._model.set_rows(units)
        self.list.fit()
        if muster is None:
            self.setVisible(bool(units))
        serving = [unit for unit in units if unit.state not in _OVER]
        arrived = sum(unit.strength for unit in serving if unit.state == "onscene")
        self.title.setText(
            self.tr("Assigned — {0} officers, {1} units · {2} on scene").format(
                sum(unit.strength for unit in serving), len(serving), arrived
            )
        )
        if muster is not None and muster.id:
            counted = self.tr("Assigned — {0} officers, {1} units · {2} counted").format(
                sum(unit.strength for unit in serving), len(serving), muster.counted
            )
            self.title.setText(f"{counted} · {muster.apart}" if muster.apart else counted)
        self.list.setAccessibleName(self.title.text())

    def set_now_ms(self, now_ms: int) -> None:
        """Advance ETAs and durations."""
        self._delegate.now_ms = now_ms
        self.list.viewport().update()

    def retranslate(self) -> None:
        self._delegate.prepare()
        units = self._model.rows
        self.show_units(units, self._muster, self._entries)

    def entries_of(self, unit: AssignedUnit) -> tuple[EntryView, ...]:
        """Return what can be entered or ordered for a unit in its present state."""
        return tuple(one for one in self._entries if not one.muster and unit.state in one.states)

    def _muster_entries(self, unit: AssignedUnit) -> tuple[EntryView, ...]:
        """What can be said for a unit that counts towards an ordered muster, or might."""
        if self._muster is None or not self._muster.ordered or unit.counts is Counts.NOT_ASKED:
            return ()
        return tuple(one for one in self._entries if one.muster and (unit.post or not one.posted))

    def _tip(self, unit: AssignedUnit) -> str:
        """Everything that a narrow row cuts off, and how to act on it."""
        parts = (
            f"{unit.call_sign} · {unit.team}",
            self._delegate.words_of(unit),
            self.tr("Enter or right click: report by voice, cancel") if self.entries_of(unit) else "",
        )
        return "\n".join(part for part in parts if part)

    def _on_current_changed(self, current: QModelIndex) -> None:
        unit = self._model.row_at(current)
        if unit is not None:
            self.unit_selected.emit(unit.call_sign)

    def _on_menu_wanted(self, place: QPoint) -> None:
        self._open_menu(self.list.indexAt(place))

    def _open_menu(self, index: QModelIndex) -> None:
        unit = self._model.row_at(index)
        if unit is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(unit.call_sign)
        for entry in self.entries_of(unit):
            self._add(menu, unit, entry)
        reports = self._muster_entries(unit)
        if reports:
            menu.addSection(self.tr("Muster, by voice"))
        for entry in reports:
            self._add(menu, unit, entry)
        menu.popup(self.list.viewport().mapToGlobal(self.list.visualRect(index).bottomLeft()))

    def _add(self, menu: QMenu, unit: AssignedUnit, entry: EntryView) -> None:
        action = menu.addAction(f"{entry.words}\t{entry.keys}" if entry.keys else entry.words)
        action.triggered.connect(lambda _=False: self.entry_chosen.emit(unit, entry))


def _opens_menu(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu)
    return event.key() in keys and not event.modifiers()
