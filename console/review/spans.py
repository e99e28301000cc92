"""The musters of a journal and when they passed their phases, gathered event by event. One thread at a time.

Gates and phases are taken from the events that decided them, never judged again: `main.py score` does that.
"""

from __future__ import annotations

from dataclasses import replace

from console.domain.evolve import Recorded
from console.domain.musters import events as m
from console.link.past_view import MusterSpan


class Spans:
    """`see` every event in order; `found` are the musters so far, earliest first."""

    def __init__(self) -> None:
        self._by_id: dict[str, MusterSpan] = {}
        self.found: tuple[MusterSpan, ...] = ()

    def see(self, recorded: Recorded) -> None:
        """Take the next event."""
        event = recorded.event
        match event:
            case m.MusterActivated():
                t0_ms = event.t0_ms if event.t0_ms >= 0 else recorded.t_ms
                span = MusterSpan(event.muster_id, event.incident_id, t0_ms)
            case m.PhaseReached() if (before := self._by_id.get(event.muster_id)) is not None:
                span = replace(before, reached_ms=_with(before.reached_ms, event.phase, event.at_ms))
            case m.GateDecided() if (before := self._by_id.get(event.muster_id)) is not None:
                number = list(type(event.gate)).index(event.gate) + 1
                span = replace(before, passed=_with(before.passed, number, int(event.passed)))
            case m.MusterEnded() if (before := self._by_id.get(event.muster_id)) is not None:
                span = replace(before, end_ms=recorded.t_ms)
            case _:
                return
        self._by_id[span.muster_id] = span
        self.found = tuple(self._by_id.values())


def _with(values: tuple[int, int, int], number: int, value: int) -> tuple[int, int, int]:
    one, two, three = (value if place == number else old for place, old in enumerate(values, 1))
    return one, two, three
