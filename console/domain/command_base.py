"""Base of all commands. Pure data, any thread; used by the modules that define commands."""

from __future__ import annotations

import msgspec


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all commands; `tag` is the name on the wire."""


class UnitChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of a dispatch with what the recommendation showed: ETA (−1 unknown) and rank (1 first, 0 not shown)."""

    unit_id: str
    eta_ms: int = -1
    rank: int = 0
