"""Everything anybody can ask: one tagged union of commands.

Pure data, any thread. A command carries no time, no actor and no ids of new things: the hub stamps those (`Asked`), and
new ids come out of the picture's counters, so that `decide` is a function of the picture and the stamped command.
"""

from __future__ import annotations

import msgspec

from .call_commands import AcceptCall as AcceptCall
from .call_commands import AcknowledgeCall as AcknowledgeCall
from .call_commands import AcknowledgeCalls as AcknowledgeCalls
from .call_commands import ArchiveCall as ArchiveCall
from .call_commands import CallCommand
from .call_commands import DismissDuplicate as DismissDuplicate
from .call_commands import EraseReport as EraseReport
from .call_commands import GiveFeedback as GiveFeedback
from .call_commands import MergeCall as MergeCall
from .call_commands import MergeCalls as MergeCalls
from .call_commands import ReconsiderDuplicate as ReconsiderDuplicate
from .call_commands import RejectCall as RejectCall
from .call_commands import ReportCall as ReportCall
from .call_commands import UnmergeCall as UnmergeCall
from .call_commands import UnmergeCalls as UnmergeCalls
from .command_base import Command as Command
from .command_base import UnitChoice as UnitChoice
from .entities import OrderState, Place, Registrable
from .events import Stamp
from .muster_commands import MusterCommand


class OpenJournal(Command, frozen=True, kw_only=True, tag="open_journal"):
    """The hub's own first command."""

    kind: str
    epoch_ms: int
    town_id: str


class Register(Command, frozen=True, kw_only=True, tag="register"):
    """Admin: add or replace registry entries, all or none."""

    entities: tuple[Registrable, ...]


class AmendIncident(Command, frozen=True, kw_only=True, tag="amend_incident"):
    incident_id: str
    type_code: str = ""
    level: int = 0
    place: Place | None = None


class DeclareMajor(Command, frozen=True, kw_only=True, tag="declare_major"):
    incident_id: str


class AcknowledgeMajor(Command, frozen=True, kw_only=True, tag="acknowledge_major"):
    incident_id: str


class AddNote(Command, frozen=True, kw_only=True, tag="add_note"):
    incident_id: str
    text: str


class AssignCase(Command, frozen=True, kw_only=True, tag="assign_case"):
    incident_id: str
    lead: str
    assistants: tuple[str, ...] = ()


class SignCase(Command, frozen=True, kw_only=True, tag="sign_case"):
    incident_id: str


class ReturnCase(Command, frozen=True, kw_only=True, tag="return_case"):
    incident_id: str
    reason: str


class TransferCase(Command, frozen=True, kw_only=True, tag="transfer_case"):
    incident_id: str
    department: str
    reason: str


class EscalateIncident(Command, frozen=True, kw_only=True, tag="escalate_incident"):
    incident_id: str
    reason: str


class AskExtension(Command, frozen=True, kw_only=True, tag="ask_extension"):
    incident_id: str
    reason: str


class SuspendIncident(Command, frozen=True, kw_only=True, tag="suspend_incident"):
    """Duty leader: approve the extension; stops the step's clock."""

    incident_id: str
    reason: str


class ResumeIncident(Command, frozen=True, kw_only=True, tag="resume_incident"):
    incident_id: str


class RequestCheck(Command, frozen=True, kw_only=True, tag="request_check"):
    incident_id: str
    feedback: str


class OrderRework(Command, frozen=True, kw_only=True, tag="order_rework"):
    incident_id: str
    reason: str


class CloseIncident(Command, frozen=True, kw_only=True, tag="close_incident"):
    incident_id: str
    disposition: str


class ReopenIncident(Command, frozen=True, kw_only=True, tag="reopen_incident"):
    incident_id: str
    reason: str


class EvaluateIncident(Command, frozen=True, kw_only=True, tag="evaluate_incident"):
    """Rating is one of excellent, meets, fails (优 · 合格 · 不合格)."""

    incident_id: str
    rating: str


