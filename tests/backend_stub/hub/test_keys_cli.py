"""`main.py hub keys`: the public keys shown, and new ones made only where the old are lost (T6)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from backend_stub.hub.commandline import main
from backend_stub.hub.identity import KEYS_FILE, load_or_make_keys, make_keys, read_keys
from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.store.opening import HubLock
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import WorldKind

from .scene import FIRE, OPERATOR, new_id, report_call


def run_hub(directory: Path) -> None:
    """A start, a report, and a clean stop, without sockets."""
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    opened.hub.submit(OPERATOR, new_id(), opened.clock.now_ms() + 60_000, report_call())
    opened.hub.checkpoint_now()
    opened.hub.flush(last=True)
    opened.access.close()
    opened.store.close()


def lost_and_renewed(directory: Path) -> dict[str, bytes]:
    """The key files of before and after: a hub ran under both."""
    run_hub(directory)
    old = (directory / KEYS_FILE).read_bytes()
    (directory / KEYS_FILE).unlink()
    assert main(["keys", "new", "--data", str(directory)]) == 0
    run_hub(directory)
    return {"old": old, "new": (directory / KEYS_FILE).read_bytes()}


def test_start_and_enrolment_without_keys_are_refused_with_what_to_do(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """T6."""
    run_hub(tmp_path)
    (tmp_path / KEYS_FILE).unlink()
    assert main(["--data", str(tmp_path)]) == 1
    assert main(["enroll", "D-01", "--data", str(tmp_path)]) == 1
    said = capfd.readouterr().err
    assert said.count("journal restore") == said.count("hub keys new") == 2
    assert not (tmp_path / KEYS_FILE).exists()


def test_public_keys_are_shown_and_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = load_or_make_keys(tmp_path)
    assert main(["keys", "show", "--data", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert keys.curve_public in out
    assert keys.signing_public.hex() in out
    assert keys.curve_secret not in out
    assert keys.signing.hex() not in out


def test_keys_that_are_there_are_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = load_or_make_keys(tmp_path)
    assert main(["keys", "new", "--data", str(tmp_path)]) == 1
    assert "is there and good" in capsys.readouterr().err
    assert load_or_make_keys(tmp_path) == keys


def test_new_keys_are_not_made_under_a_running_hub(tmp_path: Path) -> None:
    run_hub(tmp_path)
    (tmp_path / KEYS_FILE).unlink()
    with closing(HubLock(tmp_path)):
        assert main(["keys", "new", "--data", str(tmp_path)]) == 1
    assert not (tmp_path / KEYS_FILE).exists()


@pytest.mark.parametrize("spoilt", [None, b"{"])
def test_after_keys_are_lost_the_journal_goes_on_under_new_ones_and_what_the_old_signed_stays_good(
    tmp_path: Path, spoilt: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    run_hub(tmp_path)
    old = load_or_make_keys(tmp_path)
    (tmp_path / KEYS_FILE).unlink()
    if spoilt is not None:
        (tmp_path / KEYS_FILE).write_bytes(spoilt)
    assert main(["keys", "new", "--data", str(tmp_path)]) == 0
    new = load_or_make_keys(tmp_path)
    assert new.former == (old.signing_public,)
    assert new.curve_public != old.curve_public
    run_hub(tmp_path)
    assert journal(["verify", str(tmp_path)]) == 0
    assert main(["enroll", "D-01", "--data", str(tmp_path)]) == 0
    assert "every seat must be enrolled again" in capsys.readouterr().out


def test_journal_that_an_older_version_gave_new_keys_opens_again_once_the_old_one_is_trusted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What T6 did to a folder: the file was missing, and new keys were made without a word."""
    run_hub(tmp_path)
    old = load_or_make_keys(tmp_path).signing_public
    make_keys(tmp_path)
    with closing(SqlStore.open(tmp_path)) as store:
        store.keyframes.clear()
    assert main(["--data", str(tmp_path)]) == 1
    said = capfd.readouterr().err
    assert f"signed with another key ({old.hex()})" in said
    assert "hub keys trust" in said
    words = ["keys", "trust", "--data", str(tmp_path)]
    assert main([*words, old.hex()]) == 0
    assert main([*words, old.hex()]) == 0
    assert load_or_make_keys(tmp_path).former == (old,)
    run_hub(tmp_path)
    assert journal(["verify", str(tmp_path)]) == 0
    with pytest.raises(SystemExit):
        main([*words, "3f"])


