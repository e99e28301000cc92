"""What the unit list shows: columns and roles of its model, one row and one unit's detail as plain values.

Names arrive in the language of the screen, states as codes for `widgets.words`. Times are on the hub's clock
in milliseconds. Used by the model that feeds the list and by the list itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt

from widgets.incident.buttons import ButtonView
from widgets.words import unit_state_words


class UnitColumn(IntEnum):
    """Columns of a unit model, in this order."""

    CALL_SIGN = 0
    TEAM = 1
    MAKE_UP = 2
    STATE = 3
    INCIDENT = 4
    ETA = 5
    AGE = 6


class UnitRole(IntEnum):
    """Roles that a unit model answers in every column; `UnitRow` has meaning and type of each."""

    CALL_SIGN = Qt.ItemDataRole.UserRole + 1
    TIER = Qt.ItemDataRole.UserRole + 2
    TEAM = Qt.ItemDataRole.UserRole + 3
    SWORN = Qt.ItemDataRole.UserRole + 4
    AUXILIARY = Qt.ItemDataRole.UserRole + 5
    OTHERS = Qt.ItemDataRole.UserRole + 6
    STATE = Qt.ItemDataRole.UserRole + 7
    SINCE_MS = Qt.ItemDataRole.UserRole + 8
    INCIDENT_KEY = Qt.ItemDataRole.UserRole + 9
    INCIDENT = Qt.ItemDataRole.UserRole + 10
    ETA_MS = Qt.ItemDataRole.UserRole + 11
    FIX_MS = Qt.ItemDataRole.UserRole + 12
    GRID = Qt.ItemDataRole.UserRole + 13
    SEARCH = Qt.ItemDataRole.UserRole + 14
    ROW = Qt.ItemDataRole.UserRole + 15
    SORT = Qt.ItemDataRole.UserRole + 16
    """What a column is sorted by: depends on the column."""


_PLACE_OF_STATE: Final = {state: place for place, state in enumerate(unit_state_words())}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the list. A model may keep these and answer `data()` with `value(role, column)`."""

    call_sign: str
    """Also the unit's id."""
    tier: int
    """1–3; 0: grid officers, departments' crews, vehicles, drones."""
    team: str
    sworn: int
    auxiliary: int
    others: int
    state: str
    """Unit state code."""
    since_ms: int = 0
    incident_key: str = ""
    incident: str = ""
    """Id and type in few words."""
    eta_ms: int | None = None
    """When expected on scene, while it is on its way."""
    fix_ms: int | None = None
    """Hub time of the last known position; None: never heard."""
    grid: str = ""
    search: str = ""
    """Lower case: call sign, team in both languages, officers' names."""

    def value(self, role: int, column: int = 0) -> object:
        """Return what a model answers for a role; None for a role that is not the list's."""
        if role == UnitRole.ROW:
            return self
        if role == UnitRole.SORT:
            return self.sort_value(column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.call_sign if column == UnitColumn.CALL_SIGN else None
        name = _FIELD_OF_ROLE.get(role)
        return None if name is None else getattr(self, name)

    def sort_value(self, column: int) -> int | str:
        """Return what the row is sorted by under a column."""
        match column:
            case UnitColumn.TEAM:
                return f"{self.tier}{self.team}{self.call_sign}"
            case UnitColumn.MAKE_UP:
                return -self.sworn
            case UnitColumn.STATE:
                return _PLACE_OF_STATE.get(self.state, len(_PLACE_OF_STATE))
            case UnitColumn.INCIDENT:
                return self.incident or "\U0010ffff"
            case UnitColumn.ETA:
                return 1 << 60 if self.eta_ms is None else self.eta_ms
            case UnitColumn.AGE:
                return 0 if self.fix_ms is None else self.fix_ms
            case _:
                return self.call_sign


_FIELD_OF_ROLE: Final[dict[int, str]] = {
    int(role): role.name.lower() for role in UnitRole if role not in (UnitRole.ROW, UnitRole.SORT)
}


@dataclass(frozen=True, slots=True)
class OfficerView:
    """One person of a unit's roster."""

    number: str
    """Service number."""
    name: str
    kind: str
    """sworn, auxiliary or volunteer: code."""
    duty: str = ""
    """Leader, driver, medic, …"""


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """The selected unit: its people, and what can be done."""

    call_sign: str
    channel: str = ""
    """Radio channel."""
    vehicle: str = ""
    capabilities: tuple[str, ...] = ()
    roster: tuple[OfficerView, ...] = ()
    buttons: tuple[ButtonView, ...] = ()
