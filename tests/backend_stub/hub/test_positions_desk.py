"""Positions at the door: only of units that there are, on earth, from the one seat that speaks for them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backend_stub.hub.positions_desk import OWNED_S, PositionsDesk
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.picture import Picture
from console.wire import codec
from console.wire import messages as m
from tests.console.wire.samples import ETA

from .house import Client, House
from .scene import UNIT

Row = tuple[str, int, int, int, int, int]
GOOD: Row = ("P-101", 1_178_000_000, 366_000_000, 90, 1_300, 0)


def batch(*rows: Row, t_ms: int = 9) -> m.Positions:
    """One batch of these (unit, lon, lat, bearing, speed, age)."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(6)]
    ids, lon, lat, bearing, speed, age = columns
    pack = [
        struct.pack(f"<{len(rows)}{code}", *column)
        for code, column in zip("iihhi", (lon, lat, bearing, speed, age), strict=True)
    ]
    return m.Positions(
        t_ms=t_ms,
        unit_ids=tuple(str(one) for one in ids),
        lon_i32=pack[0],
        lat_i32=pack[1],
        bearing_i16=pack[2],
        speed_cmps_i16=pack[3],
        age_ms_i32=pack[4],
    )


@pytest.fixture
def picture() -> Picture:
    picture = Picture()
    picture.units[UNIT.id] = UNIT
    return picture


BAD: list[Row] = [
    ("P-999", *GOOD[1:]),
    ("", *GOOD[1:]),
    (GOOD[0], 2_000_000_000, *GOOD[2:]),
    (*GOOD[:2], -900_000_001, *GOOD[3:]),
    (*GOOD[:3], 361, *GOOD[4:]),
    (*GOOD[:4], -2, 0),
    (*GOOD[:5], -2_147_483_648),
]


@pytest.mark.parametrize("row", BAD)
@pytest.mark.expects_log("left out")
def test_row_that_cannot_be_is_left_out(picture: Picture, row: Row) -> None:
    """T9: made-up units filled every console's memory."""
    desk = PositionsDesk()
    assert desk.relayed("TOWN", batch(row), picture, 0.0) == batch()
    if row[0] != GOOD[0]:
        assert desk.relayed("TOWN", batch(row, GOOD), picture, 0.0) == batch(GOOD)


def test_batch_in_which_all_is_well_goes_on_as_it_is(picture: Picture) -> None:
    whole = batch(GOOD)
    assert PositionsDesk().relayed("TOWN", whole, picture, 0.0) is whole


@pytest.mark.expects_log("left out")
def test_unit_belongs_to_the_seat_that_told_it_until_that_one_is_silent(picture: Picture) -> None:
    """T9: owner. Two at once, too early, and after it."""
    desk = PositionsDesk()
    assert desk.relayed("TOWN", batch(GOOD), picture, 0.0) == batch(GOOD)
    assert desk.relayed("OTHER", batch(GOOD), picture, 1.0) == batch()
    assert desk.relayed("TOWN", batch(GOOD), picture, OWNED_S) == batch(GOOD)
    assert desk.relayed("OTHER", batch(GOOD), picture, OWNED_S + 1.0) == batch()
    assert desk.relayed("OTHER", batch(GOOD), picture, 2 * OWNED_S + 0.5) == batch(GOOD)
    assert desk.relayed("TOWN", batch(GOOD), picture, 2 * OWNED_S + 1.0) == batch()


def test_time_that_cannot_be_refuses_the_batch() -> None:
    desk = PositionsDesk()
    assert desk.wrong_in(batch(GOOD, t_ms=-1), 0) == "t_ms"
    assert desk.wrong_in(batch(GOOD, t_ms=2**62), 1_000) == "t_ms"
    assert desk.wrong_in(batch(GOOD, t_ms=2_000), 1_000) == ""


