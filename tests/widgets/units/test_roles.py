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
    rows = sorted(samples.units("en"), key=lambda row: str(row.sort_value(UnitColumn.ETA)).zfill(20))
    assert [row.eta_ms is None for row in rows] == sorted(row.eta_ms is None for row in rows)


def test_unknown_state_sorts_behind_all_known_ones() -> None:
    from dataclasses import replace

    assert replace(ROW, state="flying").sort_value(UnitColumn.STATE) == 12
