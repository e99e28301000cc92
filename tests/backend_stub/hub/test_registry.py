"""What a town registers."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from backend_stub.hub.registry import RegistryError, load_registry, town_id
from console.domain.cases.flow import SHIPPED

from .scene import CAMERA, FIRE


def test_registry_gives_types_before_what_refers_to_them(tmp_path: Path) -> None:
    (tmp_path / "registry.json").write_bytes(
        msgspec.json.encode(
            {"case_flows": [SHIPPED], "cameras": [CAMERA], "incident_types": [FIRE], "units": []}
        )
    )
    assert load_registry(tmp_path).entities() == (FIRE, CAMERA, SHIPPED)


def test_bad_or_missing_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"registry\.json"):
        load_registry(tmp_path)
    (tmp_path / "registry.json").write_text('{"units": [{}]}', encoding="utf-8")
    with pytest.raises(RegistryError, match="units"):
        load_registry(tmp_path)
    with pytest.raises(RegistryError, match=r"town\.json"):
        town_id(tmp_path)
    (tmp_path / "town.json").write_text('{"id": "songting"}', encoding="utf-8")
    assert town_id(tmp_path) == "songting"
