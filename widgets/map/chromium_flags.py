"""Chromium's start-up flags for the map page, decided once before QApplication exists. Main thread.

Used by `console.app` (and by the tests) through `configure_environment`. Chromium reads its flags when the
first page is made, and a custom scheme can be registered only before that, so both belong here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

from widgets.emit_guard import guard_singletons
from widgets.map.scheme import register_scheme

FLAGS_VARIABLE = "QTWEBENGINE_CHROMIUM_FLAGS"
QUICK_VARIABLE = "QT_QUICK_BACKEND"
GPU_VARIABLE = "MUSTER_GPU"
"""`1` or `0` overrules the probe."""

_SOFTWARE = (
    # WebGL 2 by SwiftShader; without the last one a page in a dock stays black under X.
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
)
_ALWAYS = (
    # Nothing of Chromium's own may reach for the network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-pings",
    # Left alone, V8 lets 300 MB of garbage of a loaded town lie about; what lives is some 30 MB.
    "--js-flags=--max-old-space-size=192,--max-semi-space-size=4",
)
_PROBE = (
    "from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext\n"
    "app = QGuiApplication([]); s = QOffscreenSurface(); s.create(); c = QOpenGLContext()\n"
    "ok = c.create() and c.makeCurrent(s)\n"
    "print(c.functions().glGetString(0x1F01) if ok else '')\n"
)
_SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swiftshader", "swrast", "software rasterizer")


def flags(has_gpu: bool, is_root: bool) -> list[str]:
    """Chromium's flags: software WebGL without a GPU, no sandbox only for root."""
    chosen = list(_ALWAYS)
    if not has_gpu:
        chosen += _SOFTWARE
    if is_root:
        chosen.append("--no-sandbox")
    return chosen


def has_gpu(environment: Mapping[str, str], dri_dir: Path = Path("/dev/dri")) -> bool:
    """Whether the page may use the graphics card: `MUSTER_GPU` if set, else a probe.

    Without a display or a render node it answers at once; with both, a child process asks OpenGL for its
    renderer (at most 5 s), so that a broken driver costs the child and not the console.
    """
    override = environment.get(GPU_VARIABLE, "")
    if override in ("0", "1"):
        return override == "1"
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc"):
        return False
    if not sys.platform.startswith("linux"):
        return True
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return False
    if not any(dri_dir.glob("renderD*")):
        return False
    return is_hardware_renderer(_ask_renderer(environment))


def is_hardware_renderer(renderer: str) -> bool:
    """Whether an OpenGL renderer string names a real graphics card."""
    lowered = renderer.strip().lower()
    return lowered not in ("", "none") and not any(name in lowered for name in _SOFTWARE_RENDERERS)


def _ask_renderer(environment: Mapping[str, str]) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE], capture_output=True, text=True, timeout=5.0, env=dict(environment)
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def configure_environment() -> bool:
    """Set Chromium's flags and register the map's scheme; call before QApplication. Returns whether a GPU is used.

    Flags that a user has already put in the environment are kept and come last, so that they win.
    Raises RuntimeError when a QCoreApplication exists already.
    """
    if QCoreApplication.instance() is not None:
        raise RuntimeError("the map's environment must be configured before QApplication is made")
    guard_singletons()
    gpu = has_gpu(os.environ)
    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    given = os.environ.get(FLAGS_VARIABLE, "").split()
    ours = [flag for flag in flags(gpu, is_root) if flag not in given]
    os.environ[FLAGS_VARIABLE] = " ".join(ours + given)
    os.environ[GPU_VARIABLE] = "1" if gpu else "0"
    if not gpu:
        # The page reaches its window through Qt Quick. Painted in software it survives a dock's move to another
        # window; through llvmpipe's OpenGL it is left black there.
        os.environ.setdefault(QUICK_VARIABLE, "software")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    register_scheme()
    return gpu
