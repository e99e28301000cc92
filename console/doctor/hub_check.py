"""Check of the hub: can its command socket be reached? Main thread of `main.py doctor`; no Qt, no ZeroMQ."""

from __future__ import annotations

import json
import socket
from pathlib import Path

from console.doctor.finding import Finding, fault, ok

REACH_TIMEOUT_S = 3.0
DEMO_SEAT_FILE = Path("demo", "hub", "demo-access.json")
"""Below the data folder: where the demo's hub writes how to reach it."""


def check_hub(home: Path, *, address: str = "", seat_file: Path | None = None) -> Finding:
    """Reach the hub at `address` ("host:port"), else the one that `seat_file` names, else the demo's.

    A hub that was named must answer; that no demo is running is no fault.
    """
    if address:
        return _reach(address)
    if seat_file is not None:
        try:
            return _reach(address_in(seat_file))
        except (OSError, ValueError) as error:
            return fault("hub", f"{seat_file}: {error}", "get the seat file anew from whoever runs the hub")
    try:
        demo = _reach(address_in(home / DEMO_SEAT_FILE))
    except (OSError, ValueError):
        demo = None
    if demo is not None and not demo.remedy:
        return ok("hub", f"the demo's runs: {demo.says}")
    return ok("hub", "none named (--hub or --seat-file) and no demo is running: `make run` starts one")


def address_in(seat_file: Path) -> str:
    """The hub's "host:port" in a seat file. Raises OSError or ValueError when it says none."""
    facts = json.loads(seat_file.read_text(encoding="utf-8"))
    if not isinstance(facts, dict) or not isinstance(facts.get("host"), str):
        raise ValueError("names no hub")
    return f"{facts['host']}:{facts.get('commands')}"


def _reach(address: str) -> Finding:
    host, _, port_text = address.removeprefix("tcp://").rpartition(":")
    if not host or not port_text.isdigit() or not 0 < int(port_text) < 65536:
        return fault("hub", f"{address!r} is no address", "name it as HOST:PORT, for instance 127.0.0.1:7701")
    try:
        with socket.create_connection((host.strip("[]"), int(port_text)), timeout=REACH_TIMEOUT_S):
            return ok("hub", f"{address} answers")
    except OSError as error:
        return fault(
            "hub",
            f"{address} does not answer: {error}",
            "start it there with `main.py hub`, and let firewalls pass its ports",
        )
