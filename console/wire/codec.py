"""Messages to frames and back: msgpack maps with a `type`, size bounds per type, typed errors. Pure, any thread.

PROTOCOL.md is the authority. Fields that a receiver does not know are ignored; missing ones without a default are
malformed. The encoder is deterministic, so that golden frames hold.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, cast

import msgspec

from console.domain.base.message import Command
from console.domain.permissions import ROLES_OF, Right
from console.domain.registry.commands import Register

from . import messages as m
from .errors import MalformedError, TooLargeError, UnknownTypeError, WireError

KIB = 1024
MAX_CLIENT_FRAME = 4096 * KIB
"""No client frame is larger than this; the sockets cut the connection of a peer that sends more."""
MAX_HUB_FRAME = 16384 * KIB
"""No hub frame is larger than this."""
DEFAULT_BOUND = 4 * KIB
SUBMIT_BOUND = 64 * KIB
MAX_ID_LENGTH = 64

BOUNDS: dict[type[m.Message], int] = {
    m.Submit: MAX_CLIENT_FRAME,
    m.LogLooks: 256 * KIB,
    m.PutPositions: 1024 * KIB,
    m.PutPlan: 2048 * KIB,
    m.PutCameras: 1024 * KIB,
    m.ReportOpened: 128 * KIB,
    m.OpenTexts: SUBMIT_BOUND,
    m.TextsOpened: 128 * KIB,
    m.SnapshotPart: 1024 * KIB,
    m.TownManifest: 256 * KIB,
    m.TownFilePart: 1024 * KIB,
    m.EventsPart: MAX_HUB_FRAME,
    m.EventBatch: MAX_HUB_FRAME,
    m.Positions: 1024 * KIB,
    m.EtaTable: 1024 * KIB,
    m.Rings: 2048 * KIB,
    m.Routes: 2048 * KIB,
    m.Recommendation: 1024 * KIB,
    m.Cover: 1024 * KIB,
    m.MusterPlans: 256 * KIB,
    m.MusterForecast: 256 * KIB,
}
"""Largest frame of a type in bytes; the others have DEFAULT_BOUND. A Submit of anything but Register: SUBMIT_BOUND."""


class _Head(msgspec.Struct):
    type: str = ""
    id: str = ""


class _CommandHead(msgspec.Struct):
    type: str = ""


class _SubmitHead(msgspec.Struct):
    command: _CommandHead


LARGE_ACTS: dict[type[Command] | Right, int] = {
    Right.LOG_LOOKS: BOUNDS[m.LogLooks],
    Right.PUT_POSITIONS: BOUNDS[m.PutPositions],
    Right.PUT_PLAN: BOUNDS[m.PutPlan],
    Right.PUT_CAMERAS: BOUNDS[m.PutCameras],
    Register: BOUNDS[m.Submit],
}
"""What has a frame over SUBMIT_BOUND, and how large: who may do none of it sends nothing of such a size."""


def tag_of(kind: type[msgspec.Struct]) -> str:
    """The type's name on the wire."""
    return str(kind.__struct_config__.tag)


CLIENT_TYPES: dict[str, type[m.Message]] = {tag_of(kind): kind for kind in m.ClientMessage.__subclasses__()}
HUB_TYPES: dict[str, type[m.Message]] = {tag_of(kind): kind for kind in m.HubMessage.__subclasses__()}
COMMAND_TAGS = frozenset(tag_of(kind) for kind in ROLES_OF)

_encoder = msgspec.msgpack.Encoder(order="deterministic")
_client = msgspec.msgpack.Decoder(reduce(or_, CLIENT_TYPES.values()))
_hub = msgspec.msgpack.Decoder(reduce(or_, HUB_TYPES.values()))
_head = msgspec.msgpack.Decoder(_Head)
_submit_head = msgspec.msgpack.Decoder(_SubmitHead)
_UNDECODABLE = (msgspec.DecodeError, RecursionError, ValueError, OverflowError)


def encode(message: m.ClientMessage | m.HubMessage) -> bytes:
    """The frame of a message; raises TooLargeError when it is over the bound of its type."""
    body = _encoder.encode(message)
    if len(body) > DEFAULT_BOUND:
        _check_bound(message, len(body))
    return body


def decode_client(body: bytes) -> m.ClientMessage:
    """What a client sent; raises TooLargeError, UnknownTypeError or MalformedError."""
    return cast("m.ClientMessage", _decoded(_client, body, MAX_CLIENT_FRAME, CLIENT_TYPES))


def id_of(body: bytes) -> str:
    """The id of a message that is not decoded, as far as it can be read; else ""."""
    try:
        head = _head.decode(body)
    except _UNDECODABLE:
        return ""
    return head.id if len(head.id) <= MAX_ID_LENGTH else ""


def decode_hub(body: bytes) -> m.HubMessage:
    """What a hub sent; raises TooLargeError, UnknownTypeError or MalformedError."""
    return cast("m.HubMessage", _decoded(_hub, body, MAX_HUB_FRAME, HUB_TYPES))


def _decoded(
    decoder: msgspec.msgpack.Decoder[Any], body: bytes, most: int, known: dict[str, type[m.Message]]
) -> m.Message:
    if len(body) > most:
        raise TooLargeError(f"{len(body)} bytes, at most {most}")
    try:
        message: m.Message = decoder.decode(body)
    except _UNDECODABLE as error:
        raise _explained(body, error, known) from None
    if len(body) > DEFAULT_BOUND:
        _check_bound(message, len(body))
    return message


def _check_bound(message: m.Message, size: int) -> None:
    if isinstance(message, m.Submit) and not isinstance(message.command, Register):
        bound = SUBMIT_BOUND
    else:
        bound = BOUNDS.get(type(message), DEFAULT_BOUND)
    if size > bound:
        message_id = str(getattr(message, "id", ""))[:MAX_ID_LENGTH]
        raise TooLargeError(f"{tag_of(type(message))}: {size} bytes, at most {bound}", message_id)


def _explained(body: bytes, error: Exception, known: dict[str, type[m.Message]]) -> WireError:
    """The error that fits best, with the message's id where that can be read."""
    try:
        head = _head.decode(body)
    except _UNDECODABLE:
        return MalformedError(str(error)[:200])
    message_id = head.id if len(head.id) <= MAX_ID_LENGTH else ""
    if head.type and head.type not in known:
        return UnknownTypeError(head.type[:MAX_ID_LENGTH], message_id)
    if head.type == "submit":
        try:
            command = _submit_head.decode(body).command.type
        except _UNDECODABLE:
            command = ""
        if command and command not in COMMAND_TAGS:
            return UnknownTypeError(command[:MAX_ID_LENGTH], message_id)
    return MalformedError(str(error)[:200], message_id)
