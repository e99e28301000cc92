"""Does the verbs of a muster: the order as shown, substitutes, posts, reports by voice, checklist. Qt main thread.

Asked first by `Operator`, which sends what comes of it. Whether something is possible is asked of the rules; nothing is
guessed here. Used by the window.
"""

from __future__ import annotations

from typing import Protocol

import msgspec
from PySide6.QtCore import QCoreApplication, QObject

from console.desk.drafts import PLAN_KINDS
from console.desk.offer import Offer, is_free, offer_of
from console.desk.seat import Seat
from console.domain.base.place import Place
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import ActivateMuster, OrderMuster, SendToPosts
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster
from console.domain.musters.events import PostAssignment
from console.domain.orders.commands import CancelOrder, DispatchUnits, UnitChoice
from console.domain.orders.entities import Order
from console.domain.registry.entities import Unit
from console.places.spots import place_of
from console.verbs.builders import order_of
from console.verbs.kinds import Group, Kind, Param, Verb
from console.verbs.muster_builders import of_muster, of_unit, work_area
from console.verbs.muster_states import orders_to_release, why_not
from console.verbs.musters import MUSTER_ACTIONS
from console.verbs.operator import Operator, Prompt
from console.verbs.post_proposal import PostProposal, PostQuestion, question_of
from console.verbs.table import BY_ID
from console.words.musters import item_text, post_name, refusal_advice
from widgets.incident.view import Action, ActionRequest
from widgets.muster.view import Page

_VERB_OF = {action: verb_id for verb_id, action in MUSTER_ACTIONS.items()}


_NEEDS_ORDER = frozenset({"headcount", "there", "post", "handling", "item", "withdraw", "workarea"})
"""Verbs that ask for something first: without a muster they say so instead."""


_PAGE_OF = {
    "posts": Page.POSTS,
    "post": Page.POSTS,
    "item": Page.CHECKLIST,
    "withdraw": Page.CHECKLIST,
    "declare": Page.CHECKLIST,
    "verify": Page.CHECKLIST,
    "headcount": Page.ASSIGNED,
    "there": Page.ASSIGNED,
    "rally": Page.PLAN,
    "plan": Page.PLAN,
}
"""What the operator wants to see when he uses a verb."""


class MusterPanel(Protocol):
    """What the verbs do to the incident panel; `MusterDesk` is one."""

    def panel_action(self, action: Action) -> bool: ...
    def show_page(self, page: Page) -> None: ...
    def turn_page(self, by: int) -> None: ...
    def open_order_form(self) -> None: ...


