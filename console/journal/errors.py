"""What can be wrong with a journal.

JournalError
├── NotAJournalError     no journal of ours, or unreadable
├── NewerJournalError    written by a later version
├── EditedJournalError   the chain breaks: something was changed, removed or put in; `seq` is the first bad entry
├── TruncatedJournalError   it ends before the end that it, or a checkpoint, promises
├── LostJournalError     there is none where one has been
└── NoUpcasterError      an event of an old version that nothing lifts
"""

from __future__ import annotations


class JournalError(Exception):
    """Base of everything that is wrong with a journal."""


class NotAJournalError(JournalError):
    """Not a journal of ours, or unreadable."""


class NewerJournalError(JournalError):
    """Written by a later version of Muster."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"this journal has format {found}; this version of Muster reads up to {known}: update it"
        )
        self.found = found
        self.known = known


class EditedJournalError(JournalError):
    """The chain breaks at `seq`."""

    def __init__(self, seq: int, detail: str = "the hash chain breaks here") -> None:
        super().__init__(f"entry {seq}: {detail}")
        self.seq = seq


class TruncatedJournalError(JournalError):
    """Entries after `seq` are missing."""

    def __init__(self, seq: int, detail: str) -> None:
        super().__init__(f"ends after entry {seq}: {detail}")
        self.seq = seq


class LostJournalError(JournalError):
    """There is no journal, or an empty one, where a hub has kept one."""


class NoUpcasterError(JournalError):
    """An event (type, version) that this version cannot lift to the present one."""
