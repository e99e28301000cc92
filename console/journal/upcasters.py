"""Old events lifted to the present version: a table (type, version) → pure function. Any thread.

Stored bytes are never rewritten; the lift happens on reading, in the store and in the exported journal's reader alike.
A changed event gets a new number in VERSIONS and a lift from the version before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from console.domain.evolve import FOLDS, AnyEvent

from .errors import NewerJournalError, NotAJournalError, NoUpcasterError

Fields = dict[str, Any]
Lift = Callable[[Fields], Fields]

VERSIONS: Final[dict[str, int]] = {}
"""Present version of each event type; 1 where it is not named."""

LIFTS: Final[dict[tuple[str, int], Lift]] = {}
"""(type, version) → fields of version + 1. The result may carry another `type`."""

_decoder = msgspec.msgpack.Decoder(AnyEvent)
_KNOWN: Final = frozenset(str(one.__struct_config__.tag) for one in FOLDS)


def version_of(type_name: str) -> int:
    """The version in which events of this type are written now."""
    return VERSIONS.get(type_name, 1)


def can_read(type_name: str, version: int) -> bool:
    """Whether `read_event` knows events of this kind: as they are written now, or by a lift."""
    return (type_name, version) in LIFTS or (type_name in _KNOWN and version == version_of(type_name))


def read_event(
    type_name: str,
    version: int,
    body: bytes,
    lifts: Mapping[tuple[str, int], Lift] = LIFTS,
    versions: Mapping[str, int] = VERSIONS,
) -> AnyEvent:
    """The event of stored bytes, lifted to the present version.

    Raises NewerJournalError, NoUpcasterError, or NotAJournalError where the bytes are no event.
    """
    present = versions.get(type_name, 1)
    try:
        if version == present and (type_name, version) not in lifts:
            event: AnyEvent = _decoder.decode(body)
            return event
        if version > present:
            raise NewerJournalError(version, present)
        fields: Fields = msgspec.msgpack.decode(body)
        while (lift := lifts.get((type_name, version))) is not None:
            fields, version = lift(fields), version + 1
            type_name = str(fields.get("type", type_name))
        if version != versions.get(type_name, 1):
            raise NoUpcasterError(f"{type_name} version {version}")
        lifted: AnyEvent = msgspec.convert(fields, AnyEvent)
        return lifted
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAJournalError(f"{type_name} version {version}: {error}") from error
