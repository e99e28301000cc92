"""The stages of the demo's muster, from alarm to close, told from the picture. Pure; used by `console.demo_play`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from console.domain.incidents.entities import Incident, IncidentState
from console.domain.musters.clock import phase_clock
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster
from console.domain.picture import Picture

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


class MusterMemory:
    """Keeps the muster of an incident after it is over: the picture no longer names it as the incident's own."""

    def __init__(self) -> None:
        self._id = ""

    def look(self, picture: Picture, incident_id: str) -> Muster | None:
        """The incident's muster, present or past; None before there is one."""
        present = muster_of(picture, incident_id)
        if present is not None:
            self._id = present.id
        return picture.musters.get(self._id)


def muster_summary(muster: Muster | None, t_ms: int) -> dict[str, Any]:
    """T0 to T3 and the gates as decided, for the summary; empty without a muster."""
    if muster is None:
        return {}
    return {
        "muster": muster.id,
        "t0_ms": muster.t0_ms,
        "t1_ms": muster.t1_ms,
        "t2_ms": muster.t2_ms,
        "t3_ms": muster.t3_ms,
        "counted": muster.counted,
        "phases": [
            {
                "phase": clock.phase,
                "state": clock.state,
                "took_ms": clock.gone_ms if clock.reached_ms >= 0 else -1,
            }
            for clock in (phase_clock(muster, phase, t_ms) for phase in (1, 2, 3))
        ],
        "gates": [
            {
                "gate": gate.gate.value,
                "passed": gate.passed,
                "took_ms": gate.took_ms,
                "limit_ms": gate.limit_ms,
            }
            for gate in muster.gates
        ],
    }
