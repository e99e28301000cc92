"""Everything anybody can ask: one tagged union of commands.

Pure data, any thread. A command carries no time, no actor and no ids of new things: the hub stamps those (`Asked`), and
new ids come out of the picture's counters, so that `decide` is a function of the picture and the stamped command.
"""

from __future__ import annotations

import msgspec

from .entities import Channel, OrderState, Place, Registrable, Report, Sealed
from .events import Stamp


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all commands; `tag` is the name on the wire."""


class OpenJournal(Command, tag="open_journal"):
    """The hub's own first command."""

    kind: str
    epoch_ms: int
    town_id: str


class Register(Command, tag="register"):
    """Admin: add or replace registry entries, all or none."""

    entities: tuple[Registrable, ...]


class ReportCall(Command, tag="report_call"):
    """Take in a report. On the wire `report` is in clear; the hub seals it into `sealed` before it decides."""

    channel: Channel
    place: Place
    report: Report | None = None
    sealed: Sealed | None = None
    type_code: str = ""
    level: int = 0
    source_id: str = ""


class AcknowledgeCall(Command, tag="acknowledge_call"):
    call_id: str


class AcceptCall(Command, tag="accept_call"):
    """受理: the call becomes an incident. `level` 0 = the type's own; `place` None = the call's."""

    call_id: str
    type_code: str
    level: int = 0
    place: Place | None = None


class RejectCall(Command, tag="reject_call"):
    call_id: str
    reason: str


class MergeCall(Command, tag="merge_call"):
    call_id: str
    incident_id: str


class UnmergeCall(Command, tag="unmerge_call"):
    call_id: str
    reason: str = ""


class EraseReport(Command, tag="erase_report"):
    """Admin: destroy the key of a report."""

    call_id: str
    reason: str


class AmendIncident(Command, tag="amend_incident"):
    incident_id: str
    type_code: str = ""
    level: int = 0
    place: Place | None = None


class DeclareMajor(Command, tag="declare_major"):
    incident_id: str


class AcknowledgeMajor(Command, tag="acknowledge_major"):
    incident_id: str


class AddNote(Command, tag="add_note"):
    incident_id: str
    text: str


class AssignCase(Command, tag="assign_case"):
    incident_id: str
    lead: str
    assistants: tuple[str, ...] = ()


class SignCase(Command, tag="sign_case"):
    incident_id: str


class ReturnCase(Command, tag="return_case"):
    incident_id: str
    reason: str


class TransferCase(Command, tag="transfer_case"):
    incident_id: str
    department: str
    reason: str


class EscalateIncident(Command, tag="escalate_incident"):
    incident_id: str
    reason: str


class AskExtension(Command, tag="ask_extension"):
    incident_id: str
    reason: str


class SuspendIncident(Command, tag="suspend_incident"):
    """Duty leader: approve the extension; stops the step's clock."""

    incident_id: str
    reason: str


class ResumeIncident(Command, tag="resume_incident"):
    incident_id: str


class RequestCheck(Command, tag="request_check"):
    incident_id: str
    feedback: str


class OrderRework(Command, tag="order_rework"):
    incident_id: str
    reason: str


class CloseIncident(Command, tag="close_incident"):
    incident_id: str
    disposition: str


class ReopenIncident(Command, tag="reopen_incident"):
    incident_id: str
    reason: str


class EvaluateIncident(Command, tag="evaluate_incident"):
    """Rating is one of excellent, meets, fails (优 · 合格 · 不合格)."""

    incident_id: str
    rating: str


class UrgeIncident(Command, tag="urge_incident"):
    incident_id: str
    text: str = ""


class SuperviseIncident(Command, tag="supervise_incident"):
    incident_id: str
    text: str = ""


class UnitChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of a dispatch with what the recommendation showed: ETA (−1 unknown) and rank (1 first, 0 not shown)."""

    unit_id: str
    eta_ms: int = -1
    rank: int = 0


class DispatchUnits(Command, tag="dispatch_units"):
    """派警: all units or none. `override_reason` is kept when the choice departs from the recommendation."""

    incident_id: str
    units: tuple[UnitChoice, ...]
    override_reason: str = ""


class CancelOrder(Command, tag="cancel_order"):
    order_id: str
    reason: str = ""


class DivertUnit(Command, tag="divert_unit"):
    unit_id: str
    incident_id: str
    eta_ms: int = -1
    reason: str = ""


class ProgressOrder(Command, tag="progress_order"):
    """Forward step of an order: by the unit's terminal, or by voice proxy from a seat (then marked)."""

    order_id: str
    state: OrderState


