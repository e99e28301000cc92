"""What may be typed next: verbs in both languages, what can be done with a thing, values that are still open."""

from __future__ import annotations

import pytest

from console.verbs.completing import complete, with_completion
from console.verbs.kind import Completion
from tests.console.window.whole_console import Console


@pytest.fixture
def desk(console: Console) -> Console:
    console.accept("theft")
    console.report("gas")
    return console


def test_offers_verbs_in_both_languages(desk: Console) -> None:
    assert complete("disp", desk.seat)[0].text == "dispatch"
    assert complete("派", desk.seat)[0].text == "派警"
    assert complete("", desk.seat)


def test_offers_free_units_and_leaves_out_those_named(desk: Console) -> None:
    offered = [one.text for one in complete("dispatch ", desk.seat)]
    assert "P-101" in offered
    assert "P-101" not in [one.text for one in complete("dispatch P-101 ", desk.seat)]


def test_offers_the_units_bound_for_the_selected_incident_first(desk: Console) -> None:
    desk.line("dispatch P-102 INC-0001")
    assert complete("proxy ", desk.seat)[0].text == "P-102"


def test_puts_a_completion_in_the_place_of_the_last_word() -> None:
    assert with_completion("dispatch P-1", Completion("P-101")) == "dispatch P-101 "
    assert with_completion("d.P-1", Completion("P-101")) == "d.P-101."
    assert with_completion("disp", Completion("dispatch")) == "dispatch "
    assert with_completion("Wang Qi", Completion("P-101", whole=True)) == "P-101 "


def test_after_a_thing_come_the_verbs_that_are_for_it(desk: Console) -> None:
    offered = [one.text for one in complete("P-101 ", desk.seat)]
    assert {"P-101 dispatch", "P-101 oos", "P-101 show"} <= {*offered}
    assert not [one for one in offered if one.split()[1] in ("close", "accept", "camera")]
    assert [one.text for one in complete("CAM-1", desk.seat)] == ["CAM-001 show", "CAM-001 camera"]


def test_after_a_thing_and_a_verb_come_values(desk: Console) -> None:
    offered = [one.text for one in complete("INC-1 dispatch ", desk.seat)]
    assert "P-101" in offered
    assert "INC-0001" not in offered


def test_values_are_found_by_pinyin(desk: Console) -> None:
    assert [one.text for one in complete("type rq", desk.seat)] == ["gas"]
    assert [one.text for one in complete("type ranqi", desk.seat)] == ["gas"]
