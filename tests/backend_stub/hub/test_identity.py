"""The hub's own keys."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from backend_stub.hub.identity import KEYS_FILE, KeysError, load_or_make_keys, write_private
from backend_stub.hub.store.access_list import AccessList
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Role
from console.journal.checkpoint import OPS, Checkpoint, is_genuine


def test_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    first = load_or_make_keys(tmp_path)
    assert load_or_make_keys(tmp_path) == first
    assert len(first.curve_public) == len(first.curve_secret) == 40
    assert is_genuine(first.sign(Checkpoint("j", OPS, 1, bytes(32), 0)))


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_keys_are_private(tmp_path: Path) -> None:
    load_or_make_keys(tmp_path)
    assert stat.S_IMODE((tmp_path / KEYS_FILE).stat().st_mode) == 0o600


def test_private_file_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    write_private(path, b"one")
    write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


# -- keys that are gone (T6) -------------------------------------------------------------------------------------------


def journal_is_there(directory: Path) -> None:
    SqlStore.open(directory).close()


def seat_is_enrolled(directory: Path) -> None:
    access = AccessList(directory)
    access.put_seat("D-01", "k" * 40)
    access.close()


@pytest.mark.parametrize("use", [journal_is_there, seat_is_enrolled])
def test_keys_that_are_gone_are_not_made_anew_without_a_word(
    tmp_path: Path, use: Callable[[Path], None]
) -> None:
    """T6: nobody would get in any more, and old reports would stay closed for good."""
    keys = load_or_make_keys(tmp_path)
    use(tmp_path)
    kept = (tmp_path / KEYS_FILE).read_bytes()
    (tmp_path / KEYS_FILE).unlink()
    for _ in range(2):  # the second start is refused as the first was
        with pytest.raises(KeysError, match="put the file back from a backup"):
            load_or_make_keys(tmp_path)
        assert not (tmp_path / KEYS_FILE).exists()
    write_private(tmp_path / KEYS_FILE, kept)
    assert load_or_make_keys(tmp_path) == keys


def test_folder_with_users_and_an_empty_database_only_gets_its_first_keys(tmp_path: Path) -> None:
    access = AccessList(tmp_path)
    access.add_user("li", "李明", Role.OPERATOR, "correct horse")
    access.close()
    (tmp_path / "journal.db").touch()  # a hub that was killed in its first instant
    assert load_or_make_keys(tmp_path) == load_or_make_keys(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"curve_public": "x"}', b'{"signing": "!"}'],
)
def test_keys_that_cannot_be_read_are_said_and_left_as_they_are(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEYS_FILE).write_bytes(content)
    with pytest.raises(KeysError, match="cannot be read"):
        load_or_make_keys(tmp_path)
    assert (tmp_path / KEYS_FILE).read_bytes() == content


@pytest.mark.parametrize("change", [{"signing": b"short"}, {"vault": b""}, {"curve_public": "K" * 40}])
def test_keys_that_do_not_fit_each_other_are_said(tmp_path: Path, change: dict[str, object]) -> None:
    keys = load_or_make_keys(tmp_path)
    spoilt = msgspec.json.encode(msgspec.structs.replace(keys, **change))
    (tmp_path / KEYS_FILE).write_bytes(spoilt)
    with pytest.raises(KeysError, match="do not fit"):
        load_or_make_keys(tmp_path)


def test_keys_of_a_version_before_are_read(tmp_path: Path) -> None:
    keys = load_or_make_keys(tmp_path)
    fields = msgspec.json.decode((tmp_path / KEYS_FILE).read_bytes())
    del fields["former"]
    (tmp_path / KEYS_FILE).write_bytes(msgspec.json.encode(fields))
    assert load_or_make_keys(tmp_path) == keys
