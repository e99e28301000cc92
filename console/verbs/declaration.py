"""What a verb is, said once and in one place: everything that shows or does verbs is made from this.

    VERBS.asks("reopen", _N("verbs", "Reopen"), "reopen 重开", "", (INCIDENT, REASON), ReopenIncident,
               button=Button(INCIDENTS, 360, menu=True))

    @VERBS.command("dispatch", _N("verbs", "Dispatch units"), "dispatch 派警 d", "U", (INCIDENT, UNITS))
    def dispatch(here: Here, incident: Incident, units: tuple[str, ...]) -> DispatchUnits:
        return dispatching(here, incident.id, units)

Shortcuts, menus, the `?` overlay, the command line and its completion, prompts, the panel's buttons with keys, words
and forms, whether they are dim, the command, its toast and its undo follow. The command has one field for each
parameter; where it takes more than that, a function makes it, with one argument for each parameter, read by its kind.
A verb that changes only this console is a `handler` and returns `Words` where it fails. Texts are English sources of
the context "verbs". Data only; Qt main thread.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import partial
from typing import Any, Final, TypedDict, Unpack

from console.desk.letters import TakeBack
from console.desk.seat import Seat, Thing
from console.domain.base.message import Refusal
from console.domain.base.refusals import Code
from console.domain.decide import AnyCommand
from console.verbs.here import Here
from console.verbs.kind import Kind
from console.words.said import Words
from widgets.incident.buttons import Field
from widgets.muster.view import Page
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

Values = Mapping[str, str]
"""Canonical values (ids and codes) by the names of parameters."""

CONFIRM: Final = "Ctrl+Return"
"""The chord of the teal button, which confirms any form that is open in the panel."""


class Group(StrEnum):
    """Heading in menus and in the `?` overlay."""

    INTAKE = _N("verbs", "Intake")
    INCIDENT = _N("verbs", "Incident")
    UNITS = _N("verbs", "Units")
    CASE = _N("verbs", "Case")
    VIEW = _N("verbs", "View")
    MUSTER = _N("verbs", "Muster")
    EXERCISE = _N("verbs", "Exercise")
    PAST = _N("verbs", "Past")
    CONSOLE = _N("verbs", "Console")


class Spot(Enum):
    """Where a verb can be found besides the command line, and what it is about there."""

    CALL = ("call", Thing.CALL)
    """The incident panel, a waiting call being shown."""
    EMERGENCY = ("emergency", Thing.INCIDENT)
    CASE = ("case", Thing.INCIDENT)
    ROW = ("row", Thing.UNIT)
    """A unit's row in the incident panel."""
    MUSTER_ROW = ("muster_row", Thing.UNIT)
    """The same, where an ordered muster asks for the unit."""
    UNIT = ("unit", Thing.UNIT)
    """The unit list's detail."""
    MAP_UNIT = ("map_unit", Thing.UNIT)
    MAP_INCIDENT = ("map_incident", Thing.INCIDENT)
    MAP_CAMERA = ("map_camera", Thing.CAMERA)
    MAP_CLOSURE = ("map_closure", Thing.CLOSURE)
    MAP_GROUND = ("map_ground", Thing.GROUND)

    @property
    def thing(self) -> Thing:
        """What a verb is about there."""
        return self.value[1]


INCIDENTS: Final = (Spot.EMERGENCY, Spot.CASE)


