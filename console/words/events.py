"""Every event in words, in the language of the screen. Qt main thread; used by log, panel and toasts.

English templates with fields in braces; translations may order the fields as they like. A test holds them against
`AnyEvent`: what can happen has words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication

from console.domain.base.message import Event
from console.domain.calls import events as calls
from console.domain.calls.folds import CALL_FOLDS
from console.domain.cases import events as cases
from console.domain.evolve import FOLDS, AnyEvent
from console.domain.exercise.events import ExerciseNoted
from console.domain.incidents import events as incidents
from console.domain.orders import events as orders
from console.domain.picture import Picture
from console.domain.registry import events as registry
from console.domain.registry.folds import REGISTRY_FOLDS
from console.domain.runs.folds import RUN_FOLDS
from console.words.muster_events import MUSTER_EMPHASISED, MUSTER_EVENT_WORDS, muster_fields
from console.words.names import Names
from console.words.refusals import _Forgiving
from console.words.terms import channel_word, disposition_word, rating_words
from console.words.warnings import early_warning_words, incident_of
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N
from widgets.words import incident_state_words, state_word, unit_state_words

tr = QCoreApplication.translate

_PLAIN: Final[dict[type[Event], str]] = {
    registry.JournalOpened: _N("events", "Journal opened"),
    registry.Registered: _N("events", "Registered: {name}"),
    registry.Retired: _N("events", "Taken out of the registry: {entry_id} ({reason})"),
    calls.CallReported: _N("events", "{call_id} reported: {type}, {place} ({channel})"),
    calls.CallAcknowledged: _N("events", "{call_id} seen"),
    calls.CallMerged: _N("events", "{call_id} merged into {incident_id}"),
    calls.CallUnmerged: _N("events", "{call_id} taken out of {incident_id}: {reason}"),
    calls.ReportErased: _N("events", "Personal data of {call_id} erased: {reason}"),
    calls.TextsErased: _N("events", "What was said about {subject_id} erased: {reason}"),
    calls.CallArchived: _N("events", "{call_id} archived"),
    calls.DuplicateDismissed: _N("events", "{call_id} is no duplicate of {other_id}"),
    calls.DuplicateReconsidered: _N("events", "{call_id} may be a duplicate of {other_id} again"),
    calls.FeedbackGiven: _N("events", "Reporter of {call_id} told {text}"),
    incidents.IncidentOpened: _N("events", "{incident_id} accepted: {type}, level {level}, {place}"),
    incidents.IncidentAmended: _N("events", "{incident_id} is now {type}, level {level}, {place}"),
    incidents.MajorAcknowledged: _N("events", "{incident_id}: leader acknowledged"),
    incidents.NoteAdded: _N("events", "Note: {text}"),
    ExerciseNoted: _N("events", "Exercise control: {text}"),
    cases.CaseFlowFrozen: _N("events", "{incident_id} follows the case flow {name}"),
    cases.CaseAssigned: _N("events", "{incident_id} assigned to {lead}"),
    cases.CaseSigned: _N("events", "{incident_id} signed by {handler}"),
    cases.CaseTransferred: _N("events", "{incident_id} transferred to {department}: {reason}"),
    cases.ExtensionAsked: _N("events", "{incident_id}: extension asked: {reason}"),
    cases.IncidentSuspended: _N("events", "{incident_id} extended: {reason}"),
    cases.IncidentResumed: _N("events", "{incident_id} resumed"),
    cases.CheckRequested: _N("events", "{incident_id} handed in to verify: {feedback}"),
    incidents.IncidentClosed: _N("events", "{incident_id} closed: {disposition}"),
    incidents.IncidentReopened: _N("events", "{incident_id} reopened: {reason}"),
    incidents.IncidentEvaluated: _N("events", "{incident_id} evaluated: {rating}"),
    incidents.IncidentUrged: _N("events", "{incident_id} urged {text}"),
    incidents.IncidentSupervised: _N("events", "{incident_id} under supervision {text}"),
    incidents.IncidentArchived: _N("events", "{incident_id} archived"),
    orders.UnitDispatched: _N("events", "{unit_id} dispatched to {incident_id}{override_reason}"),
    orders.OrderProgressed: _N("events", "{unit_id} {state}{proxy}"),
    orders.OrderCancelled: _N("events", "Order to {unit_id} cancelled: {reason}"),
    orders.UnitDiverted: _N("events", "{unit_id} diverted to {incident_id}: {reason}"),
    orders.ArrivalSuggested: _N("events", "{unit_id} seems to have arrived, confirm? (P)"),
    orders.ContactRegained: _N("events", "{unit_id}: contact again"),
    orders.UnitStateSet: _N("events", "{unit_id} {state} {reason}"),
    registry.RoadClosed: _N("events", "Road closed ({closure_id}): {reason}"),
    registry.RoadReopened: _N("events", "Road open again ({closure_id})"),
    registry.SensorCleared: _N("events", "{sensor} back to normal at {value}"),
}
_EMPHASISED: Final[dict[type[Event], str]] = {
    calls.CallRejected: _N("events", "{call_id} rejected: {reason}"),
    incidents.MajorDeclared: _N("events", "{incident_id} declared major, {leader} notified"),
    incidents.MajorEscalated: _N("events", "{incident_id}: leader silent, {leader} notified"),
    cases.CaseReturned: _N("events", "{incident_id} returned: {reason}"),
    cases.IncidentEscalated: _N("events", "{incident_id} escalated: {reason}"),
    cases.ReworkOrdered: _N("events", "{incident_id} sent to rework: {reason}"),
    incidents.DeadlineNear: _N("events", "{incident_id}: deadline near"),
    incidents.DeadlinePassed: _N("events", "{incident_id}: overdue"),
    orders.OrderCorrected: _N("events", "{unit_id} corrected to {state}: {reason}"),
    orders.OrderDeclined: _N("events", "{unit_id} declined: {reason}"),
    orders.OrderDelayed: _N("events", "{unit_id} delayed: {reason}"),
    orders.OrderSilent: _N("events", "{unit_id} has not acknowledged"),
    orders.ContactLost: _N("events", "{unit_id}: contact lost"),
    registry.SensorAlarmed: _N("events", "{sensor} alarms at {value}"),
    registry.EarlyWarning: _N("events", "Early warning for {subject}: {detail}"),
    **MUSTER_EMPHASISED,
}
"""Events whose lines are brighter than the rest."""

EVENT_WORDS: Final = {**_PLAIN, **_EMPHASISED, **MUSTER_EVENT_WORDS}
"""One template per event type."""

COVER_SHORT: Final = "cover_short"
"""Code of the planner's warning; its detail names grids as `G-22 0/2, G-07 1/2`."""
_SHORT_GRID: Final = re.compile(r"(\S+) (\d+)/(\d+)")

