"""Whether a journal's decisions follow from its own facts: the rules' arithmetic done again. Pure, any thread.

A chain shows edits; it does not show a hub that decided wrongly or a journal written by hand. What is said here is a
name per contradiction, none for a journal that a hub of these rules wrote; used by `judge`.
"""

from __future__ import annotations

from .judge_watch import MusterWatch
from .muster_clock import PHASE_GATES, gate_status, reached_ms, started_ms
from .muster_entities import Muster


def contradictions(watch: MusterWatch) -> tuple[str, ...]:
    """Names of gates and instants that the facts do not bear: t1, t2, t3, gate_muster, gate_arrive, gate_resolve."""
    muster = watch.last
    found = []
    if muster.t1_ms >= 0 and not _strength_stood(watch):
        found.append("t1")
    if muster.t2_ms >= 0 and not 0 <= muster.t1_ms <= muster.t2_ms:
        found.append("t2")
    if muster.t3_ms >= 0 and not _control_stands(muster):
        found.append("t3")
    found += [f"gate_{PHASE_GATES[phase - 1].value}" for phase in (1, 2, 3) if not _gate_fits(muster, phase)]
    return tuple(found)


def _strength_stood(watch: MusterWatch) -> bool:
    """The strength wanted was counted at T1."""
    return watch.strength_at(watch.last.t1_ms).counted >= watch.last.required


def _control_stands(muster: Muster) -> bool:
    """Declared, verified by somebody else, every item evidenced, and T3 no earlier than any of it."""
    evidence = [item.evidence_ms for item in muster.items]
    return (
        muster.declared_ms >= 0
        and muster.verified_by != ""
        and muster.verified_by != muster.declared_by
        and all(instant >= 0 for instant in evidence)
        and muster.t3_ms == max([muster.t2_ms, muster.declared_ms, *evidence])
    )


def _gate_fits(muster: Muster, phase: int) -> bool:
    """A gate is passed when its phase was reached within its limit, and only then."""
    decided = gate_status(muster, PHASE_GATES[phase - 1])
    if decided is None:
        return True
    reached, start = reached_ms(muster, phase), started_ms(muster, phase, decided.decided_ms)
    in_time = reached >= 0 and start >= 0 and reached - start <= decided.limit_ms
    return decided.passed == in_time
