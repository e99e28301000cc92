"""The picture: plain dictionaries of frozen structs, what everybody folds into; and as bytes, the snapshot of it.

One writer (the thread that owns the projection or the hub's core); others read between folds only. A snapshot is the
cache that a console starts from: msgpack of {fold, kind, epoch_ms, …, collections}; entities are keyed by their ids
again on decoding. The picture must not change while it is encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

import msgspec

from console.domain.base.errors import SnapshotError
from console.domain.base.message import Asked, Command, Event, Outcome, Stamped
from console.domain.base.roles import Stream, WorldKind
from console.domain.calls.entities import Call
from console.domain.cases.flow import FrozenFlow, RegisteredFlow
from console.domain.exercise.entities import ControlNote
from console.domain.incidents.entities import Incident
from console.domain.musters.entities import Muster
from console.domain.orders.entities import Order
from console.domain.registry.entities import (
    Camera,
    Closure,
    Department,
    Grid,
    IncidentType,
    Officer,
    Sensor,
    Unit,
    Wind,
)
from console.domain.runs.entities import Run


@dataclass(slots=True)
class Picture:
    """State at `seq`. `counters` hold the last number given per id prefix (call, incident, order, closure)."""

    kind: WorldKind = WorldKind.DEMO
    epoch_ms: int = 0
    town_id: str = ""
    rules: int = 0
    seq: int = 0
    t_ms: int = 0
    counters: dict[str, int] = field(default_factory=dict)
    incident_types: dict[str, IncidentType] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    cameras: dict[str, Camera] = field(default_factory=dict)
    sensors: dict[str, Sensor] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    closures: dict[str, Closure] = field(default_factory=dict)
    musters: dict[str, Muster] = field(default_factory=dict)
    winds: dict[str, Wind] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    case_flows: dict[str, RegisteredFlow] = field(default_factory=dict)
    frozen_flows: dict[str, FrozenFlow] = field(default_factory=dict)

    stream: ClassVar[Stream] = Stream.OPS
    collections: ClassVar[tuple[str, ...]] = (
        "incident_types",
        "departments",
        "grids",
        "officers",
        "units",
        "cameras",
        "sensors",
        "calls",
        "incidents",
        "orders",
        "closures",
        "musters",
        "winds",
        "runs",
        "case_flows",
        "frozen_flows",
    )
    """The entity dictionaries, in canonical order."""


@dataclass(slots=True)
class ControlPicture:
    """What exercise control knows at `seq` of its own stream."""

    seq: int = 0
    t_ms: int = 0
    counters: dict[str, int] = field(default_factory=dict)
    notes: dict[str, ControlNote] = field(default_factory=dict)
    stream: ClassVar[Stream] = Stream.CONTROL
    collections: ClassVar[tuple[str, ...]] = ("notes",)


AnyPicture = Picture | ControlPicture
"""A stream's picture; all have `seq`, `t_ms`, `stream` and `collections`."""

Key = tuple[str, str]
"""(collection, id) of an entity; what `evolve` returns for everything it touched."""

Rule = Callable[[Picture, Asked, Any], Outcome]
Rules = dict[type[Command], Rule]
"""What answers each command; see `console.domain.decide`."""
Fold = Callable[[Any, Stamped, Any], list[Key]]
Folds = dict[type[Event], Fold]
"""What each event changes in its stream's picture; see `console.domain.evolve`."""
FOLD_VERSION = 5
"""Grows whenever the same events give another picture, or a snapshot has another layout; others are thrown away."""


def next_id(p: Picture, prefix: str, counter: str, width: int, ahead: int = 1) -> str:
    """The id the next thing of its sort will get; `ahead` > 1 for several in one command."""
    return f"{prefix}{p.counters.get(counter, 0) + ahead:0{width}d}"


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    fold: int
    kind: WorldKind
    epoch_ms: int
    town_id: str
    rules: int
    seq: int
    t_ms: int
    counters: dict[str, int]
    incident_types: list[IncidentType]
    departments: list[Department]
    grids: list[Grid]
    officers: list[Officer]
    units: list[Unit]
    cameras: list[Camera]
    sensors: list[Sensor]
    calls: list[Call]
    incidents: list[Incident]
    orders: list[Order]
    closures: list[Closure]
    musters: list[Muster]
    winds: list[Wind]
    runs: list[Run]
    case_flows: list[RegisteredFlow]
    frozen_flows: list[FrozenFlow]


class _ControlBody(msgspec.Struct, frozen=True, kw_only=True):
    fold: int
    seq: int
    t_ms: int
    counters: dict[str, int]
    notes: list[ControlNote]


class _Head(msgspec.Struct, frozen=True):
    fold: int


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Body)
_HEAD = msgspec.msgpack.Decoder(_Head)
_B = TypeVar("_B")
_CONTROL = msgspec.msgpack.Decoder(_ControlBody)


def new_picture(stream: Stream) -> AnyPicture:
    """The empty picture of a stream, before its first event."""
    return ControlPicture() if stream is Stream.CONTROL else Picture()


def decode_stream(stream: Stream, data: bytes) -> AnyPicture:
    """A fresh picture of a stream out of its snapshot. Raises SnapshotError for other bytes or another fold version."""
    if stream is Stream.OPS:
        return decode_picture(data)
    body = _decoded(_CONTROL, data)
    notes = {note.id: note for note in body.notes}
    return ControlPicture(seq=body.seq, t_ms=body.t_ms, counters=body.counters, notes=notes)


def _decoded(decoder: msgspec.msgpack.Decoder[_B], data: bytes) -> _B:
    try:
        fold = _HEAD.decode(data).fold
        if fold != FOLD_VERSION:
            raise SnapshotError(f"snapshot of fold version {fold}, this is {FOLD_VERSION}")
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SnapshotError(str(error)) from error


def encode_parts(picture: AnyPicture) -> dict[str, bytes]:
    """Snapshot bytes of a stream's picture at its seq, in parts: the head, and each collection by itself."""
    head: dict[str, object] = {"fold": FOLD_VERSION, "seq": picture.seq, "t_ms": picture.t_ms}
    head["counters"] = picture.counters
    if isinstance(picture, Picture):
        head |= {
            "kind": picture.kind,
            "epoch_ms": picture.epoch_ms,
            "town_id": picture.town_id,
            "rules": picture.rules,
        }
    parts = {name: _ENCODER.encode(list(getattr(picture, name).values())) for name in picture.collections}
    return {"head": _ENCODER.encode(head), **parts}


def join_parts(parts: Mapping[str, bytes]) -> bytes:
    """One snapshot out of its parts: a map of the head's fields and the collections."""
    head = msgspec.msgpack.decode(parts["head"], type=dict[str, msgspec.Raw])
    return _ENCODER.encode(head | {name: msgspec.Raw(body) for name, body in parts.items() if name != "head"})


def encode_picture(picture: AnyPicture) -> bytes:
    """Snapshot bytes of a stream's picture at its seq."""
    return join_parts(encode_parts(picture))


def decode_picture(data: bytes) -> Picture:
    """A fresh picture of the stream `ops`. Raises SnapshotError for other bytes or another fold version."""
    body = _decoded(_DECODER, data)
    picture = Picture(
        kind=body.kind,
        epoch_ms=body.epoch_ms,
        town_id=body.town_id,
        rules=body.rules,
        seq=body.seq,
        t_ms=body.t_ms,
        counters=body.counters,
    )
    for name in Picture.collections:
        setattr(picture, name, {entity.id: entity for entity in getattr(body, name)})
    return picture
