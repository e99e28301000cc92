"""Grids that fall below their minimum cover while a muster runs: told when they stay so, and when it is over.

Pure; owned by the planner's watch, one thread. What was short at the baseline is not the muster's doing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.decide import AnyCommand
from console.domain.musters.clock import limits_of
from console.domain.musters.commands import CloseCoverGap, OpenCoverGap
from console.domain.musters.entities import Muster

CALM_MS = 10_000
"""A grid is covered again when it was for so long."""
ASK_AGAIN_MS = 20_000


@dataclass(slots=True)
class CoverGaps:
    """Of one muster."""

    _short_since: dict[str, int] = field(default_factory=dict)
    _calm_since: dict[str, int] = field(default_factory=dict)
    _asked: dict[str, int] = field(default_factory=dict)

    def look(self, muster: Muster, counts: Mapping[str, tuple[int, int]], t_ms: int) -> list[AnyCommand]:
        """Commands due now. `counts` maps each grid to (covering units, minimum)."""
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
