"""A picture's hash: two consoles at the same seq have the same one (decision 6).

Sum modulo 2¹²⁸ of BLAKE2b(collection, id, canonical entity); entities that changed are hashed once, when the hash is
asked for. Positions, ETAs and indexes are no part of it. One thread, the picture's owner.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from .picture import AnyPicture, Key, keys_between

_MODULUS = 1 << 128
_ENCODER = msgspec.msgpack.Encoder()


class PictureHash:
    """Keeps one digest per entity and their sum; `touch` the keys that `evolve` returns, then ask `hexdigest`."""

    def __init__(self, picture: AnyPicture) -> None:
        self._picture = picture
        self._digests: dict[Key, int] = {}
        self._dirty: set[Key] = set()
        self._sum = 0
        for name in picture.collections:
            self._dirty.update((name, entity_id) for entity_id in getattr(picture, name))

    def touch(self, keys: Iterable[Key]) -> None:
        """Note entities that changed, appeared or went."""
        self._dirty.update(keys)

    def move(self, picture: AnyPicture) -> set[Key]:
        """From now on of this picture, of another moment; the keys of what is another there. Only that is hashed."""
        keys = keys_between(self._picture, picture)
        self._dirty |= keys
        self._picture = picture
        return keys

    def hexdigest(self) -> str:
        """32 hex digits for the picture as it is now."""
        for key in self._dirty:
            name, entity_id = key
            total = self._sum - self._digests.pop(key, 0)
            entity = getattr(self._picture, name).get(entity_id)
            if entity is not None:
                hashed = blake2b(_ENCODER.encode((name, entity_id, entity)), digest_size=16).digest()
                digest = int.from_bytes(hashed, "big")
                self._digests[key] = digest
                total += digest
            self._sum = total % _MODULUS
        self._dirty.clear()
        return f"{self._sum:032x}"
