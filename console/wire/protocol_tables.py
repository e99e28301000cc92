"""PROTOCOL.md's tables, made from types and permissions. `python -m console.wire.protocol_tables` rewrites them.

A test holds the document against this, so that neither can change alone. Pure but for `main`.
"""

from __future__ import annotations

import enum
import sys
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from console.domain.base import limits
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, Stream
from console.domain.evolve import FOLDS
from console.domain.exercise.entities import ControlNote
from console.domain.hashing import PictureHash
from console.domain.musters.entities import NotCounted
from console.domain.permissions import RIGHTS, ROLES_OF
from console.domain.picture import AnyPicture, ControlPicture, Picture, encode_parts, new_picture
from console.domain.registry import bounds
from console.domain.registry.bounds import RANGES
from console.domain.registry.entities import Registrable

from . import messages as m
from .codec import BOUNDS, CLIENT_TYPES, DEFAULT_BOUND, HUB_TYPES, SUBMIT_BOUND, tag_of
from .shapes import MAX_ROWS

DOCUMENT: Final = Path(__file__).with_name("PROTOCOL.md")
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"

_HELD: Final = tuple(
    typing.get_args(typing.get_type_hints(kind)[name])[1]
    for kind in (Picture, ControlPicture)
    for name in kind.collections
)
"""What pictures hold."""
_ENTITIES: Final = tuple(dict.fromkeys((*Registrable.__args__, *_HELD)))
_UNIONS: Final = {
    frozenset(ROLES_OF): "command",
    frozenset(FOLDS): "event",
    frozenset(Registrable.__args__): "registrable",
}


def _reached() -> list[type[Any]]:
    """Every struct and enumeration that is sent, stored or held, in the order in which fields lead to them.

    `NotCounted` is told as a plain string, so that no field leads to it.
    """
    found: dict[type[Any], None] = {}

    def visit(hint: Any) -> None:
        for inner in typing.get_args(hint):
            visit(inner)
        if hint in found or not (isinstance(hint, type) and issubclass(hint, msgspec.Struct | enum.Enum)):
            return
        found[hint] = None
        if issubclass(hint, msgspec.Struct):
            for inner in typing.get_type_hints(hint).values():
                visit(inner)

    for root in (*CLIENT_TYPES.values(), *HUB_TYPES.values(), *ROLES_OF, *FOLDS, *_ENTITIES, NotCounted):
        visit(root)
    return list(found)


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
            "### Commands (inside `submit`), and who may give them",
            "",
            _commands(),
            "### Rights, and who has them",
            "",
            _rights(),
            "### Events (inside `recorded`)",
            "",
            _structs(FOLDS),
            "### Parts",
            "",
            _structs(_parts(), tagged=False),
            "### Entities (registered; and in snapshots)",
            "",
            _structs(_ENTITIES),
            "### Pictures (what a snapshot holds)",
            "",
            _pictures(),
            "### A hash to check a client by",
            "",
            _example(),
            "### Refusals of the rules",
            "",
            _codes(),
            "### Bounds",
            "",
            _bounds(),
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


def _parts() -> list[type[msgspec.Struct]]:
    return [
        kind for kind in _reached() if issubclass(kind, msgspec.Struct) and not kind.__struct_config__.tag
    ]


def _structs(kinds: Iterable[type[msgspec.Struct]], *, tagged: bool = True) -> str:
    lines = ["| type | fields |" if tagged else "| part | fields |", "|---|---|"]
    for kind in kinds:
        name = f"`{tag_of(kind)}`" if tagged else _lower(kind.__name__)
        lines.append(f"| {name} | {_fields(kind)} |")
    return "\n".join(lines) + "\n"


def _fields(kind: type[msgspec.Struct]) -> str:
    hints = typing.get_type_hints(kind)
    out = []
    for field in msgspec.structs.fields(kind):
        if field.required:
            out.append(f"`{field.name}`: {_type(hints[field.name])}")
        else:
            out.append(f"`{field.name}?`: {_type(hints[field.name])} = {_default(field)}")
    return ", ".join(out) or "—"


