"""The fold as a whole: complete, in order, and nothing changed by what it refuses."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from console.domain.base.errors import GapError, TimeError, UnknownEventError
from console.domain.base.message import ControlEvent, Event, Stamp
from console.domain.base.roles import Role
from console.domain.evolve import FOLDS, AnyEvent, Recorded, evolve
from console.domain.orders.events import ContactLost, UnitDispatched
from console.domain.picture import Picture, encode_picture

from .world import World

STAMP = Stamp(actor="hub", role=Role.SYSTEM, seat="hub")


class FromTheFuture(Event, frozen=True, kw_only=True, tag="from_the_future"):
    """An event type that this version does not know."""


def test_every_event_has_a_fold() -> None:
    kinds = {*Event.__subclasses__(), *ControlEvent.__subclasses__()} - {ControlEvent}
    known = {kind for kind in kinds if kind.__module__.startswith("console.")}
    assert set(FOLDS) == known == set(get_args(AnyEvent))


@pytest.mark.parametrize(
    ("seq", "t_ms", "event", "error"),
    [
        (1, 5_000, FromTheFuture(), UnknownEventError),
        (2, 5_000, ContactLost(unit_id="P-101", last_fix_ms=0), GapError),
        (0, 5_000, ContactLost(unit_id="P-101", last_fix_ms=0), GapError),
        (1, 4_999, ContactLost(unit_id="P-101", last_fix_ms=0), TimeError),
    ],
)
def test_raises_before_any_change(seq: int, t_ms: int, event: Event, error: type[Exception]) -> None:
    world = World()
    world.wait(5_000)
    world.call()
    before = encode_picture(world.picture)
    recorded = Recorded(
        seq=world.picture.seq + seq,
        t_ms=t_ms,
        stamp=STAMP,
        event=event,
    )
    with pytest.raises(error):
        evolve(world.picture, recorded)
    assert encode_picture(world.picture) == before


def test_a_journal_folds_the_same_after_travelling_as_bytes() -> None:
    world = World()
    incident = world.incident("explosion")
    world.dispatch(incident, "P-101", "C-201")
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Recorded)
    again = Picture()
    for recorded in world.journal:
        evolve(again, decoder.decode(encoder.encode(recorded)))
    assert encode_picture(again) == encode_picture(world.picture)


def test_says_which_entities_it_touched() -> None:
    world = World()
    incident = world.incident()
    event = UnitDispatched(
        order_id="O-000001", incident_id=incident, unit_id="P-101", eta_ms=-1, rank=0, override_reason=""
    )
    keys = world.fold(event, STAMP)
    assert keys == [("orders", "O-000001"), ("units", "P-101"), ("incidents", incident)]
