"""The verbs of a muster: part of the table of verbs, in the order of a muster. Data only; see `verb_table`."""

from __future__ import annotations

from typing import Final

from console.verbs.kinds import Group, Kind, Param, Verb
from console.verbs.kinds import verb as _v
from widgets.incident.view import Action
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

_INCIDENT = Param("incident", Kind.INCIDENT, _N("verbs", "Which incident?"), implied=True)


_BOUND = Param("unit", Kind.BOUND_UNIT, _N("verbs", "Which unit?"), implied=True)


_COVER = Param("reason", Kind.COVER_REASON, _N("verbs", "Why are grids left below cover?"), preset=True)


M: Final = Group.MUSTER


MUSTER_VERBS: Final[tuple[Verb, ...]] = (
    _v("muster", M, _N("verbs", "Give the muster order as shown"), "muster 集结 集结令", ("Ctrl+M",),
       (_INCIDENT, Param("reason", Kind.COVER_REASON, optional=True))),
    _v("muster_form", M, _N("verbs", "Edit the muster order"), "edit-order 编辑集结令", ("Shift+M",), (_INCIDENT,)),
    _v("plan", M, _N("verbs", "Choose the muster plan"), "plan 方案", (),
       (_INCIDENT, Param("plan", Kind.PLAN, _N("verbs", "Which plan? 1 to 3"))), ("1", "2", "3")),
    _v("rally", M, _N("verbs", "Choose the rally point"), "rally 集结点", ("Shift+R",),
       (_INCIDENT, Param("rally", Kind.RALLY, _N("verbs", "Which rally point? A number, a name, a click on the map"),
                         preset=True))),
    _v("without", M, _N("verbs", "Leave a unit out of the order, or take it in"), "without 不派", (),
       (_INCIDENT, Param("unit", Kind.UNIT, _N("verbs", "Which unit?"), implied=True)), ("Space",)),
    _v("activate", M, _N("verbs", "Start the clock without an order yet"), "activate 启动", ("Shift+A",), (_INCIDENT,)),
    _v("substitute", M, _N("verbs", "Send the first substitute"), "substitute 替补", ("Q",), (_INCIDENT,)),
    _v("headcount", M, _N("verbs", "Head-count by voice"), "headcount 点验 人数", ("Shift+H",),
       (_BOUND, Param("heads", Kind.HEADS, _N("verbs", "How many? 12, 12+2, or the whole roster"), preset=True))),
    _v("there", M, _N("verbs", "Unit says that it is there"), "there 语音到位", ("V",),
       (_BOUND, Param("area", Kind.AREA, _N("verbs", "Where?"), preset=True))),
    _v("posts", M, _N("verbs", "Send units to all posts"), "posts 派往岗位", ("Shift+P",), (_INCIDENT,)),
    _v("post", M, _N("verbs", "Send a unit to a post"), "post 岗位", ("Shift+O",),
       (_BOUND, Param("post", Kind.POST, _N("verbs", "Which post?")))),
    _v("handling", M, _N("verbs", "Unit reports a handling action"), "handling 处置", ("W",),
       (_BOUND, Param("action", Kind.HANDLING, _N("verbs", "Which action?"), preset=True))),
    _v("item", M, _N("verbs", "Tick a checklist item"), "item 清单项", ("I",),
       (_INCIDENT, Param("item", Kind.ITEM, _N("verbs", "Which item?"), preset=True))),
    _v("withdraw", M, _N("verbs", "Withdraw a checklist item"), "withdraw 撤回清单项", ("Shift+I",),
       (_INCIDENT, Param("item", Kind.DONE_ITEM, _N("verbs", "Which item?"), preset=True),
        Param("reason", Kind.TEXT, optional=True))),
    _v("declare", M, _N("verbs", "Scene commander declares it under control"), "declare 宣布受控", ("Shift+D",),
       (_INCIDENT,)),
    _v("verify", M, _N("verbs", "Verify the declaration"), "verify 核实", ("Shift+V",), (_INCIDENT,)),
    _v("refute", M, _N("verbs", "Refute the declaration"), "refute 不实", ("Shift+X",),
       (_INCIDENT, Param("reason", Kind.TEXT, _N("verbs", "Reason")))),
    _v("cover", M, _N("verbs", "Reason for grids below cover"), "cover 空防理由", ("Shift+C",), (_INCIDENT, _COVER)),
    _v("recall", M, _N("verbs", "Recall the reserves"), "recall 召回备勤", ("Shift+B",), (_INCIDENT,)),
    _v("next_phase", M, _N("verbs", "Order the next phase"), "phase 下一阶段", ("Shift+N",), (_INCIDENT,)),
    _v("workarea", M, _N("verbs", "Radius of the work area"), "workarea 作业区", ("Shift+W",),
       (_INCIDENT, Param("metres", Kind.METRES, _N("verbs", "How many metres?")))),
    _v("standdown", M, _N("verbs", "Stand the muster down"), "standdown 撤收", ("Ctrl+Shift+D",),
       (_INCIDENT, Param("reason", Kind.END_REASON, _N("verbs", "Reason"), preset=True))),
    _v("next_page", M, _N("verbs", "Next page of the panel"), "next-page 下一页", ("]",)),
    _v("previous_page", M, _N("verbs", "Page before"), "previous-page 上一页", ("[",)),
)  # fmt: skip
"""In the order of menus and of the `?` overlay."""


MUSTER_ACTIONS: Final = {
    "muster": Action.MUSTER,
    "muster_form": Action.MUSTER_FORM,
    "activate": Action.ACTIVATE,
    "posts": Action.POSTS,
    "next_phase": Action.NEXT_PHASE,
    "declare": Action.DECLARE,
    "verify": Action.VERIFY,
    "refute": Action.REFUTE,
    "cover": Action.COVER,
    "recall": Action.RECALL,
    "standdown": Action.STAND_DOWN,
}
"""Verbs with a button, or a form, of the panel."""
