"""Verbs of the grid flow: which department has a case, and what it asks for. Qt main thread; see `declaration`."""

from __future__ import annotations

from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    ResumeIncident,
    ReturnCase,
    SignCase,
    SuspendIncident,
    TransferCase,
)
from console.domain.incidents.entities import Incident
from console.verbs import values as kinds
from console.verbs.declaration import Button, Group, Param, Spot, Verbs
from console.verbs.here import Here
from console.verbs.params import INCIDENT, REASON
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.CASE)

CASE = (Spot.CASE,)
DEPARTMENT = Param("department", kinds.DEPARTMENT, _N("verbs", "Which department?"))


@VERBS.command("assign", _N("verbs", "Assign to a department"), "assign 分派", "G", (INCIDENT, DEPARTMENT),
               button=Button(CASE, _N("verbs", "Assign"), 120))  # fmt: skip
def assign(here: Here, incident: Incident, department: str) -> AssignCase:
    return AssignCase(incident_id=incident.id, lead=department)


@VERBS.command("sign", _N("verbs", "Sign for the department"), "sign 签收", "S", (INCIDENT,),
               button=Button(CASE, _N("verbs", "Sign"), 130))  # fmt: skip
def sign(here: Here, incident: Incident) -> SignCase:
    return SignCase(incident_id=incident.id)


@VERBS.command("transfer", _N("verbs", "Transfer"), "transfer 流转 转办", "T", (INCIDENT, DEPARTMENT, REASON),
               button=Button(CASE, _N("verbs", "Transfer"), 160, always=True))  # fmt: skip
def transfer(here: Here, incident: Incident, department: str, reason: str) -> TransferCase:
    return TransferCase(incident_id=incident.id, department=department, reason=reason)


@VERBS.command("return", _N("verbs", "Return"), "return 退回", "R", (INCIDENT, REASON),
               button=Button(CASE, _N("verbs", "Return"), 180, always=True))  # fmt: skip
def return_(here: Here, incident: Incident, reason: str) -> ReturnCase:
    return ReturnCase(incident_id=incident.id, reason=reason)


@VERBS.command("extend", _N("verbs", "Ask for an extension"), "extend 申请延期", "Shift+E", (INCIDENT, REASON),
               button=Button(CASE, _N("verbs", "Ask for extension"), 270, menu=True))  # fmt: skip
def extend(here: Here, incident: Incident, reason: str) -> AskExtension:
    return AskExtension(incident_id=incident.id, reason=reason)


@VERBS.command("suspend", _N("verbs", "Grant the extension"), "suspend 批准延期", "", (INCIDENT, REASON),
               button=Button(CASE, _N("verbs", "Grant extension"), 280, menu=True))  # fmt: skip
def suspend(here: Here, incident: Incident, reason: str) -> SuspendIncident:
    return SuspendIncident(incident_id=incident.id, reason=reason)


@VERBS.command("resume", _N("verbs", "Resume"), "resume 恢复办理", "", (INCIDENT,),
               button=Button(CASE, _N("verbs", "Resume"), 290, menu=True))  # fmt: skip
def resume(here: Here, incident: Incident) -> ResumeIncident:
    return ResumeIncident(incident_id=incident.id)
