"""Checks of the machine itself: Python, cores and memory, loopback ports, data folder, decoders.

Main thread of `main.py doctor`; imports no Qt. Each check returns one finding and never raises.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
from pathlib import Path

import psutil

from console.doctor.finding import Finding, fault, ok, warning
from console.noise import LOG
from console.settings.store import data_home

MIN_FREE_BYTES = 200 * 2**20
GOOD_FREE_BYTES = 5 * 2**30
GOOD_MEMORY_BYTES = 4 * 2**30
DECODERS = ("h264", "hevc", "mjpeg")


def check_python() -> Finding:
    """Python must be one that the locked packages have wheels for (older ones cannot run this line)."""
    says = f"Python {platform.python_version()} at {sys.executable}"
    if sys.version_info >= (3, 15):
        return warning("python", says, "tried with 3.11 to 3.14 only; PYTHON=python3.13 make clean run")
    return ok("python", says)


def check_power() -> Finding:
    """Cores and memory that the demo needs."""
    cores = os.cpu_count() or 1
    memory_bytes = psutil.virtual_memory().total
    says = f"{cores} cores, {memory_bytes / 2**30:.1f} GiB of memory"
    if cores < 2 or memory_bytes < GOOD_MEMORY_BYTES:
        return warning("power", says, "the demo wants 2 cores and 4 GiB; show fewer cameras on the wall")
    return ok("power", says)


def check_ports() -> Finding:
    """Hub, town and workers talk over loopback TCP on ports that the system picks."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port: int = server.getsockname()[1]
            with socket.create_connection(("127.0.0.1", port), timeout=3):
                pass
    except OSError as error:
        return fault(
            "ports",
            f"cannot open and reach a port on 127.0.0.1: {error}",
            "let a firewall or sandbox allow connections on the loopback interface",
        )
    return ok("ports", f"loopback ports open, {port} for instance")


def check_data_folder(home: Path | None = None) -> Finding:
    """The data folder, or the nearest parent that exists, must be writable and have room."""
    home = data_home() if home is None else home
    place = home
    while not place.exists() and place != place.parent:
        place = place.parent
    move = "or set MUSTER_HOME to a folder elsewhere"
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return fault("data folder", f"{home} cannot be written", f"make {place} writable, {move}")
    free_bytes = shutil.disk_usage(place).free
    says = f"{home}, {free_bytes / 2**30:.1f} GiB free"
    if free_bytes < MIN_FREE_BYTES:
        return fault("data folder", says, f"free some disk space, {move}")
    if free_bytes < GOOD_FREE_BYTES:
        return warning("data folder", says, f"journals and tracks grow: free some disk space, {move}")
    return ok("data folder", says)


def check_decoders() -> Finding:
    """PyAV's library must decode what cameras send."""
    try:
        from streams.opening import missing_decoders

        missing = missing_decoders(DECODERS)
    except (ImportError, OSError) as error:
        return fault("decoders", f"PyAV does not load: {error}", "run `make run`, which installs it anew")
    if missing:
        return fault(
            "decoders",
            f"PyAV cannot decode {', '.join(missing)}",
            "install PyAV from its wheel: remove .venv and run `make run`",
        )
    return ok("decoders", f"PyAV decodes {', '.join(DECODERS)}")


def check_logs(home: Path | None = None) -> Finding:
    """Where what is not printed can be read."""
    home = data_home() if home is None else home
    found = [*home.glob(f"*/logs/{LOG}"), *home.glob(f"drills/*/logs/{LOG}")]
    if not found:
        return ok("logs", f"none yet; the demo's will lie in {home / 'demo' / 'logs'}")
    newest = max(found, key=lambda path: path.stat().st_mtime_ns)
    return ok("logs", f"of the last start: {newest.parent} ({LOG}: Chromium, Qt and sound)")
