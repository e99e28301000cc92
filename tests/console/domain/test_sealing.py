"""Every text field of every event is decided: sealed under a call's or incident's key, or open; both are documented."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from console.domain.base.message import Event
from console.domain.base.roles import Role
from console.domain.base.sealed_text import SealedText, key_id_of, read_sealed
from console.domain.calls.commands import EraseIncident, EraseReport
from console.domain.evolve import FOLDS, Recorded
from console.domain.incidents.commands import AddNote, CloseIncident
from console.domain.incidents.events import NoteAdded
from console.domain.musters.entities import Activation
from console.domain.musters.events import MusterActivated, MusterEnded, MusterOrdered
from console.domain.musters.plan import MusterPlan
from console.domain.orders.events import OrderDeclined, UnitDispatched
from console.domain.picture import Picture
from console.domain.registry.events import Registered
from console.domain.sealing import OF_CALLS, SEALED, is_erased, subjects, text_key, texts_of, with_texts
from console.wire.codec import tag_of

from .world import World

DOCUMENT = (Path(__file__).parents[3] / "docs" / "sealed-words.md").read_text(encoding="utf-8")
CODES = re.compile(
    r"(?:.*\.)?(?:(?!source_id)\w*_ids?|id|\w*code|grid|leader|lead|assistants|department|rating|taken_by|entered_by|subject|scenario"
    r"|autopilot|live_incident|why|closures|graph_hash|short_grids|officers|skipped|card|post|field|proposal"
    r"|scene_commander|roll_caller)"
)
"""Names of fields that hold an id or a code: what is typed into them is refused or looked up."""


def text_fields(kind: object, path: str = "") -> Iterator[str]:
    """Paths of all texts in a type."""
    if kind is str:
        yield path
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from text_fields(field.type, f"{path}.{field.name}".strip("."))
    else:
        for part in typing.get_args(kind):
            yield from text_fields(part, path)


def documented(heading: str) -> dict[tuple[str, str], str]:
    """(event, field) to the third cell, of the table under a heading."""
    table = DOCUMENT.partition(f"## {heading}")[2].partition("\n## ")[0]
    found = {}
    for event, fields, third in re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", table, re.MULTILINE):
        for field in re.findall(r"`([\w.]+)`", fields):
            found[event, field] = third
    return found


def test_every_text_of_every_event_is_sealed_or_documented_as_open() -> None:
    """T16: a new field has to be thought about."""
    open_fields = documented("Open")
    wanted: set[tuple[str, str]] = set()
    for kind in set(FOLDS) - {Registered}:
        for path in text_fields(kind):
            if path not in SEALED.get(kind, ()) and not CODES.fullmatch(path):
                wanted.add((tag_of(kind), path))
    assert wanted == set(open_fields)


def test_document_tells_each_sealed_field_and_whose_key() -> None:
    told = {
        (tag_of(kind), path): "call" if kind in OF_CALLS else "incident"
        for kind, paths in SEALED.items()
        for path in paths
    }
    assert documented("Sealed, field") == told


@pytest.mark.parametrize("kind", list(SEALED))
def test_each_of_them_is_a_text_of_its_event(kind: type[Event]) -> None:
    assert set(SEALED[kind]) <= set(text_fields(kind))


def test_words_are_replaced_where_there_are_some_and_nowhere_else() -> None:
    note = NoteAdded(incident_id="INC-0001", text="x")
    assert with_texts(note, str.upper) == NoteAdded(incident_id="INC-0001", text="X")
    bare = UnitDispatched(
        order_id="O-1", incident_id="INC-0001", unit_id="P-1", eta_ms=-1, rank=0, override_reason=""
    )
    assert with_texts(bare, lambda text: "never") == bare
    assert list(texts_of(bare)) == []
    plan = MusterPlan(rally=None, work_area_e7=(), posts=(), checklist=(), cover_reason="why")
    ordered = MusterOrdered(muster_id="M-1", plan=plan, required=1, eligible=1)
    changed = with_texts(ordered, str.upper)
    assert isinstance(changed, MusterOrdered)
    assert changed == replace(ordered, plan=replace(plan, cover_reason="WHY"))
    assert list(texts_of(changed)) == ["WHY"]


def test_words_belong_to_the_incident_of_an_order_or_muster_that_has_just_begun() -> None:
    dispatched = UnitDispatched(
        order_id="O-000001", incident_id="INC-0001", unit_id="P-1", eta_ms=-1, rank=0, override_reason="x"
    )
    declined = OrderDeclined(order_id="O-000001", unit_id="P-1", reason="x")
    begun = MusterActivated(
        muster_id="M-0001", incident_id="INC-0002", activation=Activation.LEADER, eligible=0
    )
    ended = MusterEnded(muster_id="M-0001", reason="x")
    told = [subject for _, subject in subjects(Picture(), [dispatched, declined, begun, ended])]
    assert told == ["INC-0001", "INC-0001", "", "INC-0002"]
    with pytest.raises(KeyError):
        list(subjects(Picture(), [ended]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sealed:",
        "sealed:INC-0001.0:short",
        "sealed:INC-0001:" + "A" * 40,
        "sealed:INC-0001.0:" + "A" * 37 + "=",
        "x sealed:INC-0001.0:" + "A" * 40,
        "sealed:INC-0001.0:" + "A" * 40 + "\n",
        "sealed:../x.0:" + "A" * 40,
    ],
)
def test_what_is_not_quite_a_sealed_text_is_none(text: str) -> None:
    assert read_sealed(text) is None


@pytest.mark.parametrize("length", [28, 29, 30, 31, 6000])
def test_sealed_text_is_read_as_it_was_written(length: int) -> None:
    sealed = SealedText(key_id_of("C-000001", 3), bytes(range(256)) * 24)
    sealed = SealedText(sealed.key_id, sealed.body[:length])
    assert read_sealed(str(sealed)) == sealed
    assert (sealed.subject, sealed.erasures) == ("C-000001", 3)


def test_what_was_sealed_before_an_erasure_is_erased_and_what_is_said_after_it_is_not() -> None:
    world = World()
    incident = world.incident()
    before = str(SealedText(text_key(world.picture, incident), bytes(30)))
    world.must(AddNote(incident_id=incident, text=before))
    assert not is_erased(world.picture, before)
    world.must(EraseIncident(incident_id=incident, reason="asked"), Role.ADMIN)
    after = str(SealedText(text_key(world.picture, incident), bytes(30)))
    assert is_erased(world.picture, before)
    assert not is_erased(world.picture, after)
    assert not is_erased(world.picture, "in clear")


def test_erasing_changes_nothing_else_in_the_picture() -> None:
    world = World()
    incident = world.incident()
    world.must(AddNote(incident_id=incident, text="x"))
    world.must(CloseIncident(incident_id=incident, disposition="y"))
    before = world.picture.incidents[incident]
    world.must(EraseIncident(incident_id=incident, reason="asked"), Role.ADMIN)
    call = before.calls[0]
    world.must(EraseReport(call_id=call, reason="asked"), Role.ADMIN)
    assert world.picture.incidents[incident] == before
    assert set(world.picture.erasures) == {incident, call}
    assert isinstance(world.journal[-1], Recorded)
