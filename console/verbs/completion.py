"""What resolving and completing have in common: a completion, and the sources it is read from. Qt main thread.

Used by `values`, `muster_values` and everything that offers completions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from console.desk.world import World
from console.domain.incidents.entities import Incident
from console.places.spots import Places

MOST = 12
"""Completions offered at once."""


class Sources(Protocol):
    """What resolving reads; `Seat` is one."""

    world: World
    places: Places

    @property
    def incident(self) -> Incident | None: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be typed: `text` goes into the line, `words` say what it is."""

    text: str
    words: str = ""
    search: str = ""

    def matches(self, part: str) -> bool:
        """Whether what was typed so far fits: start of the text, or anywhere in its words."""
        low = part.lower()
        return self.text.lower().startswith(low) or low in (self.search or self.words).lower()
