"""Early warnings of stripped areas: once per grid until it was covered again for a while.

Pure; owned by the planner's core, one thread. A grid must stay short for PATIENCE_MS before it is worth a word, since
units on patrol come and go; one command names all grids that became short together, so that nothing floods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.registry.commands import Warn

PATIENCE_MS = 20_000
CALM_MS = 60_000
CODE = "cover_short"


@dataclass(slots=True)
class Forewarning:
    """Remembers what was said. `counts` maps each grid to (covering units, minimum)."""

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
            if grid_id in self._said and t_ms - self._calm_since.setdefault(grid_id, t_ms) >= CALM_MS:
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
