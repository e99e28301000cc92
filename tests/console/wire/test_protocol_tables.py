"""PROTOCOL.md's tables are those of the types."""

from __future__ import annotations

import hashlib
import re

import msgspec
import pytest

from backend_stub.town.autopilots.drill_players import OPTIMAL, make_player
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, Stream
from console.domain.hashing import PictureHash
from console.domain.permissions import RIGHTS, ROLES_OF
from console.domain.picture import Picture, encode_picture, new_picture
from console.wire import codec
from console.wire.protocol_tables import BEGIN, DOCUMENT, END, tables, with_tables
from tests.backend_stub.drill.short_drill import world


def test_document_holds_the_tables_of_the_types() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert with_tables(document) == document, "run python -m console.wire.protocol_tables"


def test_every_message_and_command_is_in_the_tables() -> None:
    text = tables()
    for tag in (*codec.CLIENT_TYPES, *codec.HUB_TYPES, *codec.COMMAND_TAGS):
        assert f"| `{tag}` |" in text


def test_every_refusal_of_the_service_is_explained() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    names = list(Code)
    for code in names[names.index(Code.MALFORMED) :]:
        if code not in {Code.WRONG_FOLD, Code.WRONG_KIND}:
            assert f"`{code.value}`" in document, code


def test_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_tables("# nothing")
    assert with_tables(f"a{BEGIN}b{END}c").startswith(f"a{BEGIN}")


# -- what a client is written from -------------------------------------------------------------------------------------


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading, by their first cell."""
    text = DOCUMENT.read_text(encoding="utf-8").partition(f"### {heading}")[2].partition("\n### ")[0]
    lines = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    return {cells[0].strip(" `"): [cell.strip() for cell in cells[1:]] for cells in lines}


def test_document_says_who_may_give_every_command() -> None:
    table = rows("Commands (inside `submit`), and who may give them")
    assert {tag: cells[-1].rstrip(" |") for tag, cells in table.items()} == {
        codec.tag_of(kind): ", ".join(role.value for role in Role if role in roles)
        for kind, roles in ROLES_OF.items()
    }


def test_document_says_who_has_every_right() -> None:
    table = rows("Rights, and who has them")
    assert {name: cells[-1].rstrip(" |") for name, cells in table.items()} == {
        right.name.lower(): ", ".join(role.value for role in Role if role in roles)
        for right, roles in RIGHTS.items()
    }


def test_hash_of_the_documents_example_is_what_its_words_make_of_it() -> None:
    """Only with hashlib, from the bytes that the table gives."""
    table = rows("A hash to check a client by")
    assert len(table) == 3
    for encoded, said in table.values():
        digests = (
            hashlib.blake2b(bytes.fromhex(one), digest_size=16).digest()
            for one in encoded.replace("`", "").split("; ")
            if one
        )
        total = sum(int.from_bytes(digest, "big") for digest in digests) % (1 << 128)
        assert f"{total:032x}" == said.strip(" `|")


@pytest.fixture(scope="module")
def busy() -> Picture:
    """The picture of a drill in which much has happened."""
    drill = world(make_player(OPTIMAL, 7))
    while not any(muster.counted for muster in drill.picture.musters.values()):
        drill.step()
    return drill.picture


def test_hash_is_made_of_a_snapshot_as_the_document_says_without_knowing_any_type(busy: Picture) -> None:
    snapshot = msgspec.msgpack.decode(encode_picture(busy))
    total = 0
    for collection in re.findall(r"`(\w+)`", rows("Pictures (what a snapshot holds)")["ops"][1]):
        for entity in snapshot[collection]:
            encoded = msgspec.msgpack.encode([collection, entity["id"], entity])
            total += int.from_bytes(hashlib.blake2b(encoded, digest_size=16).digest(), "big")
    assert f"{total % (1 << 128):032x}" == PictureHash(busy).hexdigest()


def test_snapshot_holds_the_fields_and_collections_of_the_document(busy: Picture) -> None:
    said = rows("Pictures (what a snapshot holds)")
    for picture in (busy, new_picture(Stream.CONTROL)):
        cells = said[picture.stream.value]
        names = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
        assert list(msgspec.msgpack.decode(encode_picture(picture))) == names


def test_entities_and_their_parts_have_the_fields_of_the_document_in_its_order(busy: Picture) -> None:
    snapshot = msgspec.msgpack.decode(encode_picture(busy))
    tables = rows("Entities (registered; and in snapshots)") | rows("Parts")
    fields = {name: re.findall(r"`(\w+)\??`:", cells[0]) for name, cells in tables.items()}
    seen: set[str] = set()

    def look(value: object, name: str) -> None:
        if isinstance(value, list):
            for one in value:
                look(one, name)
        elif isinstance(value, dict):
            keys = [key for key in value if key != "type"]
            if "type" in value:
                name = str(value["type"])
                assert next(iter(value)) == "type"
            else:
                (name,) = [part for part, names in fields.items() if names == keys] or [name]
            assert fields[name] == keys, name
            seen.add(name)
            for one in value.values():
                look(one, name)

    for collection in busy.collections:
        look(snapshot[collection], collection)
    assert seen >= {"unit", "incident", "call", "order", "muster", "run", "place", "muster_unit", "sealed"}


def test_every_default_of_an_entity_is_in_the_document() -> None:
    tables = rows("Entities (registered; and in snapshots)")
    for cells in tables.values():
        for field in re.findall(r"`\w+\?`: [^`]*?(?:=|,|$)", cells[0]):
            assert field.endswith("="), field
