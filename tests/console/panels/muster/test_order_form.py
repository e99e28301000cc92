"""The order form's values out of an order, and back as edits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from console.desk.drafts import Edits
from console.domain.musters.checks import LIMIT_BOUNDS
from console.domain.musters.plan import ClockModel, CountPolicy, MusterMode
from console.panels.muster.order_form import edits_of, field_of, form_view, values_of
from tests.console.domain.musters.muster_world import MusterWorld
from tests.console.panels.muster_fixture import Sight


@pytest.fixture
def sight(qapp: QApplication) -> Sight:
    made = Sight(MusterWorld())
    made.plans()
    return made


def test_the_form_begins_with_the_order_as_it_stands(sight: Sight) -> None:
    offer = sight.must().offer
    assert offer is not None
    view = form_view(sight.world.picture.incidents[sight.world.incident_id], offer, sight.names)
    assert (view.rally, view.values.channel, view.values.gear) == ("Stadium", "CH 7", "masks")
    assert (view.values.strength, view.values.muster_s, view.values.tiers) == (100, 600, frozenset({1, 2}))
    assert view.officers[0].name.endswith("· P-101")
    assert view.bounds["strength"] == LIMIT_BOUNDS["strength"]
    assert view.bounds["muster_s"] == (1, 86_400)


def test_values_that_were_not_touched_are_no_edits(sight: Sight) -> None:
    offer = sight.must().offer
    assert offer is not None
    assert edits_of(values_of(offer.plan, False), offer.plan, False, Edits()) == Edits()


def test_only_what_was_changed_is_an_edit(sight: Sight) -> None:
    offer = sight.must().offer
    assert offer is not None
    values = replace(
        values_of(offer.plan, False),
        mode="roll_call",
        clock_model="per_order",
        tiers=frozenset({1, 2, 3}),
        volunteers=True,
        strength=80,
        hold_s=20,
    )
    edits = edits_of(values, offer.plan, False, Edits(route="kept"))
    assert edits.route == "kept"
    assert (edits.mode, edits.clock_model) == (MusterMode.ROLL_CALL, ClockModel.PER_ORDER)
    assert edits.policy == CountPolicy(tiers=(1, 2, 3), volunteers=True)
    assert edits.limits is not None
    assert (edits.limits.strength, edits.limits.hold_ms, edits.limits.muster_ms) == (80, 20_000, 600_000)
    assert edits.gear is None


@pytest.mark.parametrize(
    ("code", "named", "field"),
    [
        ("rally_in_water", "", "rally"),
        ("parallel_needs_direct", "", "clock_model"),
        ("bad_plan", "limits.strength", "strength"),
        ("bad_plan", "limits.muster_ms", "muster_s"),
        ("bad_plan", "policy.tiers", "tiers"),
        ("bad_plan", "gear_zh", "gear"),
        ("bad_plan", "posts", ""),
        ("not_major", "", ""),
    ],
)
def test_every_refusal_belongs_to_its_field(code: str, named: str, field: str) -> None:
    assert field_of(code, named) == field
