"""Ids that clients make: 32 hex digits that begin with the time, so that an index grows at its end. Any thread."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """12 hex digits of UTC milliseconds, then 20 random ones: unique, and nearly in order."""
    return f"{time.time_ns() // 1_000_000 & 0xFFFFFFFFFFFF:012x}{secrets.token_hex(10)}"
