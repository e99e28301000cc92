"""What can be done from the panel: words, keys and the form that each action needs. Main thread only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets.incident.view import Action

ACTION_KEYS: Final[dict[Action, str]] = {
    Action.DISPATCH: "Ctrl+Return",
    Action.ACCEPT: "Ctrl+Return",
    Action.ESCALATE: "E",
    Action.TRANSFER: "T",
    Action.NOTE: "O",
    Action.RETURN: "R",
    Action.CLOSE: "Ctrl+Shift+C",
    Action.REJECT: "X",
    Action.ATTACH: "M",
    Action.ASSIGN: "G",
    Action.SIGN: "S",
    Action.FINISH: "H",
    Action.REWORK: "B",
    Action.URGE: "Shift+U",
    Action.SUPERVISE: "Shift+S",
    Action.EXTEND: "Shift+E",
    Action.AMEND: "Y",
    Action.MAJOR: "L",
    Action.ACKNOWLEDGE_MAJOR: "Shift+L",
    Action.MUSTER: "Ctrl+M",
    Action.MUSTER_FORM: "Shift+M",
    Action.ACTIVATE: "Shift+A",
    Action.POSTS: "Shift+P",
    Action.NEXT_PHASE: "Shift+N",
    Action.DECLARE: "Shift+D",
    Action.VERIFY: "Shift+V",
    Action.REFUTE: "Shift+X",
    Action.COVER: "Shift+C",
    Action.RECALL: "Shift+B",
    Action.STAND_DOWN: "Ctrl+Shift+D",
}
"""Shortcuts on the selected call, incident or case, as `QKeySequence` reads them."""

ORDER: Final = (
    Action.ACCEPT,
    Action.MUSTER,
    Action.DISPATCH,
    Action.MUSTER_FORM,
    Action.POSTS,
    Action.DECLARE,
    Action.VERIFY,
    Action.COVER,
    Action.RECALL,
    Action.ATTACH,
    Action.REJECT,
    Action.ASSIGN,
    Action.SIGN,
    Action.FINISH,
    Action.ESCALATE,
    Action.TRANSFER,
    Action.NOTE,
    Action.RETURN,
    Action.REWORK,
    Action.CLOSE,
)
"""Actions with a button of their own, in this order; all others are in the menu."""

PRIMARY: Final = (Action.ACCEPT, Action.MUSTER, Action.DISPATCH)
"""Actions of the one teal button: the first that is possible, else the first that is shown."""


class ChoiceSource(StrEnum):
    """Which list of the view a form's choice comes from."""

    NONE = "none"
    DEPARTMENTS = "departments"
    DISPOSITIONS = "dispositions"
    INCIDENTS = "incidents"
    TYPES = "types"
    COVER_REASONS = "cover_reasons"
    END_REASONS = "end_reasons"


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What an action asks before it is done. An action without a spec is done at once."""

    choice: ChoiceSource = ChoiceSource.NONE
    own_words: bool = False
    """The choice may also be typed freely."""
    text: bool = True
    text_required: bool = True
    level: bool = False
    chord: bool = False
    """Only Ctrl+Enter confirms, never Enter alone."""
    prefilled: bool = False
    """The first choice stands there already: Enter takes it."""


FORMS: Final[dict[Action, FormSpec]] = {
    Action.ESCALATE: FormSpec(),
    Action.TRANSFER: FormSpec(choice=ChoiceSource.DEPARTMENTS),
    Action.RETURN: FormSpec(),
    Action.CLOSE: FormSpec(choice=ChoiceSource.DISPOSITIONS, own_words=True, text_required=False, chord=True),
    Action.REJECT: FormSpec(),
    Action.ATTACH: FormSpec(choice=ChoiceSource.INCIDENTS, text=False),
    Action.ASSIGN: FormSpec(choice=ChoiceSource.DEPARTMENTS, text=False),
    Action.FINISH: FormSpec(),
    Action.REWORK: FormSpec(),
    Action.URGE: FormSpec(text_required=False),
    Action.SUPERVISE: FormSpec(text_required=False),
    Action.EXTEND: FormSpec(),
    Action.SUSPEND: FormSpec(),
    Action.REOPEN: FormSpec(),
    Action.MAJOR: FormSpec(text=False),
    Action.AMEND: FormSpec(choice=ChoiceSource.TYPES, text=False, level=True),
    Action.REFUTE: FormSpec(),
    Action.COVER: FormSpec(choice=ChoiceSource.COVER_REASONS, own_words=True, text=False, prefilled=True),
    Action.STAND_DOWN: FormSpec(
        choice=ChoiceSource.END_REASONS, own_words=True, text=False, chord=True, prefilled=True
    ),
}
MUSTER_UNCOVERS: Final = FormSpec(
    choice=ChoiceSource.COVER_REASONS, own_words=True, text=False, prefilled=True
)
"""Asked before a muster order that leaves grids below their minimum."""


def action_words() -> dict[Action, str]:
    """Return the words of every action."""
    tr = QCoreApplication.translate
    return {
        Action.DISPATCH: tr("actions", "Dispatch"),
        Action.ACCEPT: tr("actions", "Accept call"),
        Action.ESCALATE: tr("actions", "Escalate"),
        Action.TRANSFER: tr("actions", "Transfer"),
        Action.NOTE: tr("actions", "Note"),
        Action.RETURN: tr("actions", "Return"),
        Action.CLOSE: tr("actions", "Close"),
        Action.REJECT: tr("actions", "Reject"),
        Action.ATTACH: tr("actions", "Merge"),
        Action.SIGN: tr("actions", "Sign"),
        Action.FINISH: tr("actions", "Hand in"),
        Action.REWORK: tr("actions", "Rework"),
        Action.URGE: tr("actions", "Urge"),
        Action.SUPERVISE: tr("actions", "Supervise"),
        Action.EXTEND: tr("actions", "Ask for extension"),
        Action.SUSPEND: tr("actions", "Grant extension"),
        Action.RESUME: tr("actions", "Resume"),
        Action.REOPEN: tr("actions", "Reopen"),
        Action.MAJOR: tr("actions", "Declare major"),
        Action.ACKNOWLEDGE_MAJOR: tr("actions", "Acknowledge major"),
        Action.ASSIGN: tr("actions", "Assign"),
        Action.AMEND: tr("actions", "Correct type or level"),
        Action.MUSTER: tr("actions", "Muster"),
        Action.MUSTER_FORM: tr("actions", "Edit the order"),
        Action.ACTIVATE: tr("actions", "Start the clock"),
        Action.POSTS: tr("actions", "To posts"),
        Action.NEXT_PHASE: tr("actions", "Order next phase"),
        Action.DECLARE: tr("actions", "Declare under control"),
        Action.VERIFY: tr("actions", "Verify control"),
        Action.REFUTE: tr("actions", "Refute declaration"),
        Action.COVER: tr("actions", "Reason for bare grids"),
        Action.RECALL: tr("actions", "Recall reserves"),
        Action.STAND_DOWN: tr("actions", "Stand down"),
    }


def keys_words(action: Action) -> str:
    """Return an action's key as it is printed on its button: `E`, `Ctrl ⏎`, `Ctrl⇧C`."""
    keys = ACTION_KEYS.get(action, "")
    for sign, shown in (
        ("Ctrl+Return", "Ctrl ⏎"),
        ("Ctrl+Shift+", "Ctrl⇧"),
        ("Shift+", "⇧"),
        ("Ctrl+", "Ctrl "),
    ):
        keys = keys.replace(sign, shown)
    return keys
