"""Rows of the queue as plain values."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.widgets import samples
from widgets.sequence_model import KEY_ROLE, ROW_ROLE

ROWS = samples.queue_rows("en")


def test_a_row_answers_its_key_and_itself() -> None:
    assert ROWS[3].value(KEY_ROLE) == ROWS[3].key
    assert ROWS[3].value(ROW_ROLE) is ROWS[3]


def test_answers_nothing_for_roles_that_are_not_the_queues() -> None:
    assert ROWS[0].value(Qt.ItemDataRole.DecorationRole) is None


def test_display_role_is_the_title() -> None:
    assert ROWS[0].value(Qt.ItemDataRole.DisplayRole) == "Chemical plant explosion"
