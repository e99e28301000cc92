"""Lines of the hub's log as plain values."""

from __future__ import annotations

import pytest

from tests.widgets import samples
from widgets.log.roles import LogRole


@pytest.mark.parametrize("role", [role for role in LogRole if role is not LogRole.ROW])
def test_every_role_is_answered_by_the_field_of_its_name(role: LogRole) -> None:
    row = samples.log_rows("en")[3]
    assert row.value(role) == getattr(row, role.name.lower())
