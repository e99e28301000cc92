"""Verb and values → the domain's commands. Pure; used by `Operator`.

Values are canonical here (ids and codes). What a recommendation showed goes with a dispatch, so that the journal says
what the operator saw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.desk.telemetry import TelemetryStore
from console.domain.calls.commands import AcceptCall, AcknowledgeCall, MergeCall, RejectCall, UnmergeCall
from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    EscalateIncident,
    OrderRework,
    RequestCheck,
    ResumeIncident,
    ReturnCase,
    SignCase,
    SuspendIncident,
    TransferCase,
)
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import (
    AcknowledgeMajor,
    AddNote,
    AmendIncident,
    CloseIncident,
    DeclareMajor,
    EvaluateIncident,
    ReopenIncident,
    SuperviseIncident,
    UrgeIncident,
)
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DeclineOrder,
    DelayOrder,
    DispatchUnits,
    DivertUnit,
    ProgressOrder,
    ReturnToService,
    SetOutOfService,
    UnitChoice,
)
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.domain.registry.commands import ReopenRoad
from console.verbs.runs import RUN_COMMANDS

Values = dict[str, str]


Builder = Callable[[Values, Picture, TelemetryStore], AnyCommand | None]


def dispatch(
    incident_id: str, units: Sequence[str], telemetry: TelemetryStore, reason: str = ""
) -> DispatchUnits:
    """An order to these units with the ETA and rank that was shown for each."""
    advice = telemetry.advice.get(incident_id)
    shown = {} if advice is None else {one.unit_id: one for one in (*advice.chosen, *advice.others)}
    choices = []
    for unit_id in units:
        one = shown.get(unit_id)
        if one is not None and one.eta_s >= 0:
            eta_ms = (one.eta_s + one.turnout_s) * 1000
        else:
            eta_s = telemetry.eta_s(incident_id, unit_id)
            eta_ms = eta_s * 1000 if eta_s >= 0 else -1
        choices.append(UnitChoice(unit_id=unit_id, eta_ms=eta_ms, rank=0 if one is None else one.rank))
    return DispatchUnits(incident_id=incident_id, units=tuple(choices), override_reason=reason)


def recommended_units(incident_id: str, picture: Picture, telemetry: TelemetryStore) -> list[str]:
    """The units that the newest recommendation chose and that are still free."""
    advice = telemetry.advice.get(incident_id)
    if advice is None:
        return []
    free = []
    for one in advice.chosen:
        unit = picture.units.get(one.unit_id)
        if unit is not None and not unit.order_id and unit.state.value in ("available", "cleared"):
            free.append(one.unit_id)
    return free


def order_of(unit_id: str, picture: Picture) -> str:
    """Id of the unit's open order, empty without one."""
    unit = picture.units.get(unit_id)
    return "" if unit is None else unit.order_id


def command_of(
    verb_id: str, values: Values, picture: Picture, telemetry: TelemetryStore
) -> AnyCommand | None:
    """The command of a verb; None when the verb is no command, or names a unit that has no order."""
    builder = BUILDERS.get(verb_id)
    return None if builder is None else builder(values, picture, telemetry)


def _on_order(make: Callable[[str, Values], AnyCommand]) -> Builder:
    def build(v: Values, picture: Picture, _: TelemetryStore) -> AnyCommand | None:
        order_id = order_of(v["unit"], picture)
        return make(order_id, v) if order_id else None

    return build


def _plain(make: Callable[[Values], AnyCommand]) -> Builder:
    return lambda v, _p, _t: make(v)


def _divert(v: Values, picture: Picture, telemetry: TelemetryStore) -> AnyCommand:
    eta_s = telemetry.eta_s(v["incident"], v["unit"])
    return DivertUnit(
        unit_id=v["unit"],
        incident_id=v["incident"],
        eta_ms=eta_s * 1000 if eta_s >= 0 else -1,
        reason=v.get("reason", ""),
    )


