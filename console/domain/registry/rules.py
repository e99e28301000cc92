"""Rules for the journal's opening, the registry, closures, sensors and the planner's warnings. See `decide`."""

from __future__ import annotations

from msgspec.structs import asdict

from console.domain.base.limits import MAX_REGISTERED_AT_ONCE
from console.domain.base.message import Asked, Event, Outcome, Refusal
from console.domain.base.place import Place, check_point
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import ADMIN, DESK, GATEWAY, PLANNER, SYSTEM, WorldKind
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import CallState, Channel
from console.domain.calls.rules import report_call
from console.domain.cases.flow import CaseFlow, RegisteredFlow
from console.domain.cases.flow_checks import check_flow
from console.domain.orders.states import UnitState
from console.domain.picture import Picture, Rules, next_id

from . import commands as c
from . import events as e
from .bounds import MAX_MILLI, check_entry
from .entities import Registrable, Sensor, Unit
from .folds import COLLECTION_OF_KIND
from .uses import first_use

MAX_CLOSURE_M = 5_000
MAX_WIND_CMPS = 10_000


def _open_journal(p: Picture, a: Asked, cmd: c.OpenJournal) -> Outcome:
    if p.seq:
        return refuse(Code.JOURNAL_OPEN)
    kinds = {kind.value: kind for kind in WorldKind}
    if cmd.kind not in kinds or not cmd.town_id:
        return refuse(Code.BAD_VALUE, field="kind")
    rules = a.numbers.version
    return [e.JournalOpened(kind=kinds[cmd.kind], epoch_ms=cmd.epoch_ms, town_id=cmd.town_id, rules=rules)]


def _register(p: Picture, a: Asked, cmd: c.Register) -> Outcome:
    if len(cmd.entities) > MAX_REGISTERED_AT_ONCE:
        return refuse(Code.TOO_MANY, limit=MAX_REGISTERED_AT_ONCE)
    for entity in cmd.entities:
        if wrong := check_entry(entity) or _check_begin(p, entity):
            return wrong
    return _check_flows(p, cmd) or [e.Registered(entity=entity) for entity in cmd.entities]


def _check_begin(p: Picture, entity: Registrable) -> Refusal | None:
    """A unit or sensor that is new has nothing behind it; of one that is known, what happened to it stays."""
    if isinstance(entity, Unit) and entity.id not in p.units:
        idle = entity.state in (UnitState.AVAILABLE, UnitState.OUT_OF_SERVICE) and not entity.order_id
        return None if idle else refuse(Code.BAD_VALUE, field="state")
    return None


def _retire(p: Picture, a: Asked, cmd: c.Retire) -> Outcome:
    if cmd.entry_id not in getattr(p, COLLECTION_OF_KIND[cmd.kind]):
        return refuse(Code.UNKNOWN_ENTRY, entry=cmd.entry_id)
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    if use := first_use(p, cmd.kind, cmd.entry_id):
        return refuse(Code.STILL_USED, entry=cmd.entry_id, by=use)
    return [e.Retired(kind=cmd.kind, entry_id=cmd.entry_id, reason=cmd.reason)]


def _check_flows(p: Picture, cmd: c.Register) -> Refusal | None:
    """Each flow is checked beside those registered before and the earlier ones of this command."""
    known = dict(p.case_flows)
    for entity in cmd.entities:
        if isinstance(entity, CaseFlow):
            if wrong := check_flow(entity, known):
                return wrong
            known[entity.id] = RegisteredFlow(id=entity.id, flow=entity, since_seq=p.seq)
    return None


def _close_road(p: Picture, a: Asked, cmd: c.CloseRoad) -> Outcome:
    if wrong := check_point(cmd.lon_e7, cmd.lat_e7) or check_text(cmd.reason, field="reason"):
        return wrong
    if not 0 < cmd.radius_m <= MAX_CLOSURE_M:
        return refuse(Code.BAD_VALUE, field="radius_m")
    return [e.RoadClosed(closure_id=next_id(p, "RC-", "closure", 3), **asdict(cmd))]


