"""Fields of what is registered: within what can be, at both ends and one beyond."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.orders.states import UnitState
from console.domain.registry.bounds import MAX_RING_NUMBERS, RANGES, is_ring
from console.domain.registry.commands import RaiseSensorAlarm, Register
from console.domain.registry.entities import Registrable
from tests.console.domain.world import World, registry

SAMPLES: dict[str, Registrable] = {str(one.__struct_config__.tag): one for one in registry()}
NUMBERS = [
    (kind, name, *RANGES[name])
    for kind, one in SAMPLES.items()
    for name in one.__struct_fields__
    if name in RANGES
]
SQUARE = (0, 0, 10, 0, 10, 10, 0, 10, 0, 0)


@pytest.fixture
def world() -> World:
    return World()


def refusal(world: World, kind: str, **fields: Any) -> tuple[str, str]:
    """(code, field) of registering the sample of a kind with fields changed; both empty where it is taken."""
    refused = world.ask(Register(entities=(replace(SAMPLES[kind], **fields),)), Role.ADMIN)
    if not isinstance(refused, Refusal):
        return "", ""
    return refused.code, str(refused.fields.get("field", ""))


@pytest.mark.parametrize(("kind", "name", "least", "most"), NUMBERS)
def test_number_beyond_its_range_is_refused_by_its_name(
    world: World, kind: str, name: str, least: int, most: int
) -> None:
    """T8: a limit of 2**62 s or a sensor at 2**62 made the planner fail for ever."""
    assert [refusal(world, kind, **{name: value}) for value in (least, most)] == [("", "")] * 2
    for value in (least - 1, most + 1, 2**62, -(2**62)):
        assert refusal(world, kind, **{name: value}) == (Code.BAD_VALUE, name)


@pytest.mark.parametrize("kind", ["camera", "sensor"])
@pytest.mark.parametrize("place", [(0, 0), (2**62, 1), (1, 900_000_001)])
def test_place_that_is_not_on_earth_is_refused(world: World, kind: str, place: tuple[int, int]) -> None:
    """T8"""
    assert refusal(world, kind, lon_e7=place[0], lat_e7=place[1])[0] == Code.BAD_PLACE


RINGS: dict[str, tuple[int, ...]] = {
    "three numbers": (1, 2, 3),
    "none": (),
    "two corners": (0, 0, 1, 1, 0, 0),
    "open": SQUARE[:-2] + (1, 1),
    "odd": (*SQUARE, 1),
    "on one line": (0, 0, 1, 1, 2, 2, 0, 0),
    "one point": (5, 5) * 5,
    "off the globe": (0, 0, 2**40, 0, 10, 10, 0, 0),
    "endless": (0, 0, *((1, 1, 2, 7) * (MAX_RING_NUMBERS // 4)), 0, 0),
}


@pytest.mark.parametrize("what", RINGS)
def test_ring_that_is_no_outline_is_refused(world: World, what: str) -> None:
    """T8: three numbers, and the planner failed for ever."""
    assert refusal(world, "grid", ring_e7=RINGS[what]) == (Code.BAD_VALUE, "ring_e7")


def test_ring_may_be_written_either_way_round() -> None:
    back = tuple(number for n in range(len(SQUARE) - 2, -1, -2) for number in SQUARE[n : n + 2])
    assert is_ring(SQUARE)
    assert is_ring(back)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"id": ""}, (Code.BAD_VALUE, "id")),
        ({"id": "P\n1"}, (Code.BAD_VALUE, "id")),
        ({"id": "x" * 41}, (Code.BAD_VALUE, "id")),
        ({"name_zh": "\u202e"}, (Code.TEXT_HIDDEN, "name_zh")),
        ({"name_en": "x" * 2_001}, (Code.TEXT_TOO_LONG, "name_en")),
        ({"grids": ("",)}, (Code.BAD_VALUE, "grids")),
        ({"capabilities": ("x" * 41,)}, (Code.BAD_VALUE, "capabilities")),
        ({"grids": tuple(str(n) for n in range(5_001))}, (Code.BAD_VALUE, "grids")),
    ],
)
def test_text_or_list_that_cannot_be_is_refused(
    world: World, fields: dict[str, Any], wrong: tuple[str, str]
) -> None:
    assert refusal(world, "unit", **fields) == wrong


def test_new_unit_begins_idle_and_a_known_one_keeps_what_happened_to_it(world: World) -> None:
    assert refusal(world, "unit", id="P-900", state=UnitState.ONSCENE) == (Code.BAD_VALUE, "state")
    assert refusal(world, "unit", id="P-900", order_id="O-1") == (Code.BAD_VALUE, "state")
    assert refusal(world, "unit", id="P-900", state=UnitState.OUT_OF_SERVICE) == ("", "")
    assert refusal(world, "unit", state=UnitState.ONSCENE) == ("", "")


def test_one_bad_entry_keeps_the_others_out(world: World) -> None:
    good = replace(SAMPLES["camera"], id="CAM-900")
    refused = world.refused(Register(entities=(good, replace(good, id="CAM-901", range_m=-1))), Role.ADMIN)
    assert refused == Code.BAD_VALUE
    assert "CAM-900" not in world.picture.cameras


def test_alarm_with_a_value_that_cannot_be_is_refused(world: World) -> None:
    alarm = RaiseSensorAlarm(sensor_id="SEN-01", value_milli=2**62)
    assert world.refused(alarm, Role.GATEWAY) == Code.BAD_VALUE
