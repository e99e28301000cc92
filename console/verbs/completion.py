"""One thing that may be typed: what completion offers. Pure data; used by kinds of parameters and the command bar."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 12
"""Completions offered at once."""


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
