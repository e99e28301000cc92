"""What a folder's journal is held against before a hub opens it, and what is good of one that is not. Main thread.

A journal that was exchanged, emptied, cut short or edited is not served as if nothing had been. Looked at are every
link of its chains, the kinds of its events, the signatures in it, and where it ended when its hub last wrote that down.
Fifteen seconds for a million events.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from console.domain.base.errors import DomainError
from console.domain.base.roles import Stream
from console.domain.evolve import evolve
from console.domain.picture import new_picture
from console.journal.errors import EditedJournalError, JournalError, LostJournalError
from console.journal.reader import ChainCheck, recorded_of
from console.journal.upcasters import can_read

from .anchor import ANCHOR_FILE, read_anchor
from .identity import KEYS_FILE, HubKeys
from .store.copying import copy_database, cut
from .store.evidence import JournalEvidence, verify
from .store.opening import ACCESS_FILE, JOURNAL_FILE


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
        verify(journal, known, keys.trusted)
        for type_name, version, seq in journal.kinds():
            if not can_read(type_name, version):
                raise EditedJournalError(
                    seq, f"an event that nobody knows here: {type_name} version {version}"
                )


def copy_what_is_good(directory: Path, scratch: Path) -> dict[Stream, str]:
    """Copy a data directory with each stream of its journal up to the first entry that is not good; why it ends there.

    Streams that are good to their end are not named. Nothing is changed in `directory`. Raises JournalError or OSError.
    """
    for name in (JOURNAL_FILE, ACCESS_FILE):
        if (directory / name).exists():
            copy_database(directory / name, scratch / name)
    shutil.copyfile(directory / KEYS_FILE, scratch / KEYS_FILE)
    ends: dict[Stream, int] = {}
    why: dict[Stream, str] = {}
    with closing(JournalEvidence(scratch)) as journal:
        for stream in Stream:
            ends[stream], fault = _good_end(journal, stream)
            if fault:
                why[stream] = fault
    cut(scratch / JOURNAL_FILE, ends)
    return why


def _good_end(journal: JournalEvidence, stream: Stream) -> tuple[int, str]:
    """The last entry before the first that is not good, and what is wrong with that one; "" where all are good."""
    chain, picture = ChainCheck(), new_picture(stream)
    try:
        for entry in journal.entries(stream):
            chain.follow(entry)
            evolve(picture, recorded_of(entry))
    except JournalError as error:
        return picture.seq, str(error)
    except (DomainError, LookupError, ValueError, TypeError, AttributeError) as error:
        return picture.seq, f"entry {chain.seq}: does not fit what stands before it: {error}"
    return picture.seq, ""
