"""A waiting call's type: given by its source, by a sensor, or by what its sealed words are about."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import IncidentType
from console.panels.incident.reporters import call_back_words, suggested_type
from console.words.names import Names
from tests.console.domain.world import World


@pytest.fixture
def world() -> World:
    made = World()
    made.picture.incident_types["FIRE"] = IncidentType(
        id="FIRE", name_zh="火灾", name_en="Fire", kind=IncidentKind.EMERGENCY, level=1, limit_s=60
    )
    return made


def test_the_source_says_what_it_is(world: World) -> None:
    call = world.picture.calls[world.call("gas", keywords=("flames",))]
    names = Names(world.picture, chinese=False)
    assert suggested_type(call, names) == ("gas", "Type given by the source of the report")
    sensed = replace(call, source_id="SEN-01")
    assert suggested_type(sensed, names)[1].startswith("Gas SEN-01: ")


def test_without_it_the_tags_of_the_words_do(world: World) -> None:
    call = world.picture.calls[world.call("", keywords=("flames", "smoke"))]
    names = Names(world.picture, chinese=False)
    assert suggested_type(call, names) == ("FIRE", "From the words: flames, smoke")
    assert suggested_type(replace(call, keywords=()), names) == ("", "")


def test_a_call_back_is_said_before_the_number_is_known() -> None:
    assert [call_back_words(False, "1"), call_back_words(True, ""), call_back_words(True, "1")] == [
        "",
        "wanted",
        "1",
    ]
