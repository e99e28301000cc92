"""Verbs of the grid flow: which department has a case, and what it asks for. Qt main thread; see `declaration`."""

from __future__ import annotations

from dataclasses import replace

from console.domain.cases import commands as c
from console.verbs import values as kinds
from console.verbs.declaration import Button, Group, Param, Spot, Verbs
from console.verbs.params import INCIDENT, REASON
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.CASE)

CASE = (Spot.CASE,)
DEPARTMENT = Param("department", kinds.DEPARTMENT, _N("verbs", "Which department?"))

VERBS.asks("assign", _N("verbs", "Assign to a department"), "assign 分派", "G",
           (INCIDENT, replace(DEPARTMENT, field="lead")), c.AssignCase,
           button=Button(CASE, 120, _N("verbs", "Assign")))  # fmt: skip
VERBS.asks("sign", _N("verbs", "Sign for the department"), "sign 签收", "S", (INCIDENT,), c.SignCase,
           button=Button(CASE, 130, _N("verbs", "Sign")))  # fmt: skip
VERBS.asks("transfer", _N("verbs", "Transfer"), "transfer 流转 转办", "T", (INCIDENT, DEPARTMENT, REASON),
           c.TransferCase, button=Button(CASE, 160, always=True))  # fmt: skip
VERBS.asks("return", _N("verbs", "Return"), "return 退回", "R", (INCIDENT, REASON), c.ReturnCase,
           button=Button(CASE, 180, always=True))  # fmt: skip
VERBS.asks("extend", _N("verbs", "Ask for an extension"), "extend 申请延期", "Shift+E", (INCIDENT, REASON),
           c.AskExtension, button=Button(CASE, 270, _N("verbs", "Ask for extension"), menu=True))  # fmt: skip
VERBS.asks("suspend", _N("verbs", "Grant the extension"), "suspend 批准延期", "", (INCIDENT, REASON),
           c.SuspendIncident, button=Button(CASE, 280, _N("verbs", "Grant extension"), menu=True))  # fmt: skip
VERBS.asks("resume", _N("verbs", "Resume"), "resume 恢复办理", "", (INCIDENT,), c.ResumeIncident,
           button=Button(CASE, 290, menu=True))  # fmt: skip
