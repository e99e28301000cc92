"""What a verb is: its group, its words and keys, and the parameters it needs. Data only.

Used by the tables of verbs (`verb_table`, `muster_verbs`) and by everything that reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from widgets.translate_noop import QT_TRANSLATE_NOOP as _N


class Kind(StrEnum):
    """What a parameter can be."""

    CALL = "call"
    INCIDENT = "incident"
    UNIT = "unit"
    UNITS = "units"
    BOUND_UNIT = "bound_unit"
    """A unit with an open order; of the selected incident first."""
    TYPE = "type"
    LEVEL = "level"
    DEPARTMENT = "department"
    STATE = "state"
    DISPOSITION = "disposition"
    RATING = "rating"
    THING = "thing"
    """Anything with an id: incident, call, unit, camera, sensor."""
    CAMERA = "camera"
    LANGUAGE = "language"
    PERSPECTIVE = "perspective"
    DOCK = "dock"
    LAYOUT = "layout"
    SEAT = "seat"
    CLOSURE = "closure"
    TEXT = "text"
    """The rest of the line."""
    PLAN = "plan"
    RALLY = "rally"
    """A proposed rally point, or a place of the gazetteer."""
    AREA = "area"
    """Rally point, scene or post."""
    POST = "post"
    ITEM = "item"
    """A checklist item that is open."""
    DONE_ITEM = "done_item"
    """A checklist item with evidence."""
    HEADS = "heads"
    """Officers, and after a plus auxiliaries and civil defence."""
    METRES = "metres"
    PHASE = "phase"
    COVER_REASON = "cover_reason"
    END_REASON = "end_reason"
    HANDLING = "handling"


WORDED = frozenset({Kind.DISPOSITION, Kind.COVER_REASON, Kind.END_REASON, Kind.HANDLING})
"""Kinds with standard phrases where words of one's own are as good."""


class Group(StrEnum):
    """Heading in menus and in the `?` overlay."""

    INTAKE = _N("verbs", "Intake")
    INCIDENT = _N("verbs", "Incident")
    UNITS = _N("verbs", "Units")
    CASE = _N("verbs", "Case")
    VIEW = _N("verbs", "View")
    MUSTER = _N("verbs", "Muster")
    EXERCISE = _N("verbs", "Exercise")
    CONSOLE = _N("verbs", "Console")


@dataclass(frozen=True, slots=True)
class Param:
    """One thing that a verb needs. `implied`: taken from the selection when not named."""

    name: str
    kind: Kind
    ask: str = ""
    """Words of the prompt."""
    implied: bool = False
    optional: bool = False
    preset: bool = False
    """The first thing offered stands ready: Enter alone takes it."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One action."""

    id: str
    group: Group
    text: str
    words: tuple[str, ...]
    """First the English word, then the Chinese one, then further ones; all without blanks."""
    keys: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    local_keys: tuple[str, ...] = ()
    """Keys that a widget handles itself: shown in `?`, not bound again."""


def verb(
    id_: str,
    group: Group,
    text: str,
    words: str,
    keys: tuple[str, ...] = (),
    params: tuple[Param, ...] = (),
    local: tuple[str, ...] = (),
) -> Verb:
    """A row of a table of verbs; `words` are separated by blanks, English first."""
    return Verb(id_, group, text, tuple(words.split()), keys, params, local)