class CorrectOrder(Command, tag="correct_order"):
    order_id: str
    state: OrderState
    reason: str


class DeclineOrder(Command, tag="decline_order"):
    order_id: str
    reason: str


class DelayOrder(Command, tag="delay_order"):
    order_id: str
    reason: str


class SetOutOfService(Command, tag="set_out_of_service"):
    """Breakdown, meal, end of shift. With an open order the order is cancelled with this reason."""

    unit_id: str
    reason: str


class ReturnToService(Command, tag="return_to_service"):
    unit_id: str


class SuggestArrival(Command, tag="suggest_arrival"):
    """Tracker only."""

    order_id: str


class LoseContact(Command, tag="lose_contact"):
    """Tracker only."""

    unit_id: str
    last_fix_ms: int


class RegainContact(Command, tag="regain_contact"):
    """Tracker only."""

    unit_id: str


class CloseRoad(Command, tag="close_road"):
    lon_e7: int
    lat_e7: int
    radius_m: int
    reason: str


class ReopenRoad(Command, tag="reopen_road"):
    closure_id: str


class RaiseSensorAlarm(Command, tag="raise_sensor_alarm"):
    """Gateway: a threshold was crossed; makes a call of channel SENSOR besides, unless one is open."""

    sensor_id: str
    value_milli: int


class ClearSensorAlarm(Command, tag="clear_sensor_alarm"):
    sensor_id: str
    value_milli: int


class Warn(Command, tag="warn"):
    """Planner only: an early warning."""

    subject: str
    code: str
    detail: str


class MarkDeadlineNear(Command, tag="mark_deadline_near"):
    """Hub timer."""

    incident_id: str


class MarkDeadlinePassed(Command, tag="mark_deadline_passed"):
    """Hub timer."""

    incident_id: str


class MarkOrderSilent(Command, tag="mark_order_silent"):
    """Hub timer."""

    order_id: str


class EscalateMajor(Command, tag="escalate_major"):
    """Hub timer: the responsible leader did not acknowledge."""

    incident_id: str


class ArchiveIncident(Command, tag="archive_incident"):
    """Hub timer, some time after closing."""

    incident_id: str


class ArchiveCall(Command, tag="archive_call"):
    """Hub timer, some time after a call was rejected."""

    call_id: str


AnyCommand = (
    OpenJournal
    | Register
    | ReportCall
    | AcknowledgeCall
    | AcceptCall
    | RejectCall
    | MergeCall
    | UnmergeCall
    | EraseReport
    | AmendIncident
    | DeclareMajor
    | AcknowledgeMajor
    | AddNote
    | AssignCase
    | SignCase
    | ReturnCase
    | TransferCase
    | EscalateIncident
    | AskExtension
    | SuspendIncident
    | ResumeIncident
    | RequestCheck
    | OrderRework
    | CloseIncident
    | ReopenIncident
    | EvaluateIncident
    | UrgeIncident
    | SuperviseIncident
    | DispatchUnits
    | CancelOrder
    | DivertUnit
    | ProgressOrder
    | CorrectOrder
    | DeclineOrder
    | DelayOrder
    | SetOutOfService
    | ReturnToService
    | SuggestArrival
    | LoseContact
    | RegainContact
    | CloseRoad
    | ReopenRoad
    | RaiseSensorAlarm
    | ClearSensorAlarm
    | Warn
    | MarkDeadlineNear
    | MarkDeadlinePassed
    | MarkOrderSilent
    | EscalateMajor
    | ArchiveIncident
    | ArchiveCall
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A command as `decide` sees it: stamped by the hub with time and actor."""

    t_ms: int
    stamp: Stamp
    command: AnyCommand


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why not: a stable code (see `refusals.py`) and the fields a worded message needs."""

    code: str
    fields: dict[str, str | int] = {}
