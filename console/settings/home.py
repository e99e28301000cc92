"""Where the console keeps things on this machine. No Qt, any thread; used by `store`, `app` and the demo."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VARIABLE = "MUSTER_HOME"


def data_home() -> Path:
    """`MUSTER_HOME`, else the platform's folder for user data; not created here."""
    given = os.environ.get(VARIABLE, "")
    return Path(given) if given else platformdirs.user_data_path("muster")
