"""What a check of the doctor found. Pure data; used by every check and printed by `cli`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is. Only a FAULT makes the doctor's exit status 1."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report: what was checked, what was found, what to do about it."""

    check: str
    state: State
    says: str
    remedy: str = ""


def ok(check: str, says: str) -> Finding:
    """All is well."""
    return Finding(check, State.OK, says)


def warning(check: str, says: str, remedy: str) -> Finding:
    """Muster runs, but less well."""
    return Finding(check, State.WARNING, says, remedy)


def fault(check: str, says: str, remedy: str) -> Finding:
    """Muster, or a part of it, does not run."""
    return Finding(check, State.FAULT, says, remedy)
