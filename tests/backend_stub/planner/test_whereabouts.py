from __future__ import annotations

import pytest

from backend_stub.planner.whereabouts import Whereabouts
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town


@pytest.fixture
def where() -> Whereabouts:
    fresh = Whereabouts(demo_town.graph())
    fresh.register(town.picture().units)
    return fresh


def test_units_stand_at_their_stations_until_they_are_heard(where: Whereabouts) -> None:
    unit = town.picture().units["P-101"]
    assert where.lon_deg[where.index["P-101"]] == unit.home_lon_e7 / 1e7


def test_a_fix_moves_a_unit_and_a_small_wobble_does_not(where: Whereabouts) -> None:
    before = where.version
    where.put(town.positions(0, ("P-101", 1_179_000_000, 368_000_000, 5.0), ("X-1", 0, 0, 0.0)))
    moved = where.version
    where.put(town.positions(0, ("P-101", 1_179_000_100, 368_000_100, 5.0)))
    assert moved == before + 1 == where.version


def test_a_malformed_batch_is_passed_over(where: Whereabouts) -> None:
    batch = town.positions(0, ("P-101", 1_179_000_000, 368_000_000, 5.0))
    before = where.version
    where.put(
        type(batch)(
            **{name: getattr(batch, name) for name in batch.__struct_fields__ if name != "lon_i32"},
            lon_i32=b"",
        )
    )
    assert where.version == before


def test_units_keep_their_places_when_one_is_added(where: Whereabouts) -> None:
    where.put(town.positions(0, ("P-101", 1_179_000_000, 368_000_000, 5.0)))
    units = town.picture().units
    del units["V-301"]
    where.register(units)
    assert where.lon_deg[where.index["P-101"]] == pytest.approx(117.9)
    assert "V-301" not in where.index


def test_a_part_of_the_units_is_snapped_in_their_order(where: Whereabouts) -> None:
    where.settle()
    known, at, turnout_s = where.part(["C-201", "nobody", "P-101"])
    assert known == ["C-201", "P-101"]
    assert len(at.edge) == 2
    assert turnout_s.tolist() == [60.0, 45.0]
