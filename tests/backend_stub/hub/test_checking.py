"""A journal that is not good: refused at the start with the entry, and shown up to there with --read-only (T11)."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from backend_stub.hub.checking import check_journal, copy_what_is_good
from backend_stub.hub.commandline import main
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import open_hub
from backend_stub.hub.store.evidence import JournalEvidence
from console.child import Child
from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.journal.errors import EditedJournalError, TruncatedJournalError
from console.wire import messages as m

from .forging import chain_anew, change, sign_anew
from .house import Client, House
from .scene import report_call


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The directory of a hub that was stopped, with 14 events and a picture kept of the last."""
    directory = tmp_path / "data"
    directory.mkdir()
    with House(directory) as running:
        client = running.person("li")
        for _ in range(10):
            client.submit(report_call())
        assert running.opened.hub.picture.seq == 21
    return directory


BREAKS = {
    "UPDATE events SET body = (SELECT body FROM events WHERE stream = 'ops' AND seq = 15) WHERE seq = 14": 14,
    "UPDATE events SET type = 'call_lifted' WHERE seq = 14": 14,
    "UPDATE events SET t_ms = 0 WHERE stream = 'ops' AND seq = 20": 20,
    "DELETE FROM events WHERE stream = 'ops' AND seq = 14": 14,
    "DELETE FROM events WHERE stream = 'ops' AND seq = 1": 1,
    "UPDATE events SET role = 'wizard' WHERE seq = 16": 16,
    "UPDATE events SET body = x'c1' WHERE seq = 16": 16,
}


@pytest.mark.parametrize("edit", BREAKS)
def test_edited_journal_is_not_served_and_the_first_bad_entry_is_said(
    data: Path, edit: str, capfd: pytest.CaptureFixture[str]
) -> None:
    change(data, edit)
    for _ in range(2):
        assert main(["--data", str(data)]) == 1
        said = capfd.readouterr().err
        assert f"the journal is not good: entry {BREAKS[edit]}:" in said
        assert "--read-only" in said
        assert "Traceback" not in said


def test_journal_that_ends_too_early_is_not_served(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    change(data, "DELETE FROM events WHERE stream = 'ops' AND seq > 18")
    assert main(["--data", str(data)]) == 1
    assert "ends after entry 18" in capfd.readouterr().err


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE events SET type = 'call_lifted' WHERE seq = 14",
        "UPDATE events SET version = 9 WHERE seq = 14",
    ],
)
def test_kind_of_event_that_nobody_knows_is_said_though_every_signature_holds(data: Path, edit: str) -> None:
    """As a later version would leave it: an event before the picture that is kept, so that nothing would fold it."""
    keys = load_or_make_keys(data)
    change(data, edit)
    end = chain_anew(data)
    sign_anew(data, keys.signing_key(), *end)
    (data / "journal-ends.json").unlink()
    with pytest.raises(EditedJournalError, match="nobody knows here") as caught:
        check_journal(data, keys)
    assert caught.value.seq == 14


def test_event_that_does_not_fit_is_said_by_the_fold_where_nothing_was_signed(data: Path) -> None:
    """The last five seconds before a kill, chained anew by somebody: no signature knows of them."""
    keys = load_or_make_keys(data)
    change(
        data,
        "UPDATE events SET t_ms = 0 WHERE stream = 'ops' AND seq = 20",
        "DELETE FROM checkpoints",
        "DELETE FROM keyframes",
    )
    chain_anew(data)
    (data / "journal-ends.json").unlink()
    check_journal(data, keys)
    with pytest.raises(EditedJournalError, match="does not fit") as caught:
        open_hub(data, keys)
    assert caught.value.seq == 20


def test_good_journal_and_a_folder_without_one_pass(data: Path, tmp_path: Path) -> None:
    check_journal(data, load_or_make_keys(data))
    (tmp_path / "new").mkdir()
    check_journal(tmp_path / "new", load_or_make_keys(tmp_path / "new"))


@pytest.mark.parametrize("edit", BREAKS)
def test_copy_holds_what_stands_before_the_first_bad_entry(data: Path, tmp_path: Path, edit: str) -> None:
    change(data, edit)
    before = fingerprints(data)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    why = copy_what_is_good(data, scratch)
    assert set(why) == {Stream.OPS}
    assert f"entry {BREAKS[edit]}" in why[Stream.OPS]
    with closing(JournalEvidence(scratch)) as journal:
        assert [entry.seq for entry in journal.entries()] == list(range(1, BREAKS[edit]))
    assert fingerprints(data) == before


def fingerprints(directory: Path) -> dict[str, str]:
    """What each file holds but the lock, and what SQLite keeps for itself."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.iterdir()
        if path.name != "hub.lock" and not path.name.endswith(("-shm", "-wal"))
    }


@pytest.mark.slow
def test_read_only_hub_shows_what_is_good_and_does_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with House(data) as running:
        signed_in = running.person("li")
        for _ in range(10):
            signed_in.submit(report_call())
        config = running.configs["D-li"]
    change(data, "UPDATE events SET t_ms = 1 WHERE stream = 'ops' AND seq = 16")
    with pytest.raises((EditedJournalError, TruncatedJournalError)):
        check_journal(data, load_or_make_keys(data))
    before = fingerprints(data)
    child = Child(["hub", "--data", str(data), "--read-only"], log=tmp_path / "hub.log")
    child.wait_ready(60)
    ports = {name: int(str(port)) for name, port in child.facts.items() if str(port).isdigit()}
    client = Client(config, ports)
    try:
        client.sign_in("li")
        beat = client.beat(client.join())
        assert beat.seq == 15
        refused = [
            client.submit(report_call()),
            client.ask(m.OpenReport(id="r", call_id="C-000001", purpose="test")),
            client.ask(m.OpenCamera(id="c", camera_id="CAM-001", incident_id="", purpose="test")),
            client.ask(m.LogLooks(id="l", looks=(m.LookEntry(what="search", subject="x", at_ms=0),))),
        ]
        assert [one.code for one in refused if isinstance(one, m.Refused)] == [Code.READ_ONLY] * 4
        assert client.beat(client.join()).seq == 15
    finally:
        client.close()
        assert child.stop(30) == 0
    assert fingerprints(data) == before
