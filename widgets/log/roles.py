"""What the log shows: one line as a plain value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from widgets import sequence_model


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
    filed: str = ""
    """What a file gets in place of `words`, where these hold something that may not leave the screen."""

    def value(self, role: int) -> object:
        """Return what a model answers for a role; None for a role that is not the log's."""
        match role:
            case sequence_model.ROW_ROLE:
                return self
            case sequence_model.KEY_ROLE:
                return self.seq
            case Qt.ItemDataRole.DisplayRole:
                return f"{self.clock}  {self.words}"
            case _:
                return None
