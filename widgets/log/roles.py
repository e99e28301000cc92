"""What the log shows: roles of its model and one line as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt


class LogRole(IntEnum):
    """Roles of a log model; `LogRow` has the meaning and type of each."""

    SEQ = Qt.ItemDataRole.UserRole + 1
    T_MS = Qt.ItemDataRole.UserRole + 2
    CLOCK = Qt.ItemDataRole.UserRole + 3
    KIND = Qt.ItemDataRole.UserRole + 4
    WORDS = Qt.ItemDataRole.UserRole + 5
    REFERENCE = Qt.ItemDataRole.UserRole + 6
    ACTOR = Qt.ItemDataRole.UserRole + 7
    LEVEL = Qt.ItemDataRole.UserRole + 8
    ROW = Qt.ItemDataRole.UserRole + 9


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the hub's log, oldest first in the model."""

    seq: int
    t_ms: int
    clock: str
    """Wall clock, `14:22:20`."""
    kind: str
    """call, incident, order, unit or system: code, for the filter."""
    words: str
    reference: str = ""
    """Id of the incident, call or unit that it is about: activated on double click."""
    actor: str = ""
    """Seat and person, or the service."""
    level: int = 0
    """Level of the incident it is about, 0 where none."""
    emphasis: bool = False
    """Refusals, declines, overruns, warnings: stronger than the rest."""

    def value(self, role: int) -> object:
        """Return what a model answers for a role; None for a role that is not the log's."""
        if role == LogRole.ROW:
            return self
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.clock}  {self.words}"
        name = _FIELD_OF_ROLE.get(role)
        return None if name is None else getattr(self, name)


_FIELD_OF_ROLE: Final[dict[int, str]] = {
    int(role): role.name.lower() for role in LogRole if role is not LogRole.ROW
}
