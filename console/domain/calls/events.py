"""Events of calls for service. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Event
from console.domain.base.place import Place

from .entities import Channel, Sealed


class CallReported(Event, frozen=True, kw_only=True, tag="call_reported"):
    call_id: str
    channel: Channel
    place: Place
    sealed: Sealed | None
    type_code: str
    level: int
    source_id: str
    taken_by: str
    reported_ms: int
    keywords: tuple[str, ...] = ()
    caller_tag: str = ""
    call_back: bool = False
    answered_ms: int = -1


class CallAcknowledged(Event, frozen=True, kw_only=True, tag="call_acknowledged"):
    """Somebody saw it: the blinking stops everywhere."""

    call_id: str


class CallRejected(Event, frozen=True, kw_only=True, tag="call_rejected"):
    call_id: str
    reason: str


class CallMerged(Event, frozen=True, kw_only=True, tag="call_merged"):
    """The call belongs to an incident that is open already; its reporter gets feedback too."""

    call_id: str
    incident_id: str


class CallUnmerged(Event, frozen=True, kw_only=True, tag="call_unmerged"):
    call_id: str
    incident_id: str
    reason: str


class CallArchived(Event, frozen=True, kw_only=True, tag="call_archived"):
    """A rejected call leaves the picture; the journal keeps it."""

    call_id: str


class ReportErased(Event, frozen=True, kw_only=True, tag="report_erased"):
    """The key of a report was destroyed (crypto-shredding): its personal data are gone, the chain holds."""

    call_id: str
    key_id: str
    reason: str


class TextsErased(Event, frozen=True, kw_only=True, tag="texts_erased"):
    """The key of what was said about a call or an incident was destroyed, for the `times`th time; it stays known that
    something was said. What is said from now on is sealed under another key."""

    subject_id: str
    key_id: str
    times: int
    reason: str


class DuplicateDismissed(Event, frozen=True, kw_only=True, tag="duplicate_dismissed"):
    """A person said that the call and `other_id` (a call or an incident) are not about one event."""

    call_id: str
    other_id: str


class DuplicateReconsidered(Event, frozen=True, kw_only=True, tag="duplicate_reconsidered"):
    """That was taken back."""

    call_id: str
    other_id: str


class FeedbackGiven(Event, frozen=True, kw_only=True, tag="feedback_given"):
    """The reporter of a call was told what became of it: by message (the hub itself) or called back by a person."""

    call_id: str
    incident_id: str
    text: str = ""
