"""The picture: plain dictionaries of frozen structs, what everybody folds into; and as bytes, the snapshot of it.

One writer (the thread that owns the projection or the hub's core); others read between folds only. A snapshot is the
cache that a console starts from: msgpack of {fold, seq, t_ms, …, collections}; decoding keys entities by their ids
again. The picture must not change while it is encoded.

What there will be many of (calls, incidents, orders) is declared `gc=False`: a frozen struct is made of what was there
before it, so that it is in no cycle, and a full collection need not walk through a day's calls while nobody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from operator import is_
from types import GenericAlias
from typing import Any, ClassVar, Final, TypeVar, cast, get_args, get_type_hints

import msgspec

from console.domain.base.errors import SnapshotError
from console.domain.base.message import Asked, Command, Event, Outcome, Refusal, Stamped
from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.calls.entities import Call, Erasure
from console.domain.cases.flow import FrozenFlow, RegisteredFlow
from console.domain.exercise.entities import ControlNote
from console.domain.incidents.entities import Incident
from console.domain.musters.definition import MusterDefinition, Standard
from console.domain.musters.entities import Muster
from console.domain.orders.entities import Order
from console.domain.registry import entities as registry
from console.domain.runs.entities import Run


@dataclass(slots=True)
class Picture:
    """State at `seq`. `counters` hold the last number given per id prefix (call, incident, order, closure)."""

    seq: int = 0
    t_ms: int = 0
    counters: dict[str, int] = field(default_factory=dict)
    kind: WorldKind = WorldKind.DEMO
    epoch_ms: int = 0
    town_id: str = ""
    rules: int = 0
    incident_types: dict[str, registry.IncidentType] = field(default_factory=dict)
    departments: dict[str, registry.Department] = field(default_factory=dict)
    grids: dict[str, registry.Grid] = field(default_factory=dict)
    officers: dict[str, registry.Officer] = field(default_factory=dict)
    units: dict[str, registry.Unit] = field(default_factory=dict)
    cameras: dict[str, registry.Camera] = field(default_factory=dict)
    sensors: dict[str, registry.Sensor] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    closures: dict[str, registry.Closure] = field(default_factory=dict)
    musters: dict[str, Muster] = field(default_factory=dict)
    winds: dict[str, registry.Wind] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    case_flows: dict[str, RegisteredFlow] = field(default_factory=dict)
    frozen_flows: dict[str, FrozenFlow] = field(default_factory=dict)
    definitions: dict[str, MusterDefinition] = field(default_factory=dict)
    standards: dict[str, Standard] = field(default_factory=dict)
    erasures: dict[str, Erasure] = field(default_factory=dict)

    stream: ClassVar[Stream] = Stream.OPS
    collections: ClassVar[tuple[str, ...]]
    """The entity dictionaries, in canonical order."""


@dataclass(slots=True)
class ControlPicture:
    """What exercise control knows at `seq` of its own stream."""

    seq: int = 0
    t_ms: int = 0
    counters: dict[str, int] = field(default_factory=dict)
    notes: dict[str, ControlNote] = field(default_factory=dict)

    stream: ClassVar[Stream] = Stream.CONTROL
    collections: ClassVar[tuple[str, ...]]


AnyPicture = Picture | ControlPicture
"""A stream's picture; all have `seq`, `t_ms`, `stream` and `collections`."""

Key = tuple[str, str]
"""(collection, id) of an entity; what `evolve` returns for everything it touched."""

_T = TypeVar("_T")

Rule = Callable[[Picture, Asked, Any], Outcome]
Rules = dict[type[Command], tuple[frozenset[Role], Rule]]
"""Who may give each command (DOMAIN §2 "who"), and what answers it: a table at the end of each noun's `rules`."""
Fold = Callable[[Any, Stamped, Any], list[Key]]
Folds = dict[type[Event], Fold]
"""What each event changes in its stream's picture; see `console.domain.evolve`."""
FOLD_VERSION = 7
"""Grows whenever the same events give another picture, or a snapshot has another layout; others are thrown away."""


def next_id(p: Picture, prefix: str, counter: str, width: int, ahead: int = 1) -> str:
    """The id the next thing of its sort will get; `ahead` > 1 for several in one command."""
    return f"{prefix}{p.counters.get(counter, 0) + ahead:0{width}d}"


def was_given(p: Picture, id_: str, prefix: str, counter: str, width: int) -> bool:
    """Whether a thing has had this id, also one that has left the picture."""
    number = id_.removeprefix(prefix)
    known = number.isascii() and number.isdigit() and 0 < int(number[:18]) <= p.counters.get(counter, 0)
    return known and id_ == f"{prefix}{int(number[:18]):0{width}d}"


def change(p: Picture, collection: str, entity_id: str, **fields: Any) -> list[Key]:
    """Replace fields of one entity; the key of that change."""
    entities = getattr(p, collection)
    entities[entity_id] = msgspec.structs.replace(entities[entity_id], **fields)
    return [(collection, entity_id)]


def about(
    find: Callable[[Picture, str], _T | Refusal], id_field: str
) -> Callable[[Callable[[Picture, Asked, Any, _T], Outcome]], Rule]:
    """Makes rules about one thing that a command names in `id_field`: refused with `find`'s refusal, else given it."""

    def with_thing(rule: Callable[[Picture, Asked, Any, _T], Outcome]) -> Rule:
        def ruled(p: Picture, a: Asked, cmd: Any) -> Outcome:
            found = find(p, getattr(cmd, id_field))
            return found if isinstance(found, Refusal) else rule(p, a, cmd, found)

        return ruled

    return with_thing


