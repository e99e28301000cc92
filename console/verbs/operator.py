"""Does what verbs say: fills in what the selection implies, asks for what is missing, sends commands. Qt main thread.

Keys, menus, command line, map and panel all end here, so that one action behaves the same wherever it comes from. What
changes only the screen goes to a `Screen`, which the window implements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from console.desk.letters import Letters
from console.desk.seat import Seat, Thing
from console.desk.trials import refusal_of, trial_command
from console.desk.urgency import open_entities, sort_key
from console.domain.calls.commands import AcceptCall, AcknowledgeCall, AcknowledgeCalls, MergeCall, RejectCall
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AmendIncident, CloseIncident
from console.domain.orders.commands import (
    CancelOrder,
    DeclineOrder,
    DelayOrder,
    ProgressOrder,
    ReturnToService,
    SetOutOfService,
)
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.verbs.builders import command_of, dispatch, order_of, recommended_units
from console.verbs.kinds import Kind, Param, Verb
from console.verbs.musters import MUSTER_ACTIONS
from console.verbs.parser import Misunderstood, parse
from console.verbs.screen import Screen, on_screen
from console.verbs.table import BY_ID
from console.verbs.values import name_of, resolve
from console.words.phrases import DISPATCHERS_CHOICE
from console.words.refusals import refusal_words
from widgets.incident.view import Action, ActionRequest, OrderRequest
from widgets.units.roles import UnitAction

PANEL_ACTIONS = {
    "accept": Action.ACCEPT,
    "reject": Action.REJECT,
    "merge": Action.ATTACH,
    "recommended": Action.DISPATCH,
    "note": Action.NOTE,
    "type": Action.AMEND,
    "escalate": Action.ESCALATE,
    "major": Action.MAJOR,
    "ackmajor": Action.ACKNOWLEDGE_MAJOR,
    "urge": Action.URGE,
    "supervise": Action.SUPERVISE,
    "finish": Action.FINISH,
    "rework": Action.REWORK,
    "close": Action.CLOSE,
    "reopen": Action.REOPEN,
    "assign": Action.ASSIGN,
    "sign": Action.SIGN,
    "transfer": Action.TRANSFER,
    "return": Action.RETURN,
    "extend": Action.EXTEND,
    "suspend": Action.SUSPEND,
    "resume": Action.RESUME,
    **MUSTER_ACTIONS,
}
"""Verbs whose key opens the panel's own form."""


_VERB_OF_ACTION = {action: verb_id for verb_id, action in PANEL_ACTIONS.items()}


