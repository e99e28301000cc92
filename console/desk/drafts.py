"""What a desk has chosen for a muster order that is not given yet: plan, rally point, units left out, edits.

Plain values, one per incident, kept by the desk. Nothing here is part of the picture; `current_offer` makes the order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.domain.base.place import Place
from console.domain.musters.plan import ClockModel, CountPolicy, MusterLimits, MusterMode

BALANCED = "balanced"
PLAN_KINDS = (BALANCED, "fastest", "keep_cover")
"""均衡, 最快, 保留守: keys 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What the order form changed; None: as the plan card has it."""

    route: str | None = None
    gear: str | None = None
    channel: str | None = None
    scene_commander: str | None = None
    roll_caller: str | None = None
    mode: MusterMode | None = None
    clock_model: ClockModel | None = None
    policy: CountPolicy | None = None
    limits: MusterLimits | None = None


@dataclass(slots=True)
class MusterDraft:
    """One incident's order in the making."""

    kind: str = BALANCED
    rally: Place | None = None
    """Chosen by hand; None: the planner's first."""
    dropped: frozenset[str] = frozenset()
    """Units of the plan that are not to be ordered."""
    edits: Edits = Edits()
    """What the form says."""
    reserve: tuple[str, ...] = ()
    """Call signs of the substitutes as they were shown last: they keep their places."""

    def choose_plan(self, kind: str) -> None:
        """Another of the three plans; who was left out of the old one is in again."""
        self.kind, self.dropped = kind, frozenset()

    def toggle(self, unit_id: str) -> None:
        """Leave a unit out, or take it in again."""
        self.dropped ^= {unit_id}


@dataclass(slots=True)
class Drafts:
    """Drafts by incident."""

    _by_incident: dict[str, MusterDraft] = field(default_factory=dict)

    def of(self, incident_id: str) -> MusterDraft:
        """The incident's draft; a fresh one at first."""
        return self._by_incident.setdefault(incident_id, MusterDraft())

    def forget(self, incident_id: str) -> None:
        """The order was given, or the incident is over."""
        self._by_incident.pop(incident_id, None)
