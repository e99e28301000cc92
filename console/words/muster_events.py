"""Events of the three 10-minutes, wind and a drill's run in words. Qt main thread; part of `console.words.events`.

English templates with fields in braces; `muster_fields` makes the fields that are not the event's own. Also the words
for why a unit does not count, for every panel that says so.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from console.domain.base.message import Event
from console.domain.musters.entities import Activation, Area, Gate, NotCounted
from console.domain.musters.events import (
    BaselineRecorded,
    ControlDeclared,
    ControlRefuted,
    ControlVerified,
    CoverGapClosed,
    CoverGapOpened,
    CoverReasonRecorded,
    FenceEntered,
    FenceLeft,
    GateDecided,
    HandlingReported,
    HeadcountReported,
    ItemEvidenced,
    ItemWithdrawn,
    MusterActivated,
    MusterEnded,
    MusterOrdered,
    PhaseOrdered,
    PhaseReached,
    PostsAssigned,
    ReservesRecalled,
    SustainFailed,
    UnitCounted,
    UnitUncounted,
    VoiceContradicted,
    VoiceReported,
    WorkAreaSet,
)
from console.domain.musters.plan import MusterPlan
from console.domain.registry.events import WindSet
from console.domain.runs.events import RunEnded, RunInterrupted, RunOpened, RunPaused, RunRateSet, RunResumed
from console.words.names import Names
from widgets.durations import clock_text
from widgets.translate_noop import QT_TRANSLATE_NOOP

MUSTER_EVENT_WORDS: Final[dict[type[Event], str]] = {
    MusterActivated: QT_TRANSLATE_NOOP(
        "events", "{incident_id}: muster activated {by}, {eligible} officers eligible"
    ),
    MusterOrdered: QT_TRANSLATE_NOOP("events", "Muster order: {required} officers to {rally}{skipped}"),
    BaselineRecorded: QT_TRANSLATE_NOOP("events", "Baseline at T0: best achievable time {best}"),
    HeadcountReported: QT_TRANSLATE_NOOP("events", "{unit_id}: head-count {heads}{over}{proxy}"),
    FenceEntered: QT_TRANSLATE_NOOP("events", "{unit_id} in place: {area}"),
    FenceLeft: QT_TRANSLATE_NOOP("events", "{unit_id} no longer in place: {area} ({why})"),
    VoiceReported: QT_TRANSLATE_NOOP("events", "{unit_id} says it is in place: {area}{proxy}"),
    VoiceContradicted: QT_TRANSLATE_NOOP(
        "events", "{unit_id}: position contradicts the voice report, {away_m} m away"
    ),
    UnitCounted: QT_TRANSLATE_NOOP("events", "{unit_id} counted: {heads}{voice}"),
    UnitUncounted: QT_TRANSLATE_NOOP("events", "{unit_id} not counted: {why}"),
    PhaseReached: QT_TRANSLATE_NOOP("events", "T{phase} reached: {end}"),
    GateDecided: QT_TRANSLATE_NOOP("events", "Gate {gate}: {verdict}"),
    SustainFailed: QT_TRANSLATE_NOOP("events", "Strength not sustained: too long below the required"),
    PostsAssigned: QT_TRANSLATE_NOOP("events", "Sent to posts: {assignments}"),
    PhaseOrdered: QT_TRANSLATE_NOOP("events", "Phase {phase} ordered"),
    HandlingReported: QT_TRANSLATE_NOOP("events", "{unit_id} handles: {action}{proxy}"),
    ItemEvidenced: QT_TRANSLATE_NOOP("events", "Checklist: {item}{note}{proxy}"),
    ItemWithdrawn: QT_TRANSLATE_NOOP("events", "Checklist: {item} withdrawn: {reason}"),
    ControlDeclared: QT_TRANSLATE_NOOP("events", "Scene declared under control{proxy}"),
    ControlVerified: QT_TRANSLATE_NOOP("events", "Scene verified as under control"),
    ControlRefuted: QT_TRANSLATE_NOOP("events", "Declaration found false: {reason}"),
    CoverGapOpened: QT_TRANSLATE_NOOP("events", "Below minimum cover: {grid_ids}"),
    CoverGapClosed: QT_TRANSLATE_NOOP("events", "Cover restored: {grid_ids}"),
    CoverReasonRecorded: QT_TRANSLATE_NOOP("events", "Below minimum cover: {grid_ids}. Reason: {reason}"),
    ReservesRecalled: QT_TRANSLATE_NOOP("events", "Reserves recalled: {unit_ids}"),
    WorkAreaSet: QT_TRANSLATE_NOOP("events", "Work area drawn anew"),
    MusterEnded: QT_TRANSLATE_NOOP("events", "Muster stood down: {reason}"),
    WindSet: QT_TRANSLATE_NOOP("events", "Wind from {from_deg}°, {speed} m/s"),
    RunOpened: QT_TRANSLATE_NOOP("events", "Exercise begins: {name}"),
    RunPaused: QT_TRANSLATE_NOOP("events", "Exercise paused: {reason}"),
    RunResumed: QT_TRANSLATE_NOOP("events", "Exercise goes on"),
    RunRateSet: QT_TRANSLATE_NOOP("events", "Exercise runs at ×{rate}"),
    RunInterrupted: QT_TRANSLATE_NOOP("events", "Exercise interrupted, real emergency: {live_incident}"),
    RunEnded: QT_TRANSLATE_NOOP("events", "Exercise ended: {reason}"),
}
"""One template per event type."""

MADE_FIELDS: Final = frozenset(
    {"by", "rally", "best", "heads", "over", "voice", "end", "verdict", "item", "speed", "rate", "name"}
)
"""Fields in templates that `muster_fields` makes besides wording those of the event."""

MUSTER_EMPHASISED: Final = (
    MusterActivated,
    MusterOrdered,
    PhaseReached,
    GateDecided,
    SustainFailed,
    VoiceContradicted,
    ControlRefuted,
    CoverGapOpened,
    RunPaused,
    RunInterrupted,
)
"""Events whose lines are brighter than the rest."""

MUSTER_SYSTEM: Final = (
    WindSet,
    RunOpened,
    RunPaused,
    RunResumed,
    RunRateSet,
    RunInterrupted,
    RunEnded,
)
"""Events that are about no incident."""


def not_counted_word(code: str) -> str:
    """Why a unit does not count, in words; empty when it does."""
    tr = QCoreApplication.translate
    words = {
        "": "",
        NotCounted.EN_ROUTE: tr("words", "en route"),
        NotCounted.NO_HEADCOUNT: tr("words", "no head-count"),
        NotCounted.NO_ROLL_CALL: tr("words", "no roll call"),
        NotCounted.CONTRADICTED: tr("words", "position contradicts"),
        NotCounted.WRONG_TIER: tr("words", "tier does not count"),
        NotCounted.NOBODY_NEW: tr("words", "counted with another unit"),
        NotCounted.DEPARTED: tr("words", "sent to the scene"),
        NotCounted.STALE_FIX: tr("words", "position too old"),
        NotCounted.LEFT: tr("words", "left the area"),
        NotCounted.TOO_FAST: tr("words", "driving"),
        NotCounted.ORDER_ENDED: tr("words", "order ended"),
    }
    return words.get(code, code)


def gate_word(gate: Gate) -> str:
    """One of the four gates: 集结, 到达, 处置, 留守."""
    tr = QCoreApplication.translate
    words = {
        Gate.MUSTER: tr("words", "muster"),
        Gate.ARRIVE: tr("words", "arrival"),
        Gate.RESOLVE: tr("words", "resolution"),
        Gate.COVER: tr("words", "minimum cover"),
    }
    return words[gate]


def activation_word(activation: Activation) -> str:
    """What set T0."""
    tr = QCoreApplication.translate
    words = {
        Activation.LEADER: tr("words", "by the duty leader"),
        Activation.PLAYER: tr("words", "by a player"),
        Activation.DIRECTOR: tr("words", "by the director"),
        Activation.STRENGTH: tr("words", "by committed strength"),
    }
    return words[activation]


def area_word(area: Area, post: str = "") -> str:
    """A fence of a muster; a post by its name."""
    tr = QCoreApplication.translate
    words = {
        Area.RALLY: tr("words", "rally point"),
        Area.SCENE: tr("words", "scene"),
        Area.POST: tr("words", "post {post}").format(post=post).strip(),
    }
    return words[area]


def phase_end_word(phase: int) -> str:
    """What the end of a phase means."""
    tr = QCoreApplication.translate
    words = {
        1: tr("words", "strength mustered"),
        2: tr("words", "posts filled and handling begun"),
        3: tr("words", "scene under control"),
    }
    return words.get(phase, "")


def heads_text(sworn: int, auxiliary: int, volunteers: int) -> str:
    """Head-count of the three forces, shown apart: `4`, `4+2`, `4+2+1`."""
    if volunteers:
        return f"{sworn}+{auxiliary}+{volunteers}"
    return f"{sworn}+{auxiliary}" if auxiliary else str(sworn)


def muster_fields(event: Any, names: Names) -> dict[str, Any]:
    """Fields of a muster event in words, besides what every event's fields become."""
    tr = QCoreApplication.translate
    match event:
        case MusterActivated():
            return {"by": activation_word(event.activation)}
        case MusterOrdered():
            skipped = tr("events", " · not free: {units}").format(units=", ".join(event.skipped))
            return {"rally": _rally(event.plan, names), "skipped": skipped if event.skipped else ""}
        case BaselineRecorded():
            return {"best": clock_text(event.best_ms) if event.best_ms >= 0 else "—"}
        case HeadcountReported():
            over = tr("events", ", {count} above the roster").format(count=event.over_roster)
            heads = heads_text(event.sworn, event.auxiliary, event.volunteers)
            return {"heads": heads, "over": over if event.over_roster else ""}
        case UnitCounted():
            heads = heads_text(len(event.officers), event.auxiliary, event.volunteers)
            return {"heads": heads, "voice": tr("events", " by voice") if event.by_voice else ""}
        case UnitUncounted():
            return {"why": not_counted_word(event.why)}
        case PhaseReached():
            return {"end": phase_end_word(event.phase)}
        case GateDecided():
            return {"gate": gate_word(event.gate), "verdict": _verdict(event)}
        case WindSet():
            return {"speed": f"{event.speed_cmps / 100:.1f}"}
        case RunOpened():
            return {"name": names.of(event)}
        case RunRateSet():
            return {"rate": f"{event.rate_permille / 1000:g}"}
        case _:
            return _place_fields(event, names)


