"""The one reason that decided a phase, beside its clock: the result's own, read once when the phase is decided.

It is kept from then on: what a muster tells of an instant fades when its units move on. Qt main thread; used by the
strip's feed.
"""

from __future__ import annotations

from typing import Final

from console.domain.musters.clock import PHASE_GATES, gate_status, reached_ms
from console.domain.musters.entities import Muster
from console.panels.result.live import live_result
from console.result.gathering import facts_now
from console.result.sentences import Sentences
from console.words.names import Names

Reasons = tuple[str, str, str]
"""Of the three phases; "" where one is not decided, or nothing is known."""
MOST_KEPT: Final = 200
_Key = tuple[str, int, int, bool, bool]


class PhaseReasons:
    """Says them; each is made once for each language."""

    def __init__(self) -> None:
        self._said: dict[_Key, str] = {}

    def of(self, muster: Muster, names: Names, now_ms: int) -> Reasons:
        """The reasons of a muster that the picture of `names` holds."""
        one, two, three = (self._reason(muster, phase, names, now_ms) for phase in (1, 2, 3))
        return one, two, three

    def _reason(self, muster: Muster, phase: int, names: Names, now_ms: int) -> str:
        reached, decided = reached_ms(muster, phase), gate_status(muster, PHASE_GATES[phase - 1]) is not None
        if reached < 0 and not decided:
            return ""
        key = (muster.id, phase, reached, decided, names.chinese)
        if key not in self._said:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            self._said[key] = _said(muster, phase, names, now_ms)
        return self._said[key]


def _said(muster: Muster, phase: int, names: Names, now_ms: int) -> str:
    result = live_result(muster, names.picture, now_ms)
    if result is None:
        return ""
    facts = facts_now(result, muster, names.picture, names.picture.kind, now_ms).musters[0]
    return Sentences(names.chinese).reason(facts.gates[phase - 1].reason, facts)
