"""Checks of what Qt can show here: display, fonts, OpenGL and WebGL, asked of a child process.

Main thread of `main.py doctor`; imports no Qt: the child (`widgets.map.machine_probe`) does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console.doctor.finding import Finding, fault, ok, warning

PROBE_TIMEOUT_S = 60.0
_LIBRARIES = "run `make run` as root or with sudo: it installs the libraries of .ci/system_packages.txt"


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether windows can be shown: always but on Linux without X11 and Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def check_screen(root: Path) -> list[Finding]:
    """Display, Qt itself, Chinese fonts, graphics and WebGL."""
    display = has_display(os.environ)
    findings = [check_display(display)]
    answer = ask_child(root, None if display else "offscreen")
    if isinstance(answer, str):
        return [*findings, fault("qt", answer, _LIBRARIES)]
    return [*findings, *judge(answer)]


def check_display(display: bool) -> Finding:
    """A display, or at least the knowledge that there is none."""
    if not display:
        return warning(
            "display",
            "none: `make run` plays the demonstration offscreen",
            "start from a graphical session, or set DISPLAY (ssh -X, Xvfb)",
        )
    names = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    return ok("display", ", ".join(f"{name}={os.environ[name]}" for name in names) or sys.platform)


def ask_child(root: Path, platform: str | None) -> dict[str, Any] | str:
    """The probe's answer, or the words of its failure. `platform`: Qt's platform plugin, None for its own choice."""
    environment = dict(os.environ)
    if platform is not None:
        environment["QT_QPA_PLATFORM"] = platform
    try:
        done = subprocess.run(
            [sys.executable, "-m", "widgets.map.machine_probe"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PROBE_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
            cwd=root,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Qt did not answer within {PROBE_TIMEOUT_S:.0f} s"
    lines = done.stdout.strip().splitlines()
    try:
        answer = json.loads(lines[-1])
    except (IndexError, ValueError):
        words = done.stderr.strip().splitlines()
        return f"Qt does not start (status {done.returncode}): {words[-1] if words else 'it said nothing'}"
    return answer if isinstance(answer, dict) else f"Qt answered {answer!r}"


def judge(answer: Mapping[str, Any]) -> list[Finding]:
    """Findings from the probe's answer."""
    fonts, webgl = int(answer.get("chinese_fonts", 0)), answer.get("webgl")
    no_fonts = fault("fonts", "no font has Chinese characters", "sudo apt-get install -y fonts-noto-cjk")
    remedy = f"start with MUSTER_GPU=0 to draw without the graphics card; if that does not help: {_LIBRARIES}"
    drawn = "a graphics card draws" if answer.get("gpu") else "no graphics card is used: the processor draws"
    return [
        ok("qt", f"starts on {answer.get('platform')}, {answer.get('screens')} screen(s)"),
        ok("fonts", f"{fonts} families with Chinese") if fonts else no_fonts,
        ok("graphics", f"{drawn} the map"),
        ok("webgl", str(webgl)) if webgl else fault("webgl", "the map page gets no WebGL 2", remedy),
    ]
