"""What this machine has for tests: probes behind `@pytest.mark.system(name)`.

Main thread; used by conftest. `.ci/setup.sh test` installs all of it where it may; elsewhere a test that
needs it is skipped with the reason.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def shared_data() -> Path | None:
    """The folder of real test material beside the checkout, None where it is not there."""
    folder = _ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


@functools.cache
def missing(name: str) -> str:
    """Why `name` cannot be used here, empty when it can. Raises KeyError for a name nobody probes."""
    return "" if _PROBES[name]() else f"needs {name}: {_WORDS[name]}"


def _runs(*command: str) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _has_rtsp_server() -> bool:
    code = (
        "import gi; gi.require_version('Gst', '1.0'); gi.require_version('GstRtspServer', '1.0'); "
        "from gi.repository import Gst, GstRtspServer; Gst.init(None); "
        "raise SystemExit(Gst.ElementFactory.find('h264parse') is None)"
    )
    return _runs("/usr/bin/python3", "-c", code)


def _has_chinese_font() -> bool:
    done = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


_PROBES: dict[str, Callable[[], bool]] = {
    "rtsp": _has_rtsp_server,
    "webengine": lambda: _runs(sys.executable, "-c", "import PySide6.QtWebEngineCore"),
    "cjk-fonts": lambda: shutil.which("fc-list") is not None and _has_chinese_font(),
    "ffmpeg": lambda: shutil.which("ffmpeg") is not None,
    "xvfb": lambda: shutil.which("Xvfb") is not None,
    "map-library": (_ROOT / "node_modules" / "maplibre-gl" / "dist").is_dir,
    "shared-data": lambda: shared_data() is not None,
}
_APT = "`make test` as root, or with sudo, installs it"
_WORDS = {
    "rtsp": f"GStreamer's RTSP server; {_APT}",
    "webengine": f"the libraries of Qt WebEngine; {_APT}",
    "cjk-fonts": f"a Chinese font; {_APT}",
    "ffmpeg": f"the ffmpeg program; {_APT}",
    "xvfb": f"a virtual X server; {_APT}",
    "map-library": "node_modules/maplibre-gl; `make test` installs it",
    "shared-data": "the folder ../shared/data beside the checkout",
}
