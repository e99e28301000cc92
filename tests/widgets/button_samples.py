"""Buttons as the console makes them of its verbs, with their forms, in the language of the screen. Test support."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from widgets.incident.buttons import ButtonView, Choice, EntryView, Field, FormView

_WORDS = {
    # verb: (order, keys, words)
    "accept": (10, "Ctrl ⏎", "Accept call"),
    "muster": (20, "Ctrl M", "Muster"),
    "recommended": (30, "Ctrl ⏎", "Dispatch"),
    "muster_form": (40, "⇧M", "Edit the order"),
    "posts": (50, "⇧P", "To posts"),
    "declare": (60, "⇧D", "Declare under control"),
    "verify": (70, "⇧V", "Verify control"),
    "cover": (80, "⇧C", "Reason for bare grids"),
    "merge": (100, "M", "Merge"),
    "reject": (110, "X", "Reject"),
    "sign": (130, "S", "Sign"),
    "finish": (140, "H", "Hand in"),
    "escalate": (150, "E", "Escalate"),
    "transfer": (160, "T", "Transfer"),
    "note": (170, "O", "Note"),
    "return": (180, "R", "Return"),
    "close": (200, "Ctrl⇧C", "Close"),
    "activate": (210, "⇧A", "Start the clock"),
    "standdown": (240, "Ctrl⇧D", "Stand down"),
    "extend": (270, "⇧E", "Ask for extension"),
    "type": (300, "Y", "Correct type or level"),
    "urge": (310, "⇧U", "Urge"),
    "major": (340, "L", "Declare major"),
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
        label=QCoreApplication.translate("verbs", "Disposition"),
        missing=QCoreApplication.translate("verbs", "A disposition is needed to close."),
        own_words=True,
        text="remark",
        text_required=False,
        chord=QCoreApplication.translate("verbs", "Closing is confirmed by Ctrl + Enter."),
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


def form(verb: str, pick: dict[str, tuple[Choice, ...]], title: str) -> FormView | None:
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
            return dispositions(pick["dispositions"], title)
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
    verb: str, key: str, pick: dict[str, tuple[Choice, ...]] | None = None, number: str = ""
) -> ButtonView:
    """The button of a verb about a call or incident."""
    _, keys, source = _WORDS[verb]
    words = QCoreApplication.translate("verbs", source)
    return ButtonView(
        verb,
        words,
        keys,
        values=((_SUBJECTS.get(verb, "incident"), key),),
        form=form(verb, pick or {}, f"{words} — {number or key}") if pick else None,
        field=_FIELDS.get(verb, Field.NONE),
        menu=verb in _MENU,
        primary=verb in _PRIMARY,
    )


def buttons(
    verbs: tuple[str, ...],
    key: str,
    pick: dict[str, tuple[Choice, ...]] | None = None,
    number: str = "",
) -> tuple[ButtonView, ...]:
    """Buttons in their order."""
    ordered = sorted(verbs, key=lambda verb: _WORDS[verb][0])
    return tuple(button(verb, key, pick, number) for verb in ordered)


def entries() -> tuple[EntryView, ...]:
    """What can be done to a unit of the panel."""
    tr = QCoreApplication.translate
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

    def state(code: str, words: str, *states: str) -> EntryView:
        return EntryView("proxy", tr("verbs", words), values=(("state", code),), states=frozenset(states))

    return (
        state("acknowledged", "Acknowledged", "dispatched"),
        state("enroute", "En route", "dispatched", "acknowledged", "delayed", "mustered", "staged"),
        state("onscene", "On scene", "acknowledged", "enroute", "delayed", "mustered", "staged"),
        state("cleared", "Cleared", "onscene", "mustered", "staged", "lost_contact"),
        EntryView(
            "delay", tr("verbs", "Delayed …"), form=reason(), states=frozenset({"dispatched", "enroute"})
        ),
        EntryView("cancel", tr("verbs", "Cancel order …"), form=reason(), states=frozenset(bound)),
        EntryView("headcount", tr("verbs", "Head-count …"), "⇧H", muster=True),
        EntryView(
            "there", tr("verbs", "Is at the rally point"), "V", values=(("area", "rally"),), muster=True
        ),
        EntryView(
            "there", tr("verbs", "Is at its post"), values=(("area", "post"),), muster=True, posted=True
        ),
    )
