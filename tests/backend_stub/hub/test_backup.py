"""Backup and restore as commands, on real hubs (T12): nothing is lost, nothing is overwritten, nothing begins anew."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.anchor import read_anchor
from backend_stub.hub.commandline import main as hub
from backend_stub.hub.identity import KEYS_FILE, load_or_make_keys
from backend_stub.hub.journal_cli import main
from backend_stub.hub.opened import open_hub
from backend_stub.hub.store.opening import LOCK_FILE, HubLock
from console.wire import messages as m

from .forging import change
from .house import House, eventually
from .scene import report_call

OLD_KEY = "3f" * 32
DOCS = Path(__file__).parents[3] / "docs" / "hub.md"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "data").mkdir()
    with House(tmp_path / "data") as running:
        assert isinstance(running.person("li").submit(report_call()), m.Accepted)
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data directory of a hub that was stopped, with a report."""
    (tmp_path / "data").mkdir()
    with House(tmp_path / "data") as running:
        running.person("li").submit(report_call())
    return tmp_path / "data"


def events_of(directory: Path) -> int:
    """How far a hub on this directory has come, after checking it."""
    opened = open_hub(directory, load_or_make_keys(directory))
    seq = opened.hub.picture.seq
    opened.access.close()
    opened.store.close()
    return seq


def backed_up(data: Path, name: str = "backup") -> Path:
    out = data.parent / name
    assert main(["backup", str(data), str(out)]) == 0
    return out


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def test_backup_of_a_hub_at_work_is_whole_and_the_hub_goes_on(house: House) -> None:
    client = house.person("li")
    ended = threading.Event()
    out = house.directory.parent / "backup"
    results: list[int] = []

    def back_up() -> None:
        for number in range(3):
            results.append(main(["backup", str(house.directory), f"{out}{number}"]))
        ended.set()

    thread = threading.Thread(target=back_up)
    thread.start()
    answers = []
    while not ended.is_set():
        answers.append(client.submit(report_call()))
    thread.join()
    assert results == [0, 0, 0]
    assert answers
    assert all(isinstance(answer, m.Accepted) for answer in answers)
    sizes = [events_of(Path(f"{out}{number}")) for number in range(3)]
    assert sizes == sorted(sizes)
    assert all(main(["verify", f"{out}{number}"]) == 0 for number in range(3))


def test_seats_and_reports_come_back_with_a_backup(house: House, tmp_path: Path) -> None:
    backup = backed_up(house.directory)
    config = house.configs["D-li"]
    house.stop()
    shutil.rmtree(house.directory)
    assert main(["restore", str(backup), str(house.directory)]) == 0
    house.start()
    client = house.connect(
        type(config)(
            "127.0.0.1",
            house.service.ports["commands"],
            config.server_key,
            config.public_key,
            config.secret_key,
            client="test",
        )
    ).sign_in("li")
    opened = client.ask(m.OpenReport(id="r", call_id="C-000001", purpose="test"))
    assert isinstance(opened, m.ReportOpened)
    assert opened.report.words == "三楼起火"


