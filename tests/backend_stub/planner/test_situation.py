"""What the planner keeps hangs on what has changed, and on nothing else."""

from __future__ import annotations

import pytest

from backend_stub.planner.situation import FIELDS_KEPT, PlannerGround, Situation
from console.domain.orders.states import UnitState
from console.domain.registry.entities import Wind
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town

LON, LAT = 1_179_100_000, 368_050_000


@pytest.fixture
def situation() -> Situation:
    graph = demo_town.graph()
    made = Situation(graph, town.picture(), PlannerGround.bare(graph))
    made.notice()
    made.whereabouts.settle()
    return made


def test_a_field_is_searched_once_for_a_place(situation: Situation) -> None:
    assert situation.field(LON, LAT) is situation.field(LON, LAT)
    assert situation.field(LON, LAT) is not situation.field(LON + 10_000, LAT)


def test_a_closure_throws_fields_away_and_is_counted_once(situation: Situation) -> None:
    before, count = situation.field(LON, LAT), situation.closures
    town.add_closure(situation.picture, LON, LAT)
    assert situation.field(LON, LAT) is before  # nobody has looked yet
    situation.notice()
    situation.notice()
    assert situation.closures == count + 1
    assert situation.field(LON, LAT) is not before
    assert situation.cover_is_stale


def test_fields_are_bounded_and_the_one_used_last_stays(situation: Situation) -> None:
    first = situation.field(LON, LAT)
    for number in range(1, FIELDS_KEPT):
        situation.field(LON + number * 1_000, LAT)
    assert situation.field(LON, LAT) is first  # used again: the newest now
    situation.field(LON + FIELDS_KEPT * 1_000, LAT)
    assert situation.field(LON, LAT) is first
    second = situation.field(LON + 1_000, LAT)  # the oldest had to go, and is searched anew
    assert situation.field(LON + 1_000, LAT) is second


def test_a_unit_s_state_is_noticed_and_another_event_is_not_taken_for_one(situation: Situation) -> None:
    standing = situation.standing
    situation.picture.seq += 1
    situation.notice()
    assert situation.standing == standing
    town.set_unit(situation.picture, "P-101", state=UnitState.OUT_OF_SERVICE)
    situation.notice()
    assert situation.standing == standing + 1
    town.set_unit(situation.picture, "P-101", contact_lost=True)
    situation.notice()
    assert situation.standing == standing + 2


def test_cover_is_nothing_before_the_first_look_and_loses_who_was_taken_away(situation: Situation) -> None:
    before = situation.cover
    assert before is None
    assert situation.uncovers == {}
    table = situation.look_at_cover()
    assert situation.cover is table
    unit_id = table.unit_ids[0]
    town.set_unit(situation.picture, unit_id, state=UnitState.OUT_OF_SERVICE)
    assert situation.cover is table  # by the last notice
    situation.notice()
    still = situation.cover
    assert still is not None
    assert set(table.unit_ids) - set(still.unit_ids) == {unit_id}
    assert unit_id not in situation.uncovers


def test_a_unit_that_comes_back_counts_at_the_next_look_only(situation: Situation) -> None:
    unit_id = situation.look_at_cover().unit_ids[0]
    for state in (UnitState.OUT_OF_SERVICE, UnitState.AVAILABLE):
        town.set_unit(situation.picture, unit_id, state=state)
        situation.notice()
    assert situation.cover is not None
    assert unit_id in situation.cover.unit_ids
    town.set_unit(situation.picture, unit_id, state=UnitState.OUT_OF_SERVICE)
    situation.notice()
    assert unit_id not in situation.look_at_cover().unit_ids


def test_another_picture_of_the_same_number_is_looked_at_again(situation: Situation) -> None:
    other = town.picture()
    other.seq = situation.picture.seq
    town.set_unit(other, "P-101", state=UnitState.OUT_OF_SERVICE)
    other.seq = situation.picture.seq
    officer = next(iter(other.officers))
    unit_id = other.officers.pop(officer).unit_id
    before, standing = situation.rosters[unit_id], situation.standing
    situation.replace(other)
    situation.notice()
    assert situation.standing == standing + 1
    assert officer in before
    assert officer not in situation.rosters[unit_id]


def test_wind_is_known_once_it_blows(situation: Situation) -> None:
    assert situation.wind_from_deg is None
    situation.picture.winds["wind"] = Wind(id="wind", from_deg=90, speed_cmps=0, since_ms=0)
    assert situation.wind_from_deg is None
    situation.picture.winds["wind"] = Wind(id="wind", from_deg=90, speed_cmps=400, since_ms=0)
    assert situation.wind_from_deg == 90.0
