"""Where the console keeps things on this machine: settings and layouts of each user. No Qt, any one thread.

`<home>/console/users/<user>/settings.json` and `…/layouts/<perspective>.bin`. A file that cannot be read is as good as
none: defaults are used and the next save replaces it.
"""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path

import platformdirs

from console.settings.table import BY_NAME, SETTINGS, Value

_log = logging.getLogger(__name__)
_SAFE = re.compile(r"[^A-Za-z0-9_.-]")
MAX_LAYOUT_BYTES = 1_000_000
VARIABLE = "MUSTER_HOME"


def data_home() -> Path:
    """`MUSTER_HOME`, else the platform's folder for user data; not created here. Any thread."""
    given = os.environ.get(VARIABLE, "")
    return Path(given) if given else platformdirs.user_data_path("muster")


def _folder_of(home: Path, user: str) -> Path:
    return home / "console" / "users" / (_SAFE.sub("_", user) or "_")


class SettingsStore:
    """Settings of one user."""

    def __init__(self, home: Path, user: str) -> None:
        self._home = home
        self._folder = _folder_of(home, user)
        self._values = self._read()
        self._others: dict[Path, SettingsStore] = {}

    def of(self, user: str) -> SettingsStore:
        """The settings of somebody who sits down at this screen; the same object for the same person."""
        folder = _folder_of(self._home, user)
        if folder == self._folder:
            return self
        if folder not in self._others:
            self._others[folder] = SettingsStore(self._home, user)
        return self._others[folder]

    def get(self, name: str) -> Value:
        """The value, or the default. Raises KeyError for an unknown name."""
        return self._values.get(name, BY_NAME[name].default)

    def text(self, name: str) -> str:
        """A setting of words."""
        return str(self.get(name))

    def number(self, name: str) -> float:
        """A setting of numbers."""
        value = self.get(name)
        return float(value) if not isinstance(value, str) else 0.0

    def flag(self, name: str) -> bool:
        """A setting of yes or no."""
        return bool(self.get(name))

    def set(self, name: str, value: Value) -> None:
        """Keep a value. Raises KeyError for an unknown name and ValueError for a value out of bounds."""
        setting = BY_NAME[name]
        if not setting.accepts(value):
            raise ValueError(f"{name} cannot be {value!r}")
        if self.get(name) == value:
            return
        self._values[name] = value
        self._write(
            self._folder / "settings.json", json.dumps(self._values, indent=1, sort_keys=True).encode()
        )

    def layout(self, perspective: str) -> bytes | None:
        """The saved layout of a perspective, None where there is none."""
        path = self._layout_path(perspective)
        try:
            return path.read_bytes() if path.stat().st_size <= MAX_LAYOUT_BYTES else None
        except OSError:
            return None

    def save_layout(self, perspective: str, state: bytes) -> None:
        """Remember a layout."""
        self._write(self._layout_path(perspective), state)

    def forget_layout(self, perspective: str) -> None:
        """Back to the perspective's own layout."""
        self._layout_path(perspective).unlink(missing_ok=True)

    def _layout_path(self, perspective: str) -> Path:
        return self._folder / "layouts" / f"{_SAFE.sub('_', perspective)}.bin"

    def _read(self) -> dict[str, Value]:
        try:
            found = json.loads((self._folder / "settings.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            setting.name: found[setting.name]
            for setting in SETTINGS
            if setting.name in found and setting.accepts(found[setting.name])
        }

    def _write(self, path: Path, body: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(path.suffix + ".new")
            fresh.write_bytes(body)
            os.replace(fresh, path)
        except OSError as error:
            _log.info("%s cannot be saved: %s", path.name, error)
