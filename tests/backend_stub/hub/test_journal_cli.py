"""`main.py journal` on a real journal: good, edited, cut short, exported."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.journal_cli import main
from backend_stub.hub.opened import begin_journal, open_hub
from console.domain.base.roles import WorldKind
from console.wire import messages as m

from .scene import FIRE, OPERATOR, new_id, report_call


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with twenty events, two looks and signed ends."""
    directory = tmp_path / "data"
    directory.mkdir()
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    for _ in range(18):
        opened.hub.submit(OPERATOR, new_id(), 60_000, report_call())
    for subject in ("x", "y"):
        opened.hub.look(OPERATOR, m.LookEntry(what="search", subject=subject, at_ms=0))
    opened.hub.checkpoint_now()
    opened.hub.flush()
    opened.access.close()
    opened.store.close()
    return directory


def change(data: Path, statement: str) -> None:
    """Do what an intruder would."""
    connection = sqlite3.connect(data / "journal.db")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_good_journal_is_good(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(data)]) == 0
    out = capsys.readouterr().out
    assert "28 events" in out
    assert "2 looks" in out


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET actor = 'nobody' WHERE seq = 7", "entry 7"),
        ("UPDATE events SET body = x'80' WHERE seq = 9", "entry 9"),
        ("UPDATE events SET utc_ms = utc_ms + 1 WHERE seq = 8", "entry 8"),  # T10
        ("UPDATE events SET command_id = 'x' WHERE seq = 4", "entry 4"),  # T10
        ("DELETE FROM events WHERE seq = 5", "entry 5"),
        ("DELETE FROM events WHERE seq > 15", "ends after entry 15"),
        ("UPDATE looks SET subject = 'z' WHERE n = 1", "audit chain"),
        ("DELETE FROM looks WHERE n = 2", "ends after entry 1"),
        ("UPDATE checkpoints SET signature = x'00' WHERE stream = 'ops'", "signature"),
    ],
)
def test_first_bad_entry_is_said(
    data: Path, capsys: pytest.CaptureFixture[str], statement: str, said: str
) -> None:
    change(data, statement)
    assert main(["verify", str(data)]) == 1
    assert said in capsys.readouterr().err


def test_truncation_with_its_checkpoints_shows_against_a_checkpoint_kept_elsewhere(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.json"
    assert main(["checkpoint", str(data), str(kept)]) == 0
    change(data, "DELETE FROM events WHERE seq > 15")
    change(data, "DELETE FROM checkpoints")
    assert main(["verify", str(data)]) == 0  # the chain alone cannot know
    assert main(["verify", str(data), "--checkpoints", str(kept)]) == 1
    assert "ends after entry 15" in capsys.readouterr().err


def test_checkpoint_of_another_journal_or_key_is_refused(data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    assert main(["checkpoint", str(data), str(kept)]) == 0
    change(data, "UPDATE checkpoints SET public_key = x'00'")
    assert main(["verify", str(data), "--checkpoints", str(kept)]) == 1
    change(data, "DELETE FROM checkpoints")
    change(data, "UPDATE meta SET value = 'other' WHERE name = 'journal_id'")
    assert main(["verify", str(data), "--checkpoints", str(kept)]) == 1


def test_export_is_good_on_its_own_and_against_checkpoints(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, kept = tmp_path / "shift.muster-journal", tmp_path / "kept.json"
    assert main(["export", str(data), str(out)]) == 0
    assert main(["checkpoint", str(data), str(kept)]) == 0
    assert main(["verify", str(out), "--checkpoints", str(kept)]) == 0
    assert main(["info", str(out)]) == 0
    text = capsys.readouterr().out
    assert "signed" in text
    assert "28 events" in text
    body = out.read_bytes()
    assert "三楼起火".encode() not in body
    out.write_bytes(body[:-500])
    assert main(["verify", str(out)]) == 1


def test_edited_journal_is_not_exported(data: Path, tmp_path: Path) -> None:
    change(data, "UPDATE events SET t_ms = t_ms + 1 WHERE seq = 7")
    assert main(["export", str(data), str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_info_says_what_is_in_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(data)]) == 0
    out = capsys.readouterr().out
    assert "28 events" in out
    assert "checkpoint of audit at 2" in out


def test_what_is_no_journal_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "no such file" in capsys.readouterr().err
