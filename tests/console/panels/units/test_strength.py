"""Strength counts officers, not vehicles, and kinds of force apart."""

from __future__ import annotations

from console.domain.orders.commands import SetOutOfService
from console.panels.units.strength import strength_of
from tests.console.panels.town import Town


def test_counts_sworn_officers_of_ready_units(town: Town) -> None:
    assert strength_of(town.picture).available == 20
    town.must(SetOutOfService(unit_id="P-101", reason="meal"))
    assert strength_of(town.picture).available == 16


def test_counts_the_roster_on_duty(town: Town) -> None:
    view = strength_of(town.picture)
    assert (view.on_duty, view.total, view.auxiliary) == (1, 1, 0)