_ABOUT_CALLS: Final[tuple[type[Event], ...]] = (*CALL_FOLDS, registry.SensorAlarmed, registry.SensorCleared)
_SYSTEM: Final[tuple[type[Event], ...]] = (*REGISTRY_FOLDS, *RUN_FOLDS, ExerciseNoted, cases.CaseFlowFrozen)


@dataclass(frozen=True, slots=True)
class EventSubject:
    """What an event is about."""

    incident_id: str = ""
    call_id: str = ""
    unit_id: str = ""
    emphasis: bool = False


def event_words(event: AnyEvent, names: Names) -> str:
    """The event as one line."""
    if isinstance(event, registry.EarlyWarning):
        special = _cover_words(event, names) or early_warning_words(event, names.picture)
        if special:
            return special
    template = tr("events", EVENT_WORDS[type(event)])
    return template.format_map(_fields(event, names)).strip().rstrip(":：")


def event_kind(event: AnyEvent) -> str:
    """Code of the log's filter: call, incident, order, unit or system."""
    return KIND_OF_TAG[str(type(event).__struct_config__.tag)]


def _kind_of(sort: type[Event]) -> str:
    if issubclass(sort, _ABOUT_CALLS):
        return "call"
    if issubclass(sort, _SYSTEM):
        return "system"
    if issubclass(sort, (orders.UnitStateSet, orders.ContactLost, orders.ContactRegained)):
        return "unit"
    if "order_id" in sort.__struct_fields__ or issubclass(sort, orders.UnitDiverted):
        return "order"
    return "incident"


