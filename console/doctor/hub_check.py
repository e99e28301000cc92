"""Check of the hub: can its command socket be reached? Main thread of `main.py doctor`; no Qt, no ZeroMQ."""

from __future__ import annotations

import socket

from console.doctor.finding import Finding, fault, ok

REACH_TIMEOUT_S = 3.0


def check_hub(address: str | None) -> Finding:
    """Reach `address` ("host:port", "tcp://host:port"); None when no hub is configured, which is no fault."""
    if address is None:
        return ok("hub", "none named (--hub HOST:PORT, or MUSTER_HUB); `make run` starts its own")
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