def _place_fields(event: Any, names: Names) -> dict[str, Any]:
    plan = _plan_of(event, names)
    match event:
        case FenceEntered() | VoiceReported():
            return {"area": area_word(event.area, _post(plan, event.post_id, names))}
        case FenceLeft():
            area = area_word(event.area, _post(plan, event.post_id, names))
            return {"area": area, "why": not_counted_word(event.why)}
        case PostsAssigned():
            scene = area_word(Area.SCENE)
            to = [
                f"{each.unit_id} → {_post(plan, each.post_id, names) or scene}" for each in event.assignments
            ]
            return {"assignments": ", ".join(to)}
        case ItemEvidenced():
            return {
                "item": _item(plan, event.item_id, names),
                "note": f" · {event.note}" if event.note else "",
            }
        case ItemWithdrawn():
            return {"item": _item(plan, event.item_id, names)}
        case CoverGapOpened() | CoverGapClosed() | CoverReasonRecorded():
            return {"grid_ids": ", ".join(names.grid(grid_id) for grid_id in event.grid_ids)}
        case ReservesRecalled():
            return {"unit_ids": ", ".join(event.unit_ids)}
        case _:
            return {}


def _verdict(event: GateDecided) -> str:
    tr = QCoreApplication.translate
    if not event.passed:
        return tr("events", "missed")
    took = f" {clock_text(event.took_ms)}" if event.took_ms >= 0 else ""
    return tr("events", "passed") + took


def _plan_of(event: Any, names: Names) -> MusterPlan | None:
    muster = names.picture.musters.get(getattr(event, "muster_id", ""))
    return None if muster is None else muster.plan


def _rally(plan: MusterPlan, names: Names) -> str:
    return area_word(Area.SCENE) if plan.rally is None else names.place(plan.rally)


def _post(plan: MusterPlan | None, post_id: str, names: Names) -> str:
    posts = () if plan is None else plan.posts
    return next((names.of(post) for post in posts if post.id == post_id), post_id)


def _item(plan: MusterPlan | None, item_id: str, names: Names) -> str:
    items = () if plan is None else plan.checklist
    found = next((item for item in items if item.id == item_id), None)
    if found is None:
        return item_id
    first, second = (found.text_zh, found.text_en) if names.chinese else (found.text_en, found.text_zh)
    return first or second or item_id
