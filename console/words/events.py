"""Every event and every refusal in words, in the language of the screen. Qt main thread; used by log, panel and toasts.

The tables are English templates with fields in braces; translations may order the fields as they like. Tests hold both
tables against `AnyEvent` and `Code`: what can happen has words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication

from console.domain.base.message import Event
from console.domain.calls.events import (
    CallAcknowledged,
    CallArchived,
    CallEvent,
    CallMerged,
    CallRejected,
    CallReported,
    CallUnmerged,
    DuplicateDismissed,
    DuplicateReconsidered,
    FeedbackGiven,
    ReportErased,
)
from console.domain.cases.events import (
    CaseAssigned,
    CaseFlowFrozen,
    CaseReturned,
    CaseSigned,
    CaseTransferred,
    CheckRequested,
    ExtensionAsked,
    IncidentEscalated,
    IncidentResumed,
    IncidentSuspended,
    ReworkOrdered,
)
from console.domain.evolve import AnyEvent
from console.domain.exercise.events import ExerciseNoted
from console.domain.incidents.events import (
    DeadlineNear,
    DeadlinePassed,
    IncidentAmended,
    IncidentArchived,
    IncidentClosed,
    IncidentEvaluated,
    IncidentOpened,
    IncidentReopened,
    IncidentSupervised,
    IncidentUrged,
    MajorAcknowledged,
    MajorDeclared,
    MajorEscalated,
    NoteAdded,
)
from console.domain.orders.events import (
    ArrivalSuggested,
    ContactLost,
    ContactRegained,
    OrderCancelled,
    OrderCorrected,
    OrderDeclined,
    OrderDelayed,
    OrderProgressed,
    OrderSilent,
    UnitDispatched,
    UnitDiverted,
    UnitStateSet,
)
from console.domain.picture import Picture
from console.domain.registry.events import (
    EarlyWarning,
    JournalOpened,
    Registered,
    RoadClosed,
    RoadReopened,
    SensorAlarmed,
    SensorCleared,
)
from console.words.muster_events import MUSTER_EMPHASISED, MUSTER_EVENT_WORDS, MUSTER_SYSTEM, muster_fields
from console.words.names import Names
from console.words.phrases import phrase_word
from console.words.refusals import _Forgiving
from console.words.terms import channel_word, disposition_word, rating_words
from console.words.warnings import early_warning_words, incident_of
from widgets.translate_noop import QT_TRANSLATE_NOOP
from widgets.words import incident_state_words, state_word, unit_state_words

EVENT_WORDS: Final[dict[type[Event], str]] = {
    JournalOpened: QT_TRANSLATE_NOOP("events", "Journal opened"),
    Registered: QT_TRANSLATE_NOOP("events", "Registered: {name}"),
    CallReported: QT_TRANSLATE_NOOP("events", "{call_id} reported: {type}, {place} ({channel})"),
    CallAcknowledged: QT_TRANSLATE_NOOP("events", "{call_id} seen"),
    CallRejected: QT_TRANSLATE_NOOP("events", "{call_id} rejected: {reason}"),
    CallMerged: QT_TRANSLATE_NOOP("events", "{call_id} merged into {incident_id}"),
    CallUnmerged: QT_TRANSLATE_NOOP("events", "{call_id} taken out of {incident_id}: {reason}"),
    ReportErased: QT_TRANSLATE_NOOP("events", "Personal data of {call_id} erased: {reason}"),
    CallArchived: QT_TRANSLATE_NOOP("events", "{call_id} archived"),
    DuplicateDismissed: QT_TRANSLATE_NOOP("events", "{call_id} is no duplicate of {other_id}"),
    DuplicateReconsidered: QT_TRANSLATE_NOOP("events", "{call_id} may be a duplicate of {other_id} again"),
    FeedbackGiven: QT_TRANSLATE_NOOP("events", "Reporter of {call_id} told {text}"),
    IncidentOpened: QT_TRANSLATE_NOOP("events", "{incident_id} accepted: {type}, level {level}, {place}"),
    IncidentAmended: QT_TRANSLATE_NOOP("events", "{incident_id} is now {type}, level {level}, {place}"),
    MajorDeclared: QT_TRANSLATE_NOOP("events", "{incident_id} declared major, {leader} notified"),
    MajorAcknowledged: QT_TRANSLATE_NOOP("events", "{incident_id}: leader acknowledged"),
    MajorEscalated: QT_TRANSLATE_NOOP("events", "{incident_id}: leader silent, {leader} notified"),
    NoteAdded: QT_TRANSLATE_NOOP("events", "Note: {text}"),
    ExerciseNoted: QT_TRANSLATE_NOOP("events", "Exercise control: {text}"),
    CaseFlowFrozen: QT_TRANSLATE_NOOP("events", "{incident_id} follows the case flow {name}"),
    CaseAssigned: QT_TRANSLATE_NOOP("events", "{incident_id} assigned to {lead}"),
    CaseSigned: QT_TRANSLATE_NOOP("events", "{incident_id} signed by {handler}"),
    CaseReturned: QT_TRANSLATE_NOOP("events", "{incident_id} returned: {reason}"),
    CaseTransferred: QT_TRANSLATE_NOOP("events", "{incident_id} transferred to {department}: {reason}"),
    IncidentEscalated: QT_TRANSLATE_NOOP("events", "{incident_id} escalated: {reason}"),
    ExtensionAsked: QT_TRANSLATE_NOOP("events", "{incident_id}: extension asked: {reason}"),
    IncidentSuspended: QT_TRANSLATE_NOOP("events", "{incident_id} extended: {reason}"),
    IncidentResumed: QT_TRANSLATE_NOOP("events", "{incident_id} resumed"),
    CheckRequested: QT_TRANSLATE_NOOP("events", "{incident_id} handed in to verify: {feedback}"),
    ReworkOrdered: QT_TRANSLATE_NOOP("events", "{incident_id} sent to rework: {reason}"),
    IncidentClosed: QT_TRANSLATE_NOOP("events", "{incident_id} closed: {disposition}"),
    IncidentReopened: QT_TRANSLATE_NOOP("events", "{incident_id} reopened: {reason}"),
    IncidentEvaluated: QT_TRANSLATE_NOOP("events", "{incident_id} evaluated: {rating}"),
    IncidentUrged: QT_TRANSLATE_NOOP("events", "{incident_id} urged {text}"),
    IncidentSupervised: QT_TRANSLATE_NOOP("events", "{incident_id} under supervision {text}"),
    DeadlineNear: QT_TRANSLATE_NOOP("events", "{incident_id}: deadline near"),
    DeadlinePassed: QT_TRANSLATE_NOOP("events", "{incident_id}: overdue"),
    IncidentArchived: QT_TRANSLATE_NOOP("events", "{incident_id} archived"),
    UnitDispatched: QT_TRANSLATE_NOOP("events", "{unit_id} dispatched to {incident_id}{override_reason}"),
    OrderProgressed: QT_TRANSLATE_NOOP("events", "{unit_id} {state}{proxy}"),
    OrderCorrected: QT_TRANSLATE_NOOP("events", "{unit_id} corrected to {state}: {reason}"),
    OrderDeclined: QT_TRANSLATE_NOOP("events", "{unit_id} declined: {reason}"),
    OrderDelayed: QT_TRANSLATE_NOOP("events", "{unit_id} delayed: {reason}"),
    OrderCancelled: QT_TRANSLATE_NOOP("events", "Order to {unit_id} cancelled: {reason}"),
    UnitDiverted: QT_TRANSLATE_NOOP("events", "{unit_id} diverted to {incident_id}: {reason}"),
    OrderSilent: QT_TRANSLATE_NOOP("events", "{unit_id} has not acknowledged"),
    ArrivalSuggested: QT_TRANSLATE_NOOP("events", "{unit_id} seems to have arrived, confirm? (P)"),
    ContactLost: QT_TRANSLATE_NOOP("events", "{unit_id}: contact lost"),
    ContactRegained: QT_TRANSLATE_NOOP("events", "{unit_id}: contact again"),
    UnitStateSet: QT_TRANSLATE_NOOP("events", "{unit_id} {state} {reason}"),
    RoadClosed: QT_TRANSLATE_NOOP("events", "Road closed ({closure_id}): {reason}"),
    RoadReopened: QT_TRANSLATE_NOOP("events", "Road open again ({closure_id})"),
    SensorAlarmed: QT_TRANSLATE_NOOP("events", "{sensor} alarms at {value}"),
    SensorCleared: QT_TRANSLATE_NOOP("events", "{sensor} back to normal at {value}"),
    EarlyWarning: QT_TRANSLATE_NOOP("events", "Early warning for {subject}: {detail}"),
    **MUSTER_EVENT_WORDS,
}
"""One template per event type."""

EMPHASISED: Final = (
    CallRejected,
    MajorDeclared,
    MajorEscalated,
    CaseReturned,
    IncidentEscalated,
    ReworkOrdered,
    DeadlineNear,
    DeadlinePassed,
    OrderDeclined,
    OrderDelayed,
    OrderSilent,
    ContactLost,
    SensorAlarmed,
    EarlyWarning,
    OrderCorrected,
    *MUSTER_EMPHASISED,
)
"""Events whose lines are brighter than the rest."""
COVER_SHORT: Final = "cover_short"
"""Code of the planner's warning; its detail names grids as `G-22 0/2, G-07 1/2`."""
_SHORT_GRID: Final = re.compile(r"(\S+) (\d+)/(\d+)")

