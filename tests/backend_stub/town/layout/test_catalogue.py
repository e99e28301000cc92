from __future__ import annotations

from backend_stub.town.layout.catalogue import DAY_S, DEPARTMENTS, INCIDENT_TYPES
from console.domain.incidents.entities import IncidentKind
from tests.backend_stub.town import demo_town


def test_every_type_names_a_department_that_there_is() -> None:
    ids = {department.id for department in DEPARTMENTS}
    assert {one.department for one in INCIDENT_TYPES} <= ids
    assert {one.parent for one in DEPARTMENTS} <= ids | {""}


def test_everything_wanted_is_had_by_some_unit() -> None:
    had = {capability for unit in demo_town.registry().units for capability in unit.capabilities}
    assert {capability for one in INCIDENT_TYPES for capability in one.capabilities} <= had


def test_emergencies_have_minutes_and_cases_have_days() -> None:
    assert len(INCIDENT_TYPES) >= 24
    for one in INCIDENT_TYPES:
        assert (one.limit_s >= DAY_S) == (one.kind is IncidentKind.CASE)
        assert 1 <= one.level <= 4
    assert any(one.major for one in INCIDENT_TYPES)


def test_ids_and_names_are_given_once() -> None:
    for values in ([one.id for one in INCIDENT_TYPES], [one.name_zh for one in INCIDENT_TYPES]):
        assert len(set(values)) == len(values)


def test_drills_of_a_pile_up_and_a_flash_flood_have_their_types() -> None:
    types = {one.id: one for one in INCIDENT_TYPES}
    for code in ("CHEM", "PILEUP", "FLASHFLOOD"):
        assert (types[code].level, types[code].major) == (1, True)
