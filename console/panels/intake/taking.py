"""A call taken at this desk: from the form's draft to the selected call or incident. Qt main thread; used by `Panels`.

The form hands a draft over and the keyboard goes back to the queue. When the hub has recorded the call, it (or the
incident it became, or belongs to) is selected, unless the operator selected something else meanwhile, and a toast says
its number. While somebody types, the form is helped with places, types and suspected duplicates: nothing is asked of
the hub for it, and nothing is looked up by a caller's number.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.desk.letters import Fate, Letter, Letters
from console.desk.seat import Seat, Selection
from console.domain.base.place import Place
from console.domain.calls.commands import ReportCall
from console.domain.calls.duplicates import Facts
from console.domain.calls.entities import Call, CallState, Channel, Report
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.panels.queue.duplicates import likeness_words
from console.planning.call_words import shipped_call_words
from console.verbs.invoker import Invoker
from console.words.said import Words, said
from widgets.intake.take_call_form import TakeCallForm
from widgets.intake.view import CallDraft, DuplicateOffer, Ending, IntakeHelp, TypeOffer

MOST_DUPLICATES = 3
KEPT_CALLS = 256
"""Calls remembered by number of their event while an answer is awaited."""


class CallTaking(QObject):
    """What stands between the call form and the seat."""

    left = Signal()
    """The form was handed over, or left: the keyboard is free."""

    def __init__(
        self,
        seat: Seat,
        invoker: Invoker,
        letters: Letters,
        form: TakeCallForm,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._invoker, self._form = seat, invoker, form
        self._words = shipped_call_words()
        self._awaited: dict[str, Selection] = {}
        """What was selected when a call was handed over, by command."""
        self._calls: dict[int, str] = {}
        now_ms = seat.world.clock.now_ms
        form.set_help(IntakeHelp(seat.places.offers, self._types, self._duplicates, now_ms))
        form.submitted.connect(self._on_draft)
        form.left.connect(self.left)
        letters.changed.connect(self._on_letter)
        seat.world.recorded.connect(self._on_recorded)
        seat.identity_changed.connect(lambda: form.set_owner(seat.identity.user))

    def _on_draft(self, draft: CallDraft) -> None:
        selected = self._seat.selection
        self._awaited[self._invoker.send("call", command_of(draft), draft.place_text)] = selected
        self.left.emit()
        if self._form.put_aside_count:
            count = self._form.put_aside_count
            words = said("CallTaking", "Calls put aside: {0}. Ctrl+N goes on.", count)
            self._invoker.told.emit(words, False)

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
        call = self._seat.world.picture.calls.get(call_id)
        if call is None:
            return
        if self._seat.selection == awaited:
            self._seat.select_case(call_id)
        self._invoker.told.emit(self._taken_words(call), False)

    def _types(self, draft: CallDraft) -> tuple[TypeOffer, ...]:
        """Types that the words suggest, with the words that made them."""
        world = self._seat.world
        known = world.picture.incident_types
        place_kind = "" if draft.place is None else draft.place.kind
        return tuple(
            TypeOffer(
                key=one.type_code,
                name=world.names.incident_type(one.type_code),
                level=min(one.level or 4, known[one.type_code].level),
                share_percent=round(one.share_permille / 10),
                reasons=one.said,
            )
            for one in self._words.suggest(draft.words, known, place_kind)
        )

    def _duplicates(self, draft: CallDraft) -> tuple[DuplicateOffer, ...]:
        """Open incidents that the call may be about, once it is known where and anything of what."""
        world, tags = self._seat.world, self._words.keywords(draft.words)
        if draft.place is None or not (draft.type_key or tags):
            return ()
        names, picture, now_ms = world.names, world.picture, world.clock.now_ms()
        suggested = self._words.suggest(draft.words, picture.incident_types)
        facts = Facts(
            id="",
            lon_e7=draft.place.lon_e7,
            lat_e7=draft.place.lat_e7,
            type_code=draft.type_key or (suggested[0].type_code if suggested else ""),
            level=draft.level,
            first_ms=now_ms,
            last_ms=now_ms,
            tags=frozenset(tags),
            callers=frozenset(),
        )
        return tuple(
            DuplicateOffer(
                key=found.other_id,
                title=f"{found.other_id} {names.incident_type(picture.incidents[found.other_id].type_code)}",
                reasons=likeness_words(found, names),
            )
            for found in world.groups.incidents_like(facts)[:MOST_DUPLICATES]
        )

    def _taken_words(self, call: Call) -> Words:
        match call.state:
            case CallState.ACCEPTED:
                return said("CallTaking", "Call taken and accepted: {0}", call.incident_id)
            case CallState.MERGED:
                return said("CallTaking", "Call taken, reported to {0}", call.incident_id)
            case _:
                return said("CallTaking", "Call taken: {0}", call.id)


def command_of(draft: CallDraft) -> ReportCall:
    """The one command that takes in a call and does with it what the draft says."""
    where = draft.place
    assert where is not None, "the form hands over calls with a place only"
    place = Place(
        lon_e7=where.lon_e7,
        lat_e7=where.lat_e7,
        text_zh=where.place_zh,
        text_en=where.place_en,
        grid=where.grid_id,
    )
    report = Report(
        name=draft.name,
        number=draft.number,
        words=draft.words,
        address=draft.address,
        call_back=draft.call_back_number,
    )
    return ReportCall(
        channel=Channel(draft.channel or Channel.PHONE),
        place=place,
        report=report,
        type_code=draft.type_key,
        level=draft.level,
        call_back=draft.call_back,
        answered_ms=draft.started_ms,
        accept=draft.ending is Ending.ACCEPT,
        merge_into=draft.merge_into if draft.ending is Ending.MERGE else "",
    )
