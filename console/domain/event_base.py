"""Base of all events. Pure data, any thread; used by the modules that define events."""

from __future__ import annotations

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all events; `tag` is the stored type name."""
