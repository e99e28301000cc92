"""Rules of a muster as a whole: activation (T0), the order, baseline, work area, standing down. See `decide`."""

from __future__ import annotations

from msgspec.structs import asdict, replace

from console.domain.base.limits import MAX_UNITS_PER_DISPATCH, Numbers
from console.domain.base.message import Asked, Event, Outcome, Refusal
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DESK, DIRECTOR, LEADER, PLANNER, SYSTEM, Role, WorldKind
from console.domain.incidents.entities import Incident
from console.domain.incidents.rules import find_open_incident
from console.domain.orders.commands import UnitChoice
from console.domain.orders.rules import find_unit, free, gathers, order_to
from console.domain.picture import Picture, Rules, about, next_id
from console.domain.registry.entities import Unit

from . import commands as c
from . import events as e
from .checks import check_plan, check_ring, of_muster, of_ordered, of_unresolved, run_is_over
from .counting import DEFAULT_POLICY, committed_since_ms, eligible, required_of
from .definition import STANDARD, MusterDefinition, check_area
from .destinations import muster_of
from .entities import Activation, Muster
from .plan import MusterMode

MAX_BASELINE_UNITS = 5_000
MAX_HASH = 128
PLAYED = (WorldKind.DEMO, WorldKind.DRILL)
"""Kinds in which players activate and order; elsewhere the duty leader does."""


def activated(
    p: Picture, incident: Incident, how: Activation, t_ms: int, numbers: Numbers
) -> e.MusterActivated:
    """T0 of an incident's muster: now, or when its committed strength passed the limit before it was major."""
    since_ms = committed_since_ms(p, incident.id, numbers.activation_strength)
    earlier = 0 <= since_ms < t_ms
    return e.MusterActivated(
        muster_id=next_id(p, "M-", "muster", 4),
        incident_id=incident.id,
        activation=Activation.STRENGTH if earlier else how,
        eligible=eligible(p, incident.id, DEFAULT_POLICY, t_ms),
        t0_ms=since_ms if earlier else -1,
    )


def definition_for(p: Picture, incident: Incident) -> MusterDefinition:
    """What a pass means for the incident's type: its registered definition, else the general one."""
    return p.definitions.get(incident.type_code, STANDARD)


def _who_activates(p: Picture, role: Role) -> Activation | Refusal:
    if role is Role.DUTY_LEADER:
        return Activation.LEADER
    if role is Role.TRAINER:
        return Activation.DIRECTOR if p.kind is WorldKind.DRILL else refuse(Code.ONLY_DRILLS)
    return Activation.PLAYER if p.kind in PLAYED else refuse(Code.NEEDS_LEADER)


def _find_major(p: Picture, incident_id: str) -> Incident | Refusal:
    incident = find_open_incident(p, incident_id)
    if isinstance(incident, Incident) and not incident.major:
        return refuse(Code.NOT_MAJOR, incident=incident.id)
    if isinstance(incident, Incident) and run_is_over(p):
        return refuse(Code.RUN_NOT_RUNNING)
    return incident


_of_major = about(_find_major, "incident_id")


def _activate(p: Picture, a: Asked, cmd: c.ActivateMuster, incident: Incident) -> Outcome:
    if (muster := muster_of(p, incident.id)) is not None:
        return refuse(Code.MUSTER_ACTIVE, muster=muster.id)
    how = _who_activates(p, a.stamp.role)
    return [activated(p, incident, how, a.t_ms, a.numbers)] if isinstance(how, Activation) else how


def _order(p: Picture, a: Asked, cmd: c.OrderMuster, incident: Incident) -> Outcome:
    """Activates when nobody has; units that are not free are skipped and named; at least one must be free."""
    muster = muster_of(p, incident.id)
    if muster is not None and muster.plan is not None:
        return refuse(
            Code.MUSTER_ALREADY_ORDERED,
            muster=muster.id,
            seat=muster.ordered_seat,
            by=muster.ordered_by,
            at=muster.ordered_ms,
        )
    how = _who_activates(p, a.stamp.role)
    if isinstance(how, Refusal) and not (muster is not None and muster.activation is Activation.LEADER):
        return how
    definition = definition_for(p, incident)
    wrong = check_plan(p, cmd.plan) or check_area(
        definition, incident.place, cmd.plan.work_area_e7, cmd.plan.rally
    )
    if wrong:
        return wrong
    sorted_out = _sort_out(p, incident, cmd.units)
    if isinstance(sorted_out, Refusal):
        return sorted_out
    chosen, skipped = sorted_out
    out: list[Event] = []
    policy = cmd.plan.policy
    if muster is None and isinstance(how, Activation):
        out.append(activated(p, incident, how, a.t_ms, a.numbers))
        able = eligible(p, incident.id, policy, a.t_ms)
    elif muster is not None:
        able = muster.eligible if policy == DEFAULT_POLICY else eligible(p, incident.id, policy, a.t_ms)
    out.append(
        e.MusterOrdered(
            muster_id=muster.id if muster is not None else next_id(p, "M-", "muster", 4),
            plan=cmd.plan,
            required=required_of(cmd.plan.limits.strength, able),
            eligible=able,
            skipped=skipped,
        )
    )
    direct = cmd.plan.mode is MusterMode.DIRECT_TO_SCENE
    for number, choice in enumerate(chosen, start=1):
        to_rally = not direct and gathers(p.units[choice.unit_id])
        out.append(order_to(p, incident.id, choice, number, to_rally=to_rally))
    return out


