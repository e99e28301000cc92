"""A program's seat on a hub that is not the demo's: redeem a one-time code, keep the keys in a private file. Blocks.

The file has the form of the demo's access file, so that `link_config.demo_config` reads both.
"""

from __future__ import annotations

import json
from pathlib import Path

from backend_stub.hub.identity import write_private
from backend_stub.link_config import LinkError, enroll

ENROLMENT_OFFSET = 4
"""A hub started with `--port N` listens for enrolment at N + 4 (PROTOCOL.md, "Sockets")."""


def make_seat(path: Path, client: str, code: str, hub: str) -> None:
    """Enrol `client` at `hub` (HOST:PORT of the commands socket) and write the seat file, mode 0600.

    Raises LinkError when the hub refuses or does not answer, or the file is there already; ValueError for a mistyped
    code or address; OSError.
    """
    host, _, port = hub.rpartition(":")
    if not host or not port.isdecimal():
        raise ValueError(f"--hub {hub!r} is no HOST:PORT")
    if path.exists():
        raise LinkError(f"{path} exists: this seat is enrolled; move it away to enrol another")
    config = enroll(host, int(port) + ENROLMENT_OFFSET, code, client=client)
    keys = {"public_key": config.public_key, "secret_key": config.secret_key, "users": []}
    content = {
        "host": host,
        "commands": config.commands_port,
        "server_key": config.server_key,
        "clients": {client: keys},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write_private(path, json.dumps(content, indent=2).encode())