@dataclass(frozen=True, slots=True)
class Param:
    """One thing that a verb needs."""

    name: str
    kind: Kind
    ask: str = ""
    """Words of the prompt."""
    implied: Callable[[Here, Values], str] | None = None
    """Where it is taken from when nobody names it."""
    optional: bool = False
    wanted: Callable[[Here, Values], bool] | None = None
    """Asked for only where this holds."""
    preset: bool = False
    """The first thing offered stands ready: Enter alone takes it."""
    typed: bool = True
    """It may be named in the command line; else it is implied or handed over."""
    filled: Callable[[Seat], str] | None = None
    """What stands in its field of a form."""
    field: str = ""
    """The command's field for it; empty: its own name, or that with `_id`."""

    def is_wanted(self, here: Here, values: Values) -> bool:
        """Whether the verb cannot be done without it."""
        return not self.optional if self.wanted is None else self.wanted(here, values)


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the incident panel, or an entry of its menu."""

    at: tuple[Spot, ...]
    order: int
    """Place among all buttons and menu entries of the panel."""
    words: str = ""
    """Empty: the words of the verb."""
    menu: bool = False
    """It stands in the menu only."""
    always: bool = False
    """Shown dim when not possible now; others are left out until they are."""
    primary: bool = False
    """One of those that share the teal button."""
    teal_words: Callable[[Here], str] | None = None
    title: Callable[[Here], str] | None = None
    """Title of its form; None: its words and the number of what is shown."""
    field: Field = Field.NONE
    key: str = ""
    """The key that is printed; empty: the verb's first."""
    forgives: frozenset[Code] = frozenset()
    """What its form can mend: it is possible in spite of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu of a unit's row, a button of the unit list, or an entry of the map's menu."""

    at: tuple[Spot, ...]
    order: int
    words: str = ""
    """Empty: the words of the verb."""
    values: tuple[tuple[str, str], ...] = ()
    """What goes without asking."""
    when: Callable[[Here, str], bool] | None = None
    """Offered only for such a thing, by its id."""
    states: frozenset[str] = frozenset()
    """Unit state codes in which a row offers it."""
    posted: bool = False
    """Only for a unit that was sent to a post."""
    keyed: bool = False
    """The verb's key does the same, and is printed."""
    says_why: bool = False
    """Its form does not do without a reason, though the verb does."""


@dataclass(frozen=True, slots=True)
class Also:
    """A command that goes along under another verb's words."""

    verb: str
    command: AnyCommand
    about: str | Words


@dataclass(frozen=True, slots=True)
class NotNow:
    """There is no occasion for it: nothing is sent, no button is shown, and the rules' own words say why."""

    command: AnyCommand
    """What they are asked about, once somebody wants to know."""


Built = AnyCommand | tuple[AnyCommand | Also, ...] | NotNow | Refusal | Words | None
"""What a verb's function makes: commands, why there are none (in code or words), or nothing: it is done."""

Function = Callable[..., Built]


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """One verb."""

    id: str
    group: Group
    text: str
    """Words of menus, prompts and toasts."""
    words: tuple[str, ...]
    """Of the command line: first the English one, then the Chinese one, then further ones; all without blanks."""
    keys: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    do: Function = lambda *_, **__: None
    sends: bool = True
    """It is a command; else it changes this console only."""
    local_keys: tuple[str, ...] = ()
    """Keys that a widget handles itself, or that are another verb's: shown, not bound."""
    takes_over: Callable[[Here], bool] | None = None
    """When the verb's local keys are its own, though they are another verb's."""
    ready: Callable[[Here], Words | None] | None = None
    """What stands against its key in words, before anything is asked for; None: nothing."""
    page: Page | None = None
    """Page of a muster that its key brings to the front."""
    confirm: bool = False
    """Asked once, though there is nothing to fill in."""
    chord: str = ""
    """Said when Enter alone is tried in its form: only Ctrl+Enter confirms."""
    repeats: bool = False
    """The key may be held down."""
    button: Button | None = None
    entries: tuple[Entry, ...] = ()
    trial: Function | None = None
    """What the rules are asked about instead of what the verb would send."""
    about: Callable[[Here, Any, Values], str] | None = None
    """What the toast of a command says it is about; None: the thing that the verb is about."""
    undo: TakeBack | None = None

    def build(self, here: Here, values: Values, *, trial: bool = False) -> Built:
        """What the function makes of these values."""
        read: dict[str, object] = {}
        for param in self.params:
            if param.name in values:
                found = param.kind.read(values[param.name], here)
                if isinstance(found, Refusal):
                    return found
                read[param.name] = found
        return (self.trial if trial and self.trial is not None else self.do)(here, **read)

    def button_at(self, spot: Spot) -> Button | None:
        """Its button there; None where it has none."""
        return self.button if self.button is not None and spot in self.button.at else None

    def param_at(self, spot: Spot) -> Param:
        """The parameter that the thing of a spot is given to."""
        return next(one for one in self.params if one.kind.thing is spot.thing)

    def word_in(self, *, chinese: bool) -> str:
        """The word that is shown and completed."""
        return self.words[1 if chinese else 0]

    def all_keys(self) -> tuple[str, ...]:
        """Bound or not."""
        return self.keys + self.local_keys


