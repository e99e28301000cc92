"""The form for taking a call, filled by keyboard from top to bottom while somebody talks.

Enter and Tab go on, Ctrl+Enter accepts, Ctrl+Shift+Enter saves as a waiting call, Alt+Enter reports to the suspected
incident, Ctrl+N puts the call aside for the next one, Esc leaves and keeps what was typed. What is missing is said in
words at its field. Nothing is kept after it was handed over. Main thread only; used by the console as a dock.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from widgets import parts
from widgets.intake.call_fields import CallFields
from widgets.intake.form_frame import DuplicateRow, FormButtons, FormHeading, scrolled
from widgets.intake.form_keys import FormKey, form_key
from widgets.intake.view import CallDraft, Ending, IntakeChoices, IntakeHelp, PlaceOffer
from widgets.intake.waiting_rows import DraftShelf, WaitingRows
from widgets.parts import Translated

_NTH = {FormKey.FIRST: 1, FormKey.SECOND: 2, FormKey.THIRD: 3}


class TakeCallForm(Translated, QWidget):
    """Heading, fields, duplicate, buttons, and the calls put aside."""

    submitted = Signal(object)
    """A `CallDraft` that passed its checks; its `ending` says what is to become of it."""
    left = Signal()
    """Esc: whoever shows the form may put it away; what was typed is kept."""
    pick_started = Signal()
    """The next click on the map shall be answered with `set_picked`."""
    pick_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._help = IntakeHelp()
        self._started_ms = -1
        self._owner = ""
        self._shelves = {"": DraftShelf()}
        self._shelf = self._shelves[""]
        self._cleared: CallDraft | None = None
        self._build()
        self.retranslate()

    # -- for the console ---------------------------------------------------------------------------------------------

    def set_choices(self, choices: IntakeChoices) -> None:
        """Fill types and channels; both languages of a type are found whatever the screen shows."""
        self.fields.set_types(choices.types)
        chosen = self.channel.currentData()
        self.channel.clear()
        for choice in choices.channels:
            self.channel.addItem(choice.name, choice.key)
        self.channel.setCurrentIndex(max(0, self.channel.findData(chosen)))
        self._show_shelf()

    def set_help(self, given: IntakeHelp) -> None:
        """Who finds places, suggests types and suspects duplicates while somebody types."""
        self._help = given
        self.fields.place.set_finder(given.places)
        self.follow()

    def set_owner(self, user: str) -> None:
        """Somebody else sits here: their own calls come back, the other's wait for them."""
        if user == self._owner:
            return
        if not self.is_empty:
            self._shelf.put(self.draft)
        self._owner = user
        self._shelf = self._shelves.setdefault(user, DraftShelf())
        self._show(CallDraft())
        self._show_shelf()

    def set_picked(self, place: PlaceOffer) -> None:
        """Answer `pick_started`: the spot that was clicked on the map."""
        self.fields.place.take(place)
        self.fields.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, number: str = "") -> None:
        """Begin a call, or go on with the one in the form: the cursor goes to the first field that is empty."""
        if number:
            self.fields.number.show_numbers(number)
        self._begin()
        self.fields.first_empty().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick(self, now_ms: int) -> None:
        """Once a second: how long this call and those put aside have taken."""
        self.heading.show_elapsed(now_ms - self._started_ms if self._started_ms >= 0 else -1)
        self.waiting.set_now_ms(now_ms)

    def follow(self) -> None:
        """Suggestions, suspected duplicate and buttons for what stands in the form now."""
        now = self.draft
        self.fields.suggestions.show_offers(self._help.types(now), now.type_key)
        self.duplicate.show_offer(next(iter(self._help.duplicates(now)), None))
        self._show_buttons()

    @property
    def draft(self) -> CallDraft:
        """Everything that stands in the form."""
        channel = str(self.channel.currentData() or "")
        return replace(self.fields.draft, channel=channel, started_ms=self._started_ms)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered; channel and clock alone are nothing."""
        return self.fields.draft == CallDraft()

    @property
    def put_aside_count(self) -> int:
        """Calls that wait to be gone on with."""
        return len(self._shelf)

    # -- what keys and buttons do --------------------------------------------------------------------------------------

    def submit(self, ending: Ending = Ending.ACCEPT) -> bool:
        """Hand the call over if it is complete; else say what is missing and go there."""
        suspected = self.duplicate.offer
        if (ending is Ending.MERGE and suspected is None) or self.fields.complain():
            return False
        draft = self.draft
        if ending is Ending.ACCEPT and not draft.type_key:
            ending = Ending.SAVE  # nobody knows yet what it is: the call waits, it is not lost
        into = suspected.key if ending is Ending.MERGE and suspected is not None else ""
        self._show(CallDraft())
        self.submitted.emit(replace(draft, ending=ending, merge_into=into))
        return True

    def put_aside(self) -> None:
        """Keep this call for later and begin the next one."""
        if not self.is_empty:
            self._shelf.put(self.draft)
        self._show(CallDraft())
        self._show_shelf()
        self.start()

    def bring_back(self, number: int = 0) -> bool:
        """Go on with a call that was put aside (0: the oldest); the one in the form takes its place."""
        draft = self._shelf.take(number or self._shelf.oldest())
        if draft is None:
            return False
        if not self.is_empty:
            self._shelf.put(self.draft)
        self._show(draft)
        self._show_shelf()
        self.start()
        return True

    def clear(self) -> None:
        """Empty every field; the same again brings back what stood there."""
        before, back = self.draft, self._cleared
        if self.is_empty and back is not None:
            self._show(back)
        else:
            self._show(CallDraft())
            self._cleared = before
        self._show_buttons()
        self.fields.first_empty().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.heading = FormHeading(self)
        self.channel = self.heading.channel
        body, area = scrolled(self)
        self.fields = CallFields(body)
        self.duplicate = DuplicateRow(body)
        self.buttons = FormButtons(body)
        self.waiting = WaitingRows(body)
        parts.column(body, self.fields, self.duplicate, self.buttons, self.waiting, None, gap=4)
        parts.column(self, self.heading, (area, 1), gap=0)
        stops = (self.fields.stops()[-1], self.buttons.accept, self.buttons.save, self.buttons.clear)
        for before, after in pairwise((*stops, self.channel)):
            QWidget.setTabOrder(before, after)
        self.fields.edited.connect(self._on_edited)
        self.fields.place.pick_started.connect(self.pick_started)
        self.fields.place.pick_cancelled.connect(self.pick_cancelled)
        self.duplicate.merged.connect(lambda: self.submit(Ending.MERGE))
        self.buttons.accept.clicked.connect(lambda: self.submit(Ending.ACCEPT))
        self.buttons.save.clicked.connect(lambda: self.submit(Ending.SAVE))
        self.buttons.clear.clicked.connect(self.clear)
        self.waiting.chosen.connect(self.bring_back)

    def retranslate(self) -> None:
        self._show_shelf()
        self.follow()

    def _begin(self) -> None:
        if self._started_ms < 0:
            self._started_ms = self._help.now_ms()
            self.tick(self._started_ms)

    def _show(self, draft: CallDraft) -> None:
        """Put a draft into the form; an empty one makes it ready for the next call."""
        self.channel.setCurrentIndex(max(0, self.channel.findData(draft.channel)))
        self.fields.show_draft(draft)
        self._started_ms = draft.started_ms
        self._cleared = None
        self.tick(self._help.now_ms())
        self.follow()

    def _show_shelf(self) -> None:
        self.waiting.show_drafts(self._shelf.rows(self.tr("No details yet"), self.fields.type_name))
        self.waiting.set_now_ms(self._help.now_ms())

    def _on_edited(self) -> None:
        if not self.is_empty:
            self._begin()
            self._cleared = None
        self.follow()

    def _show_buttons(self) -> None:
        back = self.is_empty and self._cleared is not None
        self.buttons.show_words(typed=bool(self.fields.type_key), back=back)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _do(self, key: FormKey) -> None:
        match key:
            case FormKey.ACCEPT:
                self.submit(Ending.ACCEPT)
            case FormKey.SAVE:
                self.submit(Ending.SAVE)
            case FormKey.MERGE:
                self.submit(Ending.MERGE)
            case FormKey.PUT_ASIDE:
                self.put_aside()
            case FormKey.BRING_BACK:
                self.bring_back()
            case FormKey.CLEAR:
                self.clear()
            case FormKey.CALL_BACK:
                self.fields.number.toggle_call_back()
            case FormKey.ON_MAP:
                self.fields.place.start_picking()
            case FormKey.FIRST | FormKey.SECOND | FormKey.THIRD:
                self.fields.take_suggestion(_NTH[key])
            case FormKey.GRAVER:
                self.fields.shift_level(-1)
            case FormKey.MILDER:
                self.fields.shift_level(1)
            case FormKey.LEAVE if self.fields.place.picking:
                self.fields.place.cancel_picking()
            case FormKey.LEAVE:
                self.left.emit()
            case FormKey.ON:
                self.focusNextChild()

    def event(self, event: QEvent) -> bool:
        """While the cursor is in here, these keys are the form's, not the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = form_key(event)
            if key is not None and key is not FormKey.ON:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = form_key(event)
        if key is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._do(key)
