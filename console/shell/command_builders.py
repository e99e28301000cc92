"""Verb and values → the domain's commands. Pure; used by `Operator`.

Values are canonical here (ids and codes). What a recommendation showed goes with a dispatch, so that the journal says
what the operator saw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.domain import commands as c
from console.domain.entities import OrderState
from console.domain.picture import Picture
from console.models.telemetry_store import TelemetryStore
from console.shell.run_verbs import RUN_COMMANDS

Values = dict[str, str]
Builder = Callable[[Values, Picture, TelemetryStore], c.AnyCommand | None]


def dispatch(
    incident_id: str, units: Sequence[str], telemetry: TelemetryStore, reason: str = ""
) -> c.DispatchUnits:
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
        choices.append(c.UnitChoice(unit_id=unit_id, eta_ms=eta_ms, rank=0 if one is None else one.rank))
    return c.DispatchUnits(incident_id=incident_id, units=tuple(choices), override_reason=reason)


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
) -> c.AnyCommand | None:
    """The command of a verb; None when the verb is no command, or names a unit that has no order."""
    builder = BUILDERS.get(verb_id)
    return None if builder is None else builder(values, picture, telemetry)


def _on_order(make: Callable[[str, Values], c.AnyCommand]) -> Builder:
    def build(v: Values, picture: Picture, _: TelemetryStore) -> c.AnyCommand | None:
        order_id = order_of(v["unit"], picture)
        return make(order_id, v) if order_id else None

    return build


def _plain(make: Callable[[Values], c.AnyCommand]) -> Builder:
    return lambda v, _p, _t: make(v)


def _divert(v: Values, picture: Picture, telemetry: TelemetryStore) -> c.AnyCommand:
    eta_s = telemetry.eta_s(v["incident"], v["unit"])
    return c.DivertUnit(
        unit_id=v["unit"],
        incident_id=v["incident"],
        eta_ms=eta_s * 1000 if eta_s >= 0 else -1,
        reason=v.get("reason", ""),
    )


def _accept(v: Values, picture: Picture, _: TelemetryStore) -> c.AnyCommand:
    return c.AcceptCall(call_id=v["call"], type_code=v["type"], level=int(v.get("level", "0")))


BUILDERS: dict[str, Builder] = {
    "accept": _accept,
    "reject": _plain(lambda v: c.RejectCall(call_id=v["call"], reason=v["reason"])),
    "acknowledge": _plain(lambda v: c.AcknowledgeCall(call_id=v["call"])),
    "merge": _plain(lambda v: c.MergeCall(call_id=v["call"], incident_id=v["incident"])),
    "unmerge": _plain(lambda v: c.UnmergeCall(call_id=v["call"], reason=v.get("reason", ""))),
    "note": _plain(lambda v: c.AddNote(incident_id=v["incident"], text=v["text"])),
    "level": _plain(lambda v: c.AmendIncident(incident_id=v["incident"], level=int(v["level"]))),
    "type": _plain(lambda v: c.AmendIncident(incident_id=v["incident"], type_code=v["type"])),
    "escalate": _plain(lambda v: c.EscalateIncident(incident_id=v["incident"], reason=v["reason"])),
    "major": _plain(lambda v: c.DeclareMajor(incident_id=v["incident"])),
    "ackmajor": _plain(lambda v: c.AcknowledgeMajor(incident_id=v["incident"])),
    "urge": _plain(lambda v: c.UrgeIncident(incident_id=v["incident"], text=v.get("reason", ""))),
    "supervise": _plain(lambda v: c.SuperviseIncident(incident_id=v["incident"], text=v.get("reason", ""))),
    "finish": _plain(lambda v: c.RequestCheck(incident_id=v["incident"], feedback=v["feedback"])),
    "rework": _plain(lambda v: c.OrderRework(incident_id=v["incident"], reason=v["reason"])),
    "close": _plain(lambda v: c.CloseIncident(incident_id=v["incident"], disposition=v["disposition"])),
    "reopen": _plain(lambda v: c.ReopenIncident(incident_id=v["incident"], reason=v["reason"])),
    "evaluate": _plain(lambda v: c.EvaluateIncident(incident_id=v["incident"], rating=v["rating"])),
    "proxy": _on_order(lambda o, v: c.ProgressOrder(order_id=o, state=OrderState(v["state"]))),
    "correct": _on_order(
        lambda o, v: c.CorrectOrder(order_id=o, state=OrderState(v["state"]), reason=v["reason"])
    ),
    "cancel": _on_order(lambda o, v: c.CancelOrder(order_id=o, reason=v.get("reason", ""))),
    "divert": _divert,
    "decline": _on_order(lambda o, v: c.DeclineOrder(order_id=o, reason=v["reason"])),
    "delay": _on_order(lambda o, v: c.DelayOrder(order_id=o, reason=v["reason"])),
    "oos": _plain(lambda v: c.SetOutOfService(unit_id=v["unit"], reason=v["reason"])),
    "back": _plain(lambda v: c.ReturnToService(unit_id=v["unit"])),
    "assign": _plain(lambda v: c.AssignCase(incident_id=v["incident"], lead=v["department"])),
    "sign": _plain(lambda v: c.SignCase(incident_id=v["incident"])),
    "transfer": _plain(
        lambda v: c.TransferCase(incident_id=v["incident"], department=v["department"], reason=v["reason"])
    ),
    "return": _plain(lambda v: c.ReturnCase(incident_id=v["incident"], reason=v["reason"])),
    "extend": _plain(lambda v: c.AskExtension(incident_id=v["incident"], reason=v["reason"])),
    "suspend": _plain(lambda v: c.SuspendIncident(incident_id=v["incident"], reason=v["reason"])),
    "resume": _plain(lambda v: c.ResumeIncident(incident_id=v["incident"])),
    "lift": _plain(lambda v: c.ReopenRoad(closure_id=v["closure"])),
    **{verb_id: _plain(make) for verb_id, make in RUN_COMMANDS.items()},
}
