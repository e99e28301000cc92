from __future__ import annotations

import pytest

from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import UnitKind
from console.planning.pace import FASTEST, pace


@pytest.mark.parametrize("kind", list(UnitKind))
def test_every_kind_of_unit_has_a_pace_and_hurries_to_emergencies(kind: UnitKind) -> None:
    assert 0 < pace(kind, IncidentKind.CASE) <= pace(kind, IncidentKind.EMERGENCY) <= FASTEST
