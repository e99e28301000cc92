from __future__ import annotations

from collections import Counter

from console.domain.registry.entities import Force, UnitKind
from tests.backend_stub.town import demo_town


def test_the_make_up_of_a_unit_is_its_roster_on_duty() -> None:
    registry = demo_town.registry()
    on_duty = Counter((officer.unit_id, officer.force) for officer in registry.officers if officer.on_duty)
    for unit in registry.units:
        assert unit.sworn == on_duty[unit.id, Force.SWORN]
        assert unit.auxiliary == on_duty[unit.id, Force.AUXILIARY]
        assert unit.volunteers == on_duty[unit.id, Force.VOLUNTEER]


def test_there_are_units_of_three_tiers_with_their_call_signs() -> None:
    units = demo_town.registry().units
    prefix = {UnitKind.PATROL: ("P-1", 1), UnitKind.STATION: ("C-2", 2), UnitKind.VILLAGE: ("V-3", 3)}
    for unit in units:
        if unit.kind in prefix and not unit.reserved:
            assert (unit.id[:3], unit.tier) == prefix[unit.kind]
    police = [unit for unit in units if unit.kind not in {UnitKind.GRID, UnitKind.DEPARTMENT, UnitKind.DRONE}]
    assert 60 <= len(police) <= 84


def test_every_grid_has_an_officer() -> None:
    registry = demo_town.registry()
    served = {unit.grids[0] for unit in registry.units if unit.kind is UnitKind.GRID}
    assert served == {grid.id for grid in registry.grids}


def test_call_signs_and_names_are_given_once() -> None:
    registry = demo_town.registry()
    for values in (
        [unit.id for unit in registry.units],
        [officer.id for officer in registry.officers],
        [officer.name_zh for officer in registry.officers],
    ):
        assert len(set(values)) == len(values)


def test_a_hundred_sworn_officers_can_be_mustered() -> None:
    assert sum(unit.sworn for unit in demo_town.registry().units if unit.tier in {1, 2}) >= 400


def test_reserves_are_on_call_at_headquarters() -> None:
    registry = demo_town.registry()
    reserves = [unit for unit in registry.units if unit.reserved]
    assert [unit.id for unit in reserves] == ["R-501", "R-502", "R-503", "R-504"]
    (police,) = {unit.station for unit in registry.units if unit.id.startswith("T-401")}
    for unit in reserves:
        assert (unit.tier, unit.turnout_s, unit.station, unit.grids) == (1, 180, police, ())
        assert 9 <= unit.sworn <= 11
    assert len({unit.name_zh for unit in reserves}) == 4
