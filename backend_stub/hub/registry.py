"""What a town registers: `registry.json` and the id in `town.json`. Read once, when an empty journal is opened."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from console.domain.cases.flow import CaseFlow
from console.domain.registry.entities import (
    Camera,
    Department,
    Grid,
    IncidentType,
    Officer,
    Registrable,
    Sensor,
    Unit,
)


class RegistryError(Exception):
    """The town's files cannot be used; the text says why."""


class Registry(msgspec.Struct, frozen=True):
    """`registry.json`: lists of the entity structs."""

    incident_types: tuple[IncidentType, ...] = ()
    departments: tuple[Department, ...] = ()
    grids: tuple[Grid, ...] = ()
    officers: tuple[Officer, ...] = ()
    units: tuple[Unit, ...] = ()
    cameras: tuple[Camera, ...] = ()
    sensors: tuple[Sensor, ...] = ()
    case_flows: tuple[CaseFlow, ...] = ()
    """In force from the journal's opening is the last of them, else the shipped one."""

    def entities(self) -> tuple[Registrable, ...]:
        """All of it, what is referred to first."""
        return (
            *self.incident_types,
            *self.departments,
            *self.grids,
            *self.officers,
            *self.units,
            *self.cameras,
            *self.sensors,
            *self.case_flows,
        )


def load_registry(town: Path) -> Registry:
    """Read TOWN/registry.json; raises RegistryError."""
    path = town / "registry.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Registry)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise RegistryError(f"{path}: {error}") from error


def town_id(town: Path) -> str:
    """The id in TOWN/town.json; raises RegistryError."""
    path = town / "town.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegistryError(f"{path}: {error}") from error
