"""Names come in the language of the screen, and from the other language where one is missing."""

from __future__ import annotations

from console.domain.base.place import Place
from console.words.names import Names
from tests.console.panels.town import Town


def test_names_things_in_both_languages(town: Town) -> None:
    english, chinese = Names(town.picture, False), Names(town.picture, True)
    assert (english.incident_type("gas"), chinese.incident_type("gas")) == ("Gas leak", "燃气泄漏")
    assert (english.grid("G-01"), chinese.grid("G-01")) == ("Grid 1", "一网格")
    assert english.department("D-CITY") == "Urban management"
    assert english.person("A-1") == "Wang Qiang"
    assert english.unit_team("P-101") == "Patrol"


def test_shows_the_id_of_what_it_does_not_know(town: Town) -> None:
    names = town.names
    assert names.incident_type("x") == "x"
    assert names.grid("G-77") == "G-77"
    assert names.unit_team("X") == ""


def test_falls_back_to_the_other_language_and_to_the_position(town: Town) -> None:
    names = town.names
    assert names.place(Place(lon_e7=1, lat_e7=1, text_zh="人民路")) == "人民路"
    assert names.place(Place(lon_e7=1_179_000_000, lat_e7=368_000_000)) == "117.90000, 36.80000"
