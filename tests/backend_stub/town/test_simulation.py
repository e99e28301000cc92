"""The town is the same for the same seed, byte for byte, and survives gaps and closures."""

from __future__ import annotations

import msgspec
import numpy as np

from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall
from console.domain.calls.entities import CallState
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.domain.registry.commands import CloseRoad, Register
from tests.backend_stub.town.stand import SITES, Stand, opening_scenario, unit

UNITS = (unit("P-1", 3, 3), unit("P-2", 9, 9), unit("P-3", 6, 1))


def _history(seed: int) -> bytes:
    """Everything asked and every position of ten minutes with an operator who takes every call."""
    stand = Stand(opening_scenario(), seed=seed, units=UNITS)
    out = []
    for _ in range(600):
        stand.run(1)
        out.append(msgspec.msgpack.encode(stand.town.positions(stand.t_ms)))
        for call in list(stand.picture.calls.values()):
            if call.state is CallState.REPORTED and call.type_code == "FIRE":
                stand.ask("desk", AcceptCall(call_id=call.id, type_code="FIRE"))
                stand.ask(
                    "desk",
                    DispatchUnits(
                        incident_id=list(stand.picture.incidents)[-1], units=(UnitChoice(unit_id="P-1"),)
                    ),
                )
    out += [msgspec.msgpack.encode((t_ms, wish.role, wish.command, ok)) for t_ms, wish, ok in stand.said]
    return b"".join(out)


def test_same_seed_gives_the_same_bytes() -> None:
    assert _history(5) == _history(5)


def test_other_seed_gives_another_town() -> None:
    assert _history(5) != _history(6)


def test_opening_is_reported_by_as_many_callers_as_written() -> None:
    stand = Stand(opening_scenario(), units=UNITS)
    stand.run(200)
    fires = [call for call in stand.picture.calls.values() if call.type_code == "FIRE"]
    assert len(fires) == 2
    assert len({(call.place.lon_e7, call.place.lat_e7) for call in fires}) == 1


def test_positions_are_columns_of_one_length() -> None:
    stand = Stand(units=UNITS)
    stand.run(5)
    batch = stand.town.positions(stand.t_ms)
    assert batch.unit_ids == ("P-1", "P-2", "P-3")
    assert len(np.frombuffer(batch.lon_i32, "<i4")) == 3
    assert len(np.frombuffer(batch.bearing_i16, "<i2")) == 3
    assert len(batch.age_ms_i32) == 12


def test_happening_is_over_when_its_incident_was_handled() -> None:
    stand = Stand(opening_scenario(), units=UNITS)
    stand.run(60)
    fire = next(h for h in stand.town.happenings if h.kind.type_code == "FIRE")
    assert fire.over_ms < 0
    call = next(call for call in stand.picture.calls.values() if call.type_code == "FIRE")
    assert stand.ask("desk", AcceptCall(call_id=call.id, type_code="FIRE")) is None
    (order_id,) = stand.dispatch(list(stand.picture.incidents)[-1], "P-1")
    stand.run_until("cleared", order_id)
    assert fire.over_ms > fire.at_ms


def test_unit_drives_round_a_road_closed_while_it_is_on_the_way() -> None:
    stand = Stand(units=(unit("P-1", 0, 8),))
    (order_id,) = stand.dispatch(stand.open_incident(SITES[1]), "P-1")
    stand.run_until("enroute", order_id)
    stand.run(2)
    trip = stand.town.crews["P-1"].body.trip
    assert trip is not None
    node = trip.nodes[-3]
    lon, lat = trip.lon_e7[-3], trip.lat_e7[-3]
    stand.ask("desk", CloseRoad(lon_e7=lon, lat_e7=lat, radius_m=20, reason="塌陷"))
    stand.run(2)
    now = stand.town.crews["P-1"].body.trip
    assert now is not None
    assert now is not trip
    assert node not in now.nodes
    stand.run_until("onscene", order_id)


def test_long_gap_is_not_lived_through_second_by_second() -> None:
    stand = Stand(opening_scenario(), units=UNITS)
    stand.run(10)
    stand.t_ms += 50_000_000
    stand.town.step(stand.t_ms, stand.picture)
    assert stand.town.t_ms == stand.t_ms


def test_unit_registered_later_is_manned() -> None:
    stand = Stand(units=UNITS[:1])
    stand.run(3)
    assert set(stand.town.crews) == {"P-1"}
    stand.ask("admin", Register(entities=(UNITS[1],)), Role.ADMIN)
    stand.run(1)
    assert set(stand.town.crews) == {"P-1", "P-2"}
