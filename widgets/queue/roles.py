"""What the queue shows: one row as a plain value, and the filter that was chosen.

The names of places, types and grids arrive in the language of the screen; states arrive as codes, for which
`widgets.words` has the words. Plain data, used by the model that feeds the queue and by the queue itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from widgets import sequence_model


class QueueKind(StrEnum):
    """What a row of the queue is."""

    CALL = "call"
    """A call that waits to be accepted: its state is `new`."""
    INCIDENT = "incident"
    CASE = "case"
    """An incident of the grid flow: cases go to departments, not to units."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One row of the queue. A model may keep these and answer `data()` with `value(role)`.

    Times are on the hub's clock in milliseconds; None where there is none.
    """

    key: str
    """Id of the call or incident; stable as long as the row lives, also over a reset of the model."""
    kind: QueueKind
    level: int
    """1–4, or 0 while nobody has classified it."""
    title: str
    """Name of the type."""
    place: str
    grid: str
    state: str
    """State code: `new` for waiting calls, an incident's state, or a derived `dispatched` … `onscene`."""
    opened_ms: int
    """Start of the total clock."""
    note: str = ""
    """A few grey words after the title: the sensor's value, the channel, the caller's words if not sealed."""
    ended_ms: int | None = None
    """The clock stands still from here on: closed."""
    step_ms: int | None = None
    """Start of the present step's limit."""
    due_ms: int | None = None
    """End of the present step's limit; None: no bar."""
    forecast_ms: int | None = None
    """When the step is expected to end; later than `due_ms` turns the bar amber."""
    unacknowledged: bool = False
    """New, and nobody has looked at it: its numeral blinks."""
    grid_id: str = ""
    mine: bool = False
    search: str = ""
    """What the filter box looks in, lower case: both languages, ids, pinyin."""
    count: int = 1
    """Waiting calls of one event that stand in this row."""
    about: str = ""
    """Id of the open incident that they seem to be about."""

    def value(self, role: int) -> object:
        """Return what a model answers for a role; None for a role that is not the queue's."""
        match role:
            case sequence_model.ROW_ROLE:
                return self
            case sequence_model.KEY_ROLE:
                return self.key
            case Qt.ItemDataRole.DisplayRole:
                return self.title
            case Qt.ItemDataRole.AccessibleTextRole:
                count = f" ×{self.count}" if self.count > 1 else ""
                return f"{self.level} {self.title}{count} {self.place} {self.state}"
            case _:
                return None


class QueueScope(StrEnum):
    """Which rows the chips let through."""

    ALL = "all"
    MINE = "mine"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the operator asked to see; the model's filter is somebody else's work."""

    scope: QueueScope = QueueScope.ALL
    grid_ids: frozenset[str] = frozenset()
    """Empty: every grid."""
    text: str = ""
    """Lower case; matches where every word of it occurs in `QueueRow.search`."""


@dataclass(frozen=True, slots=True)
class GridChoice:
    """One line of the grid menu."""

    grid_id: str
    name: str
