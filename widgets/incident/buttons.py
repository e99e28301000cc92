"""What can be done, as plain frozen values: a button with its words, its key and what it asks for.

A widget shows them and hands back the name of the verb with the values that it collected; what a verb is it does not
know. Words and keys arrive as they are printed. Used by the incident panel and by the unit list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Values = tuple[tuple[str, str], ...]
"""Values by name, as a button carries them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: type, department, disposition, incident."""

    key: str
    name: str
    search: str = ""
    """Lower case, both languages; empty: the name."""
    level: int = 0
    """Default level of an incident type, or the level of an incident; 0: none."""


@dataclass(frozen=True, slots=True)
class FormView:
    """What is asked before something is done: one choice, one line of words, one level, whichever has a name."""

    title: str
    choice: str = ""
    """Name of the chosen value; empty: there is nothing to choose."""
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    """Key that stands there already."""
    label: str = ""
    missing: str = ""
    """What is said while nothing is chosen."""
    own_words: bool = False
    """The choice may also be typed freely; what stands there already gives way to what is typed."""
    text: str = ""
    """Name of the words."""
    text_required: bool = True
    level: str = ""
    """Name of the level."""
    level_now: int = 0
    chord: str = ""
    """Said when Enter alone is tried: only Ctrl+Enter confirms. Empty: Enter does."""


class Field(StrEnum):
    """Parts of the incident panel that a button takes its values from, instead of a form."""

    NONE = ""
    NOTE = "note"
    """The line below the log; its value is named `text`."""
    CALLER = "caller"
    """Type and level of a waiting call, which must be chosen."""
    UNITS = "units"
    """The ticked units: the button says how many they are."""


@dataclass(frozen=True, slots=True)
class ButtonView:
    """One thing that can be done. What is not listed is not shown at all."""

    verb: str
    words: str
    keys: str = ""
    """As printed: `E`, `Ctrl ⏎`, `Ctrl⇧C`."""
    why_not: str = ""
    """Empty: possible. Otherwise the reason in words, shown as tool tip of the disabled button."""
    values: Values = ()
    """What it is about, and whatever else goes without asking."""
    form: FormView | None = None
    """None: done at once."""
    field: Field = Field.NONE
    menu: bool = False
    """It has no button of its own: it stands in the menu."""
    primary: bool = False
    """It may have the one teal button: the first that is possible, else the first that is shown."""
    teal_words: str = ""
    """What stands on the teal button; empty: the same words."""
    due: bool = False
    """The step to take next: it has the teal button while there is nobody to dispatch."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing that can be done to a unit of the panel, in the menu of its row."""

    verb: str
    words: str
    keys: str = ""
    unit: str = "unit"
    """Name of the value that says which unit."""
    values: Values = ()
    form: FormView | None = None
    """Asked first, under a title of its own."""
    states: frozenset[str] = frozenset()
    """Unit state codes in which it is offered."""
    muster: bool = False
    """Of a unit that an ordered muster asks for, whatever its state."""
    posted: bool = False
    """Only of a unit that was sent to a post."""
