"""The doctor's checks of what set-up installs, on folders made here."""

from __future__ import annotations

import importlib.metadata
import json
import os
from pathlib import Path

from console.doctor.finding import State
from console.doctor.install_checks import check_map_library, check_packages, check_translations


def write_lock(root: Path, *lines: str) -> None:
    (root / "requirements.lock").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_map_library(root: Path, version: str, locked: str) -> None:
    folder = root / "node_modules" / "maplibre-gl"
    (folder / "dist").mkdir(parents=True)
    (folder / "dist" / "maplibre-gl.mjs").write_text("", encoding="utf-8")
    (folder / "package.json").write_text(json.dumps({"version": version}), encoding="utf-8")
    lock = {"packages": {"node_modules/maplibre-gl": {"version": locked}}}
    (root / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def test_packages_as_locked_are_well(tmp_path: Path) -> None:
    version = importlib.metadata.version("msgspec")
    write_lock(tmp_path, f"msgspec=={version} \\", "    --hash=sha256:00", "    # via muster")
    assert check_packages(tmp_path).says == "all 1 as locked"


def test_missing_package_is_a_fault_unless_it_is_for_another_platform(tmp_path: Path) -> None:
    write_lock(tmp_path, "no-such-package==1.0 ; sys_platform == 'plan9'")
    assert check_packages(tmp_path).state is State.OK
    write_lock(tmp_path, "no-such-package==1.0")
    finding = check_packages(tmp_path)
    assert finding.state is State.FAULT
    assert "no-such-package" in finding.says


def test_other_version_is_a_warning(tmp_path: Path) -> None:
    write_lock(tmp_path, "msgspec==0.0.1")
    finding = check_packages(tmp_path)
    assert finding.state is State.WARNING
    assert "not 0.0.1" in finding.says


def test_lock_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert check_packages(tmp_path).state is State.FAULT


def test_map_library_in_the_locked_version_is_well(tmp_path: Path) -> None:
    write_map_library(tmp_path, "6.17.1", "6.17.1")
    assert check_map_library(tmp_path).state is State.OK


def test_map_library_missing_or_old_is_told(tmp_path: Path) -> None:
    assert check_map_library(tmp_path).state is State.FAULT
    write_map_library(tmp_path, "6.16.0", "6.17.1")
    assert check_map_library(tmp_path).state is State.WARNING


def test_translation_must_be_compiled_after_its_last_change(tmp_path: Path) -> None:
    folder = tmp_path / "resources" / "i18n"
    folder.mkdir(parents=True)
    assert check_translations(tmp_path).state is State.FAULT
    source, compiled = folder / "muster_zh_CN.ts", folder / "muster_zh_CN.qm"
    source.write_text("<TS/>", encoding="utf-8")
    assert check_translations(tmp_path).state is State.WARNING
    compiled.write_bytes(b"")
    os.utime(compiled, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))
    assert check_translations(tmp_path).state is State.OK
    os.utime(compiled, (0, 0))
    assert check_translations(tmp_path).state is State.WARNING