class UrgeIncident(Command, frozen=True, kw_only=True, tag="urge_incident"):
    incident_id: str
    text: str = ""


class SuperviseIncident(Command, frozen=True, kw_only=True, tag="supervise_incident"):
    incident_id: str
    text: str = ""


class DispatchUnits(Command, frozen=True, kw_only=True, tag="dispatch_units"):
    """派警: all units or none. `override_reason` is kept when the choice departs from the recommendation."""

    incident_id: str
    units: tuple[UnitChoice, ...]
    override_reason: str = ""


class CancelOrder(Command, frozen=True, kw_only=True, tag="cancel_order"):
    order_id: str
    reason: str = ""


class DivertUnit(Command, frozen=True, kw_only=True, tag="divert_unit"):
    unit_id: str
    incident_id: str
    eta_ms: int = -1
    reason: str = ""


class ProgressOrder(Command, frozen=True, kw_only=True, tag="progress_order"):
    """Forward step of an order: by the unit's terminal, or by voice proxy from a seat (then marked)."""

    order_id: str
    state: OrderState
    device_ms: int = -1


class CorrectOrder(Command, frozen=True, kw_only=True, tag="correct_order"):
    order_id: str
    state: OrderState
    reason: str


class DeclineOrder(Command, frozen=True, kw_only=True, tag="decline_order"):
    order_id: str
    reason: str


class DelayOrder(Command, frozen=True, kw_only=True, tag="delay_order"):
    order_id: str
    reason: str


class SetOutOfService(Command, frozen=True, kw_only=True, tag="set_out_of_service"):
    """Breakdown, meal, end of shift. With an open order the order is cancelled with this reason."""

    unit_id: str
    reason: str


class ReturnToService(Command, frozen=True, kw_only=True, tag="return_to_service"):
    unit_id: str


class SuggestArrival(Command, frozen=True, kw_only=True, tag="suggest_arrival"):
    """Tracker only."""

    order_id: str


class LoseContact(Command, frozen=True, kw_only=True, tag="lose_contact"):
    """Tracker only."""

    unit_id: str
    last_fix_ms: int


class RegainContact(Command, frozen=True, kw_only=True, tag="regain_contact"):
    """Tracker only."""

    unit_id: str


class CloseRoad(Command, frozen=True, kw_only=True, tag="close_road"):
    lon_e7: int
    lat_e7: int
    radius_m: int
    reason: str


class ReopenRoad(Command, frozen=True, kw_only=True, tag="reopen_road"):
    closure_id: str


class RaiseSensorAlarm(Command, frozen=True, kw_only=True, tag="raise_sensor_alarm"):
    """Gateway: a threshold was crossed; makes a call of channel SENSOR besides, unless one is open."""

    sensor_id: str
    value_milli: int


class ClearSensorAlarm(Command, frozen=True, kw_only=True, tag="clear_sensor_alarm"):
    sensor_id: str
    value_milli: int


class Warn(Command, frozen=True, kw_only=True, tag="warn"):
    """Planner only: an early warning."""

    subject: str
    code: str
    detail: str


class MarkDeadlineNear(Command, frozen=True, kw_only=True, tag="mark_deadline_near"):
    """Hub timer."""

    incident_id: str


class MarkDeadlinePassed(Command, frozen=True, kw_only=True, tag="mark_deadline_passed"):
    """Hub timer."""

    incident_id: str


class MarkOrderSilent(Command, frozen=True, kw_only=True, tag="mark_order_silent"):
    """Hub timer."""

    order_id: str


class EscalateMajor(Command, frozen=True, kw_only=True, tag="escalate_major"):
    """Hub timer: the responsible leader did not acknowledge."""

    incident_id: str


class ArchiveIncident(Command, frozen=True, kw_only=True, tag="archive_incident"):
    """Hub timer, some time after closing."""

    incident_id: str


AnyCommand = (
    OpenJournal
    | Register
    | CallCommand
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
    | MusterCommand
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
