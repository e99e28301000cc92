"""Who may ask what, and who may read what: one table for both (DOMAIN §2 "who", §7 RBAC).

Pure data. `decide` looks here first; the hub and the console use the same table, so that a key that may not work is
dim before it is pressed. An administrator manages and erases but reads neither video nor reports; an auditor reads the
logs and gives no command; players never read the control stream. Printed into PROTOCOL.md by
`python -m console.wire.protocol_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from console.domain.base.message import Command
from console.domain.base.roles import PERSON_ROLES, PROGRAM_ROLES, Role, Stream
from console.domain.calls.commands import (
    AcceptCall,
    AcknowledgeCall,
    AcknowledgeCalls,
    ArchiveCall,
    DismissDuplicate,
    EraseReport,
    GiveFeedback,
    MergeCall,
    MergeCalls,
    ReconsiderDuplicate,
    RejectCall,
    ReportCall,
    UnmergeCall,
    UnmergeCalls,
)
from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    EscalateIncident,
    OrderRework,
    RequestCheck,
    ResumeIncident,
    ReturnCase,
    SignCase,
    SuspendIncident,
    TransferCase,
)
from console.domain.exercise.commands import NoteExercise
from console.domain.incidents.commands import (
    AcknowledgeMajor,
    AddNote,
    AmendIncident,
    ArchiveIncident,
    CloseIncident,
    DeclareMajor,
    EscalateMajor,
    EvaluateIncident,
    MarkDeadlineNear,
    MarkDeadlinePassed,
    ReopenIncident,
    SuperviseIncident,
    UrgeIncident,
)
from console.domain.musters.commands import (
    ActivateMuster,
    CloseCoverGap,
    ContradictVoice,
    DeclareControl,
    EndMuster,
    EnterFence,
    LeaveFence,
    OpenCoverGap,
    OrderMuster,
    OrderPhase,
    RecallReserves,
    RecordBaseline,
    RecordCoverReason,
    RefuteControl,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    ReportThere,
    SendToPosts,
    SettleMuster,
    SetWorkArea,
    VerifyControl,
    WithdrawItem,
)
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DeclineOrder,
    DelayOrder,
    DispatchUnits,
    DivertUnit,
    LoseContact,
    MarkOrderSilent,
    ProgressOrder,
    RegainContact,
    ReturnToService,
    SetOutOfService,
    SuggestArrival,
)
from console.domain.registry.commands import (
    ClearSensorAlarm,
    CloseRoad,
    OpenJournal,
    RaiseSensorAlarm,
    Register,
    ReopenRoad,
    SetWind,
    Warn,
)
from console.domain.runs.commands import EndRun, InterruptRun, OpenRun, PauseRun, ResumeRun, SetRunRate

_DESK = frozenset({Role.OPERATOR, Role.DUTY_LEADER})
_LEADER = frozenset({Role.DUTY_LEADER})
_INTAKE = _DESK | {Role.GATEWAY, Role.FIELD}
_HANDLERS = _DESK | {Role.DEPARTMENT, Role.FIELD}
_UNITS = _DESK | {Role.FIELD}
_ADMIN = frozenset({Role.ADMIN})
_SYSTEM = frozenset({Role.SYSTEM})
_TRACKER = frozenset({Role.TRACKER})
_DIRECTOR = frozenset({Role.TRAINER})
_PLANNER = frozenset({Role.PLANNER})
_CONTROL = frozenset({Role.TRAINER, Role.EVALUATOR})
_SERVICES = frozenset({Role.TRACKER, Role.PLANNER, Role.FIELD, Role.DEPARTMENT})

ROLES_OF: dict[type[Command], frozenset[Role]] = {
    OpenJournal: _SYSTEM,
    Register: _ADMIN | _SYSTEM,
    ReportCall: _INTAKE,
    AcknowledgeCall: _DESK,
    AcceptCall: _DESK,
    RejectCall: _DESK,
    MergeCall: _DESK,
    UnmergeCall: _DESK,
    EraseReport: _ADMIN,
    AcknowledgeCalls: _DESK,
    MergeCalls: _DESK,
    UnmergeCalls: _DESK,
    DismissDuplicate: _DESK,
    ReconsiderDuplicate: _DESK,
    GiveFeedback: _DESK | {Role.GATEWAY, Role.SYSTEM},
    AmendIncident: _DESK,
    DeclareMajor: _DESK,
    AcknowledgeMajor: _LEADER,
    AddNote: _HANDLERS,
    AssignCase: _DESK,
    SignCase: _HANDLERS,
    ReturnCase: _HANDLERS,
    TransferCase: _HANDLERS,
    EscalateIncident: _HANDLERS,
    AskExtension: _HANDLERS,
    SuspendIncident: _LEADER,
    ResumeIncident: _HANDLERS,
    RequestCheck: _HANDLERS,
    OrderRework: _DESK,
    CloseIncident: _DESK,
    ReopenIncident: _LEADER,
    EvaluateIncident: frozenset({Role.DUTY_LEADER, Role.EVALUATOR}),
    UrgeIncident: _DESK,
    SuperviseIncident: _LEADER,
    DispatchUnits: _DESK,
    CancelOrder: _DESK,
    DivertUnit: _DESK,
    ProgressOrder: _UNITS,
    CorrectOrder: _DESK,
    DeclineOrder: _UNITS,
    DelayOrder: _UNITS,
    SetOutOfService: _UNITS,
    ReturnToService: _UNITS,
    SuggestArrival: _TRACKER,
    LoseContact: _TRACKER,
    RegainContact: _TRACKER,
    CloseRoad: _DESK | {Role.GATEWAY},
    ReopenRoad: _DESK | {Role.GATEWAY},
    RaiseSensorAlarm: frozenset({Role.GATEWAY}),
    ClearSensorAlarm: frozenset({Role.GATEWAY}),
    Warn: _PLANNER,
    MarkDeadlineNear: _SYSTEM,
    MarkDeadlinePassed: _SYSTEM,
    MarkOrderSilent: _SYSTEM,
    EscalateMajor: _SYSTEM,
    ArchiveIncident: _SYSTEM,
    ArchiveCall: _SYSTEM,
    ActivateMuster: _DESK | {Role.TRAINER},
    OrderMuster: _DESK,
    RecordBaseline: _PLANNER,
    ReportHeadcount: _UNITS,
    EnterFence: _TRACKER,
    LeaveFence: _TRACKER,
    ReportThere: _UNITS,
    ContradictVoice: _TRACKER,
    SendToPosts: _DESK,
    OrderPhase: _DESK,
    ReportHandling: _UNITS,
    ReportItem: _UNITS,
    WithdrawItem: _DESK,
    DeclareControl: _UNITS,
    VerifyControl: _DESK,
    RefuteControl: _DESK,
    OpenCoverGap: _PLANNER,
    CloseCoverGap: _PLANNER,
    RecordCoverReason: _DESK,
    RecallReserves: _DESK,
    SetWorkArea: _DESK,
    EndMuster: _DESK,
    SettleMuster: _SYSTEM,
    SetWind: frozenset({Role.GATEWAY}),
    OpenRun: _SYSTEM,
    PauseRun: _DIRECTOR,
    ResumeRun: _DIRECTOR,
    SetRunRate: _DIRECTOR,
    InterruptRun: _DIRECTOR | _LEADER,
    EndRun: _DIRECTOR | _SYSTEM,
    NoteExercise: _CONTROL,
}
"""Every command, and the roles that may give it. Trainer, evaluator and auditor never dispatch."""


class Right(StrEnum):
    """What a session may do besides giving commands."""

    READ_OPS = "read the stream ops: snapshot, events, history"
    READ_CONTROL = "read the stream control: snapshot, events, history"
    READ_TELEMETRY = "hear positions and plans"
    READ_TOWN = "fetch the town's files"
    OPEN_REPORT = "read a report's words and person"
    OPEN_CAMERA = "be lent a camera's address"
    LOG_LOOKS = "enter looks into the audit chain"
    PUT_POSITIONS = "tell positions"
    PUT_PLAN = "publish plans"
    PUT_CAMERAS = "tell where cameras are"


RIGHTS: dict[Right, frozenset[Role]] = {
    Right.READ_OPS: PERSON_ROLES | _SERVICES,
    Right.READ_CONTROL: _CONTROL,
    Right.READ_TELEMETRY: (PERSON_ROLES - {Role.AUDITOR}) | _SERVICES,
    Right.READ_TOWN: PERSON_ROLES | _SERVICES,
    Right.OPEN_REPORT: _DESK,
    Right.OPEN_CAMERA: _DESK,
    Right.LOG_LOOKS: PERSON_ROLES | PROGRAM_ROLES,
    Right.PUT_POSITIONS: frozenset({Role.FIELD}),
    Right.PUT_PLAN: _PLANNER,
    Right.PUT_CAMERAS: frozenset({Role.GATEWAY}),
}
"""Every right, and the roles that have it. A gateway alone brings reports and reads nothing."""

READING: dict[Stream, Right] = {Stream.OPS: Right.READ_OPS, Stream.CONTROL: Right.READ_CONTROL}
"""The right to read each stream."""


def holder_of(right: Right, roles: Iterable[Role]) -> Role | None:
    """The first of these roles that has the right; None when none has."""
    return next((role for role in roles if role in RIGHTS[right]), None)


def giver_of(command: type[Command], roles: Iterable[Role]) -> Role | None:
    """The first of these roles that may give the command; None when none may."""
    return next((role for role in roles if role in ROLES_OF[command]), None)


def may(role: Role, command: type[Command]) -> bool:
    """Whether a role may give this command at all (its other rules are checked by `decide`)."""
    return role in ROLES_OF[command]
