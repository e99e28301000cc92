"""The town's files as seats fetch them: a manifest, parts, and never a byte that was not hashed at the start."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend_stub.hub.town_files import LEFT_OUT, MAX_FILES, PART_BYTES, TownFiles
from console.domain.base.refusals import Code
from console.wire import messages as m
from console.wire.ids import town_hash

from .house import Client, House

ROADS = b"roads " * 200_000
SECRET = b"the hub's own secret key"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A town: files in two folders, an empty one, the registry, and links to what is no part of it."""
    town = tmp_path / "town"
    (town / "base").mkdir(parents=True)
    (town / "roads.json").write_bytes(ROADS)
    (town / "base" / "water.geojson").write_bytes(b"{}")
    (town / "base" / "empty.geojson").write_bytes(b"")
    (town / "registry.json").write_bytes(b"[]")
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "keys").write_bytes(SECRET)
    (town / "link").symlink_to(tmp_path / "secret")
    (town / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (town / "dangling").symlink_to(tmp_path / "nothing")
    return town


@pytest.fixture
def house(tmp_path: Path, folder: Path) -> Iterator[House]:
    (tmp_path / "hub").mkdir()
    with House(tmp_path / "hub", town=folder) as running:
        yield running


def manifest(client: Client) -> m.TownManifest:
    """What the town consists of."""
    answer = client.ask(m.GetTown(id="town", ticket=client.ticket), client.socket("catchup"))
    assert isinstance(answer, m.TownManifest), answer
    return answer


def fetch(client: Client, sha256: str) -> bytes | Code:
    """A file, whole; or why not."""
    catchup = client.socket("catchup")
    message = client.ask(m.GetTownFile(id="f", ticket=client.ticket, sha256=sha256), catchup)
    body = b""
    while isinstance(message, m.TownFilePart):
        assert len(message.body) <= PART_BYTES
        body += message.body
        if message.part + 1 == message.parts:
            return body
        message = client.receive(catchup)
    assert isinstance(message, m.Refused), message
    return Code(message.code)


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_manifest_lists_every_file_but_the_registry_and_what_only_links_to_others(house: House) -> None:
    client = house.person("li")
    listed = manifest(client)
    assert {file.name: (file.size, file.sha256) for file in listed.files} == {
        "roads.json": (len(ROADS), sha(ROADS)),
        "base/water.geojson": (2, sha(b"{}")),
        "base/empty.geojson": (0, sha(b"")),
    }
    assert "registry.json" in LEFT_OUT
    assert client.opened is not None
    assert listed.town == client.opened.town == town_hash(listed.files)


def test_files_come_in_parts_and_are_those_of_the_manifest(house: House) -> None:
    client = house.person("li")
    bodies = {file.name: fetch(client, file.sha256) for file in manifest(client).files}
    assert len(ROADS) > 2 * PART_BYTES
    assert bodies == {"roads.json": ROADS, "base/water.geojson": b"{}", "base/empty.geojson": b""}


@pytest.mark.parametrize(
    "sha256", ["", "0" * 64, "../registry.json", "roads.json", sha(b"[]"), sha(SECRET)], ids=str
)
def test_hash_that_is_not_in_the_manifest_is_refused(house: House, sha256: str) -> None:
    assert fetch(house.person("li"), sha256) is Code.NO_SUCH_FILE


def test_hub_without_a_town_has_no_files_and_says_so(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        client = house.person("li")
        assert client.open_streams().town == ""
        answer = client.ask(m.GetTown(id="t", ticket=client.ticket), client.socket("catchup"))
        assert answer == m.Refused(id="t", code=Code.NO_SUCH_FILE)
        assert fetch(client, "0" * 64) is Code.NO_SUCH_FILE


def grow(path: Path, outside: Path) -> None:
    path.write_bytes(ROADS + SECRET)


def shrink(path: Path, outside: Path) -> None:
    path.write_bytes(ROADS[:-1])


def rewrite(path: Path, outside: Path) -> None:
    path.write_bytes(ROADS.replace(b"r", b"R"))


def remove(path: Path, outside: Path) -> None:
    path.unlink()


def replace_by_link(path: Path, outside: Path) -> None:
    path.unlink()
    path.symlink_to(outside)


def replace_by_folder(path: Path, outside: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.expects_log("a file of the town cannot be read")
@pytest.mark.parametrize("meddle", [grow, shrink, rewrite, remove, replace_by_link, replace_by_folder])
def test_file_that_was_changed_after_it_was_hashed_is_refused_and_the_others_still_come(
    house: House, folder: Path, tmp_path: Path, meddle: Callable[[Path, Path], None]
) -> None:
    client = house.person("li")
    listed = {file.name: file.sha256 for file in manifest(client).files}
    meddle(folder / "roads.json", tmp_path / "secret")
    assert fetch(client, listed["roads.json"]) is Code.NO_SUCH_FILE
    assert fetch(client, listed["base/water.geojson"]) == b"{}"


@pytest.mark.expects_log("a file of the town cannot be read")
def test_folder_that_became_a_link_gives_nothing_of_where_it_leads(
    house: House, folder: Path, tmp_path: Path
) -> None:
    client = house.person("li")
    listed = {file.name: file.sha256 for file in manifest(client).files}
    (tmp_path / "elsewhere" / "water.geojson").write_bytes(SECRET)
    for path in (folder / "base").iterdir():
        path.unlink()
    (folder / "base").rmdir()
    (folder / "base").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert fetch(client, listed["base/water.geojson"]) is Code.NO_SUCH_FILE


def test_folder_with_too_many_files_is_no_town(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}").write_bytes(b"")
    with pytest.raises(ValueError, match="at most"):
        TownFiles(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX")
def test_pipe_in_the_folder_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "roads.json").write_bytes(b"{}")
    assert [file.name for file in TownFiles(tmp_path).files] == ["roads.json"]


def test_town_is_known_by_names_and_contents_alone(tmp_path: Path) -> None:
    hashes: list[str] = []
    for name, body in (("a", b"1"), ("b", b"1"), ("a", b"2"), ("a", b"1")):
        folder = tmp_path / f"{len(hashes)}"
        folder.mkdir()
        (folder / name).write_bytes(body)
        hashes.append(TownFiles(folder).hash)
    assert hashes[0] == hashes[3]
    assert len(set(hashes)) == 3
    assert town_hash(()) == ""
