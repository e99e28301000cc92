"""The right column: everything about the selected call, incident or case, and everything that can be done to it.

It takes an `IncidentView` and emits requests; it decides nothing. Keys come from `ACTION_KEYS`: the owner of the
window calls `install_shortcuts` or routes its own actions to `trigger`. Main thread only; used by the shell.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from widgets import theme
from widgets.incident.action_bar import ActionBar
from widgets.incident.action_form import ActionForm
from widgets.incident.actions import (
    ACTION_KEYS,
    FORMS,
    MUSTER_UNCOVERS,
    PRIMARY,
    ChoiceSource,
    FormSpec,
    action_words,
)
from widgets.incident.assigned_section import AssignedSection
from widgets.incident.caller_section import CallerSection
from widgets.incident.case_section import CaseSection
from widgets.incident.content_scroll import ContentScroll
from widgets.incident.heading import IncidentHeading
from widgets.incident.log_section import LogSection
from widgets.incident.recommended_section import RecommendedSection
from widgets.incident.reporters_section import ReportersSection
from widgets.incident.view import Action, ActionRequest, AssignedUnit, Choice, IncidentView, OrderRequest
from widgets.muster.block import MusterBlock
from widgets.muster.order_form import OrderForm
from widgets.muster.order_form_view import OrderFormView
from widgets.muster.view import OfferView
from widgets.queue.roles import QueueKind
from widgets.states.state_banner import StateBanner
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView
from widgets.units.roles import UnitAction
from widgets.units.unit_actions import REASON_NEEDED, unit_action_words

LOW_PX = 840
"""A muster in a lower panel than this shows less of what can be had elsewhere."""


class IncidentPanel(QWidget):
    """See the module."""

    action_requested = Signal(object)
    """An `ActionRequest`: complete, checked for what the form asks."""
    order_action_requested = Signal(object)
    """An `OrderRequest` for one unit of the incident."""
    reveal_requested = Signal(str)
    """Id of the call whose sealed fields the operator wants to see."""
    unit_selected = Signal(str)
    """Call sign of a unit selected in the panel."""
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view: IncidentView | None = None
        self._now_ms = 0
        self._asking: Action | None = None
        self._asking_order: tuple[AssignedUnit, UnitAction] | None = None
        self._state: StateView | None = None
        self._shortcuts: list[QShortcut] = []
        self._build()
        self._connect()
        self._refresh()

    @property
    def view(self) -> IncidentView | None:
        """What is shown now."""
        return self._view

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

    def show_refusal(self, words: str, detail: str = "") -> None:
        """Say over the buttons that the hub refused, and why; it goes away after 12 s or by hand."""
        self.banner.show_state(StateView(StateKind.REFUSED, words, detail), for_ms=12_000)

    def trigger(self, action: Action) -> bool:
        """Do an action or open its form, as its key and button do; False if it is not possible now."""
        view = self._view
        if view is None or self._state is not None:
            return False
        confirms = action in (Action.DISPATCH, Action.ACCEPT) or action is self._asking is Action.MUSTER
        if self.order_form.isVisibleTo(self) and action in PRIMARY:
            self.order_form.confirm(give=True)
            return True
        if confirms and self.form.isVisibleTo(self):
            self.form.confirm()
            return True
        if not self.bar.is_possible(action):
            return False
        if action is Action.NOTE:
            self.log.note_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif action is Action.DISPATCH:
            self._dispatch(view)
        elif action is Action.ACCEPT:
            self._accept(view)
        elif action is Action.MUSTER and self._offer is not None and self._offer.uncovers:
            self._ask_for_cover(view, self._offer)
        elif action in FORMS:
            self._ask(view, action)
        else:
            self.action_requested.emit(ActionRequest(view.key, action))
        return True

    def open_order_form(self, view: OrderFormView) -> None:
        """Open the muster order for edits, in the place of pages and buttons."""
        self._work.hide()
        self.order_form.open(view)

    def _on_order_form_closed(self) -> None:
        self._work.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def install_shortcuts(self, owner: QWidget) -> None:
        """Make the keys of the actions, and 1–4 for the level of a waiting call, work anywhere in a window."""
        by_keys: dict[str, list[Action]] = {}
        for action, keys in ACTION_KEYS.items():
            by_keys.setdefault(keys, []).append(action)
        for keys, actions in by_keys.items():
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.activated.connect(lambda actions=actions: self._on_keys(actions))
            self._shortcuts.append(shortcut)
        for level in (1, 2, 3, 4):
            shortcut = QShortcut(QKeySequence(str(level)), owner)
            shortcut.activated.connect(lambda level=level: self.caller.levels.set_level(level))
            self._shortcuts.append(shortcut)

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
        block_layout = QVBoxLayout(block)
        block_layout.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
        block_layout.setSpacing(theme.px(6))
        block_layout.addWidget(self.bar)
        block_layout.addWidget(self.form)
        self.log = LogSection(self._content)
        self._work = QWidget(self._content)  # what the order form takes the place of
        _stacked(self._work, (muster.pages, self.middle, muster.offer, self.recommended, self.banner, block))
        whole = (self.heading, muster.curve, muster.gaps, self._work, self.order_form, self.log)
        layout = _stacked(self._content, whole)
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
        self.assigned.order_action_chosen.connect(self._on_order_action)
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
        self.assigned.show_units(view.assigned, view.muster)
        self.muster.show_incident(view)
        self._give_room()
        self.recommended.show_proposal(view.key, view.proposal)
        self.middle.fit()
        self.bar.show_actions(view.actions, None if view.muster is None else view.muster.next)
        possible = self.bar.is_possible(Action.NOTE)
        self.log.show_log(view.key, view.log, can_note=possible)
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
        self.bar.show_offer(self._offer_words())

    @property
    def _offer(self) -> OfferView | None:
        muster = None if self._view is None else self._view.muster
        return None if muster is None else muster.offer

    def _offer_words(self) -> str:
        offer = self._offer
        if offer is None or not offer.ordered_units:
            return ""
        words = self.tr("Muster {0} units · {1} officers").format(offer.ordered_units, offer.officers)
        if not offer.by_clock:
            return words
        return f"{words} · {self.tr('{0} in {1}').format(offer.required, offer.by_clock)}"

    def _ask_for_cover(self, view: IncidentView, offer: OfferView) -> None:
        self._asking, self._asking_order = Action.MUSTER, None
        title = self.tr("Muster order — leaves below cover: {0}. Why?").format(offer.uncovers)
        first = offer.reasons[0].key if offer.reasons else ""
        self.form.open(title, MUSTER_UNCOVERS, offer.reasons, first)

    def _dispatch(self, view: IncidentView) -> None:
        units = self.recommended.chosen
        if units:
            self.action_requested.emit(
                ActionRequest(
                    view.key,
                    Action.DISPATCH,
                    call_signs=tuple(unit.call_sign for unit in units),
                    proposal=self.recommended.number,
                )
            )

    def _accept(self, view: IncidentView) -> None:
        chosen, level = self.caller.type_key, self.caller.levels.level
        if not chosen:
            self.show_refusal(self.tr("Please choose a type first."))
            self.caller.type_box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not level:
            self.show_refusal(self.tr("Please choose a level first: keys 1–4."))
            self.caller.levels.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.banner.clear()
            self.action_requested.emit(ActionRequest(view.key, Action.ACCEPT, choice=chosen, level=level))

    def _ask(self, view: IncidentView, action: Action) -> None:
        spec = FORMS[action]
        self._asking, self._asking_order = action, None
        chosen, level = "", 0
        if spec.choice is ChoiceSource.TYPES:
            chosen, level = view.type_key, view.level
        elif spec.choice is ChoiceSource.INCIDENTS and view.incidents:
            chosen = view.incidents[0].key
        elif spec.prefilled and (offered := self._choices(view, spec.choice)):
            chosen = offered[0].key
        title = f"{action_words()[action].rstrip(' …')} — {view.number}"
        self.form.open(title, spec, self._choices(view, spec.choice), chosen, level)

    def _choices(self, view: IncidentView, source: ChoiceSource) -> tuple[Choice, ...]:
        match source:
            case ChoiceSource.DEPARTMENTS:
                return view.departments
            case ChoiceSource.DISPOSITIONS:
                return view.dispositions
            case ChoiceSource.INCIDENTS:
                return view.incidents
            case ChoiceSource.TYPES:
                return view.types
            case ChoiceSource.COVER_REASONS:
                return () if view.muster is None else view.muster.reasons
            case ChoiceSource.END_REASONS:
                return () if view.muster is None else view.muster.end_reasons
            case ChoiceSource.NONE:
                return ()

    def _on_keys(self, actions: list[Action]) -> None:
        view = self._view
        for action in actions:
            if action is Action.ACCEPT and view is not None and view.kind is not QueueKind.CALL:
                continue
            if self.trigger(action):
                return

    def _on_confirmed(self, choice: str, text: str, level: int) -> None:
        view, action, order = self._view, self._asking, self._asking_order
        self._on_cancelled()
        if order is not None:
            unit, step = order
            self.order_action_requested.emit(OrderRequest(unit.order_id, unit.call_sign, step, text))
        elif view is not None and action is not None:
            self.action_requested.emit(ActionRequest(view.key, action, choice, text, level))

    def _on_cancelled(self) -> None:
        self._asking = self._asking_order = None

    def _on_order_action(self, unit: AssignedUnit, action: UnitAction) -> None:
        if action in REASON_NEEDED:
            self._asking, self._asking_order = None, (unit, action)
            title = f"{unit_action_words()[action].rstrip(' …')} — {unit.call_sign}"
            self.form.open(title, FormSpec(), ())
        else:
            self.order_action_requested.emit(OrderRequest(unit.order_id, unit.call_sign, action))

    def _on_reveal(self) -> None:
        if self._view is not None:
            self.reveal_requested.emit(self._view.key)

    def _on_noted(self, words: str) -> None:
        if self._view is not None:
            self.action_requested.emit(ActionRequest(self._view.key, Action.NOTE, text=words))

    def _retranslate(self) -> None:
        self.caller.retranslate()
        self.case.retranslate()
        self.assigned.retranslate()
        self.recommended.retranslate()
        self.muster.retranslate()
        self.bar.retranslate()
        self.order_form.retranslate()
        self.log.retranslate()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _stacked(owner: QWidget, parts: tuple[QWidget, ...]) -> QVBoxLayout:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    return layout
