"""Early warnings of a muster: said before a limit is missed, once each time it begins to look so.

Pure; owned by the planner's watch, one thread. Codes and what `Warn.detail` holds:
`muster_short` officers counted and under way / wanted; `muster_late` expected seconds from T0 (P50) / limit;
`arrive_late` expected seconds from T1 / limit, or officers at posts / wanted where nobody is sent to a post;
`resolve_late` evidenced items / items.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.domain.registry.commands import Warn

MUSTER_SHORT = "muster_short"
MUSTER_LATE = "muster_late"
ARRIVE_LATE = "arrive_late"
RESOLVE_LATE = "resolve_late"
LATE_PERMILLE = 500
"""Fewer simulated runs than this keep the limit: warned of."""
CALM_PERMILLE = 800
"""More than this: all is well again, and the next time is another warning."""
PATIENCE_MS = 5_000
"""It must look so for so long."""


@dataclass(slots=True)
class MusterAlarm:
    """Of one muster."""

    subject: str
    _since: dict[str, int] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def strength(self, coming: int, wanted: int, t_ms: int) -> list[Warn]:
        """Officers counted and under way beside those wanted."""
        return self._told(MUSTER_SHORT, coming < wanted, coming >= wanted, f"{coming}/{wanted}", t_ms)

    def muster(self, in_time_permille: int, p50_s: int, limit_s: int, t_ms: int) -> list[Warn]:
        """The forecast: the share of runs in time, and the median from T0; −1 = never."""
        bad, good = in_time_permille < LATE_PERMILLE, in_time_permille >= CALM_PERMILLE
        return self._told(MUSTER_LATE, bad and p50_s >= 0, good, f"{p50_s}/{limit_s}", t_ms)

    def arrive(self, late: bool, detail: str, t_ms: int) -> list[Warn]:
        """Whether the posts will be filled too late."""
        return self._told(ARRIVE_LATE, late, not late, detail, t_ms)

    def resolve(self, late: bool, detail: str, t_ms: int) -> list[Warn]:
        """Whether the checklist will be closed too late."""
        return self._told(RESOLVE_LATE, late, not late, detail, t_ms)

    def _told(self, code: str, bad: bool, good: bool, detail: str, t_ms: int) -> list[Warn]:
        if good:
            self._said.discard(code)
        if not bad:
            self._since.pop(code, None)
            return []
        since_ms = self._since.setdefault(code, t_ms)
        if code in self._said or t_ms - since_ms < PATIENCE_MS:
            return []
        self._said.add(code)
        return [Warn(subject=self.subject, code=code, detail=detail)]
