"""Rows of the unit list as plain values."""

from __future__ import annotations

from dataclasses import replace

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


def test_states_sort_by_need_and_an_unknown_one_behind_all() -> None:
    def place(state: str) -> int:
        value = replace(ROW, state=state).sort_value(UnitColumn.STATE)
        assert isinstance(value, int)
        return value

    known = ["declined", "lost_contact", "dispatched", "enroute", "onscene", "available", "out_of_service"]
    places = [place(state) for state in known]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert place("flying") > place("cancelled")
