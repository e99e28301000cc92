"""Grids below their minimum cover: warned of when they stay so, and told as gaps of the musters that run.

Pure, one thread; owned by the planner's core (`Forewarning`) and its watch over musters (`CoverGaps`). `counts` maps
each grid to (covering units, minimum).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.decide import AnyCommand
from console.domain.musters.clock import limits_of
from console.domain.musters.commands import CloseCoverGap, OpenCoverGap
from console.domain.musters.entities import Muster
from console.domain.registry.commands import Warn

CALM_MS = 10_000
"""A grid is covered again when it was for so long."""
ASK_AGAIN_MS = 20_000
PATIENCE_MS = 20_000
"""A grid must stay short for so long before it is worth a word, since units on patrol come and go."""
WARN_CALM_MS = 60_000
"""It is warned of again only when it was covered for so long in between."""
CODE = "cover_short"


@dataclass(slots=True)
class CoverGaps:
    """Gaps of one muster: told when they stay open, and when they are over; what its baseline had are not its doing."""

    _short_since: dict[str, int] = field(default_factory=dict)
    _calm_since: dict[str, int] = field(default_factory=dict)
    _asked: dict[str, int] = field(default_factory=dict)

    def look(self, muster: Muster, counts: Mapping[str, tuple[int, int]], t_ms: int) -> list[AnyCommand]:
        """Commands due now."""
        if muster.baseline_ms < 0 or muster.t3_ms >= 0:
            return []
        gaps = {gap.grid_id for gap in muster.gaps if gap.closed_ms < 0}
        opened, closed = [], []
        for grid_id, (units, minimum) in counts.items():
            if units < minimum:
                self._calm_since.pop(grid_id, None)
                since_ms = self._short_since.setdefault(grid_id, t_ms)
                known = grid_id in gaps or grid_id in muster.baseline_gaps
                if not known and t_ms - since_ms > limits_of(muster).cover_hold_ms:
                    opened.append(grid_id)
            else:
                self._short_since.pop(grid_id, None)
                if grid_id in gaps and t_ms - self._calm_since.setdefault(grid_id, t_ms) >= CALM_MS:
                    closed.append(grid_id)
        commands: list[AnyCommand] = []
        if fresh := self._not_asked(opened, t_ms):
            commands.append(OpenCoverGap(muster_id=muster.id, grid_ids=fresh))
        if fresh := self._not_asked(closed, t_ms):
            commands.append(CloseCoverGap(muster_id=muster.id, grid_ids=fresh))
        return commands

    def _not_asked(self, grid_ids: list[str], t_ms: int) -> tuple[str, ...]:
        fresh = [one for one in grid_ids if t_ms - self._asked.get(one, -ASK_AGAIN_MS) >= ASK_AGAIN_MS]
        self._asked.update(dict.fromkeys(fresh, t_ms))
        return tuple(fresh)


@dataclass(slots=True)
class Forewarning:
    """Warnings of stripped areas; one command names all grids that became short together, so that nothing floods."""

    _short_since: dict[str, int] = field(default_factory=dict)
    _calm_since: dict[str, int] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def look(self, counts: Mapping[str, tuple[int, int]], t_ms: int) -> list[Warn]:
        """Warnings that are due now: none or one, its subject the worst grid, its detail all of them."""
        for grid_id, (units, minimum) in counts.items():
            if units < minimum:
                self._short_since.setdefault(grid_id, t_ms)
                self._calm_since.pop(grid_id, None)
                continue
            self._short_since.pop(grid_id, None)
            if grid_id in self._said and t_ms - self._calm_since.setdefault(grid_id, t_ms) >= WARN_CALM_MS:
                self._said.discard(grid_id)
                self._calm_since.pop(grid_id, None)
        due = [
            grid_id
            for grid_id, since in self._short_since.items()
            if grid_id in counts and grid_id not in self._said and t_ms - since >= PATIENCE_MS
        ]
        if not due:
            return []
        self._said.update(due)
        due.sort(key=lambda grid_id: (counts[grid_id][0] - counts[grid_id][1], grid_id))
        detail = ", ".join(f"{grid_id} {counts[grid_id][0]}/{counts[grid_id][1]}" for grid_id in due)
        return [Warn(subject=due[0], code=CODE, detail=detail[:500])]
