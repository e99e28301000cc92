"""A journal in the hands of somebody who wants it to say something else, and what shows it (T10)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend_stub.hub.anchor import ANCHOR_FILE, read_anchor, write_anchor
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.journal_cli import main
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.store.evidence import JournalEvidence
from console.domain.base.roles import WorldKind
from console.journal.errors import NotAJournalError
from tests.console.journal.journals import make_entries, write

from .forging import chain_anew, change, forge, put_key, sign_anew
from .house import House, eventually
from .scene import FIRE, OPERATOR, new_id, report_call


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with 28 events, signed, and what its folder knows of it."""
    directory = tmp_path / "data"
    directory.mkdir()
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    for _ in range(18):
        opened.hub.submit(OPERATOR, new_id(), 60_000, report_call())
    opened.hub.checkpoint_now()
    opened.hub.flush()
    write_anchor(directory, opened.hub.signed_ends())
    opened.access.close()
    opened.store.close()
    return directory


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What `journal verify` says; it must refuse."""
    assert main(["verify", *words]) == 1
    return capsys.readouterr().err


def test_journal_chained_and_signed_anew_by_a_stranger_is_not_good_beside_the_hubs_own_key(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = Ed25519PrivateKey.generate()
    forge(data, stranger)
    assert stranger.public_key().public_bytes_raw().hex() in said(capsys, str(data))
    (data / ANCHOR_FILE).unlink()
    assert "another key" in said(capsys, str(data))


def test_stranger_who_exchanges_the_key_file_too_is_shown_by_a_key_or_checkpoints_kept_elsewhere(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, kept = load_or_make_keys(data).signing_public.hex(), tmp_path / "kept.json"
    assert main(["checkpoint", str(data), str(kept)]) == 0
    stranger = Ed25519PrivateKey.generate()
    forge(data, stranger)
    put_key(data, stranger)
    assert "another key" in said(capsys, str(data))  # what the folder knows is signed with the true one
    (data / ANCHOR_FILE).unlink()
    assert main(["verify", str(data)]) == 0  # a folder that was forged whole cannot know
    assert "another key" in said(capsys, str(data), "--key", key)
    assert "another key" in said(capsys, str(data), "--checkpoints", str(kept))


def test_stranger_who_signs_nothing_is_shown_by_the_key(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = load_or_make_keys(data).signing_public.hex()
    change(data, "UPDATE events SET actor = 'nobody' WHERE seq = 7", "DELETE FROM checkpoints")
    chain_anew(data)
    assert "another root was signed here" in said(capsys, str(data))
    (data / ANCHOR_FILE).unlink()
    assert "nothing in it is signed" in said(capsys, str(data), "--key", key)


def test_true_journal_is_good_under_its_own_key_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = load_or_make_keys(data).signing_public.hex()
    assert main(["verify", str(data), "--key", key]) == 0
    assert f"ops signed to entry 28 with {key}, the key given" in capsys.readouterr().out
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert "another key" in said(capsys, str(data), "--key", other)
    assert main(["verify", str(data), "--key", other, "--key", key]) == 0


@pytest.mark.parametrize("key", ["", "xyz", "00" * 31, "00" * 33])
def test_what_is_no_key_is_refused_at_once(data: Path, key: str) -> None:
    with pytest.raises(SystemExit):
        main(["verify", str(data), "--key", key])


def test_export_is_held_against_the_key_given(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, out = load_or_make_keys(data).signing_public.hex(), tmp_path / "out.muster-journal"
    assert main(["export", str(data), str(out)]) == 0
    assert main(["verify", str(out), "--key", key]) == 0
    assert f"signed with {key}" in capsys.readouterr().out
    assert "not signed with the key given" in said(capsys, str(out), "--key", "00" * 32)
    unsigned = write(tmp_path / "unsigned.muster-journal", make_entries(3))
    assert "not signed with the key given" in said(capsys, str(unsigned), "--key", key)


def test_forged_journal_is_not_exported(data: Path, tmp_path: Path) -> None:
    forge(data, Ed25519PrivateKey.generate())
    assert main(["export", str(data), str(tmp_path / "out")]) == 1
    assert main(["checkpoint", str(data), str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_end_that_was_cut_off_with_its_checkpoints_shows_against_what_the_folder_knows(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(data, "DELETE FROM events WHERE seq > 15", "DELETE FROM checkpoints")
    assert "ends after entry 15" in said(capsys, str(data))


def test_anchor_of_another_journal_or_without_sense_is_said(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = (data / ANCHOR_FILE).read_bytes()
    (data / ANCHOR_FILE).write_bytes(b"{")
    assert ANCHOR_FILE in said(capsys, str(data))
    with pytest.raises(NotAJournalError):
        read_anchor(data)
    (data / ANCHOR_FILE).write_bytes(kept)
    change(data, "UPDATE meta SET value = 'other' WHERE name = 'journal_id'")
    assert "another journal" in said(capsys, str(data))


def test_journal_of_before_stays_good_is_lifted_and_shows_what_is_new_in_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Linked without UTC and command id, in format 1, without an anchor: as the version before left it."""
    keys = load_or_make_keys(data)
    end = chain_anew(data, former=True)
    sign_anew(data, keys.signing_key(), *end)
    change(data, "UPDATE meta SET value = '1' WHERE name = 'format'")
    (data / ANCHOR_FILE).unlink()
    assert main(["verify", str(data)]) == 0
    opened = open_hub(data, keys)
    opened.hub.submit(OPERATOR, new_id(), opened.clock.now_ms() + 60_000, report_call())
    opened.hub.flush()
    opened.access.close()
    opened.store.close()
    assert main(["verify", str(data)]) == 0
    change(data, "UPDATE events SET command_id = 'x' WHERE seq = 29")
    assert "entry 29" in said(capsys, str(data))


# -- a running hub -----------------------------------------------------------------------------------------------------


def covered(directory: Path) -> int:
    """The last entry of `ops` that the folder knows of."""
    return max(
        (one.checkpoint.seq for one in read_anchor(directory) if one.checkpoint.stream == "ops"), default=0
    )


def test_running_hub_writes_down_where_it_stands_at_start_and_at_the_end(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        eventually(lambda: covered(tmp_path) > 0)
        begun = covered(tmp_path)
        assert begun == house.opened.hub.picture.seq
        house.person("li").submit(report_call())
        assert main(["verify", str(tmp_path)]) == 0  # also while it runs
    assert covered(tmp_path) == begun + 1
    assert main(["verify", str(tmp_path)]) == 0


def signed_entries(directory: Path) -> set[int]:
    """The entries of `ops` that a checkpoint in the journal ends at."""
    with closing(JournalEvidence(directory)) as journal:
        return {one.checkpoint.seq for one in journal.checkpoints() if one.checkpoint.stream == "ops"}


def test_start_signs_what_a_killed_hub_had_not(tmp_path: Path) -> None:
    """Bound from then on, with or without the file beside the journal."""
    with House(tmp_path) as house:
        house.person("li").submit(report_call())
        house.stop()
        change(tmp_path, "DELETE FROM checkpoints")
        (tmp_path / ANCHOR_FILE).unlink()
        house.start()
        seq = house.opened.hub.picture.seq
        eventually(lambda: signed_entries(tmp_path) == {seq} and covered(tmp_path) == seq)
    (tmp_path / ANCHOR_FILE).unlink()
    change(tmp_path, f"DELETE FROM events WHERE stream = 'ops' AND seq = {seq}")
    assert main(["verify", str(tmp_path)]) == 1
