"""A report's words and person, shown on an authorised screen. Pure data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RevealedReport:
    """Words of a report that this seat was allowed to read."""

    name: str
    number: str
    words: str
    address: str = ""
    call_back: str = ""
