"""Opening databases: newer ones, broken ones, and those another hub has."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from backend_stub.hub.store.opening import HubLock, HubRunsAlreadyError, open_access, open_journal
from backend_stub.hub.store.schema import JOURNAL_FORMAT
from console.journal.errors import NewerJournalError, NotAJournalError


def test_journal_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    open_journal(path).dispose()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'format'", (str(JOURNAL_FORMAT + 1).encode(),))
    connection.commit()
    connection.close()
    with pytest.raises(NewerJournalError, match="update"):
        open_journal(path)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"not a database, but long enough to look at" * 50)
    with pytest.raises(NotAJournalError):
        open_journal(path)


def test_nothing_is_made_when_opened_for_reading(tmp_path: Path) -> None:
    with pytest.raises(NotAJournalError, match="no such file"):
        open_journal(tmp_path / "journal.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_access_list_is_private(tmp_path: Path) -> None:
    open_access(tmp_path / "access.db").dispose()
    assert stat.S_IMODE((tmp_path / "access.db").stat().st_mode) == 0o600


def test_second_lock_on_the_same_directory_is_refused_with_the_holder(tmp_path: Path) -> None:
    lock = HubLock(tmp_path)
    with pytest.raises(HubRunsAlreadyError, match=str(os.getpid())):
        HubLock(tmp_path)
    lock.close()
    HubLock(tmp_path).close()


def _hold_and_die(directory: str) -> None:
    HubLock(Path(directory))
    os._exit(0)


def test_lock_is_gone_with_its_process(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_hold_and_die, args=(str(tmp_path),))
    process.start()
    process.join(30)
    HubLock(tmp_path).close()