def _reopen_road(p: Picture, a: Asked, cmd: c.ReopenRoad) -> Outcome:
    if cmd.closure_id not in p.closures:
        return refuse(Code.UNKNOWN_CLOSURE, closure=cmd.closure_id)
    return [e.RoadReopened(closure_id=cmd.closure_id)]


def _sensor_place(sensor: Sensor) -> Place:
    return Place(
        lon_e7=sensor.lon_e7,
        lat_e7=sensor.lat_e7,
        text_zh=sensor.name_zh,
        text_en=sensor.name_en,
        grid=sensor.grid,
    )


def _still_open(p: Picture, sensor_id: str) -> bool:
    """Whether a call of this sensor still waits or belongs to an incident in the picture."""
    done = (CallState.REJECTED,)
    return any(call.source_id == sensor_id and call.state not in done for call in p.calls.values())


def _sensor_alarm(p: Picture, a: Asked, cmd: c.RaiseSensorAlarm) -> Outcome:
    sensor = p.sensors.get(cmd.sensor_id)
    if sensor is None:
        return refuse(Code.UNKNOWN_SENSOR, sensor=cmd.sensor_id)
    if abs(cmd.value_milli) > MAX_MILLI:
        return refuse(Code.BAD_VALUE, field="value_milli")
    alarmed: list[Event] = [e.SensorAlarmed(sensor_id=sensor.id, value_milli=cmd.value_milli)]
    if _still_open(p, sensor.id):
        return alarmed
    call = ReportCall(
        channel=Channel.SENSOR,
        place=_sensor_place(sensor),
        type_code=sensor.type_code,
        source_id=sensor.id,
    )
    reported = report_call(p, a, call)
    return reported if isinstance(reported, Refusal) else alarmed + reported


def _sensor_clear(p: Picture, a: Asked, cmd: c.ClearSensorAlarm) -> Outcome:
    if cmd.sensor_id not in p.sensors:
        return refuse(Code.UNKNOWN_SENSOR, sensor=cmd.sensor_id)
    if abs(cmd.value_milli) > MAX_MILLI:
        return refuse(Code.BAD_VALUE, field="value_milli")
    if not p.sensors[cmd.sensor_id].alarm:
        return refuse(Code.ALREADY_DONE)
    return [e.SensorCleared(sensor_id=cmd.sensor_id, value_milli=cmd.value_milli)]


def _warn(p: Picture, a: Asked, cmd: c.Warn) -> Outcome:
    if wrong := check_text(cmd.code, field="code") or check_text(cmd.detail, field="detail", required=False):
        return wrong
    return [e.EarlyWarning(subject=cmd.subject, code=cmd.code, detail=cmd.detail)]


def _wind(p: Picture, a: Asked, cmd: c.SetWind) -> Outcome:
    if not 0 <= cmd.from_deg < 360:
        return refuse(Code.BAD_VALUE, field="from_deg")
    if not 0 <= cmd.speed_cmps <= MAX_WIND_CMPS:
        return refuse(Code.BAD_VALUE, field="speed_cmps")
    return [e.WindSet(from_deg=cmd.from_deg, speed_cmps=cmd.speed_cmps)]


REGISTRY_RULES: Rules = {
    c.OpenJournal: (SYSTEM, _open_journal),
    c.Register: (ADMIN | SYSTEM, _register),
    c.Retire: (ADMIN, _retire),
    c.CloseRoad: (DESK | GATEWAY, _close_road),
    c.ReopenRoad: (DESK | GATEWAY, _reopen_road),
    c.RaiseSensorAlarm: (GATEWAY, _sensor_alarm),
    c.ClearSensorAlarm: (GATEWAY, _sensor_clear),
    c.Warn: (PLANNER, _warn),
    c.SetWind: (GATEWAY, _wind),
}
