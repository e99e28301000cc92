"""What a town registers: `registry.json` and the id in `town.json`. Read once, when an empty journal is opened."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import msgspec

from console.domain.cases.flow import CaseFlow
from console.domain.registry import entities as e


class RegistryError(Exception):
    """The town's files cannot be used; the text says why."""


class Registry(msgspec.Struct, frozen=True):
    """`registry.json`: lists of the entity structs, those that others refer to first."""

    incident_types: tuple[e.IncidentType, ...] = ()
    departments: tuple[e.Department, ...] = ()
    grids: tuple[e.Grid, ...] = ()
    officers: tuple[e.Officer, ...] = ()
    units: tuple[e.Unit, ...] = ()
    cameras: tuple[e.Camera, ...] = ()
    sensors: tuple[e.Sensor, ...] = ()
    case_flows: tuple[CaseFlow, ...] = ()
    """In force from the journal's opening is the last of them, else the shipped one."""

    def entities(self) -> tuple[e.Registrable, ...]:
        """All of it, in the order of the lists."""
        return tuple(chain.from_iterable(msgspec.structs.astuple(self)))


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
