"""Calls for service: how they came, who reported (sealed), and what became of them. Pure data, any thread."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from console.domain.base.place import Place
from console.domain.base.refusals import is_plain, without_hidden


class Channel(StrEnum):
    """How a report came in (one-stop intake, 一站式受理)."""

    PHONE = "phone"
    GRID_OFFICER = "grid_officer"
    PUBLIC = "public"
    VISIT = "visit"
    TRANSFER = "transfer"
    CAP = "cap"
    SENSOR = "sensor"
    CAMERA = "camera"
    PANIC_BUTTON = "panic_button"


class CallState(StrEnum):
    """A call for service, before and after it became (part of) an incident."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    MERGED = "merged"
    REJECTED = "rejected"


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """Personal data of one report, AES-256-GCM under the key `key_id` (kept in the hub's vault, erasable)."""

    key_id: str
    nonce: bytes
    ciphertext: bytes


class Erasure(msgspec.Struct, frozen=True, kw_only=True, tag="erasure"):
    """Words about this call or incident were erased, `times` in all: what is sealed under an earlier key is gone."""

    id: str
    times: int
    erased_ms: int
    erased_by: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The words and the person of one report, in clear: only inside commands and on an authorised screen."""

    name: str = ""
    number: str = ""
    words: str = ""
    address: str = ""
    """Where the reporter is or lives, when that is not the place of the incident."""
    call_back: str = ""
    """Another number to be called back at; "" = the one above."""

    def harmless(self) -> Report:
        """The same without hidden control characters: what somebody said is never refused for them."""
        if is_plain("".join(msgspec.structs.astuple(self))):  # as good as always
            return self
        return Report(**{field: without_hidden(getattr(self, field)) for field in self.__struct_fields__})


REPORTER_CHANNELS = frozenset(
    {Channel.PHONE, Channel.GRID_OFFICER, Channel.PUBLIC, Channel.VISIT, Channel.TRANSFER}
)
"""Channels with somebody behind them who is told what became of the report."""


class Call(msgspec.Struct, frozen=True, kw_only=True, tag="call", gc=False):
    """A call for service 报警 / 群众诉求: one raw report; several may belong to one incident."""

    id: str
    channel: Channel
    place: Place
    reported_ms: int
    sealed: Sealed | None = None
    type_code: str = ""
    level: int = 0
    source_id: str = ""
    state: CallState = CallState.REPORTED
    incident_id: str = ""
    acknowledged: bool = False
    acknowledged_ms: int = -1
    reason: str = ""
    taken_by: str = ""
    keywords: tuple[str, ...] = ()
    """What the words are about, as tags of resources/intake: made by the hub before it seals them."""
    caller_tag: str = ""
    """Equal for calls from one number within some hours, else meaningless (PROTOCOL.md, "Reports"); "" = no number."""
    call_back: bool = False
    """The reporter wants to be called back by a person."""
    answered_ms: int = -1
    """When the seat began to take the call, as it said: a measure, nothing is judged by it."""
    feedback_ms: int = -1
    """When the reporter was last told what became of it."""
    not_same: tuple[str, ...] = ()
    """Calls and incidents that a person said this is no duplicate of."""