def test_folder_that_is_there_is_not_written_over(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backed_up(data)
    before = contents(backup)
    assert main(["backup", str(data), str(backup)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert contents(backup) == before


def test_journal_that_is_not_good_is_not_backed_up_and_nothing_is_left(data: Path) -> None:
    change(data, "UPDATE events SET actor = 'nobody' WHERE seq = 2")
    assert main(["backup", str(data), str(data.parent / "backup")]) == 1
    assert main(["backup", str(data.parent), str(data.parent / "backup")]) == 1
    assert [path.name for path in data.parent.iterdir()] == ["data"]


def test_backup_holds_what_the_write_ahead_log_holds(house: House) -> None:
    assert (house.directory / "journal.db-wal").stat().st_size
    assert events_of(backed_up(house.directory)) == house.opened.hub.picture.seq


def test_running_hub_is_not_restored_under(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backed_up(house.directory)
    lock = HubLock(house.directory)
    seq = house.opened.hub.picture.seq
    assert main(["restore", str(backup), str(house.directory), "--replace"]) == 1
    assert main(["restore", str(backup), str(house.directory), "--keys"]) == 1
    assert "in use by another hub" in capsys.readouterr().err
    lock.close()
    assert isinstance(house.person("li").submit(report_call()), m.Accepted)
    assert house.opened.hub.picture.seq == seq + 1


def test_journal_that_is_there_is_put_aside_only_when_it_is_said_and_is_whole_there(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = backed_up(data)
    old = events_of(backup)
    with House(data) as running:
        running.person("li").submit(report_call())
    assert main(["restore", str(backup), str(data)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert events_of(data) == old + 1
    assert main(["restore", str(backup), str(data), "--replace"]) == 0
    assert events_of(data) == old
    (aside,) = data.glob("replaced-*")
    assert str(aside) in capsys.readouterr().out
    assert events_of(aside) == old + 1
    assert main(["verify", str(data)]) == main(["verify", str(aside)]) == 0


def test_log_of_the_journal_that_was_there_does_not_get_into_the_one_put_back(house: House) -> None:
    """What a kill leaves behind, with a log that another database must never see."""
    backup = backed_up(house.directory)
    old = events_of(backup)
    for _ in range(5):
        house.person("li").submit(report_call())
    killed = house.directory.parent / "killed"
    killed.mkdir()
    for name, body in contents(house.directory).items():
        (killed / name).write_bytes(body)
    assert (killed / "journal.db-wal").stat().st_size
    assert main(["restore", str(backup), str(killed), "--replace"]) == 0
    assert events_of(killed) == old
    (aside,) = killed.glob("replaced-*")
    assert events_of(aside) == old + 5


def test_backup_that_was_edited_or_is_none_is_not_put_back(data: Path, tmp_path: Path) -> None:
    backup = backed_up(data)
    before = contents(data)
    change(backup, "UPDATE events SET actor = 'nobody' WHERE seq = 2")
    assert main(["restore", str(backup), str(data), "--replace"]) == 1
    assert main(["restore", str(tmp_path), str(data), "--replace"]) == 1
    assert contents(data) == before
    assert not list(data.glob("replaced-*"))


def test_keys_alone_are_put_back_where_they_are_lost_and_only_into_their_own_journal(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = backed_up(data)
    keys = load_or_make_keys(data)
    assert main(["restore", str(backup), str(data), "--keys"]) == 1
    assert "nothing is replaced" in capsys.readouterr().err
    (data / KEYS_FILE).unlink()
    (tmp_path / "other").mkdir()
    with House(tmp_path / "other") as other:
        other.person("li").submit(report_call())
    (tmp_path / "other" / KEYS_FILE).unlink()
    assert main(["restore", str(backup), str(tmp_path / "other"), "--keys"]) == 1
    assert not (tmp_path / "other" / KEYS_FILE).exists()
    assert main(["restore", str(backup), str(data), "--keys"]) == 0
    assert load_or_make_keys(data) == keys


# -- the folder knows that it had a journal ----------------------------------------------------------------------------


def must_be_refused(directory: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """What a start says; it begins nothing new and changes no file but its lock (and SQLite its shared memory)."""

    def kept() -> dict[str, bytes]:
        files = contents(directory)
        return {name: body for name, body in files.items() if name != LOCK_FILE and not name.endswith("-shm")}

    before = kept()
    assert hub(["--data", str(directory)]) == 1
    assert kept() | before == kept()
    return capfd.readouterr().err


@pytest.mark.parametrize("loss", ["missing", "empty"])
def test_journal_that_is_gone_is_not_begun_anew(
    data: Path, loss: str, capfd: pytest.CaptureFixture[str]
) -> None:
    backup = backed_up(data)
    events = events_of(data)
    (data / "journal.db").unlink()
    if loss == "empty":
        (data / "journal.db").touch()
    for _ in range(2):
        said = must_be_refused(data, capfd)
        assert f"is {loss}, and this folder's hub had written" in said
        assert f"{events} of ops" in said
        assert "journal restore" in said
    assert main(["restore", str(backup), str(data), "--replace"]) == 0
    assert events_of(data) == events


@pytest.mark.slow
def test_log_that_was_deleted_after_a_kill_shows(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    killed = house.directory.parent / "killed"
    killed.mkdir()
    seq = house.opened.hub.picture.seq
    eventually(lambda: any(one.checkpoint.seq == seq for one in read_anchor(house.directory)), 30)
    for name, body in contents(house.directory).items():
        (killed / name).write_bytes(body)
    (killed / "journal.db-wal").unlink()
    assert "a checkpoint was signed at entry" in must_be_refused(killed, capfd)


def test_journal_copied_alone_or_an_older_one_put_in_its_place_is_not_taken_for_it(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(data / "journal.db", alone)
    assert KEYS_FILE in must_be_refused(alone, capfd)
    older = (data / "journal.db").read_bytes()
    with House(data) as running:
        running.person("li").submit(report_call())
    (data / "journal.db").write_bytes(older)
    assert "a checkpoint was signed at entry" in must_be_refused(data, capfd)


# -- the document ------------------------------------------------------------------------------------------------------


def test_every_command_of_the_document_does_what_it_says(data: Path, tmp_path: Path) -> None:
    """docs/hub.md, "Backup, restore, lost keys": each line is run as it stands, in order, on folders of the test's."""
    section = DOCS.read_text(encoding="utf-8").split("## Backup, restore, lost keys")[1].split("\n## ")[0]
    lines = re.findall(r"^    python main\.py (journal|hub) (.*?)\s*(?:#.*)?$", section, re.MULTILINE)
    assert len(lines) == 8
    for door, words in lines:
        told = words.replace("/srv/muster", str(data)).replace("/backup", str(tmp_path)).split()
        told = [OLD_KEY if word == "3f…" else word for word in told]
        if "--keys" in told or told[:2] == ["keys", "new"]:
            (data / KEYS_FILE).unlink()
        assert (main if door == "journal" else hub)(told) == 0, words
    assert main(["verify", str(data)]) == 0
    assert events_of(data) == events_of(tmp_path / "monday")
