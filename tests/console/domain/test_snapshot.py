"""The picture as bytes and back."""

from __future__ import annotations

import msgspec
import pytest

from console.domain.base.errors import SnapshotError
from console.domain.picture import decode_picture, encode_picture

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
