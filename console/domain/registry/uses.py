"""What in a picture still speaks of an entry of the registry, so that it cannot leave it yet. Pure.

Calls, incidents and orders leave the picture some time after they are done; then nothing keeps their entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from console.domain.picture import Picture

from .entities import RegistryKind

Uses = Callable[[Picture, str], Iterator[str]]


def first_use(p: Picture, kind: RegistryKind, entry_id: str) -> str:
    """The id of something that needs this entry; "" where nothing does."""
    return next(_USES[kind](p, entry_id), "")


def _of_type(p: Picture, code: str) -> Iterator[str]:
    yield from (one.id for one in p.incidents.values() if one.type_code == code)
    yield from (one.id for one in p.calls.values() if one.type_code == code)
    yield from (one.id for one in p.sensors.values() if one.type_code == code)


def _of_department(p: Picture, name: str) -> Iterator[str]:
    yield from (one.id for one in p.incidents.values() if name in (one.lead, one.handler, *one.assistants))
    yield from (one.id for one in p.incident_types.values() if one.department == name)
    yield from (one.id for one in p.departments.values() if one.parent == name)


def _of_grid(p: Picture, grid_id: str) -> Iterator[str]:
    yield from (one.id for one in p.units.values() if grid_id in one.grids)
    yield from (one.id for one in p.cameras.values() if one.grid == grid_id)
    yield from (one.id for one in p.sensors.values() if one.grid == grid_id)
    yield from (one.id for one in p.calls.values() if one.place.grid == grid_id)
    yield from (one.id for one in p.incidents.values() if one.place.grid == grid_id)
    for muster in p.musters.values():
        if grid_id in muster.baseline_gaps or any(gap.grid_id == grid_id for gap in muster.gaps):
            yield muster.id


def _of_unit(p: Picture, unit_id: str) -> Iterator[str]:
    yield from (one.id for one in p.orders.values() if one.unit_id == unit_id)
    yield from (one.id for one in p.musters.values() if any(unit.unit_id == unit_id for unit in one.units))
    yield from (one.id for one in p.officers.values() if one.unit_id == unit_id)


def _of_officer(p: Picture, officer_id: str) -> Iterator[str]:
    yield from (
        one.id for one in p.musters.values() if any(officer_id in unit.officers for unit in one.units)
    )


def _of_sensor(p: Picture, sensor_id: str) -> Iterator[str]:
    yield from (one.id for one in p.calls.values() if one.source_id == sensor_id)


_USES: Final[dict[RegistryKind, Uses]] = {
    RegistryKind.INCIDENT_TYPE: _of_type,
    RegistryKind.DEPARTMENT: _of_department,
    RegistryKind.GRID: _of_grid,
    RegistryKind.OFFICER: _of_officer,
    RegistryKind.UNIT: _of_unit,
    RegistryKind.CAMERA: lambda p, camera_id: iter(()),
    RegistryKind.MUSTER_DEFINITION: lambda p, type_code: iter(()),  # a muster that runs has its own
    RegistryKind.SENSOR: _of_sensor,
}
