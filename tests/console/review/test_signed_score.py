"""Whose signature a journal bears, and that nothing else than a known hub's is ranked (J10)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.domain.base.roles import Role
from console.domain.evolve import Recorded
from console.domain.runs.commands import EndRun
from console.domain.runs.events import RunOpened
from console.journal.chain import GENESIS, EventLink, encode_body, link
from console.journal.checkpoint import OPS, Checkpoint, sign
from console.journal.file_format import Entry
from console.review.register import REGISTER, enter
from console.review.score_cli import main
from console.wire import codec
from tests.console.domain.drill_world import whole_run
from tests.console.journal.journals import HEADER, write

HUB, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def ended_run() -> list[Recorded]:
    """A run that would be ranked."""
    world = whole_run()
    world.must(EndRun(), Role.SYSTEM)
    return list(world.journal)


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def chained(journal: Iterable[Recorded]) -> list[Entry]:
    """The entries of a run, as anybody can chain them."""
    entries: list[Entry] = []
    root = GENESIS
    for one in journal:
        name = codec.tag_of(type(one.event))
        stamp, body = one.stamp, encode_body(one.event)
        linked = EventLink(one.seq, one.t_ms, name, 1, stamp.actor, stamp.role.value, stamp.seat, body, 0, "")
        root = link(root, linked)
        entries.append(Entry.of(linked, root))
    return entries


def left(path: Path, key: Ed25519PrivateKey | None, journal: Iterable[Recorded] | None = None) -> Path:
    """A whole run, exported and signed with a key, or not at all."""
    entries = chained(ended_run() if journal is None else journal)
    point = Checkpoint(HEADER.journal_id, OPS, entries[-1].seq, entries[-1].chain, 0)
    return write(path, entries, None if key is None else sign(point, key))


def score(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[bool, list[str], str]:
    """(ranked, why not, what was said beside it)."""
    assert main(list(words)) == 0
    out, said = capsys.readouterr()
    result = json.loads(out)
    return result["ranked"], result["unranked"], said


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data home of one's own, without a register."""
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_run_signed_by_a_hub_of_the_register_is_ranked(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = left(tmp_path / "j", HUB)
    assert score(capsys, str(path))[:2] == (False, ["unknown_hub"])
    enter(home / REGISTER, public(HUB), "指挥中心")
    ranked, why, said = score(capsys, str(path))
    assert (ranked, why) == (True, [])
    assert f"signed by 指挥中心 ({public(HUB).hex()})" in said
    other = tmp_path / "empty.txt"
    assert score(capsys, str(path), "--register", str(other))[:2] == (False, ["unknown_hub"])


def test_key_given_counts_for_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = left(tmp_path / "j", HUB)
    assert score(capsys, str(path), "--key", public(HUB).hex())[:2] == (True, [])
    assert score(capsys, str(path), "--key", public(STRANGER).hex())[:2] == (False, ["unknown_hub"])
    assert score(capsys, str(path))[:2] == (False, ["unknown_hub"])


@pytest.mark.parametrize("key", [None, STRANGER])
def test_run_from_which_the_autopilot_was_removed_and_chained_anew_is_not_ranked(
    tmp_path: Path, home: Path, key: Ed25519PrivateKey | None, capsys: pytest.CaptureFixture[str]
) -> None:
    enter(home / REGISTER, public(HUB), "hub")
    forged = [
        msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, autopilot=""))
        if isinstance(one.event, RunOpened)
        else msgspec.structs.replace(one, stamp=msgspec.structs.replace(one.stamp, actor="li"))
        for one in ended_run()
    ]
    path = left(tmp_path / "j", key, forged)
    ranked, why, said = score(capsys, str(path))
    assert not ranked
    assert why == (["unsigned"] if key is None else ["unknown_hub"])
    assert "never ranked" in said


def test_signature_of_the_hub_over_another_end_is_no_signature(tmp_path: Path) -> None:
    entries = chained(ended_run())
    point = Checkpoint(HEADER.journal_id, OPS, entries[-1].seq, bytes(32), 0)
    assert main([str(write(tmp_path / "j", entries, sign(point, HUB)))]) == 1
    shorter = Checkpoint(HEADER.journal_id, OPS, entries[-2].seq, entries[-2].chain, 0)
    assert main([str(write(tmp_path / "k", entries, sign(shorter, HUB))), "--key", public(HUB).hex()]) == 1


def test_what_is_not_ranked_anyway_keeps_its_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signed or not, the judgement of a run that an autopilot played is the same."""
    played = [
        msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, autopilot="greedy"))
        if isinstance(one.event, RunOpened)
        else one
        for one in ended_run()
    ]
    results = [score(capsys, str(left(tmp_path / f"{n}", key, played))) for n, key in enumerate((None, HUB))]
    assert [result[:2] for result in results] == [(False, ["autopilot"])] * 2


@pytest.mark.parametrize(
    ("key", "language", "word"),
    [
        (None, "en", "not signed"),
        (None, "zh", "未签名"),
        (STRANGER, "en", "not registered"),
        (STRANGER, "zh", "未登记"),
        (HUB, "en", "signed by hub"),
        (HUB, "zh", "由hub签名"),
    ],
)
def test_page_of_text_says_whose_signature_it_is(
    tmp_path: Path,
    home: Path,
    key: Ed25519PrivateKey | None,
    language: str,
    word: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    enter(home / REGISTER, public(HUB), "hub")
    assert main([str(left(tmp_path / "j", key)), "--text", "--lang", language]) == 0
    assert word in capsys.readouterr().out


def test_register_that_cannot_be_read_is_said(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / REGISTER).write_text("nonsense\n", "utf-8")
    assert main([str(left(tmp_path / "j", HUB))]) == 2
    assert f"{REGISTER}:1" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(tmp_path / "j"), "--key", "nonsense"])


@pytest.mark.parametrize(("key", "said"), [(None, "not signed by its hub"), (HUB, "signed by hub")])
def test_report_leaves_every_form_and_says_whose_signature_it_is(
    tmp_path: Path, home: Path, key: Ed25519PrivateKey | None, said: str
) -> None:
    enter(home / REGISTER, public(HUB), "hub")
    out = tmp_path / "new" / "folder"
    assert main([str(left(tmp_path / "j", key)), "--report", str(out), "--out", str(tmp_path / "score")]) == 0
    assert said in (out / "result.html").read_text("utf-8")
    whole = json.loads((out / "result.json").read_text("utf-8"))
    assert whole["signature"] == ("unsigned" if key is None else "signed")
    assert whole["judgement"] == json.loads((tmp_path / "score").read_bytes())


def test_report_that_cannot_be_left_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    assert main([str(left(tmp_path / "j", HUB)), "--report", str(tmp_path / "taken")]) == 2
    assert "the result cannot be written" in capsys.readouterr().err
