"""Rows of the unit list as plain values."""

from __future__ import annotations

import pytest

from tests.widgets import samples
from widgets.units.roles import UnitColumn, UnitRole

ROW = samples.units("en")[4]


@pytest.mark.parametrize("role", [role for role in UnitRole if role not in (UnitRole.ROW, UnitRole.SORT)])
def test_every_role_is_answered_by_the_field_of_its_name(role: UnitRole) -> None:
    assert ROW.value(role) == getattr(ROW, role.name.lower())


def test_rows_without_eta_come_last() -> None:
    assert samples.units("en")[0].sort_value(UnitColumn.ETA) > ROW.sort_value(UnitColumn.ETA)


def test_unknown_state_sorts_behind_all_known_ones() -> None:
    from dataclasses import replace

    assert replace(ROW, state="flying").sort_value(UnitColumn.STATE) == 12
