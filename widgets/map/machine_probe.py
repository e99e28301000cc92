"""Asks Qt what this machine can show: fonts, screens, OpenGL, and WebGL 2 in a real page.

Run as a child process (`python -m widgets.map.machine_probe`) by the doctor, so that a broken driver costs the
child only. Main thread. Prints one JSON object: platform, screens, chinese_fonts, gpu, webgl ("" without it).
"""

from __future__ import annotations

import json
import sys

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication

from widgets.map.chromium_flags import configure_environment

PAGE_TIMEOUT_MS = 25_000
_ASK_WEBGL = """
(() => {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return '';
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) || 'WebGL 2';
})()
"""


def main() -> int:
    """Probe, print, and return 0; without an answer of the page within its time, webgl stays empty."""
    has_gpu = configure_environment()
    app = QApplication(sys.argv[:1])
    answer: dict[str, str | int | bool] = {
        "platform": app.platformName(),
        "screens": len(app.screens()),
        "chinese_fonts": len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)),
        "gpu": has_gpu,
        "webgl": "",
    }
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)

    def _on_answered(renderer: object) -> None:
        answer["webgl"] = str(renderer or "")
        app.quit()

    page.loadFinished.connect(lambda _loaded: page.runJavaScript(_ASK_WEBGL, _on_answered))
    page.renderProcessTerminated.connect(lambda *_: app.quit())
    QTimer.singleShot(PAGE_TIMEOUT_MS, app.quit)
    page.setHtml("<!doctype html><meta charset=utf-8><title>probe</title>")
    app.exec()
    shiboken6.delete(page)  # before its profile, which Qt insists on
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
