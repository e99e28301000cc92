"""Buttons as the console makes them of its verbs, with their forms, in either language: for tests and the gallery."""

from __future__ import annotations

from dataclasses import replace

from widgets.incident.buttons import ButtonView, Choice, EntryView, Field, FormView

_WORDS = {
    # verb: (order, keys, English, Chinese)
    "accept": (10, "Ctrl ⏎", "Accept call", "受理"),
    "muster": (20, "Ctrl M", "Muster", "集结"),
    "recommended": (30, "Ctrl ⏎", "Dispatch", "派警"),
    "muster_form": (40, "⇧M", "Edit the order", "编辑集结令"),
    "posts": (50, "⇧P", "To posts", "派往岗位"),
    "declare": (60, "⇧D", "Declare under control", "宣布受控"),
    "verify": (70, "⇧V", "Verify control", "核实受控"),
    "cover": (80, "⇧C", "Reason for bare grids", "空防理由"),
    "merge": (100, "M", "Merge", "合并"),
    "reject": (110, "X", "Reject", "不予受理"),
    "sign": (130, "S", "Sign", "签收"),
    "finish": (140, "H", "Hand in", "提交核查"),
    "escalate": (150, "E", "Escalate", "升级"),
    "transfer": (160, "T", "Transfer", "流转"),
    "note": (170, "O", "Note", "备注"),
    "return": (180, "R", "Return", "退回"),
    "close": (200, "Ctrl⇧C", "Close", "结案"),
    "activate": (210, "⇧A", "Start the clock", "启动计时"),
    "standdown": (240, "Ctrl⇧D", "Stand down", "撤收"),
    "extend": (270, "⇧E", "Ask for extension", "申请延期"),
    "type": (300, "Y", "Correct type or level", "更正类型或级别"),
    "urge": (310, "⇧U", "Urge", "催办"),
    "major": (340, "L", "Declare major", "列为重大"),
}
_MENU = frozenset({"activate", "standdown", "extend", "type", "urge", "major"})
_PRIMARY = frozenset({"accept", "muster", "recommended"})
_FIELDS = {"accept": Field.CALLER, "recommended": Field.UNITS, "note": Field.NOTE}
_SUBJECTS = {"accept": "call", "merge": "call", "reject": "call"}


def reason(title: str = "", name: str = "reason", *, required: bool = True) -> FormView:
    """A form for words alone."""
    return FormView(title, text=name, text_required=required)


def departments(choices: tuple[Choice, ...], title: str = "") -> FormView:
    """A department and a reason."""
    return FormView(
        title,
        choice="department",
        choices=choices,
        label="Department",
        missing="Please choose a department of the list.",
        text="reason",
    )


def dispositions(choices: tuple[Choice, ...], title: str = "") -> FormView:
    """What became of it, by the chord."""
    return FormView(
        title,
        choice="disposition",
        choices=choices,
        label="Disposition",
        missing="A disposition is needed to close.",
        own_words=True,
        text="remark",
        text_required=False,
        chord="Closing is confirmed by Ctrl + Enter.",
    )


def phrases(choices: tuple[Choice, ...], title: str = "", chord: str = "") -> FormView:
    """A standard phrase that stands ready, or words of one's own."""
    return FormView(
        title,
        choice="reason",
        choices=choices,
        chosen=choices[0].key if choices else "",
        label="Reason",
        missing="Please give a reason: it goes into the log.",
        own_words=True,
        chord=chord,
    )


def types(choices: tuple[Choice, ...], title: str = "", chosen: str = "", level: int = 0) -> FormView:
    """Type and level."""
    return FormView(
        title,
        choice="type",
        choices=choices,
        chosen=chosen,
        label="Type",
        missing="Please choose one of the list.",
        level="level",
        level_now=level,
    )


def form(verb: str, lang: str, pick: dict[str, tuple[Choice, ...]], title: str) -> FormView | None:
    """The form of a verb; None for one without."""
    match verb:
        case "escalate" | "return" | "reject" | "extend":
            return reason(title)
        case "finish":
            return reason(title, "feedback")
        case "urge":
            return reason(title, required=False)
        case "transfer":
            return departments(pick["departments"], title)
        case "close":
            chord = (
                "须按 Ctrl + Enter 确认结案。" if lang == "zh" else "Closing is confirmed by Ctrl + Enter."
            )
            missing = "结案需要处置结果。" if lang == "zh" else "A disposition is needed to close."
            return replace(dispositions(pick["dispositions"], title), chord=chord, missing=missing)
        case "type":
            return types(pick["types"], title, "fire", 1)
        case "merge":
            near = pick["incidents"]
            return FormView(title, choice="incident", choices=near, chosen=near[0].key, label="Incident")
        case "major":
            return FormView(title)
        case _:
            return None


def button(
    verb: str, key: str, lang: str = "en", pick: dict[str, tuple[Choice, ...]] | None = None, number: str = ""
) -> ButtonView:
    """The button of a verb about a call or incident."""
    _, keys, english, chinese = _WORDS[verb]
    words = chinese if lang == "zh" else english
    return ButtonView(
        verb,
        words,
        keys,
        values=((_SUBJECTS.get(verb, "incident"), key),),
        form=form(verb, lang, pick or {}, f"{words} — {number or key}") if pick else None,
        field=_FIELDS.get(verb, Field.NONE),
        menu=verb in _MENU,
        primary=verb in _PRIMARY,
    )


def buttons(
    verbs: tuple[str, ...],
    key: str,
    lang: str = "en",
    pick: dict[str, tuple[Choice, ...]] | None = None,
    number: str = "",
) -> tuple[ButtonView, ...]:
    """Buttons in their order."""
    ordered = sorted(verbs, key=lambda verb: _WORDS[verb][0])
    return tuple(button(verb, key, lang, pick, number) for verb in ordered)


def entries(lang: str = "en") -> tuple[EntryView, ...]:
    """What can be done to a unit of the panel."""
    zh = lang == "zh"

    def state(code: str, words: str, chinese: str, *states: str) -> EntryView:
        text = chinese if zh else words
        return EntryView("proxy", text, values=(("state", code),), states=frozenset(states))

    bound = (
        "dispatched",
        "acknowledged",
        "enroute",
        "delayed",
        "mustered",
        "staged",
        "lost_contact",
        "onscene",
    )
    return (
        state("acknowledged", "Acknowledged", "已签收", "dispatched"),
        state(
            "enroute", "En route", "赶赴现场", "dispatched", "acknowledged", "delayed", "mustered", "staged"
        ),
        state("onscene", "On scene", "到达现场", "acknowledged", "enroute", "delayed", "mustered", "staged"),
        state("cleared", "Cleared", "处警结束", "onscene", "mustered", "staged", "lost_contact"),
        EntryView(
            "delay",
            "延误 …" if zh else "Delayed …",
            form=reason(),
            states=frozenset({"dispatched", "enroute"}),
        ),
        EntryView("cancel", "取消派警 …" if zh else "Cancel order …", form=reason(), states=frozenset(bound)),
        EntryView("headcount", "点验人数 …" if zh else "Head-count …", "⇧H", muster=True),
        EntryView(
            "there",
            "已到集结点" if zh else "Is at the rally point",
            "V",
            values=(("area", "rally"),),
            muster=True,
        ),
        EntryView(
            "there",
            "已到岗位" if zh else "Is at its post",
            values=(("area", "post"),),
            muster=True,
            posted=True,
        ),
    )
