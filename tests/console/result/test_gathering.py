"""Facts of whole journals: required against planned against reached, wall times of the town, a chain's first gate."""

from __future__ import annotations

import msgspec
import pytest

from console.domain.base.place import Place
from console.domain.judge.judging import judge, with_t_star
from console.domain.musters.entities import Area
from console.result.chronicle import Chronicle
from console.result.facts import ResultFacts
from console.result.gathering import facts_of, zone_at
from tests.console.domain.drill_world import whole_run
from tests.console.result import runs
from tests.console.result.runs import ending, facts, only


@pytest.mark.parametrize("name", runs.ENDINGS)
def test_every_ending_has_facts_that_read_back_the_same(name: str) -> None:
    found = ending(name)
    again = msgspec.json.decode(msgspec.json.encode(found), type=ResultFacts)
    assert again == found
    assert len(found.musters) == len(found.judgement.musters if found.judgement else ())


def test_required_stands_against_planned_and_reached() -> None:
    strength = only(runs.late(41_000)).strength
    assert (strength.required, strength.eligible, strength.planned) == (100, 150, 100)
    assert (strength.planned_s, strength.at_t1, strength.at_limit) == (120.0, 100, 95)


def test_a_unit_ordered_twice_is_planned_once() -> None:
    assert [one.strength.planned for one in ending("again").musters] == [100] * 4


def test_instants_are_wall_times_of_the_town_and_heal_no_clock() -> None:
    muster = ending("whole").musters[0]
    assert muster.t0_at == "2026-09-21T22:13:30.000+08:00"
    assert muster.t1_at == "2026-09-21T22:18:30.000+08:00"
    assert ending("whole").zone == "+08:00"


@pytest.mark.parametrize(
    ("lon", "lat", "zone"),
    [
        (117.9, 36.8, "UTC+08:00"),
        (87.6, 43.8, "UTC+08:00"),  # one zone from west to east
        (2.35, 48.85, "UTC"),
        (-74.0, 40.7, "UTC-05:00"),
        (179.9, -17.0, "UTC+12:00"),
        (-180.0, 0.0, "UTC-12:00"),
    ],
)
def test_the_zone_follows_the_place_and_no_machine(lon: float, lat: float, zone: str) -> None:
    place = Place(lon_e7=round(lon * 1e7), lat_e7=round(lat * 1e7))
    assert zone_at(place).tzname(None) == zone


def test_a_second_order_carries_the_fate_of_the_first_gates() -> None:
    musters = ending("again").musters
    assert [len(one.earlier) for one in musters] == [0, 1, 2, 3]
    first = musters[-1].earlier[0]
    assert first.muster == "M-0001"
    assert dict(first.gates)["muster"] == "missed"
    assert "again" in ending("again").unranked


def test_what_made_it_easier_stands_in_the_facts() -> None:
    found = ending("eased")
    card = found.musters[0].card
    assert card is not None
    assert card.eased
    assert {(one.field, one.given) for one in card.differences if one.easier} >= {("limits.strength", "1")}
    assert "definition" in found.unranked


def test_one_t_star_and_one_efficiency() -> None:
    world, chronicle = whole_run(), Chronicle()
    judged = with_t_star(judge(world.journal, seen=chronicle.see), world.muster.id, 205_000)
    muster = facts_of(judged, chronicle).musters[0]
    assert (muster.t_star_s, muster.t_star_anywhere_s, muster.allowance_s) == (205.0, 205.0, 45.0)
    assert muster.efficiency == 0.683


def test_posts_stand_as_of_t2_and_not_as_they_were_left() -> None:
    world = whole_run()
    for unit in ("P-101", "P-102"):
        world.leave(unit, area=Area.POST)
    command = next(one for one in only(world).posts if one.post == "command")
    assert (command.wanted, command.there, command.units) == (10, 10, ("P-101", "P-102"))
    assert command.filled_at is not None


def test_a_muster_that_never_began_leaves_no_post_filled() -> None:
    assert {one.filled_at for one in only(runs.stood_down()).posts} == {None}
    assert {one.there_s for one in only(runs.stood_down()).units} == {None}


def test_two_hundred_units_all_have_their_row() -> None:
    muster = ending("two hundred units").musters[0]
    assert len(muster.units) == 200
    assert muster.strength.planned == 1000


def test_who_signed_and_what_was_refused_are_said() -> None:
    found = facts(whole_run(), signature="unsigned", refused={"no_units": 2})
    assert found.signature == "unsigned"
    assert found.run is not None
    assert found.run.refused == {"no_units": 2}
