"""Emitting many signals must not end the interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from widgets.emit_guard import SPARE_REFERENCES, guard_singletons

_SCRIPT = """
from widgets.emit_guard import guard_singletons
guard_singletons()
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal(int)
bell = Bell()
for count in range(20_000):
    bell.rung.emit(count)
"""


def test_survives_many_signals() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_gives_spare_references_only_where_they_are_needed() -> None:
    needed = guard_singletons()
    assert needed == (sys.version_info < (3, 12))
    guard_singletons()
    assert sys.getrefcount(None) < 2 * SPARE_REFERENCES or not needed
