"""The picture as bytes and back."""

from __future__ import annotations

import msgspec
import pytest

from console.domain.base.errors import SnapshotError
from console.domain.picture import CHUNK, Parts, decode_picture, encode_parts, encode_picture, join_parts
from console.domain.registry.entities import Closure

from .world import World


def test_a_snapshot_gives_the_same_picture_again() -> None:
    world = World()
    world.dispatch(world.incident(), "P-101")
    again = decode_picture(encode_picture(world.picture))
    assert again == world.picture


@pytest.mark.parametrize("data", [b"", b"garbage", msgspec.msgpack.encode({"fold": 0}), b"\x80"])
def test_refuses_other_bytes_and_other_folds(data: bytes) -> None:
    with pytest.raises(SnapshotError):
        decode_picture(data)


def crowded(many: int) -> World:
    """A world with so many closures, kept in the order they came."""
    world = World()
    for number in range(many):
        closure = Closure(id=f"X-{number}", lon_e7=0, lat_e7=0, radius_m=number, reason="ice", since_ms=0)
        world.picture.closures[closure.id] = closure
    return world


def test_only_the_pieces_with_a_change_are_encoded_again() -> None:
    world = crowded(3 * CHUNK)
    parts = Parts(world.picture)
    before = parts.encode()
    first = next(iter(world.picture.closures))
    world.picture.closures[first] = msgspec.structs.replace(world.picture.closures[first], reason="flood")
    after = parts.encode()
    assert [part for part in after if after[part] is not before.get(part)] == ["head", "closures.0"]
    assert after == encode_parts(world.picture)
    assert decode_picture(join_parts(after)) == world.picture


def test_pieces_follow_what_goes_and_what_comes() -> None:
    """Whatever is taken out or put in, early or late, is never told from memory."""
    world = crowded(2 * CHUNK + 1)
    parts = Parts(world.picture)
    ids = list(world.picture.closures)
    for gone in (ids[-1], ids[0], ids[CHUNK]):
        parts.encode()
        closure = world.picture.closures.pop(gone)
        assert parts.encode() == encode_parts(world.picture)
        world.picture.closures[gone] = closure  # at the end now
        assert decode_picture(join_parts(parts.encode())) == world.picture
    world.picture.closures.clear()
    assert decode_picture(join_parts(parts.encode())) == world.picture


def test_parts_of_before_there_were_pieces_are_still_read() -> None:
    world = crowded(2 * CHUNK)
    parts = encode_parts(world.picture)
    head = {"head": parts.pop("head")}
    whole: dict[str, list[msgspec.Raw]] = {}
    for name, body in parts.items():
        pieces = msgspec.msgpack.decode(body, type=list[msgspec.Raw])
        whole.setdefault(name.partition(".")[0], []).extend(pieces)
    old = {name: msgspec.msgpack.encode(pieces) for name, pieces in whole.items()}
    assert decode_picture(join_parts(head | old)) == world.picture
