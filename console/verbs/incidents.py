"""Verbs of incidents, emergencies and cases alike. Qt main thread; see `declaration`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from console.desk.letters import Undo
from console.desk.offer import is_free
from console.domain.base.refusals import Code
from console.domain.cases.commands import EscalateIncident, OrderRework, RequestCheck
from console.domain.decide import AnyCommand
from console.domain.incidents import commands as c
from console.domain.incidents.entities import Incident, IncidentState
from console.domain.orders.commands import DispatchUnits
from console.domain.picture import Picture
from console.verbs import values as kinds
from console.verbs.declaration import CONFIRM, INCIDENTS, Button, Entry, Group, Param, Spot, Verbs
from console.verbs.dispatching import about_units, dispatch_back, dispatching, the_units
from console.verbs.here import Here
from console.verbs.params import INCIDENT, MAY_REASON, REASON
from console.words.phrases import TAKEN_BACK
from console.words.refusals import refusal_words
from console.words.said import Words, said
from widgets.incident.buttons import Field
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.INCIDENT)


# -- taking back -------------------------------------------------------------------------------------------------------


def _amend_back(command: c.AmendIncident, before: Picture) -> Undo | None:
    old = before.incidents.get(command.incident_id)
    if old is None:
        return None
    back = c.AmendIncident(incident_id=old.id, type_code=old.type_code, level=old.level, place=old.place)
    return Undo(lambda now: [back])


def _close_back(command: c.CloseIncident, _: Picture) -> Undo:
    def back(now: Picture) -> list[AnyCommand]:
        incident = now.incidents.get(command.incident_id)
        if incident is None or incident.state is not IncidentState.CLOSED:
            return []
        return [c.ReopenIncident(incident_id=command.incident_id, reason=TAKEN_BACK)]

    return Undo(back)


# -- units -------------------------------------------------------------------------------------------------------------

UNITS = Param("units", kinds.UNITS, _N("verbs", "Which units?"))
TICKED = Param("units", kinds.UNITS, implied=the_units, optional=True, typed=False)


def _free_for_the_incident(here: Here, unit_id: str) -> bool:
    return is_free(here.picture.units.get(unit_id)) and here.seat.incident is not None


@VERBS.command("dispatch", _N("verbs", "Dispatch units"), "dispatch 派警 d send 派车 出警", "U", (INCIDENT, UNITS),
               entries=(Entry((Spot.MAP_UNIT,), 10, _N("verbs", "Dispatch {0} to {1}"), when=_free_for_the_incident),),
               about=about_units, undo=dispatch_back)  # fmt: skip
def dispatch(here: Here, incident: Incident, units: tuple[str, ...]) -> DispatchUnits:
    return dispatching(here, incident.id, units)


def _open(here: Here, incident: Incident, **_: object) -> c.UrgeIncident:
    """Units may be sent exactly while the incident is open."""
    return c.UrgeIncident(incident_id=incident.id)


@VERBS.command("recommended", _N("verbs", "Dispatch the recommended units"), "recommended 按推荐派警 一键派警",
               f"{CONFIRM} Ctrl+Enter", (INCIDENT, TICKED),
               button=Button((Spot.EMERGENCY,), 30, _N("verbs", "Dispatch"), always=True, primary=True,
                             field=Field.UNITS),
               entries=(Entry((Spot.MAP_INCIDENT,), 10),),
               trial=_open, about=about_units, undo=dispatch_back)  # fmt: skip
def recommended(here: Here, incident: Incident, units: tuple[str, ...] = ()) -> DispatchUnits | Words:
    if units:
        return dispatching(here, incident.id, units)
    if here.picks_for(incident.id) is not None and here.seat.recommended:
        return partial(refusal_words, Code.NO_UNITS, {})
    return said("command", "There is no recommendation yet")


# -- the incident ------------------------------------------------------------------------------------------------------

NOTE = Param("text", kinds.TEXT, _N("verbs", "Note"))
LEVEL = Param("level", kinds.LEVEL, _N("verbs", "Level 1 to 4"))
TYPE = Param("type", kinds.TYPE, _N("verbs", "Incident type"), filled=kinds.type_now, field="type_code")
MAY_LEVEL = Param("level", kinds.LEVEL, optional=True, filled=kinds.level_now)
FEEDBACK = Param("feedback", kinds.TEXT, _N("verbs", "Feedback"))
DISPOSITION = Param("disposition", kinds.DISPOSITION, _N("verbs", "Disposition"))
REMARK = Param("remark", kinds.TEXT, optional=True)
WHY = replace(MAY_REASON, field="text")
RATING = Param("rating", kinds.RATING, _N("verbs", "Rating"))

VERBS.asks("note", _N("verbs", "Note"), "note 备注 记录 remark", "O", (INCIDENT, NOTE), c.AddNote,
           button=Button(INCIDENTS, 170, always=True, field=Field.NOTE),
           entries=(Entry((Spot.MAP_INCIDENT,), 20),))  # fmt: skip
VERBS.asks("level", _N("verbs", "Change level"), "level 级别 定级", "", (INCIDENT, LEVEL),
           c.AmendIncident, undo=_amend_back)  # fmt: skip
VERBS.asks("type", _N("verbs", "Correct type or level"), "type 类型 amend 更正类型", "Y",
           (INCIDENT, TYPE, MAY_LEVEL), c.AmendIncident, button=Button(INCIDENTS, 300, menu=True),
           undo=_amend_back)  # fmt: skip
VERBS.asks("escalate", _N("verbs", "Escalate"), "escalate 升级 上报", "E", (INCIDENT, REASON), EscalateIncident,
           button=Button(INCIDENTS, 150, always=True),
           entries=(Entry((Spot.MAP_INCIDENT,), 30),))  # fmt: skip
VERBS.asks("major", _N("verbs", "Declare major, notify the leader"), "major 重大 notify 通知", "L", (INCIDENT,),
           c.DeclareMajor, confirm=True,
           button=Button(INCIDENTS, 340, _N("verbs", "Declare major"), menu=True))  # fmt: skip
VERBS.asks("ackmajor", _N("verbs", "Leader acknowledges"), "ackmajor 指挥长签收", "Shift+L", (INCIDENT,),
           c.AcknowledgeMajor, button=Button(INCIDENTS, 350, _N("verbs", "Acknowledge major"), menu=True))  # fmt: skip
VERBS.asks("urge", _N("verbs", "Urge"), "urge 催办 remind", "Shift+U", (INCIDENT, WHY), c.UrgeIncident,
           button=Button(INCIDENTS, 310, menu=True))  # fmt: skip
VERBS.asks("supervise", _N("verbs", "Supervise"), "supervise 督办", "Shift+S", (INCIDENT, WHY), c.SuperviseIncident,
           button=Button(INCIDENTS, 320, menu=True))  # fmt: skip
VERBS.asks("finish", _N("verbs", "Hand in to verify"), "finish 反馈 check 核查", "H", (INCIDENT, FEEDBACK),
           RequestCheck, button=Button((Spot.CASE,), 140, _N("verbs", "Hand in")))  # fmt: skip
VERBS.asks("rework", _N("verbs", "Send to rework"), "rework 返工", "B", (INCIDENT, REASON), OrderRework,
           button=Button(INCIDENTS, 190, _N("verbs", "Rework")))  # fmt: skip


@VERBS.command("close", _N("verbs", "Close"), "close 结案 办结", "Ctrl+Shift+C", (INCIDENT, DISPOSITION, REMARK),
               chord=_N("verbs", "Closing is confirmed by Ctrl + Enter."),
               button=Button(INCIDENTS, 200, always=True), undo=_close_back)  # fmt: skip
def close(here: Here, incident: Incident, disposition: str, remark: str = "") -> c.CloseIncident:
    words = " · ".join(part for part in (disposition, remark) if part)
    return c.CloseIncident(incident_id=incident.id, disposition=words)


VERBS.asks("reopen", _N("verbs", "Reopen"), "reopen 重开 重新打开", "", (INCIDENT, REASON), c.ReopenIncident,
           button=Button(INCIDENTS, 360, menu=True))  # fmt: skip
VERBS.asks(
    "evaluate", _N("verbs", "Evaluate"), "evaluate 评价 rate", "", (INCIDENT, RATING), c.EvaluateIncident
)


@VERBS.handler("unseal", _N("verbs", "Show sealed words"), "unseal 查看封存内容", "",
               (INCIDENT, Param("purpose", kinds.TEXT, _N("verbs", "Purpose"))))  # fmt: skip
def unseal(here: Here, incident: Incident, purpose: str) -> Words | None:
    if not here.seat.sealed.waiting(incident.id):
        return said("command", "Nothing here is sealed")
    here.seat.sealed.open(incident.id, purpose)
    return None