def _accept(v: Values, picture: Picture, _: TelemetryStore) -> AnyCommand:
    return AcceptCall(call_id=v["call"], type_code=v["type"], level=int(v.get("level", "0")))


BUILDERS: dict[str, Builder] = {
    "accept": _accept,
    "reject": _plain(lambda v: RejectCall(call_id=v["call"], reason=v["reason"])),
    "acknowledge": _plain(lambda v: AcknowledgeCall(call_id=v["call"])),
    "merge": _plain(lambda v: MergeCall(call_id=v["call"], incident_id=v["incident"])),
    "unmerge": _plain(lambda v: UnmergeCall(call_id=v["call"], reason=v.get("reason", ""))),
    "note": _plain(lambda v: AddNote(incident_id=v["incident"], text=v["text"])),
    "level": _plain(lambda v: AmendIncident(incident_id=v["incident"], level=int(v["level"]))),
    "type": _plain(lambda v: AmendIncident(incident_id=v["incident"], type_code=v["type"])),
    "escalate": _plain(lambda v: EscalateIncident(incident_id=v["incident"], reason=v["reason"])),
    "major": _plain(lambda v: DeclareMajor(incident_id=v["incident"])),
    "ackmajor": _plain(lambda v: AcknowledgeMajor(incident_id=v["incident"])),
    "urge": _plain(lambda v: UrgeIncident(incident_id=v["incident"], text=v.get("reason", ""))),
    "supervise": _plain(lambda v: SuperviseIncident(incident_id=v["incident"], text=v.get("reason", ""))),
    "finish": _plain(lambda v: RequestCheck(incident_id=v["incident"], feedback=v["feedback"])),
    "rework": _plain(lambda v: OrderRework(incident_id=v["incident"], reason=v["reason"])),
    "close": _plain(lambda v: CloseIncident(incident_id=v["incident"], disposition=v["disposition"])),
    "reopen": _plain(lambda v: ReopenIncident(incident_id=v["incident"], reason=v["reason"])),
    "evaluate": _plain(lambda v: EvaluateIncident(incident_id=v["incident"], rating=v["rating"])),
    "proxy": _on_order(lambda o, v: ProgressOrder(order_id=o, state=OrderState(v["state"]))),
    "correct": _on_order(
        lambda o, v: CorrectOrder(order_id=o, state=OrderState(v["state"]), reason=v["reason"])
    ),
    "cancel": _on_order(lambda o, v: CancelOrder(order_id=o, reason=v.get("reason", ""))),
    "divert": _divert,
    "decline": _on_order(lambda o, v: DeclineOrder(order_id=o, reason=v["reason"])),
    "delay": _on_order(lambda o, v: DelayOrder(order_id=o, reason=v["reason"])),
    "oos": _plain(lambda v: SetOutOfService(unit_id=v["unit"], reason=v["reason"])),
    "back": _plain(lambda v: ReturnToService(unit_id=v["unit"])),
    "assign": _plain(lambda v: AssignCase(incident_id=v["incident"], lead=v["department"])),
    "sign": _plain(lambda v: SignCase(incident_id=v["incident"])),
    "transfer": _plain(
        lambda v: TransferCase(incident_id=v["incident"], department=v["department"], reason=v["reason"])
    ),
    "return": _plain(lambda v: ReturnCase(incident_id=v["incident"], reason=v["reason"])),
    "extend": _plain(lambda v: AskExtension(incident_id=v["incident"], reason=v["reason"])),
    "suspend": _plain(lambda v: SuspendIncident(incident_id=v["incident"], reason=v["reason"])),
    "resume": _plain(lambda v: ResumeIncident(incident_id=v["incident"])),
    "lift": _plain(lambda v: ReopenRoad(closure_id=v["closure"])),
    **{verb_id: _plain(make) for verb_id, make in RUN_COMMANDS.items()},
}
