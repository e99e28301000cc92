"""A call taken at this desk: from the form's draft to the selected call. Qt main thread; used by `Panels`.

The form hands a draft over and the keyboard goes back to the queue. When the hub has recorded the call it is selected,
unless the operator selected something else meanwhile, and a toast says its number.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.domain import commands as c
from console.domain.entities import Channel, Place, Report
from console.domain.events import CallReported, Recorded
from console.shell.desk import Desk, Selection, Thing
from console.shell.operator import Operator
from console.shell.outbox import Fate, Letter, Outbox
from widgets.intake.take_call_form import TakeCallForm
from widgets.intake.view import CallDraft

KEPT_CALLS = 256
"""Calls remembered by number of their event while an answer is awaited."""


class CallTaking(QObject):
    """See the module."""

    left = Signal()
    """The form was handed over, or left empty: the keyboard is free."""

    def __init__(
        self,
        desk: Desk,
        operator: Operator,
        outbox: Outbox,
        form: TakeCallForm,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._operator = desk, operator
        self._awaited: dict[str, Selection] = {}
        """What was selected when a call was handed over, by command."""
        self._calls: dict[int, str] = {}
        form.submitted.connect(self._on_draft)
        form.left.connect(self.left)
        outbox.changed.connect(self._on_letter)
        desk.bridge.recorded.connect(self._on_recorded)

    def _on_draft(self, draft: CallDraft) -> None:
        place = Place(
            lon_e7=draft.lon_e7,
            lat_e7=draft.lat_e7,
            text_zh=draft.place,
            text_en=draft.place,
            grid=draft.grid_id,
        )
        report = Report(name=draft.name, number=draft.number, words=draft.words)
        command = c.ReportCall(
            channel=Channel(draft.channel or Channel.PHONE),
            place=place,
            report=report,
            type_code=draft.type_key,
            level=draft.level,
        )
        selected = self._desk.selection
        self._awaited[self._operator.send(command, "call", draft.place)] = selected
        self.left.emit()

    def _on_recorded(self, events: list[Recorded]) -> None:
        for recorded in events:
            if isinstance(recorded.event, CallReported):
                self._calls[recorded.seq] = recorded.event.call_id
        while len(self._calls) > KEPT_CALLS:
            del self._calls[next(iter(self._calls))]

    def _on_letter(self, letter: Letter) -> None:
        if letter.fate is Fate.SENT:
            return
        awaited = self._awaited.pop(letter.id, None)
        if awaited is None or letter.fate is not Fate.ACCEPTED:
            return
        first, last = letter.seqs
        call_id = next((call for seq, call in self._calls.items() if first <= seq <= last), "")
        if call_id not in self._desk.picture.calls:
            return
        if self._desk.selection == awaited:
            self._desk.select(Thing.CALL, call_id)
        self._operator.told.emit(self.tr("Call taken: {0}").format(call_id), False)
