"""Where a hub is and who this seat is: read from an access file, refused in words when it is wrong. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """One hub as one seat sees it. Keys are Z85 text, 40 characters (RFC 32/Z85 of ZeroMQ)."""

    host: str
    port: int
    server_key: str
    public_key: str
    secret_key: str
    spool_path: Path
    user: str = ""
    password: str = ""
    client: str = "muster-console"
