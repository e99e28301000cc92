"""The three clocks of a muster: when each phase starts, its limit, what it shows at an instant (DOMAIN §3 "Phases").

Pure, any thread. Rules, judge and screen read the clocks here and nowhere else. Instants in t_ms, −1 = not (yet).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .entities import Gate, GateStatus, Muster, MusterState
from .plan import ClockModel, MusterLimits

PHASE_GATES: Final = (Gate.MUSTER, Gate.ARRIVE, Gate.RESOLVE)
"""Gate of phase 1, 2, 3."""
DEFAULT_LIMITS: Final = MusterLimits()


@dataclass(frozen=True, slots=True)
class PhaseClock:
    """One phase at an instant. `state`: not_started, running, passed, missed, interrupted.

    `gone_ms` is the time since the start, or what the phase took once reached; `left_ms` may be negative (overrun).
    """

    phase: int
    state: str
    started_ms: int
    reached_ms: int
    limit_ms: int
    gone_ms: int
    left_ms: int


def limits_of(muster: Muster) -> MusterLimits:
    """The order's limits; the defaults before there is an order."""
    return muster.plan.limits if muster.plan is not None else DEFAULT_LIMITS


def clock_model_of(muster: Muster) -> ClockModel:
    """SEQUENTIAL before there is an order."""
    return muster.plan.clock_model if muster.plan is not None else ClockModel.SEQUENTIAL


def reached_ms(muster: Muster, phase: int) -> int:
    """T1, T2 or T3, latched; −1 not yet."""
    return (muster.t1_ms, muster.t2_ms, muster.t3_ms)[phase - 1]


def limit_ms(muster: Muster, phase: int) -> int:
    """How long a phase may take. Phase 1 with too few eligible: at least what is achievable, with the allowance."""
    limits = limits_of(muster)
    if phase == 1:
        if eligible_short(muster) and muster.best_ms >= 0:
            return max(limits.muster_ms, muster.best_ms + limits.allowance_ms)
        return limits.muster_ms
    return limits.arrive_ms if phase == 2 else limits.resolve_ms


def eligible_short(muster: Muster) -> bool:
    """不具备条件: fewer eligible officers at T0 than the strength that is wanted."""
    return muster.eligible < limits_of(muster).strength


def started_ms(muster: Muster, phase: int, t_ms: int) -> int:
    """When a phase started, seen at `t_ms`; −1 = not yet."""
    if phase == 1:
        return muster.t0_ms
    model = clock_model_of(muster)
    if phase == 2 and model is ClockModel.PARALLEL:
        return muster.t0_ms
    before_ms = reached_ms(muster, phase - 1)
    if before_ms < 0:
        return -1
    if model is not ClockModel.PER_ORDER:
        return before_ms
    ordered_ms = muster.phase2_ordered_ms if phase == 2 else muster.phase3_ordered_ms
    latest_ms = before_ms + limits_of(muster).next_phase_ms
    if ordered_ms >= 0:
        return min(max(ordered_ms, before_ms), latest_ms)
    return latest_ms if t_ms >= latest_ms else -1


def gate_status(muster: Muster, gate: Gate) -> GateStatus | None:
    """The gate's decision, once there is one."""
    return next((status for status in muster.gates if status.gate is gate), None)


def phase_clock(muster: Muster, phase: int, t_ms: int) -> PhaseClock:
    """What a phase shows at `t_ms`. A running clock stops when the muster ends or is interrupted."""
    start, reached, limit = (
        started_ms(muster, phase, t_ms),
        reached_ms(muster, phase),
        limit_ms(muster, phase),
    )
    decided = gate_status(muster, PHASE_GATES[phase - 1])
    if start < 0:
        state = "missed" if decided is not None and not decided.passed else "not_started"
        return PhaseClock(phase, state, -1, reached, limit, 0, limit)
    until = reached if reached >= 0 else (muster.ended_ms if muster.ended_ms >= 0 else t_ms)
    gone = max(0, until - start)
    if decided is not None:
        state = "passed" if decided.passed else "missed"
    elif muster.state is MusterState.INTERRUPTED:
        state = "interrupted"
    else:
        state = "running"
    return PhaseClock(phase, state, start, reached, limit, gone, limit - gone)
