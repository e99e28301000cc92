"""Rows of the unit list as plain values."""

from __future__ import annotations

from dataclasses import replace

from tests.widgets import samples
from widgets.sequence_model import KEY_ROLE, ROW_ROLE
from widgets.units.roles import UnitColumn

ROW = samples.units("en")[4]


def test_a_row_answers_its_call_sign_and_itself() -> None:
    assert ROW.value(KEY_ROLE) == ROW.call_sign
    assert ROW.value(ROW_ROLE) is ROW


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
