"""The states that any panel can be in besides having content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StateKind(StrEnum):
    """Which state; glyph and tone follow from it."""

    EMPTY = "empty"
    LOADING = "loading"
    DISCONNECTED = "disconnected"
    REFUSED = "refused"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StateView:
    """A state in words: what it is, what it means, what to do."""

    kind: StateKind
    title: str
    detail: str = ""
    action: str = ""
    """Words of the button; empty: none."""
    progress: float | None = None
    """0–1 while loading; None: unknown."""
