"""Checks of what set-up installs: locked packages, the map's library, translations.

Main thread of `main.py doctor`; imports no Qt. `root` is the folder that holds main.py.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

from console.doctor.finding import Finding, fault, ok, warning

SET_UP = "run `make run`, which sets everything up"
_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<marker>\s*;.*)?", re.MULTILINE)


def check_packages(root: Path) -> Finding:
    """Installed versions must be those of requirements.lock."""
    try:
        text = (root / "requirements.lock").read_text(encoding="utf-8")
    except OSError as error:
        return fault("packages", f"the lock cannot be read: {error}", "get requirements.lock back from git")
    missing: list[str] = []
    different: list[str] = []
    locked = list(_LOCKED.finditer(text))
    for match in locked:
        try:
            version = importlib.metadata.version(match["name"])
        except importlib.metadata.PackageNotFoundError:
            if not match["marker"]:  # locked for other platforms, perhaps
                missing.append(match["name"])
            continue
        if version != match["version"]:
            different.append(f"{match['name']} {version}, not {match['version']}")
    if missing:
        return fault("packages", f"not installed: {', '.join(missing)}", SET_UP)
    if different:
        return warning(
            "packages", f"other than locked: {', '.join(different)}", "remove .venv, then: make run"
        )
    return ok("packages", f"all {len(locked)} as locked")


def check_map_library(root: Path) -> Finding:
    """MapLibre must be there, in the locked version."""
    folder = root / "node_modules" / "maplibre-gl"
    try:
        lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
        wanted = lock["packages"]["node_modules/maplibre-gl"]["version"]
        found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return fault("map library", f"{folder} is missing or broken", SET_UP)
    if not (folder / "dist" / "maplibre-gl.mjs").is_file():
        return fault("map library", f"{folder} has no maplibre-gl.mjs", f"remove node_modules, then {SET_UP}")
    if found != wanted:
        return warning("map library", f"MapLibre {found}, not {wanted} as locked", SET_UP)
    return ok("map library", f"MapLibre {found}")


def check_translations(root: Path) -> Finding:
    """Each translation must be compiled, and newer than its source."""
    sources = sorted((root / "resources" / "i18n").glob("*.ts"))
    if not sources:
        return fault("translations", "there is none in resources/i18n", "get resources/ back from git")
    stale = [
        source.name
        for source in sources
        if not (compiled := source.with_suffix(".qm")).is_file()
        or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns
    ]
    if stale:
        return warning("translations", f"not compiled: {', '.join(stale)}", SET_UP)
    return ok("translations", f"compiled: {', '.join(source.stem for source in sources)}")
