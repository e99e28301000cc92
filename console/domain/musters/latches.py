"""What falls due in a muster by itself: T1, T2, T3, gates, "sustained" (DOMAIN §3 "Phases", "Judgement").

Pure, any thread. `next_latch` gives the one thing to record next at an instant; the instants that it names come out of
the muster, never out of the moment at which somebody looked, so that a hub that was away latches the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from console.domain.base.message import Command
from console.domain.picture import Picture

from .clock import PHASE_GATES, gate_status, limit_ms, limits_of, reached_ms, started_ms
from .commands import SettleMuster
from .counting import lapse_ms
from .entities import LIVE_STATES, CoverGap, Gate, Muster, MusterState
from .events import GateDecided, PhaseReached, SustainFailed
from .plan import MusterLimits

Latch = PhaseReached | GateDecided | SustainFailed


def next_latch(muster: Muster, t_ms: int) -> Latch | None:
    """What has fallen due at `t_ms` and is not recorded yet; None when nothing has. Folded, it is due no longer."""
    if muster.state is MusterState.ENDED:
        return _closing_gate(muster, t_ms)
    if muster.state not in LIVE_STATES:
        return None
    for phase in (1, 2, 3):
        latch = _missed(muster, phase, t_ms) or _reached(muster, phase, t_ms) or _passed(muster, phase, t_ms)
        if latch is not None:
            return latch
    return _sustain(muster, t_ms) or _cover(muster, t_ms)


def candidate_ms(muster: Muster, phase: int, t_ms: int) -> int:
    """The instant at which the phase would be reached by what stands now, held or verified or not; −1 = none."""
    start_ms = started_ms(muster, phase, t_ms)
    if start_ms < 0:
        return -1
    if phase == 1:
        return muster.reached_ms
    if phase == 2:
        parts = (muster.posts_filled_ms, muster.handling_ms)
    else:
        parts = (muster.declared_ms, evidence_ms(muster))
    return -1 if min(parts) < 0 else max(start_ms, *parts)


def evidence_ms(muster: Muster) -> int:
    """Evidence time of the last item of the checklist; −1 while one is open."""
    times = [item.evidence_ms for item in muster.items]
    return max(times) if times and min(times) >= 0 else -1


def holds(muster: Muster, phase: int, t_ms: int) -> bool:
    """Whether the candidate may be latched: it held for as long as it must (1, 2), somebody else verified it (3)."""
    if phase == 3:
        return muster.verified_ms >= 0
    since_ms = muster.reached_ms if phase == 1 else muster.posts_filled_ms
    return t_ms - since_ms >= limits_of(muster).hold_ms


def _reached(muster: Muster, phase: int, t_ms: int) -> PhaseReached | None:
    if reached_ms(muster, phase) >= 0:
        return None
    at_ms = candidate_ms(muster, phase, t_ms)
    if at_ms < 0 or not holds(muster, phase, t_ms):
        return None
    return PhaseReached(muster_id=muster.id, phase=phase, at_ms=at_ms)


def _missed(muster: Muster, phase: int, t_ms: int) -> GateDecided | None:
    """The limit has passed, and nothing that came within it still stands. Exactly at the limit is in time."""
    if gate_status(muster, PHASE_GATES[phase - 1]) is not None:
        return None
    start_ms = started_ms(muster, phase, t_ms)
    deadline_ms = start_ms + limit_ms(muster, phase)
    if start_ms < 0 or t_ms <= deadline_ms:
        return None
    at_ms = reached_ms(muster, phase)
    at_ms = at_ms if at_ms >= 0 else candidate_ms(muster, phase, t_ms)
    return None if 0 <= at_ms <= deadline_ms else _gate(muster, phase, took_ms=-1)


def _passed(muster: Muster, phase: int, t_ms: int) -> GateDecided | None:
    """A phase that was reached without having been missed before was reached in time."""
    at_ms = reached_ms(muster, phase)
    if at_ms < 0 or gate_status(muster, PHASE_GATES[phase - 1]) is not None:
        return None
    return _gate(muster, phase, took_ms=at_ms - started_ms(muster, phase, t_ms))


def _gate(muster: Muster, phase: int, took_ms: int) -> GateDecided:
    limit = limit_ms(muster, phase)
    return GateDecided(
        muster_id=muster.id,
        gate=PHASE_GATES[phase - 1],
        passed=0 <= took_ms <= limit,
        took_ms=took_ms,
        limit_ms=limit,
    )


def _sustain(muster: Muster, t_ms: int) -> SustainFailed | None:
    """An unordered drop after T1 that lasts longer than allowed, up to T3 (or to what may still become T3)."""
    if muster.sustain_failed_ms >= 0 or muster.below_since_ms < 0 or muster.t1_ms < 0:
        return None
    last_ms = muster.below_since_ms + limits_of(muster).sustain_ms
    if t_ms <= last_ms:
        return None
    until_ms = muster.t3_ms if muster.t3_ms >= 0 else candidate_ms(muster, 3, t_ms)
    if 0 <= until_ms <= last_ms:
        return None
    return SustainFailed(muster_id=muster.id, since_ms=muster.below_since_ms)


def excused(gap: CoverGap, limits: MusterLimits) -> bool:
    """Whether a reason for the gap was recorded in time."""
    return 0 <= gap.reason_ms <= gap.opened_ms + limits.cover_reason_ms


def wanting_gaps(muster: Muster, t_ms: int) -> list[CoverGap]:
    """Gaps without a reason that stand, or that closed by themselves while their time for a reason runs."""
    kept_ms = limits_of(muster).cover_reason_ms
    return [
        gap
        for gap in muster.gaps
        if gap.reason_ms < 0 and (gap.closed_ms < 0 or t_ms <= gap.opened_ms + kept_ms)
    ]


def _cover(muster: Muster, t_ms: int) -> GateDecided | None:
    """Decided at T3; a gap that came shortly before it keeps its time for a reason."""
    if muster.t3_ms < 0 or gate_status(muster, Gate.COVER) is not None:
        return None
    limits = limits_of(muster)
    open_yet = (gap for gap in muster.gaps if gap.reason_ms < 0)
    if any(t_ms <= gap.opened_ms + limits.cover_reason_ms for gap in open_yet):
        return None
    return _cover_gate(muster)


def _cover_gate(muster: Muster) -> GateDecided:
    passed = all(excused(gap, limits_of(muster)) for gap in muster.gaps)
    return GateDecided(muster_id=muster.id, gate=Gate.COVER, passed=passed, took_ms=-1, limit_ms=0)


def _closing_gate(muster: Muster, t_ms: int) -> GateDecided | None:
    """A muster that was stood down missed every phase that it had not reached; cover is judged as it stands."""
    for phase in (1, 2, 3):
        if gate_status(muster, PHASE_GATES[phase - 1]) is None:
            return _gate(muster, phase, took_ms=-1)
    return _cover_gate(muster) if gate_status(muster, Gate.COVER) is None else None


def due_musters(
    picture: Picture, t_ms: int, latch: Callable[[Muster, int], Latch | None]
) -> Iterator[Command]:
    """Musters in which something has fallen due by the journal's own latches, or a departed unit has been too long."""
    for muster in picture.musters.values():
        if lapse_ms(muster) <= t_ms or latch(muster, t_ms) is not None:
            yield SettleMuster(muster_id=muster.id)
