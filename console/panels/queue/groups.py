"""Suspected duplicates and floods of calls, answered with one key and taken back as one. Qt main thread.

Shows the suspicion below the queue and does its verbs: M merges a whole group into the open incident, N says that the
call is something else, accepting a group's row takes all its calls into one incident. Made by `ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from console.desk.seat import Seat
from console.domain.calls.commands import AcceptCall, DismissDuplicate, GiveFeedback, MergeCalls
from console.domain.picture import Key
from console.panels.queue.duplicates import Suspicion, duplicate_view, selected_suspicion, suspicion_of
from console.verbs.kinds import Param, Verb
from console.verbs.operator import Operator
from widgets.incident.view import Action, ActionRequest
from widgets.queue.duplicate_panel import DuplicatePanel

GATHER_MS = 60


class CallGroupDesk(QObject):
    """See the module. A `VerbDoer` of the operator."""

    def __init__(
        self, seat: Seat, operator: Operator, panel: DuplicatePanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._operator, self._panel = seat, operator, panel
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self.show_now)
        panel.merged.connect(self._on_merged)
        panel.dismissed.connect(self._on_dismissed)
        panel.opened.connect(seat.select_case)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.picture_replaced.connect(self._ask)
        seat.case_changed.connect(self._ask)
        seat.report_revealed.connect(self._ask)
        operator.add_doer(self)

    def show_now(self) -> None:
        """Show what is suspected now."""
        self._timer.stop()
        if self._seat.world.has_picture:
            seat = self._seat
            view = duplicate_view(seat.world.groups, seat.world.names, seat.case_id, seat.revealed)
            self._panel.show_duplicate(view)

    # -- VerbDoer ------------------------------------------------------------------------------------------------------

    def press(self, verb_id: str) -> bool:
        """M and N answer the suspicion of what is selected; without one they are what they always are."""
        suspicion = selected_suspicion(self._seat.world.groups, self._seat.case_id)
        if suspicion is None:
            return False
        if verb_id == "merge" and suspicion.found.other_id in self._seat.world.picture.incidents:
            self._merge(suspicion)
            return True
        if verb_id == "take" and self._seat.case_id in suspicion.calls:
            self._dismiss(suspicion)
            return True
        return False

    def implied(self, param: Param, values: dict[str, str]) -> str:
        """Nothing beyond the selection."""
        return ""

    def do(self, verb: Verb, values: dict[str, str]) -> str | None:
        """The verbs of this family."""
        match verb.id:
            case "merge_group":
                return self._do_merge()
            case "not_duplicate":
                return self._do_dismiss(values["call"])
            case "feedback":
                command = GiveFeedback(call_id=values["call"], text=values.get("text", ""))
                self._operator.send(command, "feedback", values["call"])
                return ""
            case _:
                return None

    def do_request(self, request: ActionRequest) -> bool:
        """Accepting a call that leads a group accepts the group; merging it by hand merges the group."""
        group = self._seat.world.groups.group_of(request.key)
        if group is None or len(group.calls) < 2 or group.incident is not None:
            return False
        calls = tuple(group.calls)
        if request.action is Action.ACCEPT:
            command = AcceptCall(
                call_id=request.key, type_code=request.choice, level=request.level, with_calls=calls
            )
            self._operator.send(command, "accept", _of(request.key, len(calls)))
            return True
        if request.action is Action.ATTACH:
            merge = MergeCalls(call_ids=calls, incident_id=request.choice)
            self._operator.send(merge, "merge", f"{_of(request.key, len(calls))} → {request.choice}")
            return True
        return False

    # -- inside --------------------------------------------------------------------------------------------------------

    def _merge(self, suspicion: Suspicion) -> None:
        incident_id, calls = suspicion.found.other_id, suspicion.calls
        about = f"{_of(suspicion.call_id, len(calls))} → {incident_id}"
        self._operator.send(MergeCalls(call_ids=calls, incident_id=incident_id), "merge", about)

    def _dismiss(self, suspicion: Suspicion) -> None:
        other = suspicion.found.other_id
        command = DismissDuplicate(call_id=suspicion.call_id, other_id=other)
        self._operator.send(command, "not_duplicate", f"{suspicion.call_id} ↔ {other}")

    def _do_merge(self) -> str:
        suspicion = selected_suspicion(self._seat.world.groups, self._seat.case_id)
        if suspicion is None or suspicion.found.other_id not in self._seat.world.picture.incidents:
            return QCoreApplication.translate("command", "No duplicate is suspected here")
        self._merge(suspicion)
        return ""

    def _do_dismiss(self, call_id: str) -> str:
        suspicion = self._suspicion(call_id)
        if suspicion is None:
            return QCoreApplication.translate("command", "No duplicate is suspected here")
        self._dismiss(suspicion)
        return ""

    def _suspicion(self, call_id: str) -> Suspicion | None:
        group = self._seat.world.groups.group_of(call_id)
        return None if group is None else suspicion_of(self._seat.world.groups, group)

    def _on_merged(self, call_id: str) -> None:
        """The button: merge into the incident, or go to the group's call to accept all as one."""
        suspicion = self._suspicion(call_id)
        if suspicion is None:
            return
        if suspicion.found.other_id in self._seat.world.picture.incidents:
            self._merge(suspicion)
        else:
            self._seat.select_case(suspicion.leader)
            self._operator.press("accept")

    def _on_dismissed(self, call_id: str) -> None:
        suspicion = self._suspicion(call_id)
        if suspicion is not None:
            self._dismiss(suspicion)

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if self._seat.world.regrouped or any(collection in ("calls", "incidents") for collection, _ in keys):
            self._ask()

    def _ask(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start()


def _of(call_id: str, count: int) -> str:
    return f"{call_id} ×{count}" if count > 1 else call_id
