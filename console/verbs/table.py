"""Every action of the console, once: name, keys, words of the command line in both languages, and what it needs.

Data only. Menus, shortcuts, the `?` overlay, the command line and its completion are all made from this table; what a
verb does stands in `verb_actions`. Texts are English sources for the context "verbs".
"""

from __future__ import annotations

from typing import Final

from console.verbs.calls import CALL_VERBS
from console.verbs.kinds import Group, Kind, Param, Verb
from console.verbs.kinds import verb as _v
from console.verbs.musters import MUSTER_VERBS
from console.verbs.runs import RUN_VERBS
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

_CALL = Param("call", Kind.CALL, _N("verbs", "Which call?"), implied=True)


_INCIDENT = Param("incident", Kind.INCIDENT, _N("verbs", "Which incident?"), implied=True)


_REASON = Param("reason", Kind.TEXT, _N("verbs", "Reason"))


_MAY_REASON = Param("reason", Kind.TEXT, optional=True)


_UNIT = Param("unit", Kind.UNIT, _N("verbs", "Which unit?"), implied=True)


_BOUND = Param("unit", Kind.BOUND_UNIT, _N("verbs", "Which unit?"), implied=True)


G = Group


VERBS: Final[tuple[Verb, ...]] = (
    # -- intake --------------------------------------------------------------------------------------------------------
    _v("take", G.INTAKE, _N("verbs", "Take the most urgent call"), "take 接警", ("N",)),
    _v("accept", G.INTAKE, _N("verbs", "Accept call"), "accept 受理", ("A",),
       (_CALL, Param("type", Kind.TYPE, _N("verbs", "Incident type"), implied=True),
        Param("level", Kind.LEVEL, optional=True)), ("Enter",)),
    _v("reject", G.INTAKE, _N("verbs", "Reject call"), "reject 不予受理", ("X",), (_CALL, _REASON)),
    _v("acknowledge", G.INTAKE, _N("verbs", "Acknowledge"), "ack 知悉", (), (_CALL,), ("Space",)),
    _v("merge", G.INTAKE, _N("verbs", "Merge call into an incident"), "merge 合并", ("M",),
       (_CALL, Param("incident", Kind.INCIDENT, _N("verbs", "Into which incident?")))),
    _v("unmerge", G.INTAKE, _N("verbs", "Take a call out of its incident"), "unmerge 拆分", (),
       (Param("call", Kind.CALL, _N("verbs", "Which call?")), _MAY_REASON)),
    *CALL_VERBS,
    _v("call", G.INTAKE, _N("verbs", "New call"), "call 报警", ("Ctrl+N",),
       (Param("place", Kind.TEXT, optional=True),)),
    _v("reveal", G.INTAKE, _N("verbs", "Show who reported"), "reveal 查看报警人", (),
       (_CALL, Param("purpose", Kind.TEXT, _N("verbs", "Purpose"))), ()),
    # -- incident ------------------------------------------------------------------------------------------------------
    _v("dispatch", G.INCIDENT, _N("verbs", "Dispatch units"), "dispatch 派警 d", ("U",),
       (_INCIDENT, Param("units", Kind.UNITS, _N("verbs", "Which units?")))),
    _v("recommended", G.INCIDENT, _N("verbs", "Dispatch the recommended units"), "recommended 按推荐派警",
       ("Ctrl+Return", "Ctrl+Enter"), (_INCIDENT,)),
    _v("note", G.INCIDENT, _N("verbs", "Note"), "note 备注", ("O",),
       (_INCIDENT, Param("text", Kind.TEXT, _N("verbs", "Note")))),
    _v("level", G.INCIDENT, _N("verbs", "Change level"), "level 级别", (),
       (_INCIDENT, Param("level", Kind.LEVEL, _N("verbs", "Level 1 to 4")))),
    _v("type", G.INCIDENT, _N("verbs", "Correct type or level"), "type 类型 amend 更正类型", ("Y",),
       (_INCIDENT, Param("type", Kind.TYPE, _N("verbs", "Incident type")))),
    _v("escalate", G.INCIDENT, _N("verbs", "Escalate"), "escalate 升级", ("E",), (_INCIDENT, _REASON)),
    _v("major", G.INCIDENT, _N("verbs", "Declare major, notify the leader"), "major 重大 notify 通知", ("L",),
       (_INCIDENT,)),
    _v("ackmajor", G.INCIDENT, _N("verbs", "Leader acknowledges"), "ackmajor 指挥长签收", ("Shift+L",),
       (_INCIDENT,)),
    _v("urge", G.INCIDENT, _N("verbs", "Urge"), "urge 催办", ("Shift+U",), (_INCIDENT, _MAY_REASON)),
    _v("supervise", G.INCIDENT, _N("verbs", "Supervise"), "supervise 督办", ("Shift+S",),
       (_INCIDENT, _MAY_REASON)),
    _v("finish", G.INCIDENT, _N("verbs", "Hand in to verify"), "finish 反馈 check 核查", ("H",),
       (_INCIDENT, Param("feedback", Kind.TEXT, _N("verbs", "Feedback")))),
    _v("rework", G.INCIDENT, _N("verbs", "Send to rework"), "rework 返工", ("B",), (_INCIDENT, _REASON)),
    _v("close", G.INCIDENT, _N("verbs", "Close"), "close 结案", ("Ctrl+Shift+C",),
       (_INCIDENT, Param("disposition", Kind.DISPOSITION, _N("verbs", "Disposition")))),
    _v("reopen", G.INCIDENT, _N("verbs", "Reopen"), "reopen 重开", (), (_INCIDENT, _REASON)),
    _v("evaluate", G.INCIDENT, _N("verbs", "Evaluate"), "evaluate 评价", (),
       (_INCIDENT, Param("rating", Kind.RATING, _N("verbs", "Rating")))),
    # -- units ---------------------------------------------------------------------------------------------------------
    _v("proxy", G.UNITS, _N("verbs", "Enter a unit's report by voice"), "proxy 代报 p", ("P",),
       (_BOUND, Param("state", Kind.STATE, _N("verbs", "Which state?")))),
    _v("correct", G.UNITS, _N("verbs", "Correct a unit's state"), "correct 更正", (),
       (_BOUND, Param("state", Kind.STATE, _N("verbs", "Which state?")), _REASON)),
    _v("cancel", G.UNITS, _N("verbs", "Cancel an order"), "cancel 取消派警 c", ("C",), (_BOUND, _MAY_REASON)),
    _v("divert", G.UNITS, _N("verbs", "Divert a unit"), "divert 改派", ("D",),
       (_BOUND, Param("incident", Kind.INCIDENT, _N("verbs", "To which incident?")), _MAY_REASON)),
    _v("decline", G.UNITS, _N("verbs", "Unit declines"), "decline 拒签", (), (_BOUND, _REASON)),
    _v("delay", G.UNITS, _N("verbs", "Unit is delayed"), "delay 延误", (), (_BOUND, _REASON)),
    _v("oos", G.UNITS, _N("verbs", "Unit out of service"), "oos 停用", (), (_UNIT, _REASON)),
    _v("back", G.UNITS, _N("verbs", "Unit back in service"), "back 恢复", (), (_UNIT,)),
    # -- cases ---------------------------------------------------------------------------------------------------------
    _v("assign", G.CASE, _N("verbs", "Assign to a department"), "assign 分派", ("G",),
       (_INCIDENT, Param("department", Kind.DEPARTMENT, _N("verbs", "Which department?")))),
    _v("sign", G.CASE, _N("verbs", "Sign for the department"), "sign 签收", ("S",), (_INCIDENT,)),
    _v("transfer", G.CASE, _N("verbs", "Transfer"), "transfer 流转 转办", ("T",),
       (_INCIDENT, Param("department", Kind.DEPARTMENT, _N("verbs", "Which department?")), _REASON)),
    _v("return", G.CASE, _N("verbs", "Return"), "return 退回", ("R",), (_INCIDENT, _REASON)),
    _v("extend", G.CASE, _N("verbs", "Ask for an extension"), "extend 申请延期", ("Shift+E",), (_INCIDENT, _REASON)),
    _v("suspend", G.CASE, _N("verbs", "Grant the extension"), "suspend 批准延期", (), (_INCIDENT, _REASON)),
    _v("resume", G.CASE, _N("verbs", "Resume"), "resume 恢复办理", (), (_INCIDENT,)),
    *MUSTER_VERBS,
    *RUN_VERBS,
    # -- view ----------------------------------------------------------------------------------------------------------
    _v("show", G.VIEW, _N("verbs", "Show on the map"), "show 显示", ("F",),
       (Param("thing", Kind.THING, _N("verbs", "What?"), implied=True),)),
    _v("fit", G.VIEW, _N("verbs", "Whole town on the map"), "fit 全图", ("Ctrl+Shift+F",)),
    _v("next", G.VIEW, _N("verbs", "Next in the queue"), "next 下一条", ("J",), (), ("↓",)),
    _v("previous", G.VIEW, _N("verbs", "Previous in the queue"), "previous 上一条", ("K",), (), ("↑",)),
    _v("urgent", G.VIEW, _N("verbs", "Most urgent"), "urgent 最急", ("Home",)),
    _v("find", G.VIEW, _N("verbs", "Filter the queue"), "find 查找", ("/",)),
    _v("camera", G.VIEW, _N("verbs", "Open a camera"), "camera 摄像机", (),
       (Param("camera", Kind.CAMERA, _N("verbs", "Which camera?")),
        Param("purpose", Kind.TEXT, _N("verbs", "Purpose"), implied=True))),
    _v("follow", G.VIEW, _N("verbs", "Wall follows the incident"), "follow 跟随警情", ("Shift+F",)),
    _v("wall", G.VIEW, _N("verbs", "Wall layout"), "wall 视频墙", (),
       (Param("layout", Kind.LAYOUT, _N("verbs", "How many tiles? 1 to 16")),)),
    _v("open", G.VIEW, _N("verbs", "Open a panel"), "open 打开", (),
       (Param("dock", Kind.DOCK, _N("verbs", "Which panel?")),)),
    _v("tear", G.VIEW, _N("verbs", "Tear off a panel"), "tear 拆出", (),
       (Param("dock", Kind.DOCK, _N("verbs", "Which panel?")),)),
    _v("units", G.VIEW, _N("verbs", "Open the units"), "units 警力", ("F6",)),
    _v("log", G.VIEW, _N("verbs", "Open the log"), "log 日志", ("F7",)),
    _v("result", G.VIEW, _N("verbs", "Open the result of the muster"), "result 结果", ("F8",)),
    _v("perspective", G.VIEW, _N("verbs", "Perspective"), "perspective 视图", (),
       (Param("perspective", Kind.PERSPECTIVE, _N("verbs", "Which perspective?")),)),
    _v("reset", G.VIEW, _N("verbs", "Reset the layout"), "reset 恢复布局"),
    # -- console -------------------------------------------------------------------------------------------------------
    _v("command", G.CONSOLE, _N("verbs", "Command line"), "command 命令", ("Ctrl+K",)),
    _v("undo", G.CONSOLE, _N("verbs", "Take back"), "undo 撤销", ("Ctrl+Z",)),
    _v("help", G.CONSOLE, _N("verbs", "Keys"), "help 帮助 keys 快捷键 ?", ("?", "F1")),
    _v("lang", G.CONSOLE, _N("verbs", "Language"), "lang 语言", (),
       (Param("language", Kind.LANGUAGE, _N("verbs", "Which language?")),)),
    _v("other_lang", G.CONSOLE, _N("verbs", "Other language"), "other-language 切换语言", ("Ctrl+L",)),
    _v("mute", G.CONSOLE, _N("verbs", "Sounds on or off"), "mute 静音", ("Ctrl+Shift+M",)),
    _v("as", G.CONSOLE, _N("verbs", "Work as another user of this seat"), "as 切换席位", (),
       (Param("seat", Kind.SEAT, _N("verbs", "Which seat?")),)),
    _v("signout", G.CONSOLE, _N("verbs", "Sign out"), "signout 退出登录"),
    _v("retry", G.CONSOLE, _N("verbs", "Connect again now"), "retry 重连"),
    _v("lift", G.CONSOLE, _N("verbs", "Lift a road closure"), "lift 解除封控", (),
       (Param("closure", Kind.CLOSURE, _N("verbs", "Which closure?")),)),
)  # fmt: skip
"""In the order of menus and of the `?` overlay."""


BY_ID: Final = {verb.id: verb for verb in VERBS}


BY_WORD: Final = {word.lower(): verb for verb in VERBS for word in verb.words}
