"""Keeps a recommendation still while an operator looks at it: no row moves and no tick jumps under the hand.

Rows stay where they are, ticked or not, until their unit is unavailable; newer advice only brings their numbers up to
date and fills what became free. Pure but for its memory of what is shown. Qt main thread; kept by `TelemetryStore`,
used by the panel's proposal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from console.wire.messages import Advice, Recommendation

OTHERS_SHOWN = 4
GAP_MS = 30_000
"""Advice that comes this long after the one shown is for somebody who has looked away: nothing is held."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row as it stands: newest advice about its unit, and whether it is ticked by the planner."""

    advice: Advice
    chosen: bool


@dataclass(slots=True)
class ProposalHold:
    """The rows shown for one incident."""

    incident_id: str = ""
    rows: list[HeldRow] = field(default_factory=list)
    better: tuple[str, ...] = ()
    """Units that the planner would tick now, had nothing been shown yet."""
    _wanted: tuple[str, ...] = ()
    _t_ms: int = 0
    _number: int = -1

    def settle(
        self, said: Recommendation, is_free: Callable[[Advice], bool], eta_s: Callable[[str], int]
    ) -> list[HeldRow]:
        """Rows to show now. `eta_s`: newest seconds by road of a unit that the advice does not name any more."""
        away = said.t_ms - self._t_ms >= GAP_MS
        if said.incident_id != self.incident_id or said.wanted != self._wanted or away:
            self.rows = []
        fresh = not self.rows
        self.incident_id, self._wanted, self._t_ms = said.incident_id, said.wanted, said.t_ms
        chosen = [one for one in said.chosen if is_free(one)]
        others = [one for one in said.others if is_free(one)]
        if fresh:
            self.rows = [HeldRow(one, True) for one in chosen]
        else:
            self._renew({one.unit_id: one for one in (*chosen, *others)}, is_free, eta_s)
            if said.number != self._number:
                self._tick_for(said, chosen)
        self._number = said.number
        self._fill([*chosen, *others])
        ticked = {row.advice.unit_id for row in self.rows if row.chosen}
        self.better = tuple(one.unit_id for one in chosen if one.unit_id not in ticked)
        return self.rows

    def _renew(
        self, newest: dict[str, Advice], is_free: Callable[[Advice], bool], eta_s: Callable[[str], int]
    ) -> None:
        """Newest numbers in every row; rows of units that cannot be sent any more go."""
        rows = []
        for row in self.rows:
            advice = newest.get(row.advice.unit_id)
            if advice is None:
                advice = msgspec.structs.replace(row.advice, eta_s=eta_s(row.advice.unit_id))
            if is_free(advice):
                rows.append(HeldRow(advice, row.chosen))
        self.rows = rows

    def _tick_for(self, said: Recommendation, chosen: list[Advice]) -> None:
        """Tick whom the planner names for what no ticked row brings any more, in place where shown.

        Only advice that has not been shown yet may do so: units leave with a dispatch before the planner knows of it.
        """
        brought = {one for row in self.rows if row.chosen for one in row.advice.capabilities}
        lacking = set(said.wanted) - set(said.missing) - brought
        for one in chosen:
            if not lacking & set(one.capabilities):
                continue
            lacking -= set(one.capabilities)
            at = next((n for n, row in enumerate(self.rows) if row.advice.unit_id == one.unit_id), -1)
            if at >= 0:
                self.rows[at] = HeldRow(one, True)
            else:
                ticked = sum(row.chosen for row in self.rows)
                self.rows.insert(ticked, HeldRow(one, True))

    def _fill(self, candidates: list[Advice]) -> None:
        """Others come in below, up to the number shown."""
        shown = {row.advice.unit_id for row in self.rows}
        room = OTHERS_SHOWN - sum(not row.chosen for row in self.rows)
        for one in candidates:
            if room > 0 and one.unit_id not in shown:
                self.rows.append(HeldRow(one, False))
                room -= 1
