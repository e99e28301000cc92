"""Rules of a muster as a whole: activation (T0), the order, baseline, work area, standing down. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from . import muster_commands as k
from . import muster_events as me
from .checks import check_text, find_open_incident, find_unit, next_id
from .decide_orders import free, gathers, order_to
from .destinations import muster_of
from .entities import Incident, Kind, Role, Unit
from .limits import MAX_UNITS_PER_DISPATCH, RULES_VERSION
from .muster_checks import check_plan, check_ring, find_muster, find_ordered, find_unresolved, run_is_over
from .muster_count import DEFAULT_POLICY, eligible, required_of
from .muster_entities import Activation, Muster
from .muster_plan import MusterMode
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal

MAX_BASELINE_UNITS = 5_000
PLAYED = (Kind.DEMO, Kind.DRILL)
"""Kinds in which players activate and order; elsewhere the duty leader does."""


def activated(p: Picture, incident: Incident, how: Activation) -> me.MusterActivated:
    """T0 of an incident's muster at this picture."""
    return me.MusterActivated(
        muster_id=next_id(p, "M-", "muster", 4),
        incident_id=incident.id,
        activation=how,
        eligible=eligible(p, incident.id, DEFAULT_POLICY),
    )


def _who_activates(p: Picture, role: Role) -> Activation | c.Refusal:
    if role is Role.DUTY_LEADER:
        return Activation.LEADER
    if role is Role.TRAINER:
        return Activation.DIRECTOR if p.kind is Kind.DRILL else refuse(Code.ONLY_DRILLS)
    return Activation.PLAYER if p.kind in PLAYED else refuse(Code.NEEDS_LEADER)


def _find_major(p: Picture, incident_id: str) -> Incident | c.Refusal:
    incident = find_open_incident(p, incident_id)
    if isinstance(incident, Incident) and not incident.major:
        return refuse(Code.NOT_MAJOR, incident=incident.id)
    if isinstance(incident, Incident) and run_is_over(p):
        return refuse(Code.RUN_NOT_RUNNING)
    return incident


def _activate(p: Picture, a: c.Asked, cmd: k.ActivateMuster) -> Outcome:
    incident = _find_major(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if (muster := muster_of(p, incident.id)) is not None:
        return refuse(Code.MUSTER_ACTIVE, muster=muster.id)
    how = _who_activates(p, a.stamp.role)
    return [activated(p, incident, how)] if isinstance(how, Activation) else how


def _order(p: Picture, a: c.Asked, cmd: k.OrderMuster) -> Outcome:
    """Activates when nobody has; units that are not free are skipped and named, and at least one must be there."""
    incident = _find_major(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
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
    if isinstance(how, c.Refusal) and not (muster is not None and muster.activation is Activation.LEADER):
        return how
    if wrong := check_plan(p, cmd.plan):
        return wrong
    sorted_out = _sort_out(p, incident, cmd.units)
    if isinstance(sorted_out, c.Refusal):
        return sorted_out
    chosen, skipped = sorted_out
    out: list[e.AnyEvent] = []
    policy = cmd.plan.policy
    if muster is None and isinstance(how, Activation):
        out.append(activated(p, incident, how))
        able = eligible(p, incident.id, policy)
    elif muster is not None:
        able = muster.eligible if policy == DEFAULT_POLICY else eligible(p, incident.id, policy)
    out.append(
        me.MusterOrdered(
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
    p: Picture, incident: Incident, units: tuple[c.UnitChoice, ...]
) -> tuple[list[c.UnitChoice], tuple[str, ...]] | c.Refusal:
    """(units to order, ids skipped). Units on this incident already are neither: they keep going to the scene."""
    if not units:
        return refuse(Code.NO_UNITS)
    if len(units) > MAX_UNITS_PER_DISPATCH:
        return refuse(Code.TOO_MANY, limit=MAX_UNITS_PER_DISPATCH)
    chosen: list[c.UnitChoice] = []
    skipped: dict[str, c.Refusal] = {}
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


def _baseline(p: Picture, a: c.Asked, cmd: k.RecordBaseline) -> Outcome:
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if muster.baseline_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    if max(len(cmd.units), len(cmd.closures), len(cmd.short_grids)) > MAX_BASELINE_UNITS:
        return refuse(Code.TOO_MANY, limit=MAX_BASELINE_UNITS)
    if min(cmd.best_ms, cmd.best_anywhere_ms) < -1:
        return refuse(Code.BAD_VALUE, field="best_ms")
    return [
        me.BaselineRecorded(
            muster_id=muster.id,
            units=cmd.units,
            closures=cmd.closures,
            graph_hash=cmd.graph_hash[:128],
            rules=RULES_VERSION,
            best_ms=cmd.best_ms,
            best_anywhere_ms=cmd.best_anywhere_ms,
            short_grids=cmd.short_grids,
        )
    ]


def _work_area(p: Picture, a: c.Asked, cmd: k.SetWorkArea) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    return check_ring(cmd.ring_e7) or [me.WorkAreaSet(muster_id=muster.id, ring_e7=cmd.ring_e7)]


def _order_phase(p: Picture, a: c.Asked, cmd: k.OrderPhase) -> Outcome:
    muster = find_ordered(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if cmd.phase not in (2, 3):
        return refuse(Code.BAD_VALUE, field="phase")
    if (muster.phase2_ordered_ms if cmd.phase == 2 else muster.phase3_ordered_ms) >= 0:
        return refuse(Code.ALREADY_DONE)
    return [me.PhaseOrdered(muster_id=muster.id, phase=cmd.phase)]


def _end(p: Picture, a: c.Asked, cmd: k.EndMuster) -> Outcome:
    """Before T3 a reason is needed; what was not reached is missed."""
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    wrong = check_text(cmd.reason, field="reason", required=muster.t3_ms < 0)
    return wrong or [me.MusterEnded(muster_id=muster.id, reason=cmd.reason)]


def _settle(p: Picture, a: c.Asked, cmd: k.SettleMuster) -> Outcome:
    """Everything that it records is a consequence (see `consequences`)."""
    return [] if cmd.muster_id in p.musters else refuse(Code.UNKNOWN_MUSTER, muster=cmd.muster_id)


MUSTER_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    k.ActivateMuster: _activate,
    k.OrderMuster: _order,
    k.RecordBaseline: _baseline,
    k.SetWorkArea: _work_area,
    k.OrderPhase: _order_phase,
    k.EndMuster: _end,
    k.SettleMuster: _settle,
}
