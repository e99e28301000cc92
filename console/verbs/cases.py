"""Verbs of the grid flow: which department has a case, and what it asks for. Qt main thread; see `declaration`."""

from __future__ import annotations

from console.domain.cases import commands as c
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
               button=Button(CASE, 120, _N("verbs", "Assign")))  # fmt: skip
def assign(here: Here, incident: Incident, department: str) -> c.AssignCase:
    return c.AssignCase(incident_id=incident.id, lead=department)


@VERBS.command("sign", _N("verbs", "Sign for the department"), "sign 签收", "S", (INCIDENT,),
               button=Button(CASE, 130, _N("verbs", "Sign")))  # fmt: skip
def sign(here: Here, incident: Incident) -> c.SignCase:
    return c.SignCase(incident_id=incident.id)


@VERBS.command("transfer", _N("verbs", "Transfer"), "transfer 流转 转办", "T", (INCIDENT, DEPARTMENT, REASON),
               button=Button(CASE, 160, always=True))  # fmt: skip
def transfer(here: Here, incident: Incident, department: str, reason: str) -> c.TransferCase:
    return c.TransferCase(incident_id=incident.id, department=department, reason=reason)


@VERBS.command("return", _N("verbs", "Return"), "return 退回", "R", (INCIDENT, REASON),
               button=Button(CASE, 180, always=True))  # fmt: skip
def return_(here: Here, incident: Incident, reason: str) -> c.ReturnCase:
    return c.ReturnCase(incident_id=incident.id, reason=reason)


@VERBS.command("extend", _N("verbs", "Ask for an extension"), "extend 申请延期", "Shift+E", (INCIDENT, REASON),
               button=Button(CASE, 270, _N("verbs", "Ask for extension"), menu=True))  # fmt: skip
def extend(here: Here, incident: Incident, reason: str) -> c.AskExtension:
    return c.AskExtension(incident_id=incident.id, reason=reason)


@VERBS.command("suspend", _N("verbs", "Grant the extension"), "suspend 批准延期", "", (INCIDENT, REASON),
               button=Button(CASE, 280, _N("verbs", "Grant extension"), menu=True))  # fmt: skip
def suspend(here: Here, incident: Incident, reason: str) -> c.SuspendIncident:
    return c.SuspendIncident(incident_id=incident.id, reason=reason)


@VERBS.command("resume", _N("verbs", "Resume"), "resume 恢复办理", "", (INCIDENT,),
               button=Button(CASE, 290, menu=True))  # fmt: skip
def resume(here: Here, incident: Incident) -> c.ResumeIncident:
    return c.ResumeIncident(incident_id=incident.id)
