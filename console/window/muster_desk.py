"""Wires the muster's part of the incident panel to the muster's verbs, and the map to its rally points. Qt main thread.

Made once by `ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from console.desk.drafts import PLAN_KINDS
from console.desk.letters import Letter, Letters
from console.domain.musters.commands import OrderMuster
from console.panels.muster.order_form import edits_of, field_of, form_view
from console.panels.panels import Panels
from console.panels.ports import MapPort
from console.verbs import muster_values as kinds
from console.verbs.invoker import Invoker
from console.window.prompting import Prompting
from console.words.musters import refusal_advice
from console.words.said import Words
from widgets.muster.view import OrderValues


class MusterDesk(QObject):
    """What is pressed and typed in the muster's panel, as verbs."""

    def __init__(
        self,
        invoker: Invoker,
        panels: Panels,
        prompting: Prompting,
        map_view: MapPort,
        letters: Letters,
        show_now: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._seat, self._invoker = invoker.here.seat, invoker
        self._panels, self._prompting, self._show_now = panels, prompting, show_now
        self._wrong: tuple[str, Words] = ("", str)
        """At which field of the order form the rules were against it, and why."""
        muster = panels.incident.muster
        muster.offer.plan_chosen.connect(lambda kind: self._invoke("plan", plan=kind))
        muster.offer.rally_wanted.connect(partial(invoker.press, "rally"))
        muster.plan_units.toggled.connect(lambda unit: self._invoke("without", unit=unit))
        muster.posts.post_chosen.connect(lambda post: self._invoke("post", post=post))
        muster.checklist.ticked.connect(lambda item: self._invoke("item", item=item))
        muster.checklist.withdrawn.connect(lambda item: self._invoke("withdraw", item=item))
        panels.number_pressed.connect(self.choose_plan)
        map_view.map_clicked.connect(self.take_spot)
        panels.incident.order_form.confirmed.connect(self._on_order_edited)
        panels.incident.order_form.rally_wanted.connect(partial(invoker.press, "rally"))
        letters.changed.connect(self._on_letter)

    def choose_plan(self, number: int) -> None:
        """Keys 1–3 while an order is offered."""
        if self._seat.offer is not None and 1 <= number <= len(PLAN_KINDS):
            self._invoke("plan", plan=PLAN_KINDS[number - 1])

    # -- the order form ------------------------------------------------------------------------------------------------

    def open_order_form(self) -> None:
        """Open the order that is offered for edits."""
        incident, offer = self._seat.incident, self._seat.offer
        if incident is not None and offer is not None:
            self._panels.incident.open_order_form(form_view(incident, offer, self._seat.world.names))

    def retranslate(self) -> None:
        """The order that is being edited, and what the rules have against it, in the language of the screen."""
        incident, offer, form = self._seat.incident, self._seat.offer, self._panels.incident.order_form
        if incident is not None and offer is not None and form.isVisible():
            form.reword(form_view(incident, offer, self._seat.world.names))
            field, words = self._wrong
            if field and form.fault(field):
                form.say(field, words())

    def _on_order_edited(self, values: OrderValues, give: bool) -> None:
        """The form's values go into the draft; with the chord the order is given."""
        incident, offer = self._seat.incident, self._seat.offer
        if incident is None or offer is None:
            return
        draft = self._seat.drafts.of(incident.id)
        draft.edits = edits_of(values, offer.plan, self._seat.world.names.chinese, draft.edits)
        self._seat.case_changed.emit()
        if give:
            self._show_now()
            self._give(incident.id)

    def _give(self, incident_id: str) -> None:
        """Give the order out of the form; what the rules have against it is said at the field it is about."""
        seat, form = self._seat, self._panels.incident.order_form
        incident, offer = seat.incident, seat.offer
        if incident is None or offer is None or incident.id != incident_id:
            return
        refusal = seat.refusal_of(offer.command)
        if refusal is not None:
            self._say_in_form(refusal.code, refusal.fields)
        elif offer.uncovers:
            form.cancel()
            self._panels.incident.trigger("muster")  # asks why grids are left bare
        else:
            self._invoke("muster", incident=incident_id)

    def _on_letter(self, letter: Letter) -> None:
        """The hub's own reasons (water, no road) are said with what helps: at the field, or over the buttons."""
        if letter.refusal is None or not isinstance(letter.command, OrderMuster):
            return
        code, fields = letter.refusal.code, letter.refusal.fields
        panel = self._panels.incident
        if panel.order_form.isVisible():
            self._say_in_form(code, fields)
        elif letter.command.incident_id == self._seat.case_id and panel.isVisible():
            panel.show_refusal(partial(refusal_advice, code, fields), letter.words)

    def _say_in_form(self, code: str, fields: Mapping[str, str | int]) -> None:
        field = field_of(code, str(fields.get("field", ""))) or "rally"
        self._wrong = field, partial(refusal_advice, code, fields)
        self._panels.incident.order_form.say(field, self._wrong[1]())

    # -- the map -------------------------------------------------------------------------------------------------------

    def take_spot(self, lon_e7: int, lat_e7: int) -> None:
        """A click on the ground of the map while the rally point is asked for."""
        asked = self._prompting.asked
        if asked is not None and asked.kind is kinds.RALLY:
            self._prompting.leave()
            self._invoke("rally", rally=f"{lon_e7},{lat_e7}")

    def _invoke(self, verb_id: str, **values: str) -> None:
        self._invoker.invoke(verb_id, values)
