"""The log's Qt model: the hub's events in words, oldest first, the newest 5,000. Qt main thread.

Also keeps the lines of each open incident for its panel. Words are made when an event comes (they name things as they
were) and made again only when the language changes. Shown by `EventLogView` and `IncidentPanel`.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
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
from console.domain.sealing import texts_of
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
        self._opened: Mapping[str, str] | None = None
        self._events: list[Recorded] = []
        self._rows: dict[int, LogRow] = {}
        """Worded events by seq. After another language each is worded again when it is read: few are seen."""
        self._lines: dict[str, list[Recorded]] = {}
        """The newest events of incidents and calls."""
        self._people: dict[str, tuple[str, str]] = {}
        self._repeats: dict[tuple[str, str], tuple[int, int]] = {}
        """Of what is said again and again: the newest event's seq, and how many there were."""

    def know(self, user: str, name_zh: str, name_en: str) -> None:
        """A person's name in both languages; lines that have only the user so far get it. The first name stays."""
        if user and (name_zh or name_en) and user not in self._people:
            self._people[user] = (name_zh, name_en)
            if any(event.stamp.actor == user for event in self._events):
                self.retranslate()

    def set_picture(self, picture: Picture, opened: Mapping[str, str] | None = None) -> None:
        """Another source: begin with an empty log. `opened`: as `Names` takes it."""
        self.beginResetModel()
        self._opened = opened
        self._names = Names(picture, opened=opened)
        self._events.clear()
        self._repeats.clear()
        self._rows.clear()
        self._lines.clear()
        self.endResetModel()

    def retranslate(self) -> None:
        """From now on every kept event is worded anew, as soon as somebody reads it."""
        self.beginResetModel()
        self._names = Names(self._names.picture, opened=self._opened)
        self._rows.clear()
        self.endResetModel()

    def reword(self, texts: Set[str]) -> None:
        """Word those lines again that hold one of these sealed texts."""
        numbers = {event.seq: number for number, event in enumerate(self._events)}
        kept = {event.seq: event for about in (self._events, *self._lines.values()) for event in about}
        for seq, event in kept.items():
            old = self._rows.get(seq)
            if old is None or texts.isdisjoint(texts_of(event.event)):
                continue
            new = self._worded(event)
            self._rows[seq] = replace(old, words=new.words, filed=new.filed)
            if seq in numbers:
                at = self.index(numbers[seq])
                self.dataChanged.emit(at, at)

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
        for event in fresh:
            self._rows[event.seq] = self._worded(event)
            self._note(event)
        first = len(self._events)
        self.beginInsertRows(_ROOT, first, first + len(fresh) - 1)
        self._events += fresh
        self.endInsertRows()
        if len(self._events) > KEPT + DROPPED_AT_ONCE:
            surplus = len(self._events) - KEPT
            self.beginRemoveRows(_ROOT, 0, surplus - 1)
            for event in self._events[:surplus]:
                self._rows.pop(event.seq, None)
            del self._events[:surplus]
            self.endRemoveRows()

    def put_before(self, events: Iterable[Recorded]) -> None:
        """What happened before the first line: the log begins with it."""
        later = list(self._events)
        first = later[0].seq if later else sys.maxsize
        self.set_picture(self._names.picture, self._opened)
        self.append([*(one for one in events if one.seq < first), *later])

    def lines_of(self, *ids: str) -> list[LogLine]:
        """Lines about an incident and its calls since this console listens, oldest first."""
        found = {event.seq: event for one in ids for event in self._lines.get(one, ())}
        rows = [self._row(found[seq]) for seq in sorted(found)]
        return [LogLine(row.seq, row.t_ms, row.clock, row.words, row.emphasis) for row in rows]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._events)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        row = index.row()
        return self._row(self._events[row]).value(role) if 0 <= row < len(self._events) else None

    def _row(self, event: Recorded) -> LogRow:
        row = self._rows.get(event.seq)
        if row is None:
            row = self._rows[event.seq] = self._worded(event)
        return row

    def _note(self, event: Recorded) -> None:
        subject = event_subject(event.event, self._names.picture)
        for about in {subject.incident_id, subject.call_id} - {""}:
            lines = self._lines.setdefault(about, [])
            lines.append(event)
            del lines[:-LINES_PER_INCIDENT]

    def _worded(self, recorded: Recorded) -> LogRow:
        picture = self._names.picture
        subject = event_subject(recorded.event, picture)
        words = event_words(recorded.event, self._names)
        repeated = _repeated(recorded)
        count = 0 if repeated is None else self._repeats[repeated][1]
        words = f"{words} ×{count}" if count > 1 else words
        is_open = self._opened and not self._opened.keys().isdisjoint(texts_of(recorded.event))
        incident = picture.incidents.get(subject.incident_id)
        return LogRow(
            seq=recorded.seq,
            t_ms=recorded.t_ms,
            clock=self._clock.wall_text(recorded.t_ms),
            kind=event_kind(recorded.event),
            words=words,
            reference=subject.incident_id or subject.call_id or subject.unit_id,
            filed=event_words(recorded.event, Names(picture)) if is_open else "",
            actor=self._who(recorded.stamp),
            level=0 if incident is None else incident.level,
            emphasis=subject.emphasis,
        )

    def _take_out(self, seq: int, incident_id: str) -> None:
        """A line that a newer one stands for."""
        row = bisect_left(self._events, seq, key=lambda one: one.seq)
        if row < len(self._events) and self._events[row].seq == seq:
            self.beginRemoveRows(_ROOT, row, row)
            del self._events[row]
            self._rows.pop(seq, None)
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
        lines = self._view.filed_lines()
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