def _sort_out(
    p: Picture, incident: Incident, units: tuple[UnitChoice, ...]
) -> tuple[list[UnitChoice], tuple[str, ...]] | Refusal:
    """(units to order, ids skipped). Units on this incident already are neither: they keep going to the scene."""
    if not units:
        return refuse(Code.NO_UNITS)
    if len(units) > MAX_UNITS_PER_DISPATCH:
        return refuse(Code.TOO_MANY, limit=MAX_UNITS_PER_DISPATCH)
    chosen: list[UnitChoice] = []
    skipped: dict[str, Refusal] = {}
    seen: set[str] = set()
    for choice in units:
        unit = find_unit(p, choice.unit_id)
        if not isinstance(unit, Unit):
            return unit
        if unit.id in seen:
            return refuse(Code.DUPLICATE_UNIT, unit=unit.id)
        seen.add(unit.id)
        busy = free(unit)
        if busy is None:
            chosen.append(choice)
        elif not unit.order_id or p.orders[unit.order_id].incident_id != incident.id:
            skipped[unit.id] = busy
    if len(skipped) == len(units):
        return next(iter(skipped.values()))
    return chosen, tuple(skipped)


def _baseline(p: Picture, a: Asked, cmd: c.RecordBaseline, muster: Muster) -> Outcome:
    if muster.baseline_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    if max(len(cmd.units), len(cmd.closures), len(cmd.short_grids)) > MAX_BASELINE_UNITS:
        return refuse(Code.TOO_MANY, limit=MAX_BASELINE_UNITS)
    if min(cmd.best_ms, cmd.best_anywhere_ms) < -1:
        return refuse(Code.BAD_VALUE, field="best_ms")
    return [
        e.BaselineRecorded(
            **asdict(replace(cmd, graph_hash=cmd.graph_hash[:MAX_HASH])), rules=a.numbers.version
        )
    ]


def _work_area(p: Picture, a: Asked, cmd: c.SetWorkArea, muster: Muster) -> Outcome:
    """Bounded by the definition; who was counted before stays counted, and nobody is counted for the past."""
    incident, standard = p.incidents[muster.incident_id], p.standards.get(muster.id)
    definition = standard.definition if standard is not None else definition_for(p, incident)
    rally = muster.plan.rally if muster.plan is not None else None
    wrong = check_ring(cmd.ring_e7) or check_area(definition, incident.place, cmd.ring_e7, rally)
    return wrong or [e.WorkAreaSet(muster_id=muster.id, ring_e7=cmd.ring_e7)]


def _order_phase(p: Picture, a: Asked, cmd: c.OrderPhase, muster: Muster) -> Outcome:
    if cmd.phase not in (2, 3):
        return refuse(Code.BAD_VALUE, field="phase")
    if (muster.phase2_ordered_ms if cmd.phase == 2 else muster.phase3_ordered_ms) >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.PhaseOrdered(muster_id=muster.id, phase=cmd.phase)]


def _end(p: Picture, a: Asked, cmd: c.EndMuster, muster: Muster) -> Outcome:
    """Before T3 a reason is needed; what was not reached is missed."""
    wrong = check_text(cmd.reason, field="reason", required=muster.t3_ms < 0)
    return wrong or [e.MusterEnded(muster_id=muster.id, reason=cmd.reason)]


def _settle(p: Picture, a: Asked, cmd: c.SettleMuster) -> Outcome:
    """Everything that it records is a consequence (see `consequences`)."""
    return [] if cmd.muster_id in p.musters else refuse(Code.UNKNOWN_MUSTER, muster=cmd.muster_id)


MUSTER_RULES: Rules = {
    c.ActivateMuster: (DESK | DIRECTOR, _of_major(_activate)),
    c.OrderMuster: (DESK, _of_major(_order)),
    c.RecordBaseline: (PLANNER, of_muster(_baseline)),
    c.SetWorkArea: (LEADER, of_unresolved(_work_area)),
    c.OrderPhase: (DESK, of_ordered(_order_phase)),
    c.EndMuster: (DESK, of_muster(_end)),
    c.SettleMuster: (SYSTEM, _settle),
}
