"""The queue's Qt model: waiting calls and open incidents, sorted and filtered by itself. Qt main thread.

Holds every row's sort key in one sorted list and the rows that pass the filter in another, so that one change costs a
bisection and the filter one pass over plain strings: 100,000 rows stay usable. Rows come, go and move singly; the model
is reset only when the picture, the language or the filter is another one. Used by `Panels`; shown by `QueueView`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from console.desk.telemetry import TelemetryStore
from console.desk.waiting import SortKey, open_entities, stands_in_queue
from console.domain.calls.entities import Call
from console.domain.calls.groups import CallGroups
from console.domain.incidents.entities import Incident
from console.domain.picture import Key, Picture
from console.panels.queue.entries import QueueEntry, entry_of, row_of
from console.words.names import Names
from widgets.queue.roles import QueueFilter, QueueRow, QueueScope

_ROOT = QModelIndex()


class IncidentQueueModel(QAbstractListModel):
    """Its rows are `QueueRow`s."""

    counts_changed = Signal(int, int)
    """Rows that pass the filter, and all rows."""

    def __init__(
        self, telemetry: TelemetryStore, parent: QObject | None = None, groups: CallGroups | None = None
    ) -> None:
        """`groups` are kept up to date by whoever feeds this model; without them every call stands alone."""
        super().__init__(parent)
        self._telemetry = telemetry
        self._groups = CallGroups() if groups is None else groups
        self._names = Names(Picture())
        self._user = ""
        self._entries: dict[str, QueueEntry] = {}
        self._all: list[SortKey] = []
        self._shown: list[SortKey] = []
        self._rows: dict[str, QueueRow] = {}
        self._filter = QueueFilter()
        self._now_ms = 0
        self._held = ""
        self._lowered: dict[str, tuple[SortKey, SortKey]] = {}

    # -- what is told it -----------------------------------------------------------------------------------------------

    def set_picture(self, picture: Picture, user: str = "") -> None:
        """Start again from a picture (or in another language)."""
        self.beginResetModel()
        self._names = Names(picture)
        self._user = user
        self._rows.clear()
        made = [
            entry_of(entity, picture, user, self._groups.group_of(entity.id))
            for entity in open_entities(picture)
            if self._groups.leader_of(entity.id) == entity.id
        ]
        for entry in made:
            entry.sort = self._lowered_sort(entry)
        self._entries = {entry.key: entry for entry in made}
        self._all = sorted(entry.sort for entry in made)
        self._shown = self._filtered()
        self.endResetModel()
        self._tell_counts()

    def update_keys(self, keys: Iterable[Key]) -> None:
        """Follow a batch of changes: only the rows that they touch."""
        picture = self._names.picture
        touched: set[str] = set()
        for collection, key in keys:
            if collection in ("calls", "incidents"):
                touched.add(key)
            elif collection == "orders" and (order := picture.orders.get(key)) is not None:
                touched.add(order.incident_id)
        for key in touched:
            self._update(key, picture.incidents.get(key) or picture.calls.get(key))
        if touched:
            self._tell_counts()

    def hold(self, key: str) -> None:
        """This row is selected: what is as grave and comes later stands below it and does not push it away."""
        self._held = key

    def update_forecasts(self, incident_ids: Iterable[str]) -> None:
        """New ETA tables came: these rows' forecasts may be others."""
        for key in incident_ids:
            entry = self._entries.get(key)
            if entry is not None and self._rows.pop(key, None) is not None:
                self._touch(entry.sort)

    def set_filter(self, wanted: QueueFilter, now_ms: int) -> None:
        """Show only what passes; resets the model, whose rows keep their keys."""
        if wanted == self._filter:
            return
        self._filter, self._now_ms = wanted, now_ms
        self.beginResetModel()
        self._shown = self._filtered()
        self.endResetModel()
        self._tell_counts()

    def tick(self, now_ms: int) -> None:
        """Once a second: rows that have become overdue come in; nothing else is rebuilt."""
        self._now_ms = now_ms
        if self._filter.scope is not QueueScope.OVERDUE:
            return
        shown = set(self._shown)
        for sort in self._all:
            if sort not in shown and self._passes(self._entries[sort[3]]):
                self._insert_shown(sort)

    # -- what is asked of it -------------------------------------------------------------------------------------------

    def row_of_key(self, key: str) -> int:
        """The row of a call or incident, −1 when it is not shown; a call in a group stands in its group's row."""
        entry = self._entries.get(self._groups.leader_of(key))
        if entry is None:
            return -1
        row = bisect_left(self._shown, entry.sort)
        return row if row < len(self._shown) and self._shown[row] == entry.sort else -1

    def key_at(self, row: int) -> str:
        """Id at a row, empty outside."""
        return self._shown[row][3] if 0 <= row < len(self._shown) else ""

    def total(self) -> int:
        """Rows without the filter."""
        return len(self._all)

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        row = index.row()
        if not 0 <= row < len(self._shown):
            return None
        return self._row(self._entries[self._shown[row][3]]).value(role)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _row(self, entry: QueueEntry) -> QueueRow:
        row = self._rows.get(entry.key)
        if row is None:
            picture = self._names.picture
            entity = picture.incidents.get(entry.key) or picture.calls[entry.key]
            group = self._groups.group_of(entry.key)
            row = row_of(entity, self._names, self._telemetry, entry.mine, entry.search, group)
            self._rows[entry.key] = row
        return row

    def _update(self, key: str, entity: Call | Incident | None) -> None:
        old = self._entries.get(key)
        self._rows.pop(key, None)
        if entity is None or not stands_in_queue(entity) or self._groups.leader_of(key) != key:
            if old is not None:
                self._remove(old)
            return
        new = entry_of(entity, self._names.picture, self._user, self._groups.group_of(key))
        new.sort = self._place(new, old)
        if old is None:
            self._entries[key] = new
            insort(self._all, new.sort)
            if self._passes(new):
                self._insert_shown(new.sort)
            return
        self._replace(old, new)

    def _place(self, new: QueueEntry, old: QueueEntry | None) -> SortKey:
        """Where a row goes: its natural place, or right below the selected one where it would push that down."""
        held = self._entries.get(self._held)
        if held is not None and held.key != new.key and held.sort[0] == new.sort[0]:
            was_above = old is not None and old.sort < held.sort
            if new.sort < held.sort and not was_above:
                natural = new.sort
                below = (held.sort[0], held.sort[1], held.sort[2] + 1, new.key)
                lowered = below if old is None or old.sort[0] != held.sort[0] else old.sort
                self._lowered[new.key] = natural, lowered
                return lowered
        return self._lowered_sort(new)

    def _lowered_sort(self, entry: QueueEntry) -> SortKey:
        """A row that was put below a selected one stays there until something about it changes its own place."""
        known = self._lowered.get(entry.key)
        if known is None:
            return entry.sort
        natural, lowered = known
        if natural == entry.sort:
            return lowered
        del self._lowered[entry.key]
        return entry.sort

    def _replace(self, old: QueueEntry, new: QueueEntry) -> None:
        self._entries[new.key] = new
        if old.sort != new.sort:
            del self._all[bisect_left(self._all, old.sort)]
            insort(self._all, new.sort)
        was = bisect_left(self._shown, old.sort)
        shown = was < len(self._shown) and self._shown[was] == old.sort
        passes = self._passes(new)
        if shown and not passes:
            self._remove_shown(was)
        elif passes and not shown:
            self._insert_shown(new.sort)
        elif shown:
            self._move_shown(was, new.sort)

    def _move_shown(self, was: int, sort: SortKey) -> None:
        target = bisect_left(self._shown, sort)
        if self._shown[was] != sort and target not in (was, was + 1):
            self.beginMoveRows(_ROOT, was, was, _ROOT, target)
            del self._shown[was]
            insort(self._shown, sort)
            self.endMoveRows()
        else:
            self._shown[was] = sort
        self._touch(sort)

    def _remove(self, entry: QueueEntry) -> None:
        row = bisect_left(self._shown, entry.sort)
        if row < len(self._shown) and self._shown[row] == entry.sort:
            self._remove_shown(row)
        del self._all[bisect_left(self._all, entry.sort)]
        del self._entries[entry.key]
        self._lowered.pop(entry.key, None)

    def _remove_shown(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        del self._shown[row]
        self.endRemoveRows()

    def _insert_shown(self, sort: SortKey) -> None:
        row = bisect_left(self._shown, sort)
        self.beginInsertRows(_ROOT, row, row)
        self._shown.insert(row, sort)
        self.endInsertRows()

    def _touch(self, sort: SortKey) -> None:
        row = bisect_left(self._shown, sort)
        if row < len(self._shown) and self._shown[row] == sort:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def _passes(self, entry: QueueEntry) -> bool:
        wanted = self._filter
        if wanted.scope is QueueScope.MINE and not entry.mine:
            return False
        if wanted.scope is QueueScope.OVERDUE and (entry.due_ms is None or self._now_ms <= entry.due_ms):
            return False
        if wanted.grid_ids and entry.grid_id not in wanted.grid_ids:
            return False
        return all(word in entry.search for word in wanted.text.split())

    def _filtered(self) -> list[SortKey]:
        wanted, entries = self._filter, self._entries
        shown = self._all
        for word in wanted.text.split():
            shown = [sort for sort in shown if word in entries[sort[3]].search]
        if wanted.scope is QueueScope.ALL and not wanted.grid_ids:
            return list(shown)
        return [sort for sort in shown if self._passes(entries[sort[3]])]

    def _tell_counts(self) -> None:
        self.counts_changed.emit(len(self._shown), len(self._all))
