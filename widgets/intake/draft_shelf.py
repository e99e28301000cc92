"""Calls that were put aside, so that the next one can be taken: nothing is lost. Pure; kept in memory only.

A draft holds personal data that nobody sealed yet: it is never written to a disk, and belongs to whoever typed it.
"""

from __future__ import annotations

from collections.abc import Callable

from widgets.intake.view import CallDraft, WaitingDraft


class DraftShelf:
    """Drafts of one user, the oldest first."""

    def __init__(self) -> None:
        self._drafts: dict[int, CallDraft] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._drafts)

    def put(self, draft: CallDraft) -> int:
        """Put a draft aside; returns its number."""
        self._last += 1
        self._drafts[self._last] = draft
        return self._last

    def take(self, number: int) -> CallDraft | None:
        """Take one back; None when it is there no more."""
        return self._drafts.pop(number, None)

    def oldest(self) -> int:
        """Number of the one that waits longest, 0 without any."""
        return next(iter(self._drafts), 0)

    def rows(self, untitled: str, name_of: Callable[[str], str]) -> list[WaitingDraft]:
        """What the list shows of each."""
        rows = []
        for number, draft in self._drafts.items():
            kind = name_of(draft.type_key) if draft.type_key else ""
            parts = (draft.number, draft.place_text, kind or draft.words[:24])
            title = " · ".join(part for part in parts if part) or untitled
            rows.append(WaitingDraft(number, title, draft.started_ms))
        return rows
