"""A data directory backed up while its hub runs, and put back. Any thread; used by `main.py journal backup | restore`.

A backup is a data directory itself: journal, access list, keys, and where the chains ended. Whatever is put aside by
putting one back stays beside it, in a folder of its own: nothing is deleted.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

from console.journal.checkpoint import AUDIT, Checkpoint, SignedCheckpoint

from .anchor import ANCHOR_FILE, read_anchor, write_anchor
from .clock import utc_now_ms
from .identity import KEYS_FILE, HubKeys, read_keys, write_private
from .store.copying import copy_database
from .store.evidence import JournalEvidence, Verified, verify
from .store.opening import ACCESS_FILE, JOURNAL_FILE, HubLock, make_private

DATABASES: Final = (JOURNAL_FILE, ACCESS_FILE)
_OF_A_DATABASE: Final = ("", "-wal", "-shm", "-journal")
PARTIAL: Final = ".part"


class BackupError(Exception):
    """It cannot be backed up or put back like this; the text says why."""


def back_up(directory: Path, out: Path) -> Verified:
    """Copy a data directory's journal, access list and keys to the new folder `out`; a hub may be running on it.

    The copy is verified before `out` is there. Raises BackupError, JournalError, KeysError or OSError, leaving nothing.
    """
    if out.exists():
        raise BackupError(f"{out} is there already: give a folder that is not")
    if not (directory / JOURNAL_FILE).is_file():
        raise BackupError(f"{directory} holds no journal")
    keys = read_keys(directory / KEYS_FILE)
    known = read_anchor(directory)  # before the copy: a running hub writes both
    partial = out.with_name(out.name + PARTIAL)
    partial.mkdir(mode=0o700)
    try:
        for name in DATABASES:
            if (directory / name).is_file():
                copy_database(directory / name, partial / name)
                _sync(partial / name)
        write_private(partial / KEYS_FILE, (directory / KEYS_FILE).read_bytes())
        with closing(JournalEvidence(partial)) as journal:
            good = verify(journal, known, keys.trusted)
            write_anchor(partial, sign_ends(journal.journal_id, good, keys))
        partial.replace(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return good


def sign_ends(journal_id: str, good: Verified, keys: HubKeys) -> tuple[SignedCheckpoint, ...]:
    """Every chain's end as it was found, signed now; chains without an entry are left out."""
    ends = [(stream.value, *end) for stream, end in good.streams.items()]
    ends.append((AUDIT, good.looks, good.look_root))
    return tuple(
        keys.sign(Checkpoint(journal_id, chain, seq, root, utc_now_ms())) for chain, seq, root in ends if seq
    )


def put_back(backup: Path, directory: Path, *, replace: bool = False) -> tuple[Verified, Path | None]:
    """Make a backup the data directory's journal, access list and keys; where what was there before lies now, if any.

    Raises BackupError (also when there is a journal and `replace` is not said), JournalError, KeysError,
    HubRunsAlreadyError or OSError; until everything has been copied the folder is as it was.
    """
    good = _verified(backup)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(HubLock(directory)):
        there = [path for path in _files(directory) if path.exists()]
        if any(path.name == JOURNAL_FILE and path.stat().st_size for path in there) and not replace:
            raise BackupError(
                f"{directory} holds a journal: with --replace it is put aside, with all that the backup does not have"
            )
        fresh = [path for path in _files(backup) if path.exists() and not path.name.endswith("-shm")]
        for path in fresh:
            _copy(path, directory / (path.name + PARTIAL))
        aside = directory / f"replaced-{utc_now_ms()}" if there else None
        if aside is not None:
            aside.mkdir(mode=0o700)
            for path in there:
                path.replace(aside / path.name)
        for path in fresh:
            (directory / (path.name + PARTIAL)).replace(directory / path.name)
    return good, aside


def put_back_keys(backup: Path, directory: Path) -> None:
    """Put only the key file back, where it was lost: the journal here must be the one that the backup is of.

    Raises BackupError, JournalError, KeysError or OSError.
    """
    keys = read_keys(backup / KEYS_FILE)
    path = directory / KEYS_FILE
    if path.exists():
        raise BackupError(f"{path} is there: nothing is replaced")
    with closing(HubLock(directory)), closing(JournalEvidence(directory)) as journal:
        verify(journal, read_anchor(directory), keys.trusted)
        with closing(JournalEvidence(backup)) as kept:
            if kept.journal_id != journal.journal_id:
                raise BackupError(f"{backup} is a backup of another journal ({kept.journal_id})")
        write_private(path, (backup / KEYS_FILE).read_bytes())


def _verified(backup: Path) -> Verified:
    keys = read_keys(backup / KEYS_FILE)
    with closing(JournalEvidence(backup)) as journal:
        return verify(journal, read_anchor(backup), keys.trusted)


def _files(directory: Path) -> list[Path]:
    """Where everything lies that belongs together, databases with what SQLite keeps beside them."""
    names = [name + end for name in DATABASES for end in _OF_A_DATABASE]
    return [directory / name for name in (*names, KEYS_FILE, ANCHOR_FILE)]


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    make_private(target)
    _sync(target)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