class More(TypedDict, total=False):
    """Further fields of a `Verb`."""

    local_keys: tuple[str, ...]
    takes_over: Callable[[Here], bool]
    ready: Callable[[Here], Words | None]
    page: Page
    confirm: bool
    chord: str
    repeats: bool
    button: Button
    entries: tuple[Entry, ...]
    trial: Function
    about: Callable[[Here, Any, Values], str]
    undo: TakeBack


Params = tuple[Param, ...]

Declare = Callable[[Function], Verb]


class Verbs:
    """The verbs of one file, in the order of the `?` overlay. `words` and `keys` are parted by blanks."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._found: list[Verb] = []

    def __iter__(self) -> Iterator[Verb]:
        return iter(self._found)

    def command(
        self, id_: str, text: str, words: str, keys: str = "", params: Params = (), **more: Unpack[More]
    ) -> Declare:
        """Declares a verb that asks the hub for something."""
        return partial(self._enter, id_, text, words, keys, params, True, more)

    def asks(
        self,
        id_: str,
        text: str,
        words: str,
        keys: str,
        params: Params,
        command: Callable[..., AnyCommand],
        **more: Unpack[More],
    ) -> Verb:
        """Declares a verb whose command has a field for each of its parameters; things are named there by their ids.

        Raises TypeError where the command lacks a field.
        """
        known = inspect.signature(command).parameters
        fields = {
            one.name: one.field or (one.name if one.name in known else f"{one.name}_id") for one in params
        }
        if not known.keys() >= {*fields.values()}:
            raise TypeError(f"verb {id_}: its command has not all of the fields {list(fields.values())}")

        def do(_: Here, **read: Any) -> AnyCommand:
            return command(**{fields[name]: getattr(one, "id", one) for name, one in read.items()})

        verb = Verb(id_, self._group, text, (*words.split(),), (*keys.split(),), params, do, **more)
        self._found.append(verb)
        return verb

    def handler(
        self, id_: str, text: str, words: str, keys: str = "", params: Params = (), **more: Unpack[More]
    ) -> Declare:
        """Declares a verb that changes this console only."""
        return partial(self._enter, id_, text, words, keys, params, False, more)

    def simply(
        self,
        id_: str,
        text: str,
        words: str,
        keys: str,
        do: Callable[[Here], Words | None],
        **more: Unpack[More],
    ) -> Verb:
        """Declares a verb without parameters that changes this console only."""
        return self.handler(id_, text, words, keys, **more)(do)

    def _enter(
        self,
        id_: str,
        text: str,
        words: str,
        keys: str,
        params: Params,
        sends: bool,
        more: More,
        do: Function,
    ) -> Verb:
        taken, named = list(inspect.signature(do).parameters)[1:], [one.name for one in params]
        if taken != named:
            raise TypeError(f"verb {id_}: its function takes {taken}, its parameters are {named}")
        verb = Verb(id_, self._group, text, (*words.split(),), (*keys.split(),), params, do, sends, **more)
        self._found.append(verb)
        return verb
