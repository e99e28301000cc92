"""Wires the muster's part of the incident panel to the muster's verbs, and the map to its rally points. Qt main thread.

Made once by `ConsoleWindow`; also what the verbs may do to the panel (`MusterPanel`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from console.desk.letters import Letter, Letters
from console.desk.seat import Seat
from console.desk.trials import refusal_of
from console.domain.musters.commands import OrderMuster
from console.domain.musters.entities import Area
from console.panels.muster.order_form import edits_of, field_of, form_view
from console.panels.panels import Panels
from console.panels.ports import MapPort
from console.verbs.kinds import Kind
from console.verbs.muster_operator import MusterOperator
from console.verbs.operator import Operator
from console.verbs.table import BY_ID
from console.window.prompting import Prompting
from console.words.musters import refusal_advice
from widgets.incident.view import Action
from widgets.muster.order_form_view import OrderValues
from widgets.muster.view import Page, UnitReport


class MusterDesk(QObject):
    """See the module."""

    def __init__(
        self,
        seat: Seat,
        operator: Operator,
        panels: Panels,
        prompting: Prompting,
        map_view: MapPort,
        letters: Letters,
        panel_action: Callable[[Action], bool],
        show_now: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._seat, self._operator = seat, operator
        self._panels, self._prompting = panels, prompting
        self._panel_action, self._show_now = panel_action, show_now
        self.verbs = MusterOperator(seat, operator, self, self)
        muster = panels.incident.muster
        muster.plan_chosen.connect(lambda kind: self._invoke("plan", plan=kind))
        muster.rally_wanted.connect(partial(operator.press, "rally"))
        muster.plan_unit_toggled.connect(self.verbs.toggle_unit)
        muster.post_chosen.connect(lambda post: self._invoke("post", post=post))
        muster.item_ticked.connect(lambda item: self._invoke("item", item=item))
        muster.item_withdrawn.connect(lambda item: self._invoke("withdraw", item=item))
        panels.incident.assigned.report_chosen.connect(self._on_report)
        panels.number_pressed.connect(self.verbs.choose_plan)
        map_view.map_clicked.connect(self.take_spot)
        panels.incident.order_form.confirmed.connect(self._on_order_edited)
        panels.incident.order_form.rally_wanted.connect(partial(operator.press, "rally"))
        letters.changed.connect(self._on_letter)

    # -- MusterPanel: what verbs do to the panel -----------------------------------------------------------------------

    def panel_action(self, action: Action) -> bool:
        """The panel's own way to do an action, with its form; False if it is not possible now."""
        return self._panel_action(action)

    def show_page(self, page: Page) -> None:
        """Bring a page of the panel to the front."""
        self._panels.incident.muster.turn_to(page)

    def turn_page(self, by: int) -> None:
        """The next page of the panel, or the one before."""
        self._panels.incident.muster.turn(by)

    def open_order_form(self) -> None:
        """Open the order that is offered for edits."""
        incident, offer = self._seat.incident, self._seat.offer
        if incident is not None and offer is not None:
            self._panels.incident.open_order_form(form_view(incident, offer, self._seat.world.names))

    # -- the order form ------------------------------------------------------------------------------------------------

    def _on_order_edited(self, values: OrderValues, give: bool) -> None:
        """The form's values go into the draft; with the chord the order is given."""
        incident, offer = self._seat.incident, self._seat.offer
        if incident is None or offer is None:
            return
        draft = self._seat.drafts.of(incident.id)
        draft.edit(edits_of(values, offer.plan, self._seat.world.names.chinese, draft.edits))
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
        refusal = refusal_of(seat.world.picture, offer.command, seat.identity.role, seat.identity.user)
        if refusal is not None:
            self._say_in_form(refusal.code, refusal.fields)
        elif offer.uncovers:
            form.cancel()
            self._panels.incident.trigger(Action.MUSTER)  # asks why grids are left bare
        else:
            self._operator.invoke(BY_ID["muster"], {"incident": incident_id})

    def _on_letter(self, letter: Letter) -> None:
        """The hub's own reasons (water, no road) are said with what helps: at the field, or over the buttons."""
        if letter.refusal is None or not isinstance(letter.command, OrderMuster):
            return
        code, fields = letter.refusal.code, letter.refusal.fields
        panel = self._panels.incident
        if panel.order_form.isVisible():
            self._say_in_form(code, fields)
        elif letter.command.incident_id == self._seat.case_id and panel.isVisible():
            panel.show_refusal(refusal_advice(code, fields), letter.words)

    def _say_in_form(self, code: str, fields: Mapping[str, str | int]) -> None:
        field = field_of(code, str(fields.get("field", "")))
        self._panels.incident.order_form.say(field or "rally", refusal_advice(code, fields))

    # -- the map -------------------------------------------------------------------------------------------------------

    def take_spot(self, lon_e7: int, lat_e7: int) -> None:
        """A click on the ground of the map while the rally point is asked for."""
        asked = self._prompting.asked
        if asked is not None and asked.kind is Kind.RALLY:
            self._prompting.leave()
            self.choose_rally(lon_e7, lat_e7)

    def choose_rally(self, lon_e7: int, lat_e7: int) -> None:
        """A rally point of the map: the ground, or one that the planner proposed."""
        self.verbs.choose_rally(self.verbs.place_of(f"{lon_e7},{lat_e7}"))

    def _on_report(self, report: UnitReport, unit: str) -> None:
        match report:
            case UnitReport.HEADCOUNT:
                self._invoke("headcount", unit=unit)
            case UnitReport.HANDLING:
                self._invoke("handling", unit=unit)
            case UnitReport.TO_POST:
                self._invoke("post", unit=unit)
            case UnitReport.AT_RALLY:
                self._invoke("there", unit=unit, area=Area.RALLY.value)
            case UnitReport.AT_SCENE:
                self._invoke("there", unit=unit, area=Area.SCENE.value)
            case UnitReport.AT_POST:
                self._invoke("there", unit=unit, area=Area.POST.value)

    def _invoke(self, verb_id: str, **values: str) -> None:
        self._operator.invoke(BY_ID[verb_id], values)
