"""The picture as bytes and back: the cache a console starts from. Any thread; the picture must not change meanwhile.

msgpack of {fold, kind, epoch_ms, …, collections}; entities are keyed by their ids again on decoding.
"""

from __future__ import annotations

import msgspec

from . import entities as n
from . import muster_entities as k
from .errors import SnapshotError
from .evolve import FOLD_VERSION
from .picture import COLLECTIONS, Picture


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    fold: int
    kind: n.Kind
    epoch_ms: int
    town_id: str
    rules: int
    seq: int
    t_ms: int
    counters: dict[str, int]
    incident_types: list[n.IncidentType]
    departments: list[n.Department]
    grids: list[n.Grid]
    officers: list[n.Officer]
    units: list[n.Unit]
    cameras: list[n.Camera]
    sensors: list[n.Sensor]
    calls: list[n.Call]
    incidents: list[n.Incident]
    orders: list[n.Order]
    closures: list[n.Closure]
    musters: list[k.Muster]
    winds: list[k.Wind]
    runs: list[k.Run]


class _Head(msgspec.Struct, frozen=True):
    fold: int


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Body)
_HEAD = msgspec.msgpack.Decoder(_Head)


def encode(picture: Picture) -> bytes:
    """Snapshot bytes of the picture at its seq."""
    body = _Body(
        fold=FOLD_VERSION,
        kind=picture.kind,
        epoch_ms=picture.epoch_ms,
        town_id=picture.town_id,
        rules=picture.rules,
        seq=picture.seq,
        t_ms=picture.t_ms,
        counters=picture.counters,
        **{name: list(getattr(picture, name).values()) for name in COLLECTIONS},
    )
    return _ENCODER.encode(body)


def decode(data: bytes) -> Picture:
    """A fresh picture. Raises SnapshotError for other bytes or another fold version."""
    try:
        fold = _HEAD.decode(data).fold
        if fold != FOLD_VERSION:
            raise SnapshotError(f"snapshot of fold version {fold}, this is {FOLD_VERSION}")
        body = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SnapshotError(str(error)) from error
    picture = Picture(
        kind=body.kind,
        epoch_ms=body.epoch_ms,
        town_id=body.town_id,
        rules=body.rules,
        seq=body.seq,
        t_ms=body.t_ms,
        counters=body.counters,
    )
    for name in COLLECTIONS:
        setattr(picture, name, {entity.id: entity for entity in getattr(body, name)})
    return picture