class MusterOperator(QObject):
    """See the module. A `VerbDoer`."""

    def __init__(
        self, seat: Seat, operator: Operator, panel: MusterPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._operator, self._panel = seat, operator, panel
        self._posts = PostProposal(self)
        self._posts.found.connect(self._on_posts_found)
        operator.add_doer(self)

    # -- VerbDoer ------------------------------------------------------------------------------------------------------

    def press(self, verb_id: str) -> bool:
        """A key: the panel's own way, or words why not."""
        action = MUSTER_ACTIONS.get(verb_id)
        if action is None:
            return self._press_other(verb_id)
        incident = self._seat.incident
        if incident is None:
            self._tell(QCoreApplication.translate("command", "Select an incident first"))
        elif self._panel.panel_action(action):
            self._show_page(verb_id)
        else:
            self._explain(action, incident)
        return True

    def _press_other(self, verb_id: str) -> bool:
        if verb_id in ("next_page", "previous_page"):
            self._panel.turn_page(1 if verb_id == "next_page" else -1)
            return True
        if verb_id not in _NEEDS_ORDER:
            return False
        muster = self._seat.muster
        if muster is None or muster.plan is None:
            code = "unknown_muster" if muster is None else "muster_not_ordered"
            self._tell(refusal_advice(code, {}))
            return True
        self._show_page(verb_id)
        return False

    def implied(self, param: Param, values: dict[str, str]) -> str:
        """The muster implies nothing that the selection does not."""
        return ""

    def do(self, verb: Verb, values: dict[str, str]) -> str | None:
        """Do one of the muster's verbs."""
        if verb.group is not Group.MUSTER:
            return None
        if verb.id in ("next_page", "previous_page"):
            self._press_other(verb.id)
            return ""
        if "unit" in values and verb.params[0].kind is Kind.BOUND_UNIT:
            return self._about_unit(verb, values)
        incident = self._seat.world.picture.incidents.get(values.get("incident", ""))
        if incident is None:
            return refusal_advice("unknown_incident", {})
        return self._about_incident(verb, incident, values)

    def do_request(self, request: ActionRequest) -> bool:
        """A button of the panel, complete with what its form collected."""
        incident = self._seat.world.picture.incidents.get(request.key)
        if incident is None:
            return False
        if request.action is Action.DISPATCH:
            return self._reinforce(incident, request.call_signs)
        verb_id = _VERB_OF.get(request.action)
        if verb_id is None:
            return False
        values = {"incident": incident.id, "reason": request.choice or request.text}
        fault = self._about_incident(BY_ID[verb_id], incident, values)
        if fault:
            self._tell(fault)
        return True

    # -- the order -----------------------------------------------------------------------------------------------------

    def offer_for(self, incident: Incident) -> Offer | None:
        """The order as the panel shows it; worked out anew for an incident that is not in the panel."""
        seat = self._seat
        if seat.case_id == incident.id:
            return seat.offer
        if not incident.major or incident.closed_ms >= 0:
            return None
        return offer_of(
            incident,
            seat.world.picture,
            seat.world.telemetry.muster_plans.get(incident.id),
            seat.world.plan_cards.card(incident.type_code),
            seat.drafts.of(incident.id),
            lambda unit_id: seat.world.telemetry.eta_s(incident.id, unit_id),
        )

    def choose_plan(self, number: int) -> bool:
        """Keys 1–3 while an order is offered; False where none is."""
        if self._seat.offer is None or not 1 <= number <= len(PLAN_KINDS):
            return False
        self._operator.invoke(BY_ID["plan"], {"plan": PLAN_KINDS[number - 1]})
        return True

    def choose_rally(self, place: Place) -> None:
        """A rally point from the map or the form, for the order that is offered."""
        incident = self._seat.incident
        if incident is not None and self._seat.offer is not None:
            self._seat.drafts.of(incident.id).choose_rally(place)
            self._seat.case_changed.emit()

    def toggle_unit(self, unit_id: str) -> None:
        """Leave a unit out of the order that is offered, or take it in again."""
        incident = self._seat.incident
        if incident is not None:
            self._seat.drafts.of(incident.id).toggle(unit_id)
            self._seat.case_changed.emit()

    def _order(self, incident: Incident, reason: str) -> str:
        offer = self.offer_for(incident)
        if offer is None:
            return self._why_not(Action.MUSTER, incident)
        if offer.uncovers and not reason:
            verb = BY_ID["muster"]
            asked = BY_ID["cover"].params[1]
            title = QCoreApplication.translate("verbs", verb.text)
            self._operator.prompt_wanted.emit(Prompt(verb, asked, (("incident", incident.id),), title))
            return ""
        command = with_cover_reason(offer, reason)
        units = QCoreApplication.translate("muster", "{0} units").format(len(command.units))
        self._operator.send(command, "muster", f"{incident.id} · {units}")
        return ""

    # -- doing ---------------------------------------------------------------------------------------------------------

    def _about_incident(self, verb: Verb, incident: Incident, values: dict[str, str]) -> str:
        draft = self._seat.drafts.of(incident.id)
        match verb.id:
            case "muster":
                return self._order(incident, values.get("reason", ""))
            case "muster_form":
                self._panel.open_order_form()
            case "plan":
                draft.choose_plan(values["plan"])
                self._seat.case_changed.emit()
            case "rally":
                draft.choose_rally(self.place_of(values["rally"]))
                self._seat.case_changed.emit()
            case "without":
                draft.toggle(values["unit"])
                self._seat.case_changed.emit()
            case "activate":
                self._operator.send(ActivateMuster(incident_id=incident.id), verb.id, incident.id)
            case "substitute":
                return self._substitute(incident)
            case _:
                return self._about_muster(verb, incident, values)
        return ""

    def _about_muster(self, verb: Verb, incident: Incident, values: dict[str, str]) -> str:
        muster = muster_of(self._seat.world.picture, incident.id)
        if muster is None:
            return refusal_advice("unknown_muster", {})
        if verb.id == "posts":
            return self._send_to_posts(muster)
        if verb.id == "workarea":
            self._operator.send(work_area(incident, muster, int(values["metres"])), verb.id, values["metres"])
            return ""
        command = of_muster(verb.id, values, muster)
        if command is None:
            raise LookupError(verb.id)
        self._operator.send(command, verb.id, self._item_words(muster, values.get("item", "")) or incident.id)
        if verb.id == "standdown":
            self._release(muster, values["reason"])
        return ""

    def _release(self, muster: Muster, reason: str) -> None:
        """Standing down frees everybody who is not on scene; who is clears by himself when his work is done."""
        for order in orders_to_release(muster, self._seat.world.picture):
            self._operator.send(CancelOrder(order_id=order.id, reason=reason), "cancel", order.unit_id)

    def _about_unit(self, verb: Verb, values: dict[str, str]) -> str:
        picture = self._seat.world.picture
        unit = picture.units.get(values["unit"])
        order = picture.orders.get(order_of(values["unit"], picture))
        if unit is None or order is None:
            return refusal_advice("unit_has_no_order", {"unit": values["unit"]})
        muster = muster_of(picture, order.incident_id)
        return self._send_for(verb, values, muster, order, unit)

    def _send_for(
        self, verb: Verb, values: dict[str, str], muster: Muster | None, order: Order, unit: Unit
    ) -> str:
        command = of_unit(verb.id, values, muster, order, unit)
        if command is None:
            raise LookupError(verb.id)
        self._operator.send(command, verb.id, unit.id)
        return ""

    def _send_to_posts(self, muster: Muster) -> str:
        question = question_of(muster, self._seat.world.picture, self._seat.world.telemetry)
        if not question.unit_ids:
            return QCoreApplication.translate("muster", "Nobody is left to be sent to a post")
        if not question.post_ids:
            return QCoreApplication.translate("muster", "Every post has its people")
        self._posts.ask(question)
        return ""

    def _on_posts_found(self, question: PostQuestion, assignments: tuple[PostAssignment, ...]) -> None:
        if not assignments:
            self._tell(QCoreApplication.translate("muster", "With these units no post can be filled"))
            return
        command = SendToPosts(muster_id=question.muster_id, assignments=assignments)
        muster = self._seat.world.picture.musters.get(question.muster_id)
        posts = {one.post_id for one in assignments}
        words = QCoreApplication.translate("muster", "{0} units to {1} posts").format(
            len(assignments), len(posts)
        )
        if muster is not None and len(assignments) == 1:
            words = f"{assignments[0].unit_id} → {post_name(muster, assignments[0].post_id, self._seat.world.names)}"
        self._operator.send(command, "posts", words)

    def _substitute(self, incident: Incident) -> str:
        """The first of those that the panel shows and that bring officers."""
        units = self._seat.world.picture.units
        shown = [one for one in self._seat.recommended if is_free(units.get(one)) and units[one].sworn]
        if not shown:
            return QCoreApplication.translate("command", "There is no recommendation yet")
        self._dispatch(incident, (shown[0],), "substitute")
        return ""

    def _reinforce(self, incident: Incident, units: tuple[str, ...]) -> bool:
        """The ticked substitutes of an ordered muster; False: an ordinary dispatch."""
        muster = muster_of(self._seat.world.picture, incident.id)
        if muster is None or muster.plan is None or not units:
            return False
        self._dispatch(incident, units, "dispatch")
        return True

    def _dispatch(self, incident: Incident, units: tuple[str, ...], verb_id: str) -> None:
        telemetry = self._seat.world.telemetry
        forecast = telemetry.forecasts.get(incident.id)
        planned = {} if forecast is None else {one.unit_id: one.eta_s for one in forecast.substitutes}
        choices = []
        for rank, unit_id in enumerate(units, start=1):
            eta_s = planned.get(unit_id, telemetry.eta_s(incident.id, unit_id))
            choices.append(UnitChoice(unit_id=unit_id, eta_ms=eta_s * 1000 if eta_s >= 0 else -1, rank=rank))
        command = DispatchUnits(incident_id=incident.id, units=tuple(choices))
        self._operator.send(command, verb_id, f"{' '.join(units)} → {incident.id}")

    # -- words ---------------------------------------------------------------------------------------------------------

    def place_of(self, value: str) -> Place:
        """The place of a rally point's value, with its name where it has one."""
        lon_e7, lat_e7 = (int(part) for part in value.split(","))
        incident = self._seat.incident
        plans = None if incident is None else self._seat.world.telemetry.muster_plans.get(incident.id)
        for one in () if plans is None else plans.rallies:
            if (one.place.lon_e7, one.place.lat_e7) == (lon_e7, lat_e7):
                return one.place
        return place_of(self._seat.places.spot(lon_e7, lat_e7))

    def _item_words(self, muster: Muster, item_id: str) -> str:
        items = () if muster.plan is None else muster.plan.checklist
        return next((item_text(one, self._seat.world.names) for one in items if one.id == item_id), item_id)

    def _why_not(self, action: Action, incident: Incident) -> str:
        identity = self._seat.identity
        order = None if self._seat.offer is None else self._seat.offer.command
        refusal = why_not(action, incident, self._seat.world.picture, order, identity.role, identity.user)
        return "" if refusal is None else refusal_advice(refusal.code, refusal.fields)

    def _explain(self, action: Action, incident: Incident) -> None:
        words = self._why_not(action, incident)
        if words:
            self._tell(words)

    def _show_page(self, verb_id: str) -> None:
        page = _PAGE_OF.get(verb_id)
        if page is not None:
            self._panel.show_page(page)

    def _tell(self, words: str) -> None:
        self._operator.told.emit(words, True)


def with_cover_reason(offer: Offer, reason: str) -> OrderMuster:
    """The order, saying why grids are left bare where it leaves any."""
    if not offer.uncovers or not reason:
        return offer.command
    plan = msgspec.structs.replace(offer.plan, cover_reason=reason)
    return msgspec.structs.replace(offer.command, plan=plan)
