"""Events of the three 10-minutes, wind and a drill's run in words. Qt main thread; part of `console.words.events`.

English templates with fields in braces; `muster_fields` makes the fields that are not the event's own. Also the words
for why a unit does not count, for every panel that says so.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from console.domain.base.message import Event
from console.domain.musters import events as musters
from console.domain.musters.entities import Activation, Area, Gate
from console.domain.musters.plan import MusterPlan
from console.domain.registry.events import WindSet
from console.domain.runs import events as runs
from console.result.codes import ACTIVATIONS, NOT_COUNTED
from console.words.musters import difference_text
from console.words.names import Names
from widgets.durations import clock_text
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

tr = QCoreApplication.translate

MUSTER_EMPHASISED: Final[dict[type[Event], str]] = {
    musters.MusterActivated: _N(
        "events", "{incident_id}: muster activated {by}, {eligible} officers eligible"
    ),
    musters.MusterOrdered: _N("events", "Muster order: {required} officers to {rally}{skipped}"),
    musters.VoiceContradicted: _N(
        "events", "{unit_id}: position contradicts the voice report, {away_m} m away"
    ),
    musters.PhaseReached: _N("events", "T{phase} reached: {end}"),
    musters.GateDecided: _N("events", "Gate {gate}: {verdict}"),
    musters.DefinitionChanged: _N("events", "Differs from the plan card: {changes}"),
    musters.SustainFailed: _N("events", "Strength not sustained: too long below the required"),
    musters.ControlRefuted: _N("events", "Declaration found false: {reason}"),
    musters.CoverGapOpened: _N("events", "Below minimum cover: {grid_ids}"),
    runs.RunPaused: _N("events", "Exercise paused: {reason}"),
    runs.RunInterrupted: _N("events", "Exercise interrupted, real emergency: {live_incident}"),
}
"""Events whose lines are brighter than the rest."""

MUSTER_EVENT_WORDS: Final[dict[type[Event], str]] = {
    **MUSTER_EMPHASISED,
    musters.DefinitionLocked: _N("events", "A pass is defined by {card}, version {version}"),
    musters.BaselineRecorded: _N("events", "Baseline at T0: best achievable time {best}"),
    musters.HeadcountReported: _N("events", "{unit_id}: head-count {heads}{over}{proxy}"),
    musters.FenceEntered: _N("events", "{unit_id} in place: {area}"),
    musters.FenceLeft: _N("events", "{unit_id} no longer in place: {area} ({why})"),
    musters.VoiceReported: _N("events", "{unit_id} says it is in place: {area}{proxy}"),
    musters.UnitCounted: _N("events", "{unit_id} counted: {heads}{voice}"),
    musters.UnitUncounted: _N("events", "{unit_id} not counted: {why}"),
    musters.PostsAssigned: _N("events", "Sent to posts: {assignments}"),
    musters.PhaseOrdered: _N("events", "Phase {phase} ordered"),
    musters.HandlingReported: _N("events", "{unit_id} handles: {action}{proxy}"),
    musters.ItemEvidenced: _N("events", "Checklist: {item}{note}{proxy}"),
    musters.ItemWithdrawn: _N("events", "Checklist: {item} withdrawn: {reason}"),
    musters.ControlDeclared: _N("events", "Scene declared under control{proxy}"),
    musters.ControlVerified: _N("events", "Scene verified as under control"),
    musters.CoverGapClosed: _N("events", "Cover restored: {grid_ids}"),
    musters.CoverReasonRecorded: _N("events", "Below minimum cover: {grid_ids}. Reason: {reason}"),
    musters.ReservesRecalled: _N("events", "Reserves recalled: {unit_ids}"),
    musters.WorkAreaSet: _N("events", "Work area drawn anew"),
    musters.MusterEnded: _N("events", "Muster stood down: {reason}"),
    WindSet: _N("events", "Wind from {from_deg}°, {speed} m/s"),
    runs.RunOpened: _N("events", "Exercise begins: {name}"),
    runs.RunResumed: _N("events", "Exercise goes on"),
    runs.RunRateSet: _N("events", "Exercise runs at ×{rate}"),
    runs.RunEnded: _N("events", "Exercise ended: {reason}"),
}
"""One template per event type."""

MADE_FIELDS: Final = frozenset(
    {"by", "rally", "best", "heads", "over", "voice", "end", "verdict", "item", "speed", "rate", "name"}
    | {"card", "version", "changes"}
)
"""Fields in templates that `muster_fields` makes besides wording those of the event."""


def not_counted_word(code: str) -> str:
    """Why a unit does not count, in words; empty when it does."""
    words = {one.value: text for one, text in NOT_COUNTED.items()}.get(code, "")
    return tr("words", words) if words else code


def gate_word(gate: Gate) -> str:
    """One of the four gates: 集结, 到达, 处置, 留守."""
    return {
        Gate.MUSTER: tr("words", "muster"),
        Gate.ARRIVE: tr("words", "arrival"),
        Gate.RESOLVE: tr("words", "resolution"),
        Gate.COVER: tr("words", "minimum cover"),
    }[gate]


def activation_word(activation: Activation) -> str:
    """What set T0."""
    return tr("words", ACTIVATIONS[activation])


def area_word(area: Area, post: str = "") -> str:
    """A fence of a muster; a post by its name."""
    return {
        Area.RALLY: tr("words", "rally point"),
        Area.SCENE: tr("words", "scene"),
        Area.POST: tr("words", "post {post}").format(post=post).strip(),
    }[area]


def phase_end_word(phase: int) -> str:
    """What the end of a phase means."""
    return {
        1: tr("words", "strength mustered"),
        2: tr("words", "posts filled and handling begun"),
        3: tr("words", "scene under control"),
    }.get(phase, "")


def heads_text(sworn: int, auxiliary: int, volunteers: int) -> str:
    """Head-count of the three forces, shown apart: `4`, `4+2`, `4+2+1`."""
    if volunteers:
        return f"{sworn}+{auxiliary}+{volunteers}"
    return f"{sworn}+{auxiliary}" if auxiliary else str(sworn)


def muster_fields(event: Any, names: Names) -> dict[str, Any]:
    """Fields of a muster event in words, besides what every event's fields become."""
    muster = names.picture.musters.get(getattr(event, "muster_id", ""))
    plan = None if muster is None else muster.plan
    match event:
        case musters.MusterActivated():
            return {"by": activation_word(event.activation)}
        case musters.DefinitionLocked():
            card = event.definition
            return {"card": names.either(card.name_zh, card.name_en), "version": card.version}
        case musters.DefinitionChanged():
            return {"changes": "; ".join(difference_text(one) for one in event.differences)}
        case musters.MusterOrdered():
            skipped = tr("events", " · not free: {units}").format(units=", ".join(event.skipped))
            rally = event.plan.rally
            place = area_word(Area.SCENE) if rally is None else names.place(rally)
            return {"rally": place, "skipped": skipped if event.skipped else ""}
        case musters.BaselineRecorded():
            return {"best": clock_text(event.best_ms) if event.best_ms >= 0 else "—"}
        case musters.HeadcountReported():
            over = tr("events", ", {count} above the roster").format(count=event.over_roster)
            heads = heads_text(event.sworn, event.auxiliary, event.volunteers)
            return {"heads": heads, "over": over if event.over_roster else ""}
        case musters.UnitCounted():
            heads = heads_text(len(event.officers), event.auxiliary, event.volunteers)
            return {"heads": heads, "voice": tr("events", " by voice") if event.by_voice else ""}
        case musters.UnitUncounted():
            return {"why": not_counted_word(event.why)}
        case musters.PhaseReached():
            return {"end": phase_end_word(event.phase)}
        case musters.GateDecided():
            return {"gate": gate_word(event.gate), "verdict": _verdict(event)}
        case WindSet():
            return {"speed": f"{event.speed_cmps / 100:.1f}"}
        case runs.RunOpened():
            return {"name": names.of(event)}
        case runs.RunRateSet():
            return {"rate": f"{event.rate_permille / 1000:g}"}
        case musters.FenceEntered() | musters.VoiceReported():
            return {"area": area_word(event.area, _post(plan, event.post_id, names))}
        case musters.FenceLeft():
            area = area_word(event.area, _post(plan, event.post_id, names))
            return {"area": area, "why": not_counted_word(event.why)}
        case musters.PostsAssigned():
            scene = area_word(Area.SCENE)
            to = [
                f"{each.unit_id} → {_post(plan, each.post_id, names) or scene}" for each in event.assignments
            ]
            return {"assignments": ", ".join(to)}
        case musters.ItemEvidenced():
            note = f" · {names.said(event.note)}" if event.note else ""
            return {"item": _item(plan, event.item_id, names), "note": note}
        case musters.ItemWithdrawn():
            return {"item": _item(plan, event.item_id, names)}
        case musters.CoverGapOpened() | musters.CoverGapClosed() | musters.CoverReasonRecorded():
            return {"grid_ids": names.grids(event.grid_ids)}
        case musters.ReservesRecalled():
            return {"unit_ids": ", ".join(event.unit_ids)}
        case _:
            return {}


def _verdict(event: musters.GateDecided) -> str:
    if not event.passed:
        return tr("events", "missed")
    took = f" {clock_text(event.took_ms)}" if event.took_ms >= 0 else ""
    return tr("events", "passed") + took


def _post(plan: MusterPlan | None, post_id: str, names: Names) -> str:
    posts = () if plan is None else plan.posts
    return next((names.of(post) for post in posts if post.id == post_id), post_id)


def _item(plan: MusterPlan | None, item_id: str, names: Names) -> str:
    items = () if plan is None else plan.checklist
    found = next((item for item in items if item.id == item_id), None)
    return item_id if found is None else names.either(found.text_zh, found.text_en) or item_id
