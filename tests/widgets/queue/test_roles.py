"""Rows and filters of the queue as plain values."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt

from tests.widgets import samples
from widgets.queue.roles import QueueFilter, QueueRole, QueueScope

ROWS = samples.queue_rows("en")


@pytest.mark.parametrize("role", [role for role in QueueRole if role is not QueueRole.ROW])
def test_every_role_is_answered_by_the_field_of_its_name(role: QueueRole) -> None:
    row = ROWS[3]
    assert row.value(role) == getattr(row, role.name.lower())


def test_every_field_has_a_role() -> None:
    fields = {field.name.upper() for field in dataclasses.fields(ROWS[0])}
    assert fields == {role.name for role in QueueRole} - {"ROW"}


def test_answers_nothing_for_roles_that_are_not_the_queues() -> None:
    assert ROWS[0].value(Qt.ItemDataRole.DecorationRole) is None


def test_display_role_is_the_title() -> None:
    assert ROWS[0].value(Qt.ItemDataRole.DisplayRole) == "Chemical plant explosion"


def test_overdue_lets_through_only_rows_past_their_limit() -> None:
    late = [row.key for row in ROWS if QueueFilter(QueueScope.OVERDUE).lets_through(row, samples.NOW_MS)]
    assert late == ["INC-0415", "INC-0391"]


def test_mine_lets_through_only_my_rows() -> None:
    assert {row.mine for row in ROWS if QueueFilter(QueueScope.MINE).lets_through(row, 0)} == {True}


def test_grids_and_words_narrow_together() -> None:
    wanted = QueueFilter(grid_ids=frozenset({"Fangzhen"}), text="gas 12")
    assert [row.key for row in ROWS if wanted.lets_through(row, 0)] == ["C-000019"]


def test_words_are_found_in_the_other_language_too() -> None:
    assert [row.key for row in ROWS if QueueFilter(text="爆燃").lets_through(row, 0)] == ["INC-0417"]
