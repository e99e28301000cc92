"""`main.py score`: exported journals and data directories judged; broken and wrong files answered in words."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.opened import begin_journal, open_hub
from console.domain.base.roles import WorldKind
from console.journal.file_format import Entry
from console.planning.plan_cards import shipped_definitions
from console.review.score_cli import main
from tests.backend_stub.hub.scene import FIRE, OPERATOR, new_id, report_call
from tests.console.journal.journals import make_entries, write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A hub's data directory: a registry and five calls, no muster."""
    directory = tmp_path / "data"
    directory.mkdir()
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    for _ in range(5):
        opened.hub.submit(OPERATOR, new_id(), 60_000, report_call())
    opened.hub.flush()
    opened.access.close()
    opened.store.close()
    return directory


@pytest.fixture
def exported(data: Path, tmp_path: Path) -> Path:
    out = tmp_path / "calls.muster-journal"
    assert journal(["export", str(data), str(out)]) == 0
    return out


def test_journal_without_a_muster_has_an_empty_list_of_them(
    exported: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(exported)]) == 0
    out = capsysbinary.readouterr().out
    said = json.loads(out)
    assert said["musters"] == []
    assert said["last_seq"] == 8 + len(shipped_definitions())
    assert said["kind"] == "demo"
    assert said["unranked"] == ["kind"]
    assert len(said["chain"]) == 64
    assert out.endswith(b"}\n")
    assert out == json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def test_journal_of_rules_that_are_not_here_is_not_judged_by_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = write(tmp_path / "newer.muster-journal", make_entries(3, rules=9))
    assert main([str(newer)]) == 2
    assert "decided by rules of version 9; this version of Muster has them up to 4" in capsys.readouterr().err


def test_two_exports_of_one_journal_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    results = []
    for number in (1, 2):
        out = tmp_path / f"{number}.muster-journal"
        assert journal(["export", str(data), str(out)]) == 0
        assert main([str(out), "--out", str(tmp_path / f"{number}.json")]) == 0
        results.append((tmp_path / f"{number}.json").read_bytes())
    assert results[0] == results[1]


@pytest.mark.slow
def test_data_directory_is_judged_like_its_export(data: Path, exported: Path, tmp_path: Path) -> None:
    assert main([str(data), "--out", str(tmp_path / "data.json")]) == 0
    assert main([str(exported), "--out", str(tmp_path / "file.json")]) == 0
    assert (tmp_path / "data.json").read_bytes() == (tmp_path / "file.json").read_bytes()


@pytest.mark.slow
def test_folder_that_is_no_data_directory_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty")]) == 2
    words = capsys.readouterr().err
    assert "cannot be exported" in words
    assert "Error" not in words


@pytest.mark.parametrize(("language", "word"), [("en", "No muster"), ("zh", "没有启动集结")])
def test_page_of_text_speaks_both_languages(
    exported: Path, language: str, word: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(exported), "--text", "--lang", language]) == 0
    assert word in capsysbinary.readouterr().out.decode()


def test_edited_journal_is_said_to_be_broken_where_it_was_edited(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled = tmp_path / "spoiled.muster-journal"
    body = bytearray(exported.read_bytes())
    at = body.rindex(b"phone")
    body[at : at + 5] = b"visit"
    spoiled.write_bytes(bytes(body))
    assert main([str(spoiled)]) == 1
    error = capsys.readouterr().err
    assert "the chain is broken" in error
    assert f"entry {8 + len(shipped_definitions())}" in error


def test_journal_that_was_cut_short_is_said_to_be_broken(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "short.muster-journal"
    short.write_bytes(exported.read_bytes()[:-40])
    assert main([str(short)]) == 1
    assert "broken" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [b"", b"MUSTERJ", b"PK\x03\x04 something else", b"MUSTERJ\x63" + b"x" * 40]
)
def test_file_that_is_no_journal_is_refused_in_words(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    assert main([str(path)]) == 2
    assert capsys.readouterr().err.startswith("score: ")


def test_file_that_is_not_there_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere.muster-journal")]) == 2
    assert "nowhere.muster-journal: No such file" in capsys.readouterr().err


def test_events_that_do_not_fit_each_other_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "forged.muster-journal", make_entries(3))  # notes on an incident that never was
    assert main([str(path)]) == 1
    assert "entry 2 does not fit" in capsys.readouterr().err


def test_event_of_a_role_that_nobody_has_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from console.journal.chain import GENESIS, link

    first = msgspec.structs.replace(make_entries(1)[0], role="wizard")
    entry: Entry = msgspec.structs.replace(first, chain=link(GENESIS, first.link()))
    assert main([str(write(tmp_path / "role.muster-journal", [entry]))]) == 2
    assert "wizard" in capsys.readouterr().err
