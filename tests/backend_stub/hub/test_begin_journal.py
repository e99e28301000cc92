"""What a new journal begins with: its opening, the shipped case flow, then the town."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import OpenedHub, begin_journal, open_hub
from console.domain.base.roles import Stream, WorldKind
from console.domain.cases.flow import SHIPPED
from console.domain.cases.running import in_force
from console.domain.registry.entities import Registrable
from console.domain.registry.events import JournalOpened, Registered
from console.planning.plan_cards import shipped_definitions

from .scene import FIRE

OWN = replace(SHIPPED, id="songting-1", name_en="Songting's flow")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenedHub]:
    made = open_hub(tmp_path, load_or_make_keys(tmp_path))
    yield made
    made.access.close()
    made.store.close()


def test_a_new_journal_registers_the_shipped_flow_before_the_town(opened: OpenedHub) -> None:
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    events = [one.event for one in opened.store.read_events(Stream.OPS, 1, opened.hub.picture.seq)]
    assert isinstance(events[0], JournalOpened)
    own: tuple[Registrable, ...] = (SHIPPED, *shipped_definitions(), FIRE)
    assert events[1:] == [Registered(entity=one) for one in own]
    assert opened.hub.picture.definitions["FIRE"].card == "major-fire"
    assert in_force(opened.hub.picture) == SHIPPED


def test_a_towns_own_flow_is_in_force_from_the_beginning(opened: OpenedHub) -> None:
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE, OWN))
    assert in_force(opened.hub.picture) == OWN


def test_a_journal_that_has_begun_is_left_as_it_is(opened: OpenedHub) -> None:
    begin_journal(opened, WorldKind.DEMO, "songting", ())
    seq = opened.hub.picture.seq
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE, OWN))
    assert opened.hub.picture.seq == seq == 2 + len(shipped_definitions())