KIND_OF_TAG: Final = {str(sort.__struct_config__.tag): _kind_of(sort) for sort in FOLDS}
"""The code of the log's filter by the type's name in the journal."""
EMPHASISED_TAGS: Final = frozenset(str(sort.__struct_config__.tag) for sort in _EMPHASISED)


def event_subject(event: AnyEvent, picture: Picture) -> EventSubject:
    """The incident, call and unit that the event is about, as far as it names or implies them."""
    incident_id = getattr(event, "incident_id", "")
    call_id = getattr(event, "call_id", "")
    if isinstance(event, calls.TextsErased):
        about_call = event.subject_id in picture.calls
        incident_id, call_id = ("", event.subject_id) if about_call else (event.subject_id, "")
    unit_id = getattr(event, "unit_id", "")
    muster = picture.musters.get(getattr(event, "muster_id", ""))
    if not incident_id and muster is not None:
        incident_id = muster.incident_id
    if not incident_id:
        order = picture.orders.get(getattr(event, "order_id", ""))
        if order is None and unit_id in picture.units:
            order = picture.orders.get(picture.units[unit_id].order_id)
        if order is not None:
            incident_id = order.incident_id
        elif call_id in picture.calls:
            incident_id = picture.calls[call_id].incident_id
        elif isinstance(event, registry.EarlyWarning):
            incident_id = incident_of(event, picture)
    return EventSubject(incident_id, call_id, unit_id, type(event) in _EMPHASISED)


def _fields(event: AnyEvent, names: Names) -> Mapping[str, Any]:
    fields: dict[str, Any] = _Forgiving(msgspec.structs.asdict(event))
    picture = names.picture
    for name, value in list(fields.items()):
        match name:
            case "type_code":
                fields["type"] = names.incident_type(value) or tr("events", "unclassified")
            case "place":
                fields["place"] = names.place(value)
            case "channel":
                fields["channel"] = channel_word(value)
            case "lead" | "department":
                fields[name] = names.department(value)
            case "leader":
                fields[name] = leader_word(value)
            case "state":
                fields[name] = state_in_sentence(value.value)
            case "reason" | "feedback" | "action" | "text":
                fields[name] = names.said(value)
            case "override_reason":
                fields[name] = f" · {names.said(value)}" if value else ""
            case "disposition":
                fields[name] = disposition_word(value, names)
            case "rating":
                fields[name] = rating_words().get(value, value)
            case "entered_by":
                proxy = tr("events", " (by voice, {seat})")
                fields["proxy"] = proxy.format(seat=value) if value else ""
            case "entity":
                fields["name"] = names.of(value) if hasattr(value, "name_zh") else value.id
            case "flow_id":
                fields["name"] = names.case_flow(value)
            case "sensor_id":
                sensor = picture.sensors.get(value)
                unit = "" if sensor is None else sensor.unit
                fields["sensor"] = value if sensor is None else f"{names.of(sensor)} {value}"
                fields["value"] = f"{fields['value_milli'] / 1000:g} {unit}".strip()
            case _:
                pass
    fields.update(muster_fields(event, names))
    return fields


def state_in_sentence(code: str) -> str:
    """A state's word as it stands within a sentence: English without its capital."""
    word = state_word(unit_state_words() | incident_state_words(), code)
    return word[:1].lower() + word[1:]


def _cover_words(event: registry.EarlyWarning, names: Names) -> str:
    """Grids below their minimum cover, the worst first; empty where the warning is about something else."""
    if event.code != COVER_SHORT:
        return ""
    template = tr("events", "{grid} below its minimum cover: {units} of {minimum}")
    lines = []
    for grid_id, units, minimum in _SHORT_GRID.findall(event.detail):
        name = names.grid(grid_id)
        grid = grid_id if name == grid_id else f"{name} ({grid_id})"
        lines.append(template.format(grid=grid, units=units, minimum=minimum))
    return "; ".join(lines)


def leader_word(code: str) -> str:
    """A responsible leader's office in words."""
    return {
        "duty_leader": tr("words", "duty leader"),
        "deputy_chief": tr("words", "deputy chief"),
        "chief": tr("words", "chief"),
    }.get(code, code)
