"""PROTOCOL.md's tables, made from the types themselves. `python -m console.wire.protocol_tables` writes them anew.

A test holds the document against this, so that neither can change alone. Pure but for `main`.
"""

from __future__ import annotations

import enum
import sys
import types
import typing
from pathlib import Path
from typing import Any, Final

import msgspec

from console.domain.base.message import Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.entities import Call, CallState, Channel, Report, Sealed
from console.domain.cases.flow import CaseAction, FlowMove, FlowStep, FrozenFlow, RegisteredFlow, StepClock
from console.domain.decide import AnyCommand
from console.domain.evolve import AnyEvent, Recorded
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState, Note
from console.domain.musters.entities import (
    Activation,
    Area,
    BaselineUnit,
    CoverGap,
    Gate,
    GateStatus,
    ItemStatus,
    Muster,
    MusterState,
    MusterUnit,
    NotCounted,
    PostStatus,
)
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import (
    ChecklistItem,
    ClockModel,
    CountPolicy,
    MusterLimits,
    MusterMode,
    MusterPlan,
    Post,
    PostKind,
)
from console.domain.orders.commands import UnitChoice
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.entities import Closure, Force, Registrable, UnitKind, Wind
from console.domain.runs.entities import Run, RunState

from . import messages as m
from . import muster_messages as mm
from .codec import BOUNDS, CLIENT_TYPES, DEFAULT_BOUND, HUB_TYPES, SUBMIT_BOUND, tag_of

DOCUMENT: Final = Path(__file__).with_name("PROTOCOL.md")
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"

_PARTS: Final[tuple[type[msgspec.Struct], ...]] = (
    Recorded,
    Stamp,
    Place,
    Report,
    Sealed,
    UnitChoice,
    FlowStep,
    FlowMove,
    m.LookEntry,
    m.CameraAddress,
    m.Advice,
    Note,
    MusterPlan,
    Post,
    ChecklistItem,
    CountPolicy,
    MusterLimits,
    PostAssignment,
    BaselineUnit,
    MusterUnit,
    PostStatus,
    ItemStatus,
    CoverGap,
    GateStatus,
    mm.RallyProposal,
    mm.PlannedUnit,
    mm.MusterProposal,
)
_HELD: Final = (Call, Incident, Order, Closure, Muster, Wind, Run, RegisteredFlow, FrozenFlow)
"""What else the picture holds."""
_UNIONS: Final = {
    frozenset(AnyCommand.__args__): "command",
    frozenset(AnyEvent.__args__): "event",
    frozenset(Registrable.__args__): "registrable",
}


def tables() -> str:
    """All tables as Markdown."""
    return "\n".join(
        [
            "### Messages, client → hub",
            "",
            _messages(CLIENT_TYPES),
            "### Messages, hub → client",
            "",
            _messages(HUB_TYPES),
            "### Commands (inside `submit`)",
            "",
            _structs(AnyCommand.__args__),
            "### Events (inside `recorded`)",
            "",
            _structs(AnyEvent.__args__),
            "### Parts",
            "",
            _structs(_PARTS, tagged=False),
            "### Entities (registered; and in snapshots)",
            "",
            _structs((*Registrable.__args__, *_HELD)),
            "### Enumerations",
            "",
            _enumerations(),
        ]
    )


def _messages(kinds: dict[str, type[m.Message]]) -> str:
    lines = ["| type | fields | at most |", "|---|---|---|"]
    for tag, kind in kinds.items():
        bound = BOUNDS.get(kind, DEFAULT_BOUND)
        text = f"{bound // 1024} KiB"
        if kind is m.Submit:
            text = f"{SUBMIT_BOUND // 1024} KiB; with `register` {bound // 1024} KiB"
        lines.append(f"| `{tag}` | {_fields(kind)} | {text} |")
    return "\n".join(lines) + "\n"


def _structs(kinds: tuple[type[msgspec.Struct], ...], *, tagged: bool = True) -> str:
    lines = ["| type | fields |" if tagged else "| part | fields |", "|---|---|"]
    for kind in kinds:
        name = f"`{tag_of(kind)}`" if tagged else _lower(kind.__name__)
        lines.append(f"| {name} | {_fields(kind)} |")
    return "\n".join(lines) + "\n"


def _fields(kind: type[msgspec.Struct]) -> str:
    hints = typing.get_type_hints(kind)
    out = []
    for field in msgspec.structs.fields(kind):
        optional = "" if field.required else "?"
        out.append(f"`{field.name}{optional}`: {_type(hints[field.name])}")
    return ", ".join(out) or "—"


def _type(hint: Any) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if frozenset(arguments) in _UNIONS:
            return _UNIONS[frozenset(arguments)]
        return " or ".join("nil" if each is type(None) else _type(each) for each in arguments)
    if origin is tuple:
        return f"[{_type(arguments[0])}]"
    if origin is dict:
        return f"{{{_type(arguments[0])}: {_type(arguments[1])}}}"
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _lower(hint.__name__)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        tag = hint.__struct_config__.tag
        return str(tag) if tag else _lower(hint.__name__)
    return str(getattr(hint, "__name__", hint))


def _enumerations() -> str:
    kinds = (
        WorldKind,
        Role,
        Channel,
        CallState,
        IncidentKind,
        IncidentState,
        CaseAction,
        StepClock,
        UnitState,
        OrderState,
        Force,
        UnitKind,
        MusterMode,
        ClockModel,
        PostKind,
        Activation,
        MusterState,
        Area,
        Gate,
        NotCounted,
        RunState,
    )
    lines = ["| name | values |", "|---|---|"]
    for kind in kinds:
        values = ", ".join(f"`{each.value}`" for each in kind)
        lines.append(f"| {_lower(kind.__name__)} | {values} |")
    return "\n".join(lines) + "\n"


def _lower(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def with_tables(document: str) -> str:
    """The document with its tables made anew; raises ValueError when it has no marks for them."""
    before, mark, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("the document has no marks for its tables")
    return f"{before}{BEGIN}\n\n{tables()}\n{END}{after}"


def main() -> int:
    """Write the tables into PROTOCOL.md."""
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
