"""Suspected duplicates: place × time × type × words × caller, each with its reason."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as struct_replace

from console.domain.calls.commands import MergeCalls
from console.domain.calls.duplicates import (
    GROUP_PERMILLE,
    SUSPECT_PERMILLE,
    Facts,
    Likeness,
    TypeMatch,
    facts_of_call,
    facts_of_incident,
    likeness,
    type_match,
)
from console.domain.calls.entities import Call, Channel
from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import IncidentType
from tests.console.domain.world import HERE, World

TYPES = {
    code: IncidentType(
        id=code,
        name_zh=code,
        name_en=code,
        kind=IncidentKind.EMERGENCY,
        level=level,
        limit_s=60,
        capabilities=tuple(wanted.split()),
    )
    for code, level, wanted in (
        ("FIRE", 2, "fire patrol medical"),
        ("SMOKE", 2, "fire patrol"),
        ("CHEM", 1, "patrol cordon fire medical hazmat"),
        ("FIGHT", 2, "patrol"),
        ("THEFT", 3, "patrol"),
        ("CRASH", 2, "traffic medical"),
    )
}


METRE_E7 = 90


def call(number: int = 1, **said: Any) -> Call:
    """A call of a fire; `north_m` moves it, `at_s` says when."""
    north_m, at_s = said.pop("north_m", 0), said.pop("at_s", 0)
    place = struct_replace(HERE, lat_e7=HERE.lat_e7 + north_m * METRE_E7)
    fields = {"type_code": "FIRE", "level": 2, **said}
    return Call(id=f"C-{number:06d}", channel=Channel.PHONE, place=place, reported_ms=at_s * 1000, **fields)


def compare(first: Call, second: Call) -> Likeness | None:
    return likeness(facts_of_call(second), facts_of_call(first), TYPES)


def score(first: Call, second: Call) -> int:
    found = compare(first, second)
    return 0 if found is None else found.score_permille


def test_a_second_call_from_across_the_street_is_one_event_and_says_why() -> None:
    first = call(keywords=("smoke", "explosion"))
    second = call(2, north_m=38, at_s=120, keywords=("smoke",), caller_tag="b")
    found = compare(first, second)
    assert found is not None
    assert found.score_permille >= GROUP_PERMILLE
    assert (found.other_id, found.apart_ms, found.types) == ("C-000001", 120_000, TypeMatch.SAME)
    assert 37 <= found.away_m <= 39
    assert (found.shared, found.same_caller) == (("smoke",), False)


def test_each_reason_by_itself_makes_it_less_likely() -> None:
    first = call(keywords=("smoke",))
    alike = score(first, call(2, keywords=("smoke",)))
    assert alike == 1000
    assert score(first, call(2, north_m=200, keywords=("smoke",))) < alike
    assert score(first, call(2, at_s=900, keywords=("smoke",))) < alike
    assert score(first, call(2, type_code="SMOKE", keywords=("smoke",))) < alike
    assert score(first, call(2, keywords=("trapped",))) < alike


@pytest.mark.parametrize(
    "other",
    [
        call(2, north_m=700, keywords=("smoke",)),
        call(2, at_s=3700, keywords=("smoke",)),
        call(2, type_code="THEFT", level=3, keywords=("theft",)),
        call(2, north_m=400),
    ],
    ids=["far", "late", "another matter", "down the road"],
)
def test_what_is_far_late_or_another_matter_is_not_suspected(other: Call) -> None:
    assert compare(call(keywords=("smoke",)), other) is None


def test_smoke_and_fire_at_one_place_are_suspected() -> None:
    found = compare(call(keywords=("smoke",)), call(2, type_code="SMOKE", keywords=("smoke", "fire_alarm")))
    assert found is not None
    assert found.types is TypeMatch.AKIN
    assert found.score_permille >= SUSPECT_PERMILLE


def test_a_fight_and_a_theft_at_one_market_are_not() -> None:
    first = call(type_code="FIGHT", keywords=("fight",))
    assert compare(first, call(2, type_code="THEFT", keywords=("theft",))) is None


def test_a_plume_is_named_from_further_away_than_a_fight() -> None:
    assert score(call(type_code="FIGHT"), call(2, type_code="FIGHT", north_m=330)) < SUSPECT_PERMILLE
    plume = call(type_code="CHEM", level=1)
    assert score(plume, call(2, north_m=330, type_code="CHEM", level=1)) >= GROUP_PERMILLE


def test_the_same_number_calling_again_leaves_little_doubt() -> None:
    first = call(keywords=("smoke",), caller_tag="a")
    again = call(2, keywords=("trapped",), type_code="CRASH", caller_tag="a", at_s=60)
    assert compare(first, struct_replace(again, caller_tag="b")) is None
    found = compare(first, again)
    assert found is not None
    assert found.same_caller


def test_the_same_number_about_another_place_is_another_matter() -> None:
    first = call(caller_tag="a")
    assert compare(first, call(2, north_m=500, type_code="THEFT", caller_tag="a")) is None


def test_an_untyped_call_is_suspected_by_place_and_time_alone() -> None:
    found = compare(call(), call(2, type_code="", level=0))
    assert found is not None
    assert found.types is TypeMatch.UNKNOWN


def test_an_incident_is_compared_by_all_that_was_reported_about_it() -> None:
    world = World()
    incident_id = world.incident("gas")
    world.wait(30 * 60_000)
    late = world.call("gas", keywords=("gas_smell",), caller_tag="x")
    before = facts_of_incident(world.picture.incidents[incident_id], world.picture.calls)
    world.must(MergeCalls(call_ids=(late,), incident_id=incident_id))
    after = facts_of_incident(world.picture.incidents[incident_id], world.picture.calls)
    assert (before.last_ms, after.last_ms) == (0, 30 * 60_000)
    assert (after.tags, after.callers) == (frozenset({"gas_smell"}), frozenset({"x"}))
    new = Facts("C-9", HERE.lon_e7, HERE.lat_e7, "gas", 2, 31 * 60_000, 31 * 60_000, frozenset(), frozenset())
    assert likeness(new, before, world.picture.incident_types) is None
    assert likeness(new, after, world.picture.incident_types) is not None


def test_a_patrol_alone_makes_no_two_types_akin() -> None:
    assert type_match("FIGHT", "THEFT", TYPES) is TypeMatch.OTHER
    assert type_match("FIRE", "CHEM", TYPES) is TypeMatch.AKIN
    assert type_match("FIRE", "UFO", TYPES) is TypeMatch.OTHER
