"""The right column: everything about the selected call, incident or case, and everything that can be done to it.

It takes an `IncidentView` and hands back verbs with their values; it decides nothing. Keys belong to the owner of the
window, who routes them to `trigger` and `confirm`. Main thread only; used by the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedLayout, QWidget

from widgets import parts, theme
from widgets.incident.action_bar import ActionBar
from widgets.incident.action_form import ActionForm
from widgets.incident.assigned_section import AssignedSection
from widgets.incident.buttons import ButtonView, EntryView, Field, FormView, Values
from widgets.incident.caller_section import CallerSection
from widgets.incident.case_section import CaseSection
from widgets.incident.content_scroll import ContentScroll
from widgets.incident.heading import IncidentHeading
from widgets.incident.log_section import LogSection
from widgets.incident.recommended_section import RecommendedSection
from widgets.incident.reporters_section import ReportersSection
from widgets.incident.view import AssignedUnit, IncidentView, Picks
from widgets.muster.block import MusterBlock
from widgets.muster.order_form import OrderForm
from widgets.muster.view import OrderFormView
from widgets.parts import Translated
from widgets.states.state_banner import StateBanner
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView

LOW_PX = 840
"""A muster in a lower panel than this shows less of what can be had elsewhere."""


class IncidentPanel(Translated, QWidget):
    """One call, incident or case: heading, sections, buttons and log."""

    asked = Signal(str, object)
    """A verb and its values by name: complete, checked for what the form asks."""
    reveal_requested = Signal(str)
    """Id of the call whose sealed fields the operator wants to see."""
    unit_selected = Signal(str)
    """Call sign of a unit selected in the panel."""
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._view: IncidentView | None = None
        self._now_ms = 0
        self._asking: tuple[str, Values] | None = None
        self._state: StateView | None = None
        self._refused: tuple[Callable[[], str], Callable[[], str]] = (str, str)
        self._build()
        self._connect()
        self._refresh()

    @property
    def view(self) -> IncidentView | None:
        """What is shown now."""
        return self._view

    @property
    def picks(self) -> Picks:
        """What the hand has chosen for what is shown: ticked units, type and level of a call."""
        if self._view is None or self._state is not None:
            return Picks()
        units = tuple(unit.call_sign for unit in self.recommended.chosen)
        return Picks(self._view.key, units, self.caller.type_key, self.caller.levels.level)

    def show_incident(self, view: IncidentView | None) -> None:
        """Show a call, incident or case; None: nothing is selected. An open form of another one is put away."""
        old = self._view
        if view == old and view is not None:
            return
        if old is not None and (view is None or view.key != old.key):
            if self.form.isVisibleTo(self):
                self.form.cancel()
            self.order_form.cancel()
        elif view is not None and (view.muster is None or view.muster.offer is None):
            self.order_form.cancel()  # the order was given, here or at another seat
        elif view is not None and view.muster is not None and view.muster.offer is not None:
            self.order_form.show_rally(view.muster.offer.rally)
        self._view = view
        if view is not None:
            self._state = None
        self._refresh()

    def set_state(self, state: StateView | None) -> None:
        """Show a state instead of an incident; None: back to it."""
        self._state = state
        self._refresh()

    def set_now_ms(self, now_ms: int) -> None:
        """Advance the clocks to this time of the hub; call it about once per second."""
        self._now_ms = now_ms
        self.heading.set_now_ms(now_ms)
        self.assigned.set_now_ms(now_ms)
        self.case.set_now_ms(now_ms)
        self.muster.set_now_ms(now_ms)

    def show_refusal(self, words: Callable[[], str], detail: Callable[[], str] = str) -> None:
        """Say over the buttons that the hub refused, and why; it goes away after 12 s or by hand.

        Both say a text in the language of the screen: `reword` asks them again.
        """
        self._refused = words, detail
        self.banner.show_state(StateView(StateKind.REFUSED, words(), detail()), for_ms=12_000)

    def reword(self) -> None:
        """What was refused and what is being asked, in the language of the screen; after the view is in it."""
        if self.banner.words:
            words, detail = self._refused
            self.banner.reword(words(), detail())
        if self._asking is not None and self._view is not None:
            verb, values = self._asking
            forms = (one.form for one in self._view.buttons if (one.verb, one.values) == (verb, values))
            rows = (_entry_form(one, values) for one in self._view.entries if one.verb == verb)
            form = next((one for one in (*forms, *rows) if one is not None), None)
            if form is not None:
                self.form.reword(form)

    def confirm(self, verb: str, *, any_form: bool) -> bool:
        """The key of a verb of the teal button confirms what is open: the order, its own form, or `any_form`.

        Returns False if nothing that it confirms is open.
        """
        if self.order_form.isVisibleTo(self):
            self.order_form.confirm(give=True)
            return True
        if self.form.isVisibleTo(self) and (
            any_form or (self._asking is not None and self._asking[0] == verb)
        ):
            self.form.confirm()
            return True
        return False

    def trigger(self, verb: str) -> bool:
        """Do what a button does, or open its form; False if it is not possible now."""
        button = None if self._state is not None or self._view is None else self.bar.view_of(verb)
        if button is None or button.why_not:
            return False
        if button.field is Field.NOTE:
            self.log.note_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif button.field is Field.CALLER:
            self._ask_caller(button)
        elif button.form is not None:
            self._ask(verb, button.values, button.form)
        else:
            self._emit(verb, button.values)
        return True

    def open_order_form(self, view: OrderFormView) -> None:
        """Open the muster order for edits, in the place of pages and buttons."""
        self._work.hide()
        self.order_form.open(view)

    def _on_order_form_closed(self) -> None:
        self._work.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._content = QWidget(self)
        self.heading = IncidentHeading(self._content)
        self.caller = CallerSection(self._content)
        self.case = CaseSection(self._content)
        self.assigned = AssignedSection(self._content)
        self.recommended = RecommendedSection(self._content)
        self.reporters = ReportersSection(self._content)
        muster = self.muster = MusterBlock(self.assigned, self._content)
        pages = (self.assigned, muster.plan_units, muster.posts, muster.checklist, muster.card)
        self.middle = ContentScroll((self.caller, self.case, *pages, self.reporters), self._content)
        self.banner = StateBanner(self._content)
        self.bar = ActionBar(self._content)
        self.form = ActionForm(self._content)
        self.order_form = OrderForm(self._content)
        block = QFrame(self._content)
        block.setProperty("part", "section")
        parts.column(block, self.bar, self.form, margins=(14, 10, 14, 12), gap=6)
        self.log = LogSection(self._content)
        self._work = QWidget(self._content)  # what the order form takes the place of
        shown = (muster.pages, self.middle, muster.offer, self.recommended, self.banner, block)
        parts.column(self._work, *shown, gap=0)
        whole = (self.heading, muster.curve, muster.gaps, self._work, self.order_form, self.log)
        layout = parts.column(self._content, *whole, gap=0)
        for part, stretch in ((self._work, 4), (self.order_form, 4), (self.log, 1)):
            layout.setStretchFactor(part, stretch)
        self._nothing = StatePanel(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._content)
        self._stack.addWidget(self._nothing)

    def _connect(self) -> None:
        self.bar.triggered.connect(self.trigger)
        self.recommended.choice_changed.connect(self._show_choice)
        self.recommended.unit_selected.connect(self.unit_selected)
        self.muster.unit_selected.connect(self.unit_selected)
        self.muster.page_turned.connect(self.middle.fit)
        self.assigned.unit_selected.connect(self.unit_selected)
        self.assigned.entry_chosen.connect(self._on_entry)
        self.caller.reveal_requested.connect(self._on_reveal)
        self.order_form.closed.connect(self._on_order_form_closed)
        self.form.confirmed.connect(self._on_confirmed)
        self.form.cancelled.connect(self._on_cancelled)
        self.form.closed.connect(self.bar.show)
        self.form.opened.connect(self.bar.hide)
        self.log.noted.connect(self._on_noted)
        self.log.copied.connect(self.copied)

    def _refresh(self) -> None:
        view = self._view
        if self._state is not None or view is None:
            self._nothing.show_state(
                self._state
                or StateView(
                    StateKind.EMPTY,
                    self.tr("Nothing is selected"),
                    self.tr("Choose a row of the queue or a point on the map."),
                )
            )
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self.heading.show_incident(view)
        self.caller.show_caller(view.key, view.caller, view.types)
        self.case.show_case(view.case)
        self.reporters.show_reporters(view.key, view.reporters)
        self.assigned.show_units(view.assigned, view.muster, view.entries)
        self.muster.show_incident(view)
        self._give_room()
        self.recommended.show_proposal(view.key, view.proposal)
        self.middle.fit()
        self.bar.show_buttons(view.buttons)
        note = self._note_button
        keys = None if note is None else note.keys
        self.log.show_log(view.key, view.log, note_keys=keys, sealed=view.sealed)
        self._show_choice()
        self.set_now_ms(self._now_ms)

    def _give_room(self) -> None:
        """What matters less gives way: the log beside a muster, and a good deal more in a low panel."""
        is_low, mustering = self.height() < theme.px(LOW_PX), self.muster.page is not None
        self.middle.set_least(100 if is_low else 150)
        self.recommended.set_low(is_low)
        for part in (self.heading, self.muster.curve, self.bar):
            part.set_low(is_low and mustering)
        self.log.set_low(is_low or mustering, bare=is_low and mustering)
        tall = QSizePolicy.Policy.Preferred if mustering else QSizePolicy.Policy.Maximum  # else the log grows
        self._work.setSizePolicy(QSizePolicy.Policy.Preferred, tall)

    def _show_choice(self) -> None:
        units = self.recommended.chosen
        self.bar.show_dispatch(len(units), sum(unit.strength for unit in units))

    @property
    def _note_button(self) -> ButtonView | None:
        buttons = () if self._view is None else self._view.buttons
        return next((one for one in buttons if one.field is Field.NOTE and not one.why_not), None)

    def _ask_caller(self, button: ButtonView) -> None:
        """What was chosen about the call stands in `picks`; here it is only seen that nothing is missing."""
        if not self.caller.type_key:
            self.show_refusal(lambda: self.tr("Please choose a type first."))
            self.caller.type_box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.caller.levels.level:
            self.show_refusal(lambda: self.tr("Please choose a level first: keys 1–4."))
            self.caller.levels.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.banner.clear()
            self._emit(button.verb, button.values)

    def _ask(self, verb: str, values: Values, form: FormView) -> None:
        self._asking = (verb, values)
        self.form.open(form)

    def _emit(self, verb: str, values: Values, **found: str) -> None:
        self.asked.emit(verb, {**dict(values), **found})

    def _on_confirmed(self, found: dict[str, str]) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            verb, values = asking
            self._emit(verb, values, **found)

    def _on_cancelled(self) -> None:
        self._asking = None

    def _on_entry(self, unit: AssignedUnit, entry: EntryView) -> None:
        values = ((entry.unit, unit.call_sign), *entry.values)
        form = _entry_form(entry, values)
        if form is None:
            self._emit(entry.verb, values)
        else:
            self._ask(entry.verb, values, form)

    def _on_reveal(self) -> None:
        if self._view is not None:
            self.reveal_requested.emit(self._view.key)

    def _on_noted(self, words: str) -> None:
        note = self._note_button
        if note is not None:
            self._emit(note.verb, note.values, text=words)

    def retranslate(self) -> None:
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()


def _entry_form(entry: EntryView, values: Values) -> FormView | None:
    """The form of an entry of a unit's menu, under a title of its own; None where it has none, or is another's."""
    unit = dict(values).get(entry.unit, "")
    if entry.form is None or values != ((entry.unit, unit), *entry.values):
        return None
    return replace(entry.form, title=f"{entry.words.rstrip(' …')} — {unit}")
