"""A unit's people, and what the rules let be done with it."""

from __future__ import annotations

from console.domain.base.roles import Role
from console.panels.units.detail import detail_of
from tests.console.panels.town import Town
from widgets.units.roles import UnitAction


def test_offers_the_steps_that_are_possible_now(town: Town) -> None:
    free = detail_of("P-101", town.names, Role.OPERATOR, "li")
    assert free is not None
    assert free.actions == (UnitAction.OUT_OF_SERVICE,)
    town.send(town.open().id, "P-101")
    bound = detail_of("P-101", town.names, Role.OPERATOR, "li")
    assert bound is not None
    assert UnitAction.ENROUTE in bound.actions
    assert UnitAction.CLEARED not in bound.actions
    assert [one.name for one in bound.roster] == ["Wang Qiang"]


def test_knows_no_unknown_unit(town: Town) -> None:
    assert detail_of("X-1", town.names, Role.OPERATOR, "li") is None
