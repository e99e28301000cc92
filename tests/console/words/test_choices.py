"""Lists to choose from."""

from __future__ import annotations

from console.words.choices import ChoiceBook, distance_text
from tests.console.domain.world import HERE
from tests.console.panels.town import Town


def test_types_come_by_level(town: Town) -> None:
    assert [one.key for one in ChoiceBook(town.names).types()] == ["explosion", "gas", "theft", "litter"]


def test_incidents_nearby_come_with_their_distance(town: Town) -> None:
    town.open()
    near = ChoiceBook(town.names).incidents_near(HERE)
    assert [one.key for one in near] == ["INC-0001"]
    assert "0 m" in near[0].name


def test_departments_and_dispositions_are_named(town: Town) -> None:
    book = ChoiceBook(town.names)
    assert {one.key for one in book.departments()} == {"D-CITY", "D-WATER"}
    assert "handled" in {one.key for one in book.dispositions()}


def test_kilometres_begin_where_metres_would_have_four_figures() -> None:
    assert (distance_text(42.4), distance_text(1300)) == ("42 m", "1.3 km")
