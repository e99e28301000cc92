"""The log's Qt model: the hub's events in words, oldest first, the newest 5,000. Qt main thread.

Also keeps the lines of each open incident for its panel. Words are made when an event comes (they name things as they
were) and made again only when the language changes. Shown by `EventLogView` and `IncidentPanel`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.desk.clock import SeatClock
from console.desk.seat import Seat
from console.domain.base.message import Stamp
from console.domain.base.roles import PERSON_ROLES
from console.domain.evolve import Recorded
from console.domain.incidents.events import MajorEscalated
from console.domain.picture import Picture
from console.panels.exports import FOLDER, mark_line, write_new
from console.panels.kind import mark_of
from console.panels.toasts import ToastStrip
from console.words.events import event_kind, event_subject, event_words
from console.words.names import Names
from console.words.said import said
from console.words.terms import role_word
from widgets.incident.view import LogLine
from widgets.log.event_log_view import EventLogView
from widgets.log.roles import LogRow

KEPT = 5000
DROPPED_AT_ONCE = 500
LINES_PER_INCIDENT = 200
_ROOT = QModelIndex()


class LogModel(QAbstractListModel):
    """Its rows are `LogRow`s."""

    def __init__(self, clock: SeatClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._names = Names(Picture())
        self._events: deque[Recorded] = deque()
        self._rows: list[LogRow] = []
        self._lines: dict[str, list[LogLine]] = {}
        self._people: dict[str, tuple[str, str]] = {}
        self._repeats: dict[tuple[str, str], tuple[int, int]] = {}
        """Of what is said again and again: the newest event's seq, and how many there were."""

    def know(self, user: str, name_zh: str, name_en: str) -> None:
        """A person's name in both languages; lines that have only the user so far get it. The first name stays."""
        if user and (name_zh or name_en) and user not in self._people:
            self._people[user] = (name_zh, name_en)
            if any(event.stamp.actor == user for event in self._events):
                self.retranslate()

    def set_picture(self, picture: Picture) -> None:
        """Another source: begin with an empty log."""
        self.beginResetModel()
        self._names = Names(picture)
        self._events.clear()
        self._repeats.clear()
        self._rows.clear()
        self._lines.clear()
        self.endResetModel()

    def retranslate(self) -> None:
        """Word every kept event again."""
        self.beginResetModel()
        self._names = Names(self._names.picture)
        self._lines.clear()
        self._rows = [self._worded(event) for event in self._events]
        self.endResetModel()

    def append(self, events: Iterable[Recorded]) -> None:
        """Add a batch; the oldest lines go when there are too many. What is repeated is one line that counts."""
        fresh: list[Recorded] = []
        for event in events:
            repeated = _repeated(event)
            if repeated is not None:
                seq, count = self._repeats.get(repeated, (0, 0))
                self._repeats[repeated] = (event.seq, count + 1)
                fresh = [one for one in fresh if one.seq != seq]
                self._take_out(seq, repeated[0])
            fresh.append(event)
        if not fresh:
            return
        self._events += fresh
        rows = [self._worded(event) for event in fresh]
        first = len(self._rows)
        self.beginInsertRows(_ROOT, first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()
        if len(self._rows) > KEPT + DROPPED_AT_ONCE:
            surplus = len(self._rows) - KEPT
            self.beginRemoveRows(_ROOT, 0, surplus - 1)
            del self._rows[:surplus]
            for _ in range(surplus):
                self._events.popleft()
            self.endRemoveRows()

    def lines_of(self, *ids: str) -> list[LogLine]:
        """Lines about an incident and its calls since this console listens, oldest first."""
        found = {line.seq: line for one in ids for line in self._lines.get(one, ())}
        return [found[seq] for seq in sorted(found)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        row = index.row()
        return self._rows[row].value(role) if 0 <= row < len(self._rows) else None

    def _worded(self, recorded: Recorded) -> LogRow:
        picture = self._names.picture
        subject = event_subject(recorded.event, picture)
        words = event_words(recorded.event, self._names)
        repeated = _repeated(recorded)
        count = 0 if repeated is None else self._repeats[repeated][1]
        words = f"{words} ×{count}" if count > 1 else words
        incident = picture.incidents.get(subject.incident_id)
        row = LogRow(
            seq=recorded.seq,
            t_ms=recorded.t_ms,
            clock=self._clock.wall_text(recorded.t_ms),
            kind=event_kind(recorded.event),
            words=words,
            reference=subject.incident_id or subject.call_id or subject.unit_id,
            actor=self._who(recorded.stamp),
            level=0 if incident is None else incident.level,
            emphasis=subject.emphasis,
        )
        for about in {subject.incident_id, subject.call_id} - {""}:
            lines = self._lines.setdefault(about, [])
            lines.append(LogLine(row.seq, row.t_ms, row.clock, words, subject.emphasis))
            del lines[:-LINES_PER_INCIDENT]
        return row

    def _take_out(self, seq: int, incident_id: str) -> None:
        """A line that a newer one stands for."""
        row = bisect_left(self._rows, seq, key=lambda one: one.seq)
        if row < len(self._rows) and self._rows[row].seq == seq:
            self.beginRemoveRows(_ROOT, row, row)
            del self._rows[row]
            del self._events[row]
            self.endRemoveRows()
            lines = self._lines.get(incident_id, [])
            lines[:] = [line for line in lines if line.seq != seq]

    def _who(self, stamp: Stamp) -> str:
        """A program by what it is, a person by the name, else by role and user."""
        if stamp.role not in PERSON_ROLES:
            return role_word(stamp.role)
        name = self._people.get(stamp.actor)
        return self._names.either(*name) if name is not None else f"{role_word(stamp.role)} {stamp.actor}"


def _repeated(recorded: Recorded) -> tuple[str, str] | None:
    """What the hub says every minute until somebody answers: of which incident, to whom. None for all else."""
    event = recorded.event
    return (event.incident_id, event.leader) if isinstance(event, MajorEscalated) else None


class LogExport(QObject):
    """Saves the lines that are shown as tab-separated text, those of an exercise marked as such first.

    Never a dialog: a toast says where the file lies, and the audit chain that it was made.
    """

    def __init__(self, seat: Seat, view: EventLogView, toasts: ToastStrip, home: Path) -> None:
        super().__init__(view)
        self._seat, self._view, self._toasts, self._folder = seat, view, toasts, home / FOLDER
        view.export_requested.connect(self._on_export)

    def _on_export(self, kind: str, words: str) -> None:
        lines = self._view.shown_lines()
        mark = mark_line(mark_of(self._seat.world.kind))
        text = "".join(f"{line}\n" for line in ([mark, *lines] if mark else lines))
        try:
            # Spreadsheets need the byte order mark to read it as UTF-8.
            path = write_new(self._folder, "log", "txt", text, "utf-8-sig")
        except OSError as error:
            self._toasts.tell(said("LogExport", "The log was not saved: {0}", error.strerror or error), True)
            return
        # What was looked for stays out of the audit entry's subject: filters may hold people's names.
        self._seat.look("log_exported", f"{path.name} · {len(lines)}", kind)
        self._toasts.tell(said("LogExport", "{0} lines saved: {1}", len(lines), path), False)