class _Head(msgspec.Struct, frozen=True):
    fold: int


def _body_decoder(kind: type[AnyPicture]) -> msgspec.msgpack.Decoder[Any]:
    """Decodes a snapshot: the fold version, then the fields of the picture in order, collections as lists."""
    body: list[tuple[str, Any]] = [("fold", int)]
    hints = get_type_hints(kind)
    for name in (one.name for one in fields(kind)):
        body.append(
            (name, GenericAlias(list, get_args(hints[name])[1:]) if name in kind.collections else hints[name])
        )
    return msgspec.msgpack.Decoder(msgspec.defstruct(f"{kind.__name__}Body", body, frozen=True))


_PICTURES: Final[dict[Stream, type[AnyPicture]]] = {one.stream: one for one in (Picture, ControlPicture)}
for _kind in _PICTURES.values():
    _kind.collections = tuple(
        one.name for one in fields(_kind) if one.default_factory is dict and one.name != "counters"
    )
_DECODERS: Final = {stream: _body_decoder(kind) for stream, kind in _PICTURES.items()}
_HEAD: Final = msgspec.msgpack.Decoder(_Head)
_ENCODER: Final = msgspec.msgpack.Encoder()
_PIECE: Final = msgspec.msgpack.Decoder(list[msgspec.Raw])
CHUNK: Final = 256
"""Entities of one part of a snapshot."""


def new_picture(stream: Stream) -> AnyPicture:
    """The empty picture of a stream, before its first event."""
    return _PICTURES[stream]()


def copy_picture(picture: Picture) -> Picture:
    """Another picture of the same moment: dictionaries of its own, the frozen entities shared."""
    other = copy(picture)
    for name in (*picture.collections, "counters"):
        setattr(other, name, dict(getattr(picture, name)))
    return other


def keys_between(one: AnyPicture, other: AnyPicture) -> set[Key]:
    """What is another entity in two pictures of a stream. Entities that they share are not looked into."""
    keys: set[Key] = set()
    for name in one.collections:
        before, after = getattr(one, name), getattr(other, name)
        if before is not after:
            keys.update((name, id_) for id_, entity in after.items() if before.get(id_) is not entity)
            keys.update((name, id_) for id_ in before.keys() - after.keys())
    return keys


def decode_stream(stream: Stream, data: bytes) -> AnyPicture:
    """A new picture of a stream from its snapshot. Raises SnapshotError for other bytes or another fold version."""
    try:
        fold = _HEAD.decode(data).fold
        if fold != FOLD_VERSION:
            raise SnapshotError(f"snapshot of fold version {fold}, this is {FOLD_VERSION}")
        body = _DECODERS[stream].decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SnapshotError(str(error)) from error
    picture = new_picture(stream)
    for name in (one.name for one in fields(picture)):
        value = getattr(body, name)
        setattr(picture, name, {one.id: one for one in value} if name in picture.collections else value)
    return picture


def decode_picture(data: bytes) -> Picture:
    """A new picture of the stream `ops`. Raises as `decode_stream`."""
    return cast("Picture", decode_stream(Stream.OPS, data))


class Parts:
    """Encodes one picture again and again, each time only what changed. The picture's own thread.

    A collection is cut into pieces of CHUNK entities by their order. Entities are frozen and replaced where they
    change, so that a piece of the very same ones has the same bytes.
    """

    def __init__(self, picture: AnyPicture) -> None:
        self._picture = picture
        self._kept: dict[str, tuple[list[Any], bytes]] = {}

    def encode(self) -> dict[str, bytes]:
        """The picture as it is now: the head, and the pieces of each collection as `name.number`."""
        picture = self._picture
        names = [one.name for one in fields(picture) if one.name not in picture.collections]
        head = {"fold": FOLD_VERSION, **{name: getattr(picture, name) for name in names}}
        parts = {"head": _ENCODER.encode(head)}
        for name in picture.collections:
            entities = list(getattr(picture, name).values())
            for number in range(max(1, -(-len(entities) // CHUNK))):
                part = f"{name}.{number}"
                parts[part] = self._encoded(part, entities[number * CHUNK : (number + 1) * CHUNK])
        self._kept = {part: kept for part, kept in self._kept.items() if part in parts}
        return parts

    def _encoded(self, part: str, entities: list[Any]) -> bytes:
        before, body = self._kept.get(part, ([], b""))
        if not body or len(before) != len(entities) or not all(map(is_, before, entities)):
            body = _ENCODER.encode(entities)
            self._kept[part] = (entities, body)
        return body


def encode_parts(picture: AnyPicture) -> dict[str, bytes]:
    """Snapshot bytes of a stream's picture at its seq, in parts; see `Parts`."""
    return Parts(picture).encode()


def join_parts(parts: Mapping[str, bytes]) -> bytes:
    """One snapshot out of its parts: a map of the head's fields and the collections."""
    head = msgspec.msgpack.decode(parts["head"], type=dict[str, msgspec.Raw])
    whole: dict[str, list[msgspec.Raw]] = {}
    for part, body in parts.items():
        if part != "head":
            name = part.partition(".")[0]  # before there were pieces, each collection was one part
            whole.setdefault(name, []).extend(_PIECE.decode(body))
    return _ENCODER.encode({**head, **whole})


def encode_picture(picture: AnyPicture) -> bytes:
    """Snapshot bytes of a stream's picture at its seq."""
    return join_parts(encode_parts(picture))