_STATE_OF_ACTION = {
    UnitAction.ACKNOWLEDGED: OrderState.ACKNOWLEDGED,
    UnitAction.ENROUTE: OrderState.ENROUTE,
    UnitAction.ONSCENE: OrderState.ONSCENE,
    UnitAction.CLEARED: OrderState.CLEARED,
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a verb: asked in a strip, never in a dialog."""

    verb: Verb
    param: Param
    values: tuple[tuple[str, str], ...]
    title: str


class VerbDoer(Protocol):
    """Does a family of verbs with rules of its own, as the muster's: it is asked first."""

    def press(self, verb_id: str) -> bool:
        """A key's own way, when this family has one; False: the verb is asked for and done as all others."""
        ...

    def implied(self, param: Param, values: dict[str, str]) -> str:
        """A value that the selection implies; empty: none."""
        ...

    def do(self, verb: Verb, values: dict[str, str]) -> str | None:
        """Do a verb; returns what is wrong, empty when done, None when it belongs to somebody else."""
        ...

    def do_request(self, request: ActionRequest) -> bool:
        """Do a complete request of the panel; False when it belongs to somebody else."""
        ...


class Operator(QObject):
    """See the module."""

    prompt_wanted = Signal(object)
    """Prompt."""
    told = Signal(str, bool)
    """Words for the person, and whether they are a fault."""

    def __init__(self, seat: Seat, letters: Letters, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._letters = letters
        self._screen: Screen | None = None
        self._doers: list[VerbDoer] = []

    def add_doer(self, doer: VerbDoer) -> None:
        """Somebody who does a family of verbs."""
        self._doers.append(doer)

    def set_screen(self, screen: Screen) -> None:
        """The window, once it is there."""
        self._screen = screen

    # -- ways in -------------------------------------------------------------------------------------------------------

    def press(self, verb_id: str) -> None:
        """A key or menu entry: the panel's own form where it has one, else prompts."""
        if any(doer.press(verb_id) for doer in self._doers):
            return
        action = PANEL_ACTIONS.get(verb_id)
        if action is Action.DISPATCH and self._seat.incident is None:
            # One chord for the one teal button: a waiting call is accepted by it.
            action = Action.ACCEPT
        if action is not None and self._screen is not None and self._seat.case is not None:
            if self._screen.panel_action(action):
                return
            self._explain(action)
            return
        self.invoke(BY_ID[verb_id], {})

    def type_line(self, line: str) -> str:
        """A line of the command line; returns what is wrong with it, empty when it was understood."""
        parsed = parse(line, self._seat)
        if isinstance(parsed, Misunderstood):
            return parsed.words
        return self.invoke(parsed.verb, parsed.values)

    def invoke(self, verb: Verb, values: dict[str, str]) -> str:
        """Do a verb; asks for what is missing. Returns what is wrong, empty when done or asked."""
        values = dict(values)
        for param in verb.params:
            if param.name in values:
                continue
            implied = self._implied(param, values) if param.implied else ""
            if implied:
                values[param.name] = implied
            elif not param.optional:
                title = QCoreApplication.translate("verbs", verb.text)
                self.prompt_wanted.emit(Prompt(verb, param, tuple(values.items()), title))
                return ""
        return self._do(verb, values)

    def answer(self, prompt: Prompt, typed: str) -> str:
        """The answer to a prompt; returns what is wrong with it."""
        words = typed.split() if prompt.param.kind is Kind.UNITS else [typed.strip()]
        found = [resolve(prompt.param.kind, word, self._seat) for word in words if word]
        if not found or not all(found):
            return QCoreApplication.translate("command", "“{0}” means nothing here.").format(typed.strip())
        values = dict(prompt.values)
        values[prompt.param.name] = " ".join(found)
        return self.invoke(prompt.verb, values)

    def do_request(self, request: ActionRequest) -> None:
        """A complete request of the incident panel."""
        if any(doer.do_request(request) for doer in self._doers):
            return
        i, text = request.key, request.text
        match request.action:
            case Action.ACCEPT:
                self.send(AcceptCall(call_id=i, type_code=request.choice, level=request.level), "accept", i)
            case Action.REJECT:
                self.send(RejectCall(call_id=i, reason=text), "reject", i)
            case Action.ATTACH:
                self.send(
                    MergeCall(call_id=i, incident_id=request.choice), "merge", f"{i} → {request.choice}"
                )
            case Action.DISPATCH:
                self._dispatch(i, list(request.call_signs), text)
            case Action.AMEND:
                command = AmendIncident(incident_id=i, type_code=request.choice, level=request.level)
                self.send(command, "type", i)
            case Action.CLOSE:
                disposition = " · ".join(part for part in (request.choice, text) if part)
                self.send(CloseIncident(incident_id=i, disposition=disposition), "close", i)
            case _:
                verb_id = _VERB_OF_ACTION[request.action]
                values = {"incident": i, "reason": text, "text": text, "feedback": text}
                values["department"] = request.choice
                command_ = command_of(verb_id, values, self._seat.world.picture, self._seat.world.telemetry)
                if command_ is not None:
                    self.send(command_, verb_id, i)

    def do_order(self, request: OrderRequest) -> None:
        """A request about one order, from the panel or the unit list."""
        self.do_unit(request.call_sign, UnitAction(request.action), request.text)

    def do_unit(self, unit_id: str, action: UnitAction, text: str = "") -> None:
        """What the operator enters for a unit."""
        order_id = order_of(unit_id, self._seat.world.picture)
        state = _STATE_OF_ACTION.get(action)
        command: AnyCommand
        if action is UnitAction.OUT_OF_SERVICE:
            command, verb_id = SetOutOfService(unit_id=unit_id, reason=text), "oos"
        elif action is UnitAction.IN_SERVICE:
            command, verb_id = ReturnToService(unit_id=unit_id), "back"
        elif not order_id:
            self._no_order(unit_id)
            return
        elif state is not None:
            command, verb_id = ProgressOrder(order_id=order_id, state=state), "proxy"
        elif action is UnitAction.DECLINED:
            command, verb_id = DeclineOrder(order_id=order_id, reason=text), "decline"
        elif action is UnitAction.DELAYED:
            command, verb_id = DelayOrder(order_id=order_id, reason=text), "delay"
        else:
            command, verb_id = CancelOrder(order_id=order_id, reason=text), "cancel"
        self.send(command, verb_id, unit_id)

    def send(self, command: AnyCommand, verb_id: str, about: str) -> str:
        """Hand a command to the letters under its verb's name; returns its id."""
        words = QCoreApplication.translate("verbs", BY_ID[verb_id].text)
        return self._letters.submit(command, f"{words} · {about}" if about else words)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _implied(self, param: Param, values: dict[str, str]) -> str:
        seat = self._seat
        for doer in self._doers:
            if found := doer.implied(param, values):
                return found
        match param.kind:
            case Kind.CALL:
                return "" if seat.call is None or seat.incident is not None else seat.call.id
            case Kind.INCIDENT:
                return "" if seat.incident is None else seat.incident.id
            case Kind.UNIT:
                return seat.selection.id if seat.selection.thing is Thing.UNIT else ""
            case Kind.BOUND_UNIT:
                return self._implied_unit()
            case Kind.TYPE:
                call = seat.world.picture.calls.get(values.get("call", ""))
                return "" if call is None else call.type_code
            case Kind.THING:
                return seat.selection.id or seat.case_id
            case Kind.TEXT:
                # A camera opened for the selected incident has its purpose in it.
                return "" if seat.incident is None else seat.incident.id
            case _:
                return ""

    def _implied_unit(self) -> str:
        seat = self._seat
        if seat.selection.thing is Thing.UNIT and order_of(seat.selection.id, seat.world.picture):
            return seat.selection.id
        incident = seat.incident
        orders = [] if incident is None else [seat.world.picture.orders[i] for i in incident.orders]
        bound = [one.unit_id for one in orders if one.state in OPEN_ORDER_STATES]
        return bound[0] if len(bound) == 1 else ""

    def _do(self, verb: Verb, values: dict[str, str]) -> str:
        for doer in self._doers:
            fault = doer.do(verb, values)
            if fault is not None:
                return self._fault(fault) if fault else ""
        if verb.id == "recommended":
            units = recommended_units(
                values["incident"], self._seat.world.picture, self._seat.world.telemetry
            )
            if not units:
                return self._fault(QCoreApplication.translate("command", "There is no recommendation yet"))
            self._dispatch(values["incident"], units, "")
            return ""
        if verb.id == "dispatch":
            self._dispatch(values["incident"], values["units"].split(), "")
            return ""
        bound = "unit" in values and verb.params[0].kind is Kind.BOUND_UNIT
        if bound and not order_of(values["unit"], self._seat.world.picture):
            return self._no_order(values["unit"])
        command = command_of(verb.id, values, self._seat.world.picture, self._seat.world.telemetry)
        if command is not None:
            about = (
                values.get("units") or values.get("unit") or values.get("incident") or values.get("call", "")
            )
            if "state" in values:
                about += f" {name_of(Kind.STATE, values['state'], self._seat)}"
            self.send(command, verb.id, about)
            return ""
        return self._do_here(verb.id, values)

    def _do_here(self, verb_id: str, values: dict[str, str]) -> str:
        """Verbs that change only this console."""
        screen = self._screen
        match verb_id:
            case "take":
                return self._take()
            case "reveal":
                self._seat.world.source.open_report(values["call"], values["purpose"])
            case "urgent":
                self._most_urgent()
            case "undo":
                return self._undo()
            case "retry":
                self._seat.world.source.retry_now()
            case _ if screen is not None:
                fault = on_screen(screen, verb_id, values)
                return self._fault(fault) if fault else ""
        return ""

    def _dispatch(self, incident_id: str, units: list[str], reason: str) -> None:
        advice = self._seat.world.telemetry.advice.get(incident_id)
        chosen = set() if advice is None else {one.unit_id for one in advice.chosen}
        if not reason and advice is not None and set(units) - chosen:
            reason = DISPATCHERS_CHOICE  # a standard phrase: the log words it in the reader's language
        command = dispatch(incident_id, units, self._seat.world.telemetry, reason)
        self.send(command, "dispatch", f"{' '.join(units)} → {incident_id}")

    def _take(self) -> str:
        picture = self._seat.world.picture
        calls = [one for one in open_entities(picture) if one.id in picture.calls]
        if not calls:
            return self._fault(QCoreApplication.translate("command", "No call is waiting"))
        call_id = self._seat.world.groups.leader_of(min(calls, key=lambda one: sort_key(one, picture)).id)
        self._seat.select(Thing.CALL, call_id)
        self.acknowledge(call_id)
        return ""

    def acknowledge(self, call_id: str) -> None:
        """Stop the blinking everywhere, of a call with its whole group, unless somebody did already."""
        group, calls = self._seat.world.groups.group_of(call_id), self._seat.world.picture.calls
        every = (call_id,) if group is None else tuple(group.calls)
        fresh = tuple(one for one in every if one in calls and not calls[one].acknowledged)
        if not fresh or not self._seat.world.is_live:
            return
        one = AcknowledgeCall(call_id=fresh[0])
        command = one if len(fresh) == 1 else AcknowledgeCalls(call_ids=fresh)
        self._letters.submit(command, call_id, undoable=False)

    def _most_urgent(self) -> None:
        found = list(open_entities(self._seat.world.picture))
        if found:
            self._seat.select_case(min(found, key=lambda one: sort_key(one, self._seat.world.picture)).id)

    def _undo(self) -> str:
        undone = self._letters.undo()
        if undone is None:
            return self._fault(QCoreApplication.translate("command", "There is nothing to take back"))
        self.told.emit(QCoreApplication.translate("command", "Taken back: {0}").format(undone.words), False)
        return ""

    def _explain(self, action: Action) -> None:
        incident = self._seat.incident
        if incident is None or self._seat.call is not None:
            self._fault(QCoreApplication.translate("command", "Not for a waiting call"))
            return
        identity = self._seat.identity
        trial = trial_command(action, incident, self._seat.world.picture)
        refusal = refusal_of(self._seat.world.picture, trial, identity.role, identity.user)
        if refusal is not None:
            self._fault(refusal_words(refusal.code, refusal.fields))

    def _no_order(self, unit_id: str) -> str:
        return self._fault(refusal_words("unit_has_no_order", {"unit": unit_id}))

    def _fault(self, words: str) -> str:
        self.told.emit(words, True)
        return words
