"""What stands below the queue: the selected thing's suspicion, else the newest."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.calls.duplicates import Likeness, TypeMatch
from console.domain.calls.entities import Channel, Report
from console.domain.calls.groups import CallGroups
from console.domain.picture import Picture
from console.panels.queue.duplicates import apart_words, duplicate_view, likeness_words
from console.words.names import Names
from tests.console.domain.world import HERE, World
from widgets.queue.duplicate_panel import DuplicateView

FAR = replace(HERE, lat_e7=HERE.lat_e7 + 900_000)


def view(world: World, case_id: str = "", revealed: dict[str, Report] | None = None) -> DuplicateView | None:
    groups = CallGroups()
    groups.reset(world.picture)
    return duplicate_view(groups, Names(world.picture, chinese=False), case_id, revealed or {})


def test_nothing_is_shown_where_nothing_is_suspected() -> None:
    world = World()
    world.call("gas")
    world.call("theft", place=FAR)
    assert view(world) is None


def test_calls_about_an_incident_can_be_merged_and_say_how_they_came() -> None:
    world = World()
    incident = world.incident("gas")
    world.wait(120_000)
    first = world.call("gas", keywords=("gas_smell",))
    second = world.call("gas", channel=Channel.GRID_OFFICER, keywords=("smoke", "flames"))
    found = view(world, incident)
    assert found is not None
    assert (found.call_key, found.other) == (second, f"{incident} Gas leak")
    assert found.sources == "110 call, Grid officer"
    assert found.words == "smoke, flames"
    assert (found.count, found.can_merge, found.merge_key, found.dismiss_key) == (2, True, True, False)
    selected = view(world, first)
    assert selected is not None
    assert (selected.merge_key, selected.dismiss_key) == (True, True)


def test_a_group_of_waiting_calls_is_accepted_as_one() -> None:
    world = World()
    first, _, third = (world.call("gas") for _ in range(3))
    found = view(world)
    assert found is not None
    assert (found.call_key, found.other, found.can_merge, found.count) == (
        third,
        f"{first} Gas leak",
        False,
        3,
    )
    assert (found.merge_key, found.dismiss_key) == (False, False)


def test_words_that_this_seat_has_read_are_shown() -> None:
    world = World()
    world.incident("gas")
    call = world.call("gas", keywords=("gas_smell",))
    found = view(world, call, {call: Report(name="Li", number="110", words="it smells")})
    assert found is not None
    assert found.words == "it smells"


def test_the_newest_of_several_is_shown_and_the_others_are_counted() -> None:
    world = World()
    for place in (HERE, FAR):
        world.call("gas", place=place)
        world.wait(1_000)
        world.call("gas", place=place)
        world.wait(1_000)
    found = view(world)
    assert found is not None
    assert (found.call_key, found.more) == ("C-000004", 1)


def test_every_reason_is_said() -> None:
    found = Likeness("INC-0417", 900, 38, 120_000, TypeMatch.SAME, ("explosion", "smoke"), same_caller=True)
    words = likeness_words(found, Names(Picture(), chinese=False))
    assert words == "38 m apart · within 2 min · same type · words: explosion, smoke · same caller"


def test_reasons_that_are_none_are_left_out() -> None:
    found = Likeness("INC-0417", 500, 3, 0, TypeMatch.OTHER, (), same_caller=False)
    assert likeness_words(found, Names(Picture(), chinese=False)) == "same spot · at the same time"


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (9_000, "at the same time"),
        (42_000, "within 42 s"),
        (150_000, "within 2 min"),
        (900_000, "within 15 min"),
    ],
)
def test_time_between_reports(ms: int, words: str) -> None:
    assert apart_words(ms) == words
