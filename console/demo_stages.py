"""The stages of the demo's muster, from alarm to close, told from the picture. Pure; used by `console.demo_play`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from console.domain.incidents.entities import Incident, IncidentState
from console.domain.musters.clock import phase_clock
from console.domain.musters.entities import Muster

MUSTERING_SHARE: Final = 0.3
"""The picture of the muster under way is taken when so much of the strength is counted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a stage is told from."""

    incident: Incident
    muster: Muster | None
    planned: bool
    """Whether the planner has said how to muster for it."""


STAGE_RULES: Final[dict[str, Callable[[Seen], bool]]] = {
    "plan": lambda seen: seen.planned or seen.muster is not None,
    "ordered": lambda seen: seen.muster is not None and seen.muster.ordered_ms >= 0,
    "mustering": lambda seen: (
        seen.muster is not None and seen.muster.counted >= MUSTERING_SHARE * seen.muster.required
    ),
    "mustered": lambda seen: seen.muster is not None and seen.muster.t1_ms >= 0,
    "arrived": lambda seen: seen.muster is not None and seen.muster.t2_ms >= 0,
    "resolved": lambda seen: seen.muster is not None and seen.muster.t3_ms >= 0,
    "closed": lambda seen: seen.incident.state in (IncidentState.CLOSED, IncidentState.EVALUATED),
}
"""Every stage after the call itself, in order."""

STAGES: Final = ("call", *STAGE_RULES)


def muster_summary(muster: Muster | None, t_ms: int) -> dict[str, Any]:
    """T0 to T3 and the gates as decided, for the summary; empty without a muster."""
    if muster is None:
        return {}
    clocks = [phase_clock(muster, phase, t_ms) for phase in (1, 2, 3)]
    took_ms = [clock.gone_ms if clock.reached_ms >= 0 else -1 for clock in clocks]
    gates = ("gate", "passed", "took_ms", "limit_ms")
    return {
        "muster": muster.id,
        **{name: getattr(muster, name) for name in ("t0_ms", "t1_ms", "t2_ms", "t3_ms", "counted")},
        "phases": [
            {"phase": clock.phase, "state": clock.state, "took_ms": took}
            for clock, took in zip(clocks, took_ms, strict=True)
        ],
        "gates": [{name: getattr(gate, name) for name in gates} for gate in muster.gates],
    }