def _default(field: msgspec.structs.FieldInfo) -> str:
    value = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    if isinstance(value, msgspec.Struct):
        return "all as there"
    return "nil" if value is None else f"`{msgspec.json.encode(value).decode()}`"


def _commands() -> str:
    lines = ["| type | fields | roles |", "|---|---|---|"]
    for kind in ROLES_OF:
        lines.append(f"| `{tag_of(kind)}` | {_fields(kind)} | {_roles(ROLES_OF[kind])} |")
    return "\n".join(lines) + "\n"


def _rights() -> str:
    lines = ["| right | what | roles |", "|---|---|---|"]
    for right, roles in RIGHTS.items():
        lines.append(f"| `{right.name.lower()}` | {right.value} | {_roles(roles)} |")
    return "\n".join(lines) + "\n"


def _roles(roles: frozenset[Role]) -> str:
    return ", ".join(role.value for role in Role if role in roles)


def _pictures() -> str:
    lines = ["| stream | fields | collections |", "|---|---|---|"]
    for stream in Stream:
        picture = new_picture(stream)
        head = ", ".join(f"`{name}`" for name in msgspec.msgpack.decode(encode_parts(picture)["head"]))
        lines.append(
            f"| `{stream.value}` | {head} | {', '.join(f'`{name}`' for name in picture.collections)} |"
        )
    return "\n".join(lines) + "\n"


def _example() -> str:
    """Two small pictures: what is hashed of an entity, and the sum."""
    first = ControlNote(id="N-0001", t_ms=5, actor="zhou", text="slow")
    second = ControlNote(id="N-0002", t_ms=70_000, actor="孙", text="")
    lines = ["| picture of `control` | msgpack of each `[collection, id, entity]` | hash |", "|---|---|---|"]
    for notes in ((), (first,), (first, second)):
        picture: AnyPicture = ControlPicture(notes={note.id: note for note in notes})
        hashed = (msgspec.msgpack.encode(("notes", note.id, note)).hex() for note in notes)
        words = ", ".join(note.id for note in notes) or "empty"
        lines.append(
            f"| {words} | {'; '.join(f'`{one}`' for one in hashed)} | `{PictureHash(picture).hexdigest()}` |"
        )
    return "\n".join(lines) + "\n"


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


def _codes() -> str:
    """Those before the first of the service, which the document explains one by one."""
    names = list(Code)
    return ", ".join(f"`{code.value}`" for code in names[: names.index(Code.MALFORMED)]) + "\n"


def _bounds() -> str:
    lines = ["| what | least | most |", "|---|---|---|"]
    for name, (least, most) in RANGES.items():
        lines.append(f"| `{name}` of what is registered | {least} | {most} |")
    most_of = {
        "characters of a text": limits.MAX_TEXT,
        "characters of an id that is registered": bounds.MAX_ID,
        "numbers of a grid's `ring_e7`, closed, of at least three corners": bounds.MAX_RING_NUMBERS,
        "entries of one `register`": limits.MAX_REGISTERED_AT_ONCE,
        "calls of one command": limits.MAX_CALLS_AT_ONCE,
        "units of one `dispatch_units`": limits.MAX_UNITS_PER_DISPATCH,
        "notes that an incident keeps": limits.MAX_NOTES,
        "units or grids of one telemetry message": MAX_ROWS,
    }
    lines += [f"| {what} | 0 | {most} |" for what, most in most_of.items()]
    return "\n".join(lines) + "\n"


def _enumerations() -> str:
    lines = ["| name | values |", "|---|---|"]
    for kind in (one for one in _reached() if issubclass(one, enum.Enum)):
        values = ", ".join(f"`{each.value}`" for each in kind)
        lines.append(f"| {_lower(kind.__name__)} | {values} |")
    return "\n".join(lines) + "\n"


def _lower(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def with_tables(document: str) -> str:
    """The document with its tables rewritten; raises ValueError when it has no marks for them."""
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
