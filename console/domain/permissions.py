"""Who may ask what: one table from command to roles (DOMAIN §2 "who", §7 RBAC).

Pure data. `decide` looks here first; the hub and the console use the same table, so that a key that may not work is
dim before it is pressed.
"""

from __future__ import annotations

from . import commands as c
from . import muster_commands as k
from .entities import Role

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

ROLES_OF: dict[type[c.Command], frozenset[Role]] = {
    c.OpenJournal: _SYSTEM,
    c.Register: _ADMIN | _SYSTEM,
    c.ReportCall: _INTAKE,
    c.AcknowledgeCall: _DESK,
    c.AcceptCall: _DESK,
    c.RejectCall: _DESK,
    c.MergeCall: _DESK,
    c.UnmergeCall: _DESK,
    c.EraseReport: _ADMIN,
    c.AcknowledgeCalls: _DESK,
    c.MergeCalls: _DESK,
    c.UnmergeCalls: _DESK,
    c.DismissDuplicate: _DESK,
    c.ReconsiderDuplicate: _DESK,
    c.GiveFeedback: _DESK | {Role.GATEWAY, Role.SYSTEM},
    c.AmendIncident: _DESK,
    c.DeclareMajor: _DESK,
    c.AcknowledgeMajor: _LEADER,
    c.AddNote: _HANDLERS,
    c.AssignCase: _DESK,
    c.SignCase: _HANDLERS,
    c.ReturnCase: _HANDLERS,
    c.TransferCase: _HANDLERS,
    c.EscalateIncident: _HANDLERS,
    c.AskExtension: _HANDLERS,
    c.SuspendIncident: _LEADER,
    c.ResumeIncident: _HANDLERS,
    c.RequestCheck: _HANDLERS,
    c.OrderRework: _DESK,
    c.CloseIncident: _DESK,
    c.ReopenIncident: _LEADER,
    c.EvaluateIncident: frozenset({Role.DUTY_LEADER, Role.EVALUATOR}),
    c.UrgeIncident: _DESK,
    c.SuperviseIncident: _LEADER,
    c.DispatchUnits: _DESK,
    c.CancelOrder: _DESK,
    c.DivertUnit: _DESK,
    c.ProgressOrder: _UNITS,
    c.CorrectOrder: _DESK,
    c.DeclineOrder: _UNITS,
    c.DelayOrder: _UNITS,
    c.SetOutOfService: _UNITS,
    c.ReturnToService: _UNITS,
    c.SuggestArrival: _TRACKER,
    c.LoseContact: _TRACKER,
    c.RegainContact: _TRACKER,
    c.CloseRoad: _DESK | {Role.GATEWAY},
    c.ReopenRoad: _DESK | {Role.GATEWAY},
    c.RaiseSensorAlarm: frozenset({Role.GATEWAY}),
    c.ClearSensorAlarm: frozenset({Role.GATEWAY}),
    c.Warn: _PLANNER,
    c.MarkDeadlineNear: _SYSTEM,
    c.MarkDeadlinePassed: _SYSTEM,
    c.MarkOrderSilent: _SYSTEM,
    c.EscalateMajor: _SYSTEM,
    c.ArchiveIncident: _SYSTEM,
    c.ArchiveCall: _SYSTEM,
    k.ActivateMuster: _DESK | {Role.TRAINER},
    k.OrderMuster: _DESK,
    k.RecordBaseline: _PLANNER,
    k.ReportHeadcount: _UNITS,
    k.EnterFence: _TRACKER,
    k.LeaveFence: _TRACKER,
    k.ReportThere: _UNITS,
    k.ContradictVoice: _TRACKER,
    k.SendToPosts: _DESK,
    k.OrderPhase: _DESK,
    k.ReportHandling: _UNITS,
    k.ReportItem: _UNITS,
    k.WithdrawItem: _DESK,
    k.DeclareControl: _UNITS,
    k.VerifyControl: _DESK,
    k.RefuteControl: _DESK,
    k.OpenCoverGap: _PLANNER,
    k.CloseCoverGap: _PLANNER,
    k.RecordCoverReason: _DESK,
    k.RecallReserves: _DESK,
    k.SetWorkArea: _DESK,
    k.EndMuster: _DESK,
    k.SettleMuster: _SYSTEM,
    k.SetWind: frozenset({Role.GATEWAY}),
    k.OpenRun: _SYSTEM,
    k.PauseRun: _DIRECTOR,
    k.ResumeRun: _DIRECTOR,
    k.SetRunRate: _DIRECTOR,
    k.InterruptRun: _DIRECTOR | _LEADER,
    k.EndRun: _DIRECTOR | _SYSTEM,
}
"""Every command, and the roles that may give it. Trainer, evaluator and auditor never dispatch."""


def may(role: Role, command: type[c.Command]) -> bool:
    """Whether a role may give this command at all (its other rules are checked by `decide`)."""
    return role in ROLES_OF[command]
