"""A journal on a medium that nobody can write: verified as anywhere else (T13)."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.journal_cli import main
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.store.evidence import JournalEvidence
from backend_stub.hub.store.opening import is_fixed, log_of
from console.domain.base.roles import WorldKind
from tests.backend_stub.hub.forging import change
from tests.backend_stub.hub.scene import FIRE

NOBODY = 65_534

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")


@pytest.fixture
def medium() -> Iterator[Path]:
    """A folder outside pytest's, which others may enter; written for as long as it is not fixed."""
    directory = Path(tempfile.mkdtemp(prefix="muster-medium-"))
    directory.chmod(0o755)
    yield directory
    directory.chmod(0o755)
    shutil.rmtree(directory)


def fill(directory: Path) -> Path:
    """A hub's data directory as a kill leaves it: what was written last is in the log alone."""
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    opened.hub.checkpoint_now()
    opened.hub.flush()
    left = directory / "left"
    left.mkdir()
    for path in directory.glob("journal.db*"):
        shutil.copy(path, left)
    opened.access.close()
    opened.store.close()
    return left


def fix(directory: Path) -> None:
    """Nobody but the superuser can write there any more, and everybody can read."""
    for path in directory.iterdir():
        path.chmod(0o444)
    directory.chmod(0o555)


def _verify(directory: str, check: list[str]) -> None:
    """As somebody who is not the superuser; the status is that of the command, 9 where the folder can be written."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if not is_fixed(Path(directory) / "journal.db"):
        os._exit(9)
    os._exit(main([*check, directory]))


def status(directory: Path, *check: str) -> int | None:
    """What the command says in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(
        target=_verify, args=(str(directory), list(check or ("verify",)))
    )
    process.start()
    process.join(60)
    return process.exitcode


def test_journal_without_a_log_is_verified_where_it_lies(medium: Path) -> None:
    shutil.rmtree(fill(medium))
    assert not log_of(medium / "journal.db").exists()
    (medium / "hub-keys.json").unlink()
    fix(medium)
    before = sorted(path.name for path in medium.iterdir())
    assert status(medium) == 0
    assert status(medium, "info") == 0
    assert sorted(path.name for path in medium.iterdir()) == before


def test_what_lies_in_the_log_alone_is_verified_too(medium: Path) -> None:
    left = fill(medium)
    (left / "journal.db-shm").unlink(missing_ok=True)
    whole = JournalEvidence(left)
    events = whole.counts()["events"]
    whole.close()
    for path in left.glob("*-shm"):
        path.unlink()
    assert events
    assert log_of(left / "journal.db").stat().st_size
    fix(left)
    try:
        assert status(left) == 0
    finally:
        left.chmod(stat.S_IRWXU)


def test_edit_is_found_there_as_well(medium: Path) -> None:
    shutil.rmtree(fill(medium))
    change(medium, "UPDATE events SET actor = 'nobody' WHERE seq = 2")
    (medium / "hub-keys.json").unlink()
    fix(medium)
    assert status(medium) == 1