def test_key_is_not_taken_under_a_running_hub_nor_without_a_key_file(tmp_path: Path) -> None:
    assert main(["keys", "trust", "--data", str(tmp_path), "00" * 32]) == 1
    keys = load_or_make_keys(tmp_path)
    with closing(HubLock(tmp_path)):
        assert main(["keys", "trust", "--data", str(tmp_path), "00" * 32]) == 1
    assert load_or_make_keys(tmp_path) == keys


@pytest.mark.parametrize("in_place", ["new", "old"])
def test_old_and_new_keys_are_joined_whichever_file_lies_in_the_folder(tmp_path: Path, in_place: str) -> None:
    """T16: the old ones, put back in place of the new, closed what was sealed since. Twice: nothing is added."""
    files = lost_and_renewed(tmp_path)
    (tmp_path / KEYS_FILE).write_bytes(files.pop(in_place))
    if in_place == "old":
        assert main(["--data", str(tmp_path)]) == 1  # it does not serve a journal that it can read half of
    (tmp_path / "found.json").write_bytes(*files.values())
    own = load_or_make_keys(tmp_path)
    for _ in range(2):
        assert main(["keys", "join", str(tmp_path / "found.json"), "--data", str(tmp_path)]) == 0
        keys = load_or_make_keys(tmp_path)
        found = read_keys(tmp_path / "found.json")
        assert (keys.vault, keys.signing, keys.curve_secret) == (own.vault, own.signing, own.curve_secret)
        assert keys.former == (found.signing_public,)
        assert keys.former_vaults == (found.vault,)
    run_hub(tmp_path)
    assert journal(["verify", str(tmp_path)]) == 0


def test_keys_lost_twice_are_joined_one_after_the_other_and_in_a_chain(tmp_path: Path) -> None:
    files = [*lost_and_renewed(tmp_path).values(), *lost_and_renewed(tmp_path).values()]
    for number, name in ((1, "second"), (0, "first")):
        (tmp_path / name).write_bytes(files[number])
    vaults = [read_keys(tmp_path / name).vault for name in ("first", "second")]
    (tmp_path / "last").write_bytes(files[3])
    assert main(["keys", "join", str(tmp_path / "first"), "--data", str(tmp_path)]) == 0
    (tmp_path / "joined").write_bytes((tmp_path / KEYS_FILE).read_bytes())
    (tmp_path / KEYS_FILE).write_bytes(files[1])
    assert main(["keys", "join", str(tmp_path / "joined"), "--data", str(tmp_path)]) == 0
    keys = load_or_make_keys(tmp_path)
    assert keys.vault == vaults[1]
    assert keys.former_vaults == (read_keys(tmp_path / "last").vault, vaults[0])
    assert len(keys.former) == 2


def test_keys_of_another_hub_broken_ones_none_and_those_under_a_running_hub_are_not_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    for directory in (data, other):
        directory.mkdir()
        run_hub(directory)
    kept = (data / KEYS_FILE).read_bytes()
    (tmp_path / "broken").write_bytes(b"{")
    for file, why in (
        (other / KEYS_FILE, "another hub's"),
        (tmp_path / "broken", "cannot be read"),
        (tmp_path / "none", "none"),
    ):
        assert main(["keys", "join", str(file), "--data", str(data)]) == 1
        assert why in capsys.readouterr().err
    with closing(HubLock(data)):
        assert main(["keys", "join", str(data / KEYS_FILE), "--data", str(data)]) == 1
    assert (data / KEYS_FILE).read_bytes() == kept
    assert main(["keys", "join", str(data / KEYS_FILE), "--data", str(data)]) == 0  # its own: nothing to add
    assert load_or_make_keys(data).former_vaults == ()
