"""Rows and filters of the queue as plain values."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt

from tests.widgets import samples
from widgets.queue.roles import QueueRole

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
