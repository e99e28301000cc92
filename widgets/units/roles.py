"""What the unit list shows: columns of its model, one row and one unit's detail as plain values.

Names arrive in the language of the screen, states as codes for `widgets.words`. Times are on the hub's clock
in milliseconds. Used by the model that feeds the list and by the list itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt

from widgets import sequence_model
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
        match role:
            case sequence_model.ROW_ROLE:
                return self
            case sequence_model.KEY_ROLE:
                return self.call_sign
            case Qt.ItemDataRole.DisplayRole if column == UnitColumn.CALL_SIGN:
                return self.call_sign
            case _:
                return None

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
