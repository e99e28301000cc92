"""Suspected duplicates and floods of calls below the queue: shown and answered there. Qt main thread.

Made by `ConsoleWindow`; the verbs stand in `console.verbs.calls`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from console.desk.suspicions import suspicion_of
from console.domain.picture import Key
from console.panels.queue.duplicates import duplicate_view
from console.verbs.invoker import Invoker
from widgets.queue.duplicate_panel import DuplicatePanel

GATHER_MS = 60


class CallGroupDesk(QObject):
    """See the module."""

    def __init__(self, invoker: Invoker, panel: DuplicatePanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        seat = invoker.here.seat
        self._seat, self._invoker, self._panel = seat, invoker, panel
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self.show_now)
        panel.merged.connect(self._on_merged)
        panel.dismissed.connect(lambda call_id: invoker.invoke("not_duplicate", {"call": call_id}))
        panel.opened.connect(seat.select_case)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.picture_replaced.connect(self._ask)
        seat.case_changed.connect(self._ask)
        seat.report_revealed.connect(self._ask)

    def show_now(self) -> None:
        """Show what is suspected now."""
        self._timer.stop()
        if self._seat.world.has_picture:
            seat = self._seat
            view = duplicate_view(seat.world.groups, seat.world.names, seat.case_id, seat.revealed)
            self._panel.show_duplicate(view)

    def _on_merged(self, call_id: str) -> None:
        """The button: merge into the incident, or go to the group's call to accept all as one."""
        groups = self._seat.world.groups
        group = groups.group_of(call_id)
        suspicion = None if group is None else suspicion_of(groups, group)
        if suspicion is None:
            return
        if suspicion.found.other_id in self._seat.world.picture.incidents:
            self._invoker.invoke("merge_group", {"call": call_id})
        else:
            self._seat.select_case(suspicion.leader)
            self._invoker.press("accept")

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if self._seat.world.regrouped or any(collection in ("calls", "incidents") for collection, _ in keys):
            self._ask()

    def _ask(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start()