_SYSTEM: Final = (
    JournalOpened,
    Registered,
    CaseFlowFrozen,
    RoadClosed,
    RoadReopened,
    EarlyWarning,
    ExerciseNoted,
    *MUSTER_SYSTEM,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about."""

    incident_id: str = ""
    call_id: str = ""
    unit_id: str = ""
    emphasis: bool = False


def event_words(event: AnyEvent, names: Names) -> str:
    """The event as one line."""
    if isinstance(event, EarlyWarning):
        special = _cover_words(event, names) or early_warning_words(event, names.picture)
        if special:
            return special
    template = QCoreApplication.translate("events", EVENT_WORDS[type(event)])
    return template.format_map(_fields(event, names)).strip().rstrip(":：")


def event_kind(event: AnyEvent) -> str:
    """Code of the log's filter: call, incident, order, unit or system."""
    if isinstance(event, _SYSTEM):
        return "system"
    if isinstance(event, (UnitStateSet, ContactLost, ContactRegained)):
        return "unit"
    if hasattr(event, "order_id") or isinstance(event, UnitDiverted):
        return "order"
    if isinstance(event, (*CallEvent.__args__, SensorAlarmed, SensorCleared)):
        return "call"
    return "incident"


def event_subject(event: AnyEvent, picture: Picture) -> Subject:
    """The incident, call and unit that the event is about, as far as it names or implies them."""
    incident_id = getattr(event, "incident_id", "")
    call_id = getattr(event, "call_id", "")
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
        elif isinstance(event, EarlyWarning):
            incident_id = incident_of(event, picture)
    return Subject(incident_id, call_id, unit_id, isinstance(event, EMPHASISED))


def _fields(event: AnyEvent, names: Names) -> Mapping[str, Any]:
    fields: dict[str, Any] = _Forgiving(msgspec.structs.asdict(event))
    picture = names.picture
    for name, value in list(fields.items()):
        match name:
            case "type_code":
                fields["type"] = names.incident_type(value) or QCoreApplication.translate(
                    "events", "unclassified"
                )
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
            case "reason" | "feedback" | "action":
                fields[name] = phrase_word(value)
            case "override_reason":
                fields[name] = f" · {phrase_word(value)}" if value else ""
            case "disposition":
                fields[name] = disposition_word(value)
            case "rating":
                fields[name] = rating_words().get(value, value)
            case "entered_by":
                proxy = QCoreApplication.translate("events", " (by voice, {seat})")
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


def _cover_words(event: EarlyWarning, names: Names) -> str:
    """Grids below their minimum cover, the worst first; empty where the warning is about something else."""
    if event.code != COVER_SHORT:
        return ""
    template = QCoreApplication.translate("events", "{grid} below its minimum cover: {units} of {minimum}")
    lines = []
    for grid_id, units, minimum in _SHORT_GRID.findall(event.detail):
        name = names.grid(grid_id)
        grid = grid_id if name == grid_id else f"{name} ({grid_id})"
        lines.append(template.format(grid=grid, units=units, minimum=minimum))
    return "; ".join(lines)


def leader_word(code: str) -> str:
    """A responsible leader's office in words."""
    words = {
        "duty_leader": QCoreApplication.translate("words", "duty leader"),
        "deputy_chief": QCoreApplication.translate("words", "deputy chief"),
        "chief": QCoreApplication.translate("words", "chief"),
    }
    return words.get(code, code)