UNITS = ("P-101", "P-102", "P-999")
"""The last is not registered."""
ROWS = st.builds(
    lambda unit_id, number, wrong: (unit_id, *(GOOD[1:] if not wrong else BAD[2 + number][1:])),
    st.sampled_from(UNITS),
    st.integers(0, len(BAD) - 3),
    st.sampled_from([False, False, False, True]),
)
BATCHES = st.tuples(st.sampled_from(["TOWN", "OTHER"]), st.floats(0, OWNED_S), st.lists(ROWS, max_size=4))


@given(told=st.lists(BATCHES, max_size=8))
@pytest.mark.expects_log("left out")
def test_batch_goes_on_as_its_rows_would_one_by_one(told: list[tuple[str, float, list[Row]]]) -> None:
    """The adversary of looking at a batch as a whole: whoever tells what, twice, mixed, in any order, at any time."""
    picture = Picture()
    for unit_id in UNITS[:2]:
        picture.units[unit_id] = replace(UNIT, id=unit_id)
    whole, single, now_s = PositionsDesk(), PositionsDesk(), 0.0
    for seat, wait_s, rows in told:
        now_s += wait_s
        passed = [row for row in rows if single.relayed(seat, batch(row), picture, now_s) == batch(row)]
        assert whole.relayed(seat, batch(*rows), picture, now_s) == batch(*passed)


# -- at the hub --------------------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, units=True) as running:
        yield running


def put(client: Client, positions: m.Positions) -> m.HubMessage | None:
    """What comes back until the pong: a refusal, or the pong itself."""
    client.send(codec.encode(m.PutPositions(batch=positions)))
    return client.ask(m.Ping(sent_ns=1))


@pytest.mark.expects_log("left out")
def test_listeners_get_what_passed_the_door_and_nothing_else(house: House) -> None:
    """T9: unequal arrays raised in the consoles' slots, and dropped their link."""
    town, listener = house.program("TOWN"), house.person("li")
    telemetry = listener.join("telemetry")
    uneven = m.Positions(
        t_ms=9,
        unit_ids=("P-101",),
        lon_i32=bytes(3),
        lat_i32=b"",
        bearing_i16=b"",
        speed_cmps_i16=b"",
        age_ms_i32=b"",
    )
    assert put(town, uneven) == m.Refused(id="", code=Code.BAD_VALUE, fields={"field": "lon_i32"})
    assert isinstance(town.receive(), m.Pong)
    made_up = [(f"X-{number}", *GOOD[1:]) for number in range(500)]
    assert isinstance(put(town, batch(*made_up, GOOD)), m.Pong)
    assert listener.receive(telemetry) == batch(GOOD)


def test_plan_whose_arrays_do_not_fit_is_refused(house: House) -> None:
    """T9, for the planner."""
    beside, listener = house.program("BESIDE"), house.person("li")
    telemetry = listener.join("telemetry")
    uneven = m.EtaTable(number=1, t_ms=9, incident_id="INC-0001", unit_ids=("P-101",), eta_s_i32=b"")
    answer = beside.ask(m.PutPlan(plan=uneven))
    assert answer == m.Refused(id="", code=Code.BAD_VALUE, fields={"field": "eta_s_i32"})
    beside.send(codec.encode(m.PutPlan(plan=ETA)))
    assert listener.receive(telemetry) == ETA


@pytest.mark.expects_log("left out")
def test_second_seat_in_the_field_does_not_move_a_unit_of_the_first(house: House) -> None:
    first, second = house.program("TOWN"), house.client("TOWN-2", (Role.FIELD,))
    second.hello()
    listener = house.person("li")
    telemetry = listener.join("telemetry")
    assert isinstance(put(first, batch(GOOD)), m.Pong)
    assert listener.receive(telemetry) == batch(GOOD)
    assert isinstance(put(second, batch(("P-101", 1, 1, 0, 0, 0))), m.Pong)
    assert listener.receive(telemetry) == batch()
