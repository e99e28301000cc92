"""What a folder's journal is held against before a hub opens it. Main thread, at start.

A journal that was exchanged, emptied, cut short or edited is not served as if nothing had been. Looked at are every
link of its chains, the signatures in it, and where it ended when its hub last wrote that down.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from console.journal.errors import LostJournalError

from .anchor import ANCHOR_FILE, read_anchor
from .identity import HubKeys
from .store.evidence import JournalEvidence, verify
from .store.opening import JOURNAL_FILE


def check_journal(directory: Path, keys: HubKeys) -> None:
    """Raises JournalError for a journal that is not what this folder's hub wrote; a folder without one is good.

    LostJournalError where there was one, EditedJournalError with the first bad entry, TruncatedJournalError where the
    end is missing.
    """
    known = read_anchor(directory)
    path = directory / JOURNAL_FILE
    if not path.exists() or not path.stat().st_size:
        if known:
            entries = ", ".join(f"{one.checkpoint.seq} of {one.checkpoint.stream}" for one in known)
            raise LostJournalError(
                f"{path} is {'empty' if path.exists() else 'missing'}, and this folder's hub had written entries to"
                f" {entries} ({ANCHOR_FILE}): put it back from a backup (main.py journal restore)"
            )
        return
    with closing(JournalEvidence(path)) as journal:
        verify(journal, known, (keys.signing_public, *keys.former))
