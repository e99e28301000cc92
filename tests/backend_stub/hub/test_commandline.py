"""`main.py hub`: users, seats, codes, and what is refused at the start."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from backend_stub.hub.commandline import main
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.ledger import Ledger
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.ports import Batch
from backend_stub.hub.store.access_list import AccessList
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.message import Stamp
from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.registry.events import JournalOpened
from console.wire.enrolment import read_code


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Text on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_user_is_added_listed_and_disabled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path)]
    give(monkeypatch, "correct horse\n")
    assert main(["user", "add", "li", "--name", "李明", "--role", "operator", *data]) == 0
    give(monkeypatch, "battery staple\n")
    assert main(["user", "passwd", "li", *data]) == 0
    access = AccessList(tmp_path)
    assert access.check_password("li", "battery staple") is not None
    assert main(["user", "disable", "li", *data]) == 0
    assert main(["user", "list", *data]) == 0
    assert access.check_password("li", "battery staple") is None
    assert main(["user", "enable", "li", *data]) == 0
    access.close()
    out = capsys.readouterr().out
    assert "李明" in out
    assert "disabled" in out
    assert "staple" not in out


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "", "\r\nanother line\r\n"])
@pytest.mark.parametrize("verb", [["add", "--role", "operator"], ["passwd"]])
def test_line_ends_are_no_part_of_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, verb: list[str]
) -> None:
    """K13: `printf 'password123456\\r\\n' | main.py hub user add …`, as Windows' shells and files end lines."""
    password = " a password with spaces "
    if verb == ["passwd"]:
        give(monkeypatch, "the one before\n")
        assert main(["user", "add", "li", "--role", "operator", "--data", str(tmp_path)]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(password + ending, newline="\n"))
    assert main(["user", verb[0], "li", *verb[1:], "--data", str(tmp_path)]) == 0
    access = AccessList(tmp_path)
    assert access.check_password("li", password) is not None
    assert access.check_password("li", password.strip()) is None
    access.close()


def test_password_of_line_ends_only_is_too_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """K13."""
    give(monkeypatch, "\r" * 20 + "\n")
    assert main(["user", "add", "li", "--role", "operator", "--data", str(tmp_path)]) == 1
    assert "at least 10" in capsys.readouterr().err


def test_short_password_and_unknown_user_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, "short\n")
    assert main(["user", "add", "li", "--role", "operator", "--data", str(tmp_path)]) == 1
    assert main(["user", "disable", "li", "--data", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "at least 10" in err
    assert "no user" in err


@pytest.mark.parametrize("role", ["system", "field", "king"])
def test_persons_get_only_roles_of_persons(tmp_path: Path, role: str) -> None:
    with pytest.raises(SystemExit):
        main(["user", "add", "li", "--role", role, "--data", str(tmp_path)])


def test_enroll_prints_a_code_that_makes_the_seat(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enroll", "TOWN", "--roles", "field", "gateway", "--data", str(tmp_path)]) == 0
    code = read_code(capsys.readouterr().out)
    access = AccessList(tmp_path)
    seat = access.redeem_code(bytes.fromhex(code.secret), "k" * 40)
    assert seat is not None
    assert seat.roles == (Role.FIELD, Role.GATEWAY)
    assert main(["seat", "disable", "TOWN", "--data", str(tmp_path)]) == 0
    assert main(["seat", "list", "--data", str(tmp_path)]) == 0
    assert main(["seat", "enable", "TOWN", "--data", str(tmp_path)]) == 0
    access.close()
    assert "disabled  field gateway" in capsys.readouterr().out


def test_directory_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert main(["user", "list", "--data", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "live", "--demo-accounts"], "makes no demo accounts"),
        (["--kind", "live", "--rate", "2"], "rate 1"),
        (["--town", "none"], "registry.json"),
        (["--cameras", "none.csv"], "none.csv"),
        (["--notify", "none.toml"], "none.toml"),
    ],
)
def test_what_can_not_be_started_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["--data", str(tmp_path / "data"), *words]) == 1
    assert said in capfd.readouterr().err


def test_journal_of_rules_that_are_not_here_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    load_or_make_keys(tmp_path)
    store = SqlStore.open(tmp_path)
    ledger = Ledger(Stream.OPS, store, store.tail())
    event = JournalOpened(kind=WorldKind.DEMO, epoch_ms=0, town_id="songting", rules=9)
    hub = Stamp(actor="hub", role=Role.SYSTEM, seat="hub")
    batch = Batch(events=[ledger.record(event, hub, 0, 0, "")])
    store.prepare(batch)
    store.finish(batch)
    store.close()
    assert main(["--data", str(tmp_path), "--kind", "demo"]) == 1
    said = "this journal is decided by rules of version 9; this version of Muster has them up to 4"
    assert said in capfd.readouterr().err


def test_journal_of_another_kind_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    opened = open_hub(tmp_path, load_or_make_keys(tmp_path))
    begin_journal(opened, WorldKind.DRILL, "songting", ())
    opened.access.close()
    opened.store.close()
    assert main(["--data", str(tmp_path), "--kind", "demo"]) == 1
    assert "this journal is drill, not demo" in capfd.readouterr().err


@pytest.mark.parametrize("port", ["70000", "65531", "-1", "x", "4250.0", "１２３４５"])
def test_port_that_leaves_no_room_for_the_six_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    """T17"""
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(tmp_path), f"--port={port}"])
    assert ended.value.code == 2
    assert "is no port: 1 to 65530, or 0 for any" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_seat_without_a_name_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """T17"""
    assert main(["enroll", "", "--data", str(tmp_path)]) == 1
    assert "is no seat" in capsys.readouterr().err


def test_rule_for_cameras_that_is_none_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """T18"""
    assert main(["--data", str(tmp_path), "--camera-allow", "10.0.0.1"]) == 1
    assert "'10.0.0.1' is no rule: SCHEME://HOST" in capsys.readouterr().err
