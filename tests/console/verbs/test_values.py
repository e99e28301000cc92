"""What a word can mean, and what may be typed for it."""

from __future__ import annotations

from msgspec.structs import replace

from console.domain.base.message import Refusal, Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.orders.entities import Order
from console.domain.registry.commands import Register
from console.verbs import values as kinds
from console.verbs.kind import Kind
from tests.console.window.whole_console import Console

WORDS: tuple[tuple[Kind, str, str], ...] = (
    (kinds.UNIT, "p-101", "P-101"),
    (kinds.UNIT, "C201", "C-201"),
    (kinds.CAMERA, "1", "CAM-001"),
    (kinds.TYPE, "Gas leak", "gas"),
    (kinds.TYPE, "盗窃", "theft"),
    (kinds.LEVEL, "三级", "3"),
    (kinds.LEVEL, "5", ""),
    (kinds.STATE, "到达", "onscene"),
    (kinds.STATE, "en-route", "enroute"),
    (kinds.STATE, "asleep", ""),
    (kinds.LAYOUT, "4x4", "16"),
    (kinds.LAYOUT, "17", ""),
    (kinds.RATING, "meets", "meets"),
    (kinds.DOCK, "Log", "log"),
    (kinds.DISPOSITION, "False alarm", "false_alarm"),
    (kinds.TEXT, "anything", "anything"),
)


def test_resolves_words(console: Console) -> None:
    for kind, word, value in WORDS:
        assert kind.resolve(word, console.seat) == value, word


def test_every_kind_offers_what_it_resolves(console: Console) -> None:
    console.report("gas")
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    known = [one for one in vars(kinds).values() if isinstance(one, Kind)]
    assert len(known) > 15
    for kind in known:
        offers = kind.completions("", console.seat)
        assert offers or kind in (kinds.TEXT, kinds.CLOSURE)
        for offer in offers:
            assert kind.resolve(offer.text, console.seat) == offer.text, offer
            assert kind.name_of(offer.text, console.seat)


def test_a_unit_without_an_order_is_read_as_a_refusal(console: Console) -> None:
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    here = console.invoker.here
    bound = kinds.BOUND_UNIT.read("P-101", here)
    assert isinstance(bound, Order)
    assert (bound.unit_id, bound.id) == ("P-101", "O-000001")
    free = kinds.BOUND_UNIT.read("P-102", here)
    assert isinstance(free, Refusal)
    assert free.code == Code.UNIT_HAS_NO_ORDER


def test_units_to_send_are_those_that_the_rules_would_send(console: Console) -> None:
    """A reserve was offered like any other, and refused when it was taken."""
    spare = replace(console.seat.world.picture.units["P-102"], id="P-901", reserved=True)
    console.hub.give(Register(entities=(spare,)), Stamp(actor="chen", role=Role.ADMIN, seat="desk-1"))
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    offered = [one.text for one in kinds.UNITS.completions("", console.seat)]
    assert "P-102" in offered
    assert not {"P-101", "P-901"} & {*offered}
