"""What the demo town has, from `resources/town/catalogue.toml`: data of a district, not of the program. Pure."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import Department, IncidentType

RESOURCES = Path(__file__).resolve().parents[3] / "resources" / "town"
MINUTE_S = 60
DAY_S = 86_400


def read_table(name: str) -> dict[str, Any]:
    """A TOML file of `resources/town`."""
    return tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))


DATA = read_table("catalogue.toml")
DEPARTMENTS = tuple(
    Department(id=id, name_zh=zh, name_en=en, parent=parent) for id, zh, en, parent in DATA["departments"]
)
INCIDENT_TYPES = (
    *(
        IncidentType(
            id=id,
            name_zh=zh,
            name_en=en,
            kind=IncidentKind.EMERGENCY,
            level=level,
            limit_s=minutes * MINUTE_S,
            capabilities=tuple(wanted.split()),
            department=department,
            major=major,
        )
        for id, zh, en, level, minutes, wanted, department, major in DATA["emergencies"]
    ),
    *(
        IncidentType(
            id=id,
            name_zh=zh,
            name_en=en,
            kind=IncidentKind.CASE,
            level=level,
            limit_s=days * DAY_S,
            capabilities=("grid",),
            department=department,
        )
        for id, zh, en, level, days, department in DATA["cases"]
    ),
)
