"""Commands about calls for service. Pure data, any thread.

Commands about many calls leave out what others settled meanwhile; they are refused when nothing is left to do.
"""

from __future__ import annotations

from console.domain.base.message import Command
from console.domain.base.place import Place

from .entities import Channel, Report, Sealed


class ReportCall(Command, frozen=True, kw_only=True, tag="report_call"):
    """Take in a report. On the wire `report` is in clear; the hub seals it into `sealed` before it decides.

    `keywords` and `caller_tag` are the hub's as well: what a client says there is dropped. A desk may `accept` it at
    once, or merge it into an open incident (`merge_into`), in the same decision. `meant`: a desk has confirmed a place
    far from everything that is registered.
    """

    channel: Channel
    place: Place
    report: Report | None = None
    sealed: Sealed | None = None
    type_code: str = ""
    level: int = 0
    source_id: str = ""
    keywords: tuple[str, ...] = ()
    caller_tag: str = ""
    call_back: bool = False
    answered_ms: int = -1
    accept: bool = False
    merge_into: str = ""
    meant: bool = False


class AcknowledgeCall(Command, frozen=True, kw_only=True, tag="acknowledge_call"):
    call_id: str


class AcceptCall(Command, frozen=True, kw_only=True, tag="accept_call"):
    """受理: the call becomes an incident, with the other waiting calls `with_calls` merged into it.

    `level` 0 = the type's own; `place` None = the call's; `meant` as in `ReportCall`.
    """

    call_id: str
    type_code: str
    level: int = 0
    place: Place | None = None
    with_calls: tuple[str, ...] = ()
    meant: bool = False


class RejectCall(Command, frozen=True, kw_only=True, tag="reject_call"):
    call_id: str
    reason: str


class MergeCall(Command, frozen=True, kw_only=True, tag="merge_call"):
    call_id: str
    incident_id: str


class UnmergeCall(Command, frozen=True, kw_only=True, tag="unmerge_call"):
    call_id: str
    reason: str = ""


class EraseReport(Command, frozen=True, kw_only=True, tag="erase_report"):
    """Admin: destroy the key of a report and of what was said about the call, also one that has left the picture.

    May be said again: what was said since then goes as well. The reason is kept in clear and names nobody.
    """

    call_id: str
    reason: str


class EraseIncident(Command, frozen=True, kw_only=True, tag="erase_incident"):
    """Admin: destroy the key of what was said about an incident (notes, reasons, closing words), also one that has left
    the picture; its reports have keys of their own. As `EraseReport` else."""

    incident_id: str
    reason: str


class ArchiveCall(Command, frozen=True, kw_only=True, tag="archive_call"):
    """Hub timer, some time after a call was rejected."""

    call_id: str


class AcknowledgeCalls(Command, frozen=True, kw_only=True, tag="acknowledge_calls"):
    """Somebody saw these calls, usually a group of one event."""

    call_ids: tuple[str, ...]


class MergeCalls(Command, frozen=True, kw_only=True, tag="merge_calls"):
    """合并警情: these waiting calls belong to an open incident; every reporter is kept."""

    call_ids: tuple[str, ...]
    incident_id: str


class UnmergeCalls(Command, frozen=True, kw_only=True, tag="unmerge_calls"):
    """拆分: the opposite, as one."""

    call_ids: tuple[str, ...]
    reason: str = ""


class DismissDuplicate(Command, frozen=True, kw_only=True, tag="dismiss_duplicate"):
    """The call is no duplicate of `other_id`, a call or an incident: nobody is asked again."""

    call_id: str
    other_id: str


class ReconsiderDuplicate(Command, frozen=True, kw_only=True, tag="reconsider_duplicate"):
    """Take a dismissal back."""

    call_id: str
    other_id: str


class GiveFeedback(Command, frozen=True, kw_only=True, tag="give_feedback"):
    """The reporter was told what became of the closed incident; `text` is what a person adds, without personal data."""

    call_id: str
    text: str = ""
