"""Lines of the hub's log as plain values."""

from __future__ import annotations

from tests.widgets import samples
from widgets.sequence_model import KEY_ROLE, ROW_ROLE


def test_a_line_answers_its_number_and_itself() -> None:
    row = samples.log_rows("en")[3]
    assert row.value(KEY_ROLE) == row.seq
    assert row.value(ROW_ROLE) is row
