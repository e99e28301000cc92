"""Units: the list's Qt model, the selected unit's people and buttons, strength for the header. Qt main thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.desk.telemetry import TelemetryStore
from console.domain.orders.states import FREE, UNITS_ON_THE_WAY
from console.domain.picture import Key, Picture
from console.domain.registry.entities import Force, Unit
from console.panels.incident.buttons import unit_buttons
from console.panels.incident.proposal import capability_word
from console.verbs.invoker import Invoker
from console.words.names import Names
from widgets.header.view import StrengthView
from widgets.units.roles import OfficerView, UnitColumn, UnitDetail, UnitRow


def strength_of(picture: Picture) -> StrengthView:
    """Head-counts from the roster; without one, from the units' make-up."""
    available = sum(
        unit.sworn for unit in picture.units.values() if unit.state in FREE and not unit.contact_lost
    )
    sworn = [one for one in picture.officers.values() if one.force is Force.SWORN]
    on_duty = sum(one.on_duty for one in sworn)
    auxiliary = sum(one.on_duty for one in picture.officers.values() if one.force is Force.AUXILIARY)
    others = sum(one.on_duty for one in picture.officers.values() if one.force is Force.VOLUNTEER)
    if not picture.officers:
        on_duty = sum(unit.sworn for unit in picture.units.values())
        auxiliary = sum(unit.auxiliary for unit in picture.units.values())
        others = sum(unit.volunteers for unit in picture.units.values())
    return StrengthView(available, on_duty, len(sworn) or on_duty, auxiliary, others)


def detail_of(unit_id: str, invoker: Invoker) -> UnitDetail | None:
    """The unit's roster and what the rules let be done to it now; None for an unknown unit."""
    names = invoker.here.seat.world.names
    picture = names.picture
    unit = picture.units.get(unit_id)
    if unit is None:
        return None
    roster = tuple(
        OfficerView(one.id, names.of(one), one.force.value, one.rank)
        for one in picture.officers.values()
        if one.unit_id == unit_id and one.on_duty
    )
    return UnitDetail(
        call_sign=unit_id,
        capabilities=tuple(capability_word(code) for code in unit.capabilities),
        roster=roster,
        buttons=unit_buttons(invoker, unit_id),
    )


_ROOT = QModelIndex()


class UnitModel(QAbstractTableModel):
    """The rows of the list: `UnitRow`s, in the columns of `UnitColumn`.

    Rows keep their place (by tier and call sign); the view sorts on top of it. A state change touches one row, a new
    ETA table one column, and positions only the age column, at most once a second.
    """

    def __init__(self, telemetry: TelemetryStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._telemetry = telemetry
        self._names = Names(Picture())
        self._keys: list[str] = []
        self._row_of: dict[str, int] = {}
        self._rows: dict[str, UnitRow] = {}
        self._search: dict[str, str] = {}

    def set_picture(self, picture: Picture) -> None:
        """Start again from a picture, or in another language."""
        self.beginResetModel()
        self._names = Names(picture)
        units = sorted(picture.units.values(), key=lambda unit: (unit.tier or 9, unit.id))
        self._keys = [unit.id for unit in units]
        self._row_of = {key: row for row, key in enumerate(self._keys)}
        self._rows.clear()
        self._search = _search_texts(picture)
        self.endResetModel()

    def update_keys(self, keys: Iterable[Key]) -> None:
        """Follow a batch of changes. A unit that came into the registry or left it resets the model."""
        picture = self._names.picture
        touched = {key for collection, key in keys if collection == "units"}
        touched |= {
            order.unit_id
            for collection, key in keys
            if collection == "orders" and (order := picture.orders.get(key)) is not None
        }
        if any((key in self._row_of) != (key in picture.units) for key in touched):
            self.set_picture(picture)
            return
        for key in touched:
            self._touch(key)

    def update_etas(self, incident_id: str) -> None:
        """A new ETA table came: its units on the way have another ETA."""
        picture = self._names.picture
        incident = picture.incidents.get(incident_id)
        for order_id in () if incident is None else incident.orders:
            order = picture.orders.get(order_id)
            if order is not None and order.ended_ms < 0:
                self._touch(order.unit_id, UnitColumn.ETA)

    def update_ages(self) -> None:
        """Positions came: call at most once a second."""
        if not self._keys:
            return
        for key, row in list(self._rows.items()):
            fix = self._telemetry.fixes.get(key)
            if fix is not None and row.fix_ms != fix.fix_ms:
                del self._rows[key]
        last = self.index(len(self._keys) - 1, int(UnitColumn.AGE))
        self.dataChanged.emit(self.index(0, int(UnitColumn.AGE)), last)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(UnitColumn)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not 0 <= index.row() < len(self._keys):
            return None
        return self._row(self._keys[index.row()]).value(role, index.column())

    def _touch(self, key: str, column: UnitColumn | None = None) -> None:
        row = self._row_of.get(key)
        if row is None:
            return
        self._rows.pop(key, None)
        first, last = (0, len(UnitColumn) - 1) if column is None else (int(column), int(column))
        self.dataChanged.emit(self.index(row, first), self.index(row, last))

    def _row(self, key: str) -> UnitRow:
        row = self._rows.get(key)
        if row is None:
            row = self._build(self._names.picture.units[key])
            self._rows[key] = row
        return row

    def _build(self, unit: Unit) -> UnitRow:
        picture = self._names.picture
        order = picture.orders.get(unit.order_id)
        incident = None if order is None else picture.incidents.get(order.incident_id)
        fix = self._telemetry.fixes.get(unit.id)
        on_the_way = order if unit.state in UNITS_ON_THE_WAY else None
        state = unit.state.value
        if unit.contact_lost:
            state = "lost_contact"
        elif on_the_way is not None and on_the_way.delayed:
            state = "delayed"
        title = ""
        if incident is not None:
            title = f"{incident.id} {self._names.incident_type(incident.type_code)}"
        return UnitRow(
            call_sign=unit.id,
            tier=unit.tier,
            team=self._names.of(unit),
            sworn=unit.sworn,
            auxiliary=unit.auxiliary,
            others=unit.volunteers,
            state=state,
            since_ms=unit.state_ms,
            incident_key="" if incident is None else incident.id,
            incident=title,
            eta_ms=None if on_the_way is None else self._telemetry.arrival_ms(on_the_way),
            fix_ms=None if fix is None else fix.fix_ms,
            grid=self._names.grid(unit.grids[0]) if unit.grids else "",
            search=self._search.get(unit.id, unit.id.lower()),
        )


def _search_texts(picture: Picture) -> dict[str, str]:
    people: dict[str, list[str]] = {}
    for officer in picture.officers.values():
        people.setdefault(officer.unit_id, []).append(f"{officer.name_zh} {officer.name_en}")
    return {
        unit.id: f"{unit.id} {unit.name_zh} {unit.name_en} {' '.join(people.get(unit.id, ()))}".lower()
        for unit in picture.units.values()
    }
