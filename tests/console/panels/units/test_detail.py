"""A unit's people, and what the rules let be done with it."""

from __future__ import annotations

from console.panels.units.detail import detail_of
from tests.console.panels.town import Town
from tests.console.verbs.stand import Stand


def test_offers_the_steps_that_are_possible_now(town: Town) -> None:
    invoker = Stand(town.picture).invoker
    free = detail_of("P-101", invoker)
    assert free is not None
    assert [one.words for one in free.buttons] == ["Out of service …"]
    town.send(town.open().id, "P-101")
    bound = detail_of("P-101", invoker)
    assert bound is not None
    assert [one.words for one in bound.buttons] == [
        "Acknowledged",
        "En route",
        "On scene",
        "Declined …",
        "Delayed …",
        "Cancel order …",
        "Out of service …",
    ]
    report, cancel = bound.buttons[1], bound.buttons[5]
    assert (report.verb, report.form) == ("proxy", None)
    assert dict(report.values) == {"unit": "P-101", "state": "enroute"}
    assert cancel.form is not None
    assert (cancel.form.title, cancel.form.text_required) == ("Cancel order — P-101", True)
    assert [one.name for one in bound.roster] == ["Wang Qiang"]


def test_knows_no_unknown_unit(town: Town) -> None:
    assert detail_of("X-1", Stand(town.picture).invoker) is None
